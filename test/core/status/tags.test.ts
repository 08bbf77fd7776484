import { describe, expect, test } from 'vitest'
import type { TagNote } from '../../../src/core/patches/tag-notes.ts'
import { type History, situationAt } from '../../../src/core/status/history.ts'
import { standingOf } from '../../../src/core/status/standing.ts'
import { listTags, type TagRecord } from '../../../src/core/status/tags.ts'
import { day, history, type Mail } from '../../support/history.ts'

const tagsOn = (of: History, days: number): readonly TagRecord[] => {
  const situation = situationAt(of, of.series, day(days))
  if (situation === undefined) throw new Error('nothing was posted yet')
  return listTags(situation)
}
const shown = (tags: readonly TagRecord[]): string[] =>
  tags.map((tag) => `${tag.patch} ${tag.key} ${tag.person.split('@')[0]} ${tag.status}`)

const RB = ['Reviewed-by: Bo']
const note = (scope: TagNote['scope'], condition?: TagNote['condition']): TagNote[] => [
  { position: 0, scope, condition },
]

/** v1 p1, v2 p2; the change of the second as given. */
function twice(change: string, replies: readonly Mail[], second: Partial<Mail> = {}): History {
  return history({
    mails: [
      { id: 'p1', from: 'Ada', on: 0, change: 'x' },
      { id: 'p2', from: 'Ada', on: 5, change, ...second },
      ...replies,
    ],
    versions: [
      { id: 'p1', patches: ['p1'] },
      { id: 'p2', version: 2, patches: ['p2'], continues: ['p1'] },
    ],
    patchLinks: [['p2', 'p1']],
  })
}
const given: Mail = { id: 'r', from: 'Bo', on: 1, answers: 'p1', tags: RB }

describe('tags across versions (patch-trackers dossier, section 5.5)', () => {
  test('the same change: valid, and named as forgotten where the author left it out', () => {
    expect(tagsOn(twice('x', [given]), 6)).toMatchObject([
      { patch: 'p2', status: 'valid', forgotten: true, messageId: 'r' },
    ])
    expect(tagsOn(twice('x', [given], { tags: RB }), 6)).toMatchObject([
      { status: 'valid', forgotten: false, messageId: 'r', at: day(1) },
    ])
  })

  test('another change: stale, or carried where the author kept it', () => {
    expect(shown(tagsOn(twice('y', [given]), 6))).toEqual(['p2 Reviewed-by bo stale'])
    expect(shown(tagsOn(twice('y', [given], { tags: RB }), 6))).toEqual(['p2 Reviewed-by bo carried'])
  })

  test('given anew: valid', () => {
    const again: Mail = { id: 's', from: 'Bo', on: 6, answers: 'p2', tags: RB }
    expect(shown(tagsOn(twice('y', [given, again]), 7))).toEqual(['p2 Reviewed-by bo valid'])
  })

  test('in the patch and nowhere else: claimed', () => {
    expect(shown(tagsOn(twice('y', [], { tags: RB }), 6))).toEqual(['p2 Reviewed-by bo claimed'])
  })

  test('taken back by the same person, even where the author keeps it', () => {
    const no: Mail = { id: 'n', from: 'Bo', on: 2, answers: 'p1', says: ['revoked'] }
    expect(shown(tagsOn(twice('x', [given, no], { tags: RB }), 6))).toEqual(['p2 Reviewed-by bo revoked'])
    const other: Mail = { id: 'n', from: 'Cy', on: 2, answers: 'p1', says: ['revoked'] }
    expect(shown(tagsOn(twice('x', [given, other]), 6))).toEqual(['p2 Reviewed-by bo valid'])
  })

  test('given to another patch that came of the same older one: held where alike, carried where kept', () => {
    const parted = (tags: readonly string[], change = 'z') =>
      history({
        mails: [
          { id: 'p1', from: 'Ada', on: 0, change: 'x' },
          { id: 'p2', from: 'Ada', on: 2, change: 'y' },
          { id: 'r', from: 'Bo', on: 3, answers: 'p2', tags: RB },
          { id: 'p3', from: 'Ada', on: 5, change, tags },
        ],
        versions: [
          { id: 'p1', patches: ['p1'] },
          { id: 'p2', version: 2, patches: ['p2'], continues: ['p1'] },
          { id: 'p3', version: 3, patches: ['p3'], continues: ['p2'] },
        ],
        patchLinks: [
          ['p2', 'p1'],
          ['p3', 'p1'],
        ],
      })
    expect(shown(tagsOn(parted(RB), 6)).filter((one) => one.startsWith('p3'))).toEqual([
      'p3 Reviewed-by bo carried',
    ])
    expect(shown(tagsOn(parted([]), 6)).filter((one) => one.startsWith('p3'))).toEqual([])
    expect(shown(tagsOn(parted([], 'y'), 6)).filter((one) => one.startsWith('p3'))).toEqual([
      'p3 Reviewed-by bo valid',
    ])
  })

  test('who wrote another patch of the series can review this one; their own they cannot', () => {
    const both = history({
      mails: [
        { id: 'p1', from: 'Ada', author: 'Bo', on: 0, change: 'x' },
        { id: 'p2', from: 'Ada', on: 0, change: 'y' },
        { id: 'r1', from: 'Bo', on: 1, answers: 'p1', tags: RB },
        { id: 'r2', from: 'Bo', on: 1, answers: 'p2', tags: RB },
        { id: 'r3', from: 'Ada', on: 1, answers: 'p1', tags: ['Reviewed-by: Ada'] },
      ],
      versions: [{ id: 'p1', patches: ['p1', 'p2'] }],
    })
    expect(shown(tagsOn(both, 2))).toEqual(['p2 Reviewed-by bo valid'])
  })

  test('passed on for somebody else', () => {
    const passed: Mail = { id: 'r', from: 'Cy', on: 6, answers: 'p2', tags: RB }
    expect(shown(tagsOn(twice('x', [passed]), 7))).toEqual(['p2 Reviewed-by bo behalf'])
  })
})

describe('conditional tags (section 5.4)', () => {
  const fixed = note(undefined, { text: 'with that fixed', by: 'author' })
  const conditional: Mail = { ...given, notes: fixed }

  test('do not count until the version that carries them differs', () => {
    expect(shown(tagsOn(twice('y', [conditional]), 3))).toEqual(['p1 Reviewed-by bo conditional'])
    expect(shown(tagsOn(twice('y', [conditional], { tags: RB }), 6))).toEqual(['p2 Reviewed-by bo carried'])
    expect(shown(tagsOn(twice('y', [conditional]), 6))).toEqual(['p2 Reviewed-by bo conditional'])
  })

  test('count when their giver says that it will do', () => {
    const fine: Mail = { id: 'f', from: 'Bo', on: 2, answers: 'r', says: ['agreement'] }
    expect(shown(tagsOn(twice('y', [conditional, fine]), 3))).toEqual(['p1 Reviewed-by bo valid'])
    expect(shown(tagsOn(twice('y', [conditional, { ...fine, from: 'Ada' }]), 3))).toEqual([
      'p1 Reviewed-by bo conditional',
    ])
  })

  test('stop nothing where the committer can do it', () => {
    const commit = note(undefined, { text: 'can be fixed on commit', by: 'committer' })
    expect(shown(tagsOn(twice('y', [{ ...given, notes: commit }]), 3))).toEqual(['p1 Reviewed-by bo valid'])
  })
})

describe('scope (section 5.3)', () => {
  const series = (reply: Mail): History =>
    history({
      mails: [
        { id: 'c', from: 'Ada', on: 0 },
        { id: 'a', from: 'Ada', on: 0, change: 'a' },
        { id: 'b', from: 'Ada', on: 0, change: 'b' },
        { id: 'd', from: 'Ada', on: 0, change: 'd' },
        reply,
      ],
      versions: [{ id: 'c', cover: 'c', patches: ['a', 'b', 'd'] }],
    })
  const tagged = (answers: string, scope: TagNote['scope']): string[] =>
    tagsOn(series({ id: 'r', from: 'Bo', on: 1, answers, tags: RB, notes: scope ? note(scope) : [] }), 2).map(
      (tag) => tag.patch,
    )

  test('by default what the mail answers', () => {
    expect(tagged('b', undefined)).toEqual(['b'])
    expect(tagged('c', undefined)).toEqual(['a', 'b', 'd'])
  })

  test('numbers, all but some, the last, the whole', () => {
    expect(tagged('c', { kind: 'these', numbers: [1, 3], text: '' })).toEqual(['a', 'd'])
    expect(tagged('c', { kind: 'except', numbers: [2], text: '' })).toEqual(['a', 'd'])
    expect(tagged('a', { kind: 'these', numbers: [-1], text: '' })).toEqual(['d'])
    expect(tagged('b', { kind: 'whole', numbers: [], text: '' })).toEqual(['a', 'b', 'd'])
  })

  test('numbers that name no patch of the series leave it where it is', () => {
    expect(tagged('b', { kind: 'these', numbers: [26], text: '' })).toEqual(['b'])
  })

  test('titles quoted above; a whole shortlog is the whole', () => {
    expect(tagged('c', { kind: 'titles', text: '', titles: ['[PATCH 1/3] a', 'D'] })).toEqual(['a', 'd'])
    expect(tagged('c', { kind: 'titles', text: '', titles: ['Ada Example (3):', 'a'] })).toEqual([
      'a',
      'b',
      'd',
    ])
    expect(tagged('c', { kind: 'titles', text: '', titles: ['Looks good to me'] })).toEqual(['a', 'b', 'd'])
  })

  test('quoted lines that are no titles are not said to narrow it', () => {
    const scopes = (titles: readonly string[]) => {
      const scope = { kind: 'titles' as const, text: 'the titles quoted above', titles }
      return new Set(
        tagsOn(series({ id: 'r', from: 'Bo', on: 1, answers: 'c', tags: RB, notes: note(scope) }), 2).map(
          (tag) => tag.scope,
        ),
      )
    }
    expect(scopes(['revalidate the disk, or a better name'])).toEqual(new Set([undefined]))
    expect(scopes(['a'])).toEqual(new Set(['the titles quoted above']))
  })

  test('the rest is what the other tags of the mail leave', () => {
    const rest: Mail = {
      id: 'r',
      from: 'Bo',
      on: 1,
      answers: 'c',
      tags: ['Acked-by: Bo', 'Reviewed-by: Bo'],
      notes: [
        { position: 0, scope: { kind: 'these', numbers: [2], text: '' }, condition: undefined },
        { position: 1, scope: { kind: 'rest', numbers: [], text: '' }, condition: undefined },
      ],
    }
    expect(shown(tagsOn(series(rest), 2))).toEqual([
      'a Reviewed-by bo valid',
      'b Acked-by bo valid',
      'd Reviewed-by bo valid',
    ])
  })
})

describe('a condition is the author’s to meet', () => {
  const fixed = note(undefined, { text: 'with that fixed', by: 'author' })
  const conditional: Mail = { ...given, notes: fixed, says: ['request'] }
  const statusOn = (of: History, days: number) => {
    const situation = situationAt(of, of.series, day(days))
    return situation && standingOf(situation)
  }

  test('until the version that keeps the tag; a version without it is to be looked at', () => {
    expect(statusOn(twice('y', [conditional]), 3)).toMatchObject({
      status: 'changes-requested',
      turn: 'author',
    })
    expect(statusOn(twice('y', [conditional], { tags: RB }), 6)?.status).toBe('ready')
    expect(statusOn(twice('y', [conditional]), 6)).toMatchObject({ status: 'discussion', turn: 'reviewers' })
  })

  test('a ping answers nothing', () => {
    const ping: Mail = { id: 'i', from: 'Ada', on: 2, answers: 'r', says: ['ping'] }
    expect(statusOn(twice('y', [conditional, ping]), 3)?.turn).toBe('author')
  })
})
