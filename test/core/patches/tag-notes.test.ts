import { describe, expect, test } from 'vitest'
import { findTagCondition } from '../../../src/core/patches/tag-condition.ts'
import { findTagNotes, type TagNote } from '../../../src/core/patches/tag-notes.ts'
import { placeTrailers } from '../../../src/core/patches/trailers.ts'
import { readOwnText } from '../../../src/core/patches/unquoted.ts'

const BO = { name: 'Bo Example', address: 'bo@example.org' }

function notesOf(lines: readonly string[], answersCover = false): readonly TagNote[] {
  const text = `${lines.join('\n')}\n`
  const own = readOwnText(text)
  return findTagNotes(text, own, placeTrailers(own.lines, BO), answersCover)
}

const RB = 'Reviewed-by: Bo Example <bo@example.org>'
const kinds = (notes: readonly TagNote[]) => notes.map((one) => [one.position, one.scope?.kind])

describe('what the words around a tag say (patch-trackers dossier, sections 5.3 and 5.4)', () => {
  test('the paragraph right above, one blank line between', () => {
    expect(kinds(notesOf(['Nice work! For patches 1-3:', '', RB]))).toEqual([[0, 'these']])
    expect(kinds(notesOf(['For patches 1-3:', '', '', 'Thanks', RB]))).toEqual([])
  })

  test('each block takes its own; a block without one has none', () => {
    const notes = notesOf([
      'For patches 1 and 2:',
      RB,
      '',
      'Tested on a board.',
      'Tested-by: Bo <bo@example.org>',
    ])
    expect(kinds(notes)).toEqual([[0, 'these']])
    expect(kinds(notesOf(['For patch 1:', RB, 'Tested-by: Bo <bo@example.org>']))).toEqual([
      [0, 'these'],
      [1, 'these'],
    ])
  })

  test('a remark that names a patch is no lead-in', () => {
    expect(
      notesOf(['It conflicts with what patch 2 of the other series does to this function.', RB]),
    ).toEqual([])
  })

  test('areas: in the lead-in, behind a #, in brackets', () => {
    expect(notesOf(['For the FreeBSD bits:', RB])[0]?.scope).toMatchObject({ kind: 'area', area: 'freebsd' })
    expect(notesOf([`${RB} # x86`])[0]?.scope).toMatchObject({ kind: 'area', area: 'x86' })
    expect(notesOf([`${RB} [for the tools bits]`])[0]?.scope).toMatchObject({ area: 'for the tools bits' })
    expect(notesOf([`${RB} (powerpc)`])[0]?.scope).toMatchObject({ area: 'powerpc' })
    expect(notesOf([`${RB} for the entire patch set.`])[0]?.scope?.kind).toBe('whole')
  })

  test('titles quoted directly above, in the answer to a cover letter only', () => {
    const quoted = ['> mm: first fix', '> mm: second fix', '', 'These two are actual bugfixes:', '', RB]
    expect(notesOf(quoted, true)[0]?.scope).toMatchObject({ titles: ['mm: first fix', 'mm: second fix'] })
    expect(notesOf(quoted)).toEqual([])
  })

  test('a tag of the poster’s own is not looked at', () => {
    expect(notesOf(['For the series:', 'Signed-off-by: Bo Example <bo@example.org>'])).toEqual([])
  })
})

describe('conditions', () => {
  test.each([
    'With that:',
    'With the two minor issues fixed:',
    'Once the ocfs2 (2/6) concerns are addressed,',
    'When addressing the above, you can add my',
    'After fixing the patch description, feel free to add:',
    'Assuming you fix the previous patch,',
    'with nits fixed',
    'Leave it in one line. With above,',
    'Looks good (modulo the commit message nitpicks):',
    'I presume it will work in that case. If so:',
    'For the whole patchset (and with the two minor fixes):',
    'as long as you fix the minor issues pointed out by Cy you can add my',
    'Give or take fixing the build failure:',
    'If you want to make a patch out of it you can add my',
    'Feel free to add my tag if you do a formal patch',
    'Once you post a proper patch, you can add my',
  ])('by the author: %s', (text) => expect(findTagCondition(text)?.by).toBe('author'))

  test.each([
    'Typo, this can be fixed while committing.',
    'few details (all can be fixed by me before merge, no need to repost).',
    "I'll change it while applying",
    'can be done on commit',
    'just one nit with the commit message and can be applied at the time of applying patch.',
  ])('by the committer: %s', (text) => expect(findTagCondition(text)?.by).toBe('committer'))

  test.each([
    'preferably with the comment moved',
    'for the series (with or without the last patch):',
    'I’m OK with dropping it.',
    'With this patch applied, I confirm that the problem is fixed',
    'With v3 the issue is fixed',
    'If you want, the name could be changed',
    'Looks good.',
    'Otherwise this looks good:',
    'Tell me if so',
    'The address with offset can be added by a followup patch. Feel free to use:',
    'Anyway, if you prefer to keep the patch as is:',
    'If you prefer to merge the patches directly, feel free to do so.',
    'I can retest once you send the patch. For now you can add my',
    'If you send a new version of the patch, please Cc me',
    '',
  ])('none: %s', (text) => expect(findTagCondition(text)).toBeUndefined())
})
