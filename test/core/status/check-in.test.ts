import { describe, expect, test } from 'vitest'
import type { Address } from '../../../src/core/mail/message.ts'
import { findCommitTrailers } from '../../../src/core/patches/trailers.ts'
import { findFileOwners } from '../../../src/core/people/file-owners.ts'
import { parseMaintainers } from '../../../src/core/people/maintainers.ts'
import { type CheckIn, type CheckInCase, checkIn } from '../../../src/core/status/check-in.ts'
import { caseOfCommit } from '../../../src/core/status/check-in-commit.ts'
import { readTagArea } from '../../../src/core/status/tag-area.ts'

const MAINTAINERS = `
X86
M: Ada <ada@example.org>
M: Ben <ben@example.org>
S: Supported
F: arch/x86/

SHADOW
M: Cy <cy@example.org>
S: Supported
F: arch/x86/mm/shadow/

ARM
M: Dee <dee@example.org>
S: Supported
F: arch/arm/

THE REST
M: Ada <ada@example.org>
M: Rex <rex@example.org>
S: Supported
F: *
F: */
V: xen-maintainers-1
`
const maintainers = parseMaintainers(MAINTAINERS)
const personOf = (address: Address): string => address.address.split('@')[0] ?? ''
const NOW = '2026-05-10T00:00:00Z'

/** A patch by Zoe to a file of X86, two weeks old, unless told otherwise. */
function change(files: string[], more: Partial<CheckInCase> = {}): CheckInCase {
  return {
    files: files.map((file) => findFileOwners(maintainers, file)),
    authors: ['zoe'],
    sender: 'zoe',
    signers: ['zoe'],
    approvals: [],
    objections: [],
    postedAt: '2026-04-26T00:00:00Z',
    waitDays: 1,
    freeze: undefined,
    prerequisites: 0,
    announcedAt: undefined,
    ...more,
  }
}
const acked = (person: string): CheckInCase['approvals'][number] => ({
  person,
  kind: 'acked',
  covers: () => true,
})
const reviewed = (person: string): CheckInCase['approvals'][number] => ({
  person,
  kind: 'reviewed',
  covers: () => true,
})
const look = (one: CheckInCase): CheckIn => checkIn(one, NOW, personOf)
const unmet = (one: CheckInCase): string[] =>
  look(one)
    .rules.filter((rule) => !rule.isMet)
    .map((rule) => rule.rule)

/** A commit by an author, with these lines under its text. */
function commit(author: string, files: string[], ...lines: string[]): CheckInCase {
  return caseOfCommit(
    {
      author: { name: author, address: `${author}@example.org` },
      trailers: findCommitTrailers(`a title\n\nText.\n\n${lines.join('\n')}\n`),
      files: files.map((file) => findFileOwners(maintainers, file)),
      authoredAt: '2026-04-26T00:00:00Z',
    },
    personOf,
  )
}

describe('ready', () => {
  test('one Ack by a maintainer meets both conditions', () => {
    const found = look(change(['arch/x86/a.c'], { approvals: [acked('ben')] }))
    expect(found.verdict).toBe('ready')
    expect(found.rules.map((rule) => rule.text)).toEqual([
      'a maintainer of its file approved it',
      'a maintainer other than its author acked it',
      'it has been on the list for 14 days',
      'no objection is open',
    ])
  })

  test('of each file: two sections need both', () => {
    const half = look(change(['arch/x86/a.c', 'arch/arm/b.c'], { approvals: [acked('ben')] }))
    expect(half.verdict).toBe('waiting')
    expect(half.rules[0]?.text).toBe('1 of 2 files lacks the approval of a maintainer: arch/arm/b.c')
    expect(half.ask).toEqual([['dee']])
    expect(
      look(change(['arch/x86/a.c', 'arch/arm/b.c'], { approvals: [acked('ben'), acked('dee')] })).verdict,
    ).toBe('ready')
  })

  test('nested: the more general maintainer may stand in, with a reason', () => {
    const found = look(change(['arch/x86/mm/shadow/multi.c'], { approvals: [acked('ada')] }))
    expect(found.verdict).toBe('ready-nested')
    expect(found.rules[0]?.text).toBe('1 of 1 file is approved by a more general maintainer only: say why')
  })

  test('(79) the only maintainer’s own patch: their Signed-off-by approves, anybody’s review is the second pair of eyes', () => {
    const own = change(['arch/arm/b.c'], { authors: ['dee'], sender: 'dee', signers: ['dee'] })
    expect(unmet(own)).toEqual(['R2'])
    expect(look({ ...own, approvals: [reviewed('zoe')] }).verdict).toBe('ready')
  })

  test('(80) the author is a maintainer and somebody else sends it: signed off by both', () => {
    const found = change(['arch/arm/b.c'], { authors: ['dee'], sender: 'zoe', signers: ['dee', 'zoe'] })
    expect(unmet(found)).toEqual(['R2'])
    expect(unmet({ ...found, signers: ['zoe'] })).toContain('R1')
  })

  test('two authors: the one who did not edit last vouches', () => {
    const both = change(['arch/x86/a.c'], { authors: ['ada'], sender: 'ben', signers: ['ada', 'ben'] })
    expect(look({ ...both, approvals: [reviewed('ada')] }).rules[1]?.text).toBe(
      'of its two authors, the one who did not edit it last approved it',
    )
    expect(unmet({ ...both, approvals: [reviewed('ben')] })).toEqual(['R2'])
  })

  test('a maintainer’s own patch that only the community reviewed is announced a day before', () => {
    const own = change(['arch/x86/a.c'], {
      authors: ['ada'],
      sender: 'ada',
      signers: ['ada'],
      approvals: [reviewed('zoe')],
    })
    expect(unmet(own)).toEqual(['R5'])
    expect(unmet({ ...own, announcedAt: '2026-05-08T00:00:00Z' })).toEqual([])
    expect(unmet({ ...own, approvals: [acked('ben')] })).toEqual([])
    // Rex answers for everything, and may commit it.
    expect(unmet({ ...own, approvals: [reviewed('rex')] })).toEqual([])
  })

  test('a commit does not tell what was announced', () => {
    const own = commit(
      'ada',
      ['arch/x86/a.c'],
      'Signed-off-by: Ada <ada@example.org>',
      'Reviewed-by: Zoe <zoe@example.org>',
    )
    expect(unmet(own)).toEqual([])
  })

  test('a project without a MAINTAINERS file asks for somebody other than the author', () => {
    const bare = change(['a.c'], {
      files: [{ path: 'a.c', matches: [], pool: [], poolSections: [], general: [] }],
    })
    expect(unmet(bare)).toEqual(['R2'])
    expect(unmet({ ...bare, approvals: [acked('yan')] })).toEqual([])
  })
})

describe('not ready', () => {
  test('(81) an Ack from nobody who maintains the code is none', () => {
    const found = look(change(['arch/x86/a.c'], { approvals: [acked('yan')] }))
    expect(found.verdict).toBe('waiting')
    expect(found.rules[1]?.text).toContain('a Reviewed-by would do')
    expect(found.ask).toEqual([['ada', 'ben']])
  })

  test('an author cannot review their own', () => {
    expect(unmet(change(['arch/x86/a.c'], { approvals: [reviewed('zoe')] }))).toEqual(['R1', 'R2'])
  })

  test('no time to answer; an urgent one needs none', () => {
    const fresh = change(['arch/x86/a.c'], { approvals: [acked('ben')], postedAt: '2026-05-09T12:00:00Z' })
    expect(unmet(fresh)).toEqual(['R3'])
    expect(look(fresh).rules[2]?.text).toBe('people are given 1 day to answer; 1 day left')
    expect(unmet({ ...fresh, waitDays: 0 })).toEqual([])
  })

  test('an open objection blocks', () => {
    const found = look(
      change(['arch/x86/a.c'], {
        approvals: [acked('ben')],
        objections: [{ person: 'ada', messageId: 'no@example.org' }],
      }),
    )
    expect(found.verdict).toBe('blocked')
    expect(found.rules[3]?.text).toBe('1 objection open, of a maintainer')
  })

  test('(90) a freeze needs the release manager', () => {
    const frozen = change(['arch/x86/a.c'], {
      approvals: [acked('ben')],
      freeze: { releaseManager: 'rel', isReleased: false },
    })
    expect(unmet(frozen)).toEqual(['R6'])
    expect(unmet({ ...frozen, freeze: { releaseManager: 'rel', isReleased: true } })).toEqual([])
  })

  test('a patch waits for those before it', () => {
    expect(unmet(change(['arch/x86/a.c'], { approvals: [acked('ben')], prerequisites: 2 }))).toEqual(['R7'])
  })
})

describe('tags', () => {
  test('(82) an Ack for arm does not approve a file of x86', () => {
    const found = look(
      commit(
        'zoe',
        ['arch/x86/a.c', 'arch/arm/b.c'],
        'Acked-by: Ada <ada@example.org> # arm',
        'Acked-by: Dee <dee@example.org> # ARM',
      ),
    )
    expect(found.files).toEqual([
      { path: 'arch/x86/a.c', by: 'missing' },
      { path: 'arch/arm/b.c', by: 'specific' },
    ])
  })

  test('(84) what stands above Origin: approves the foreign patch, not this one', () => {
    const lines = ['Reviewed-by: Ben <ben@example.org>', 'Origin: https://git.example.org/linux 12345678']
    expect(look(commit('zoe', ['arch/x86/a.c'], ...lines)).verdict).toBe('waiting')
    expect(look(commit('zoe', ['arch/x86/a.c'], ...lines, 'Acked-by: Ada <ada@example.org>')).verdict).toBe(
      'ready',
    )
  })

  test.each(['Not-acked-by', 'Tentatively-acked-by', 'Release-acked-by', 'Reviewwed-by', 'R-acked-by'])(
    '(85) %s is no approval',
    (key) => {
      expect(look(commit('zoe', ['arch/x86/a.c'], `${key}: Ben <ben@example.org>`)).verdict).toBe('waiting')
    },
  )

  const files = ['arch/x86/a.c', 'arch/arm/b.c'].map((file) => findFileOwners(maintainers, file))
  const covers = (note: string | undefined): boolean[] => {
    const area = readTagArea(note, files)
    return files.map(area.covers)
  }

  test('a note names areas by path or section, or everything but one', () => {
    expect(covers(undefined)).toEqual([true, true])
    expect(covers('x86')).toEqual([true, false])
    expect(covers('for the arm bits')).toEqual([false, true])
    expect(covers('x86, arm')).toEqual([true, true])
    expect(covers('non-Arm')).toEqual([true, false])
    expect(covers('for the whole series')).toEqual([true, true])
  })

  test('a note that names nothing of the change covers nothing', () => {
    expect(covers('with the typo fixed')).toEqual([false, false])
    expect(readTagArea('riscv', files).kind).toBe('unknown')
  })

  test('(89) places in the series', () => {
    expect(readTagArea('for 1-3', files).patches).toEqual([1, 2, 3])
    expect(readTagArea('patches 1, 2 and 5', files).patches).toEqual([1, 2, 5])
    expect(readTagArea('for 4.19', files).kind).toBe('unknown')
  })
})
