import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keysOf, sharesKey } from '../../../src/core/matching/document.ts'
import type { Candidate, Commit, MatchEdge } from '../../../src/core/matching/match.ts'
import { listQuarters, matchCommits, matchQuarter } from '../../../src/core/matching/match-commits.ts'
import { matchDocuments } from '../../../src/core/matching/match-documents.ts'
import { chooseRules, MATCH_RULES } from '../../../src/core/matching/match-rules.ts'
import { reachOf, windowOf } from '../../../src/core/matching/quarter.ts'
import { secondsOf } from '../../../src/core/time.ts'
import { anyChange, anyName, anyTitle } from '../../support/any-change.ts'
import { commitOf, patchMail } from '../../support/changes.ts'

const on = fc.integer({ min: -1200, max: 120 })

const patches = fc
  .array(
    fc.record({
      subject: anyTitle,
      diff: anyChange,
      by: anyName,
      on,
      series: fc.constantFrom('s', 't', 'u'),
      proposal: fc.boolean(),
    }),
    {
      maxLength: 12,
    },
  )
  .map((all) => all.map((one, n): Candidate => patchMail({ ...one, id: `m${n}`, index: n })))
const commits = fc
  .array(
    fc.record({
      subject: anyTitle,
      diff: anyChange,
      by: anyName,
      committer: anyName,
      on,
      written: on,
      mail: fc.integer({ min: 0, max: 30 }),
    }),
    {
      maxLength: 8,
    },
  )
  .map((all) =>
    all.map(
      (one, n): Commit =>
        commitOf({ ...one, sha: `c${n}`, body: `Link: https://lore.kernel.org/r/m${one.mail}@example.org` }),
    ),
  )

const shuffle = <T>(all: readonly T[]) =>
  fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length })

describe('matchCommits', () => {
  test('the order of mails and commits changes nothing', () => {
    const world = fc
      .tuple(patches, commits)
      .chain(([some, others]) =>
        fc.tuple(fc.constant(some), fc.constant(others), shuffle(some), shuffle(others)),
      )
    fc.assert(
      fc.property(world, ([some, others, mixed, mixedOthers]) => {
        const options = { rules: MATCH_RULES }
        expect(matchCommits(mixed, mixedOthers, options)).toEqual(matchCommits(some, others, options))
      }),
    )
  })

  test('the edges of a quarter follow from its commits and the patches within its reach', () => {
    fc.assert(
      fc.property(patches, commits, (some, others) => {
        const options = { rules: MATCH_RULES }
        for (const quarter of listQuarters(others)) {
          const early = some.filter((patch) => secondsOf(patch.at) < reachOf(quarter))
          expect(matchQuarter(matchDocuments(early, others), quarter, options)).toEqual(
            matchQuarter(matchDocuments(some, others), quarter, options),
          )
        }
      }),
    )
  })

  test('what is posted after the window of a quarter changes only commits that it shares an exact key with', () => {
    fc.assert(
      fc.property(patches, commits, (some, others) => {
        const options = { rules: MATCH_RULES }
        const documents = matchDocuments(some, others)
        for (const quarter of listQuarters(others)) {
          const { from, to } = windowOf(quarter)
          const inside = some.filter(({ at }) => secondsOf(at) >= from && secondsOf(at) < to)
          const edges = matchQuarter(matchDocuments(inside, others), quarter, options)
          const far = documents.patches.filter((patch) => patch.at < from || patch.at >= to)
          const untouched = (edge: MatchEdge): boolean =>
            documents.commits.every(
              (commit) =>
                commit.commit.sha !== edge.commit ||
                !far.some((patch) => sharesKey(keysOf(patch.candidate), commit)),
            )
          expect(edges.filter(untouched)).toEqual(matchQuarter(documents, quarter, options).filter(untouched))
        }
      }),
    )
  })

  test('confidence is from 0.3 to 1, one version at most is the applied one, and every match explains itself', () => {
    fc.assert(
      fc.property(patches, commits, (some, others) => {
        const matches = matchCommits(some, others, { rules: MATCH_RULES })
        const applied = new Set<string>()
        for (const match of matches) {
          expect(match.confidence).toBeGreaterThanOrEqual(0.3)
          expect(match.confidence).toBeLessThanOrEqual(1)
          expect(match.counted).toBe(match.confidence >= 0.5)
          expect(match.rules.length).toBeGreaterThan(0)
          expect(match.evidence).toMatch(/^[A-Z].+[^.]\.$/)
          if (match.applied) expect(applied.has(match.commit)).toBe(false)
          if (match.applied) applied.add(match.commit)
        }
      }),
    )
  })

  test('rules that were not chosen are not heard', () => {
    fc.assert(
      fc.property(patches, commits, (some, others) => {
        const names = ['patch-id', 'subject'] as const
        const matches = matchCommits(some, others, { rules: chooseRules(names) })
        for (const { rules } of matches) for (const rule of rules) expect(names).toContain(rule)
      }),
      { numRuns: 30 },
    )
  })
})
