import { describe, expect, test } from 'vitest'
import { type Change, type PredictedPair, parseTruth, scoreMatches } from '../../bench/matching-score.ts'

const TRUTH = parseTruth(
  [
    '#commit\tmessage-id\ttiers\tpid_eq',
    'c1\tm1@example.org\tDP\t1',
    'c2\tm2@example.org\tD\t0',
    'c3\tm3@example.org\tT\t0',
    'c3\twrong@example.org\tTX\t0',
    // Only the content says so: not a commit to be measured by.
    'c4\tm4@example.org\tP\t1',
  ].join('\n'),
)
const change = (id: string, key: string, patchId?: string, author = 'ada@example.org'): Change => ({
  id,
  key,
  authors: [author],
  patchId,
})
const PATCHES = [
  change('m1@example.org', 'one', 'p1'),
  change('m2@example.org', 'two', 'p2'),
  change('older@example.org', 'one', 'p9'),
  change('resend@example.org', 'two', 'p2'),
  change('m3@example.org', 'three', 'p3'),
  change('retitled@example.org', 'trois', 'p8'),
]
const COMMITS = [
  change('c1', 'one', 'p1'),
  change('c2', 'two', 'p7'),
  change('c3', 'three', 'p6'),
  change('c4', 'four'),
]
const said = (mail: string, commit: string, more: Partial<PredictedPair> = {}): PredictedPair => ({
  messageId: `${mail}@example.org`,
  commit,
  counted: true,
  applied: false,
  ...more,
})
const score = (...predicted: PredictedPair[]) => scoreMatches(TRUTH, predicted, PATCHES, COMMITS)

describe('scoreMatches', () => {
  test('measures by commits of which a trailer, a Message-ID or the date tells the mail', () => {
    expect(score()).toMatchObject({
      commits: 3,
      recall: { hits: 0, of: 3 },
      hardRecall: { hits: 0, of: 2 },
      strictPrecision: { hits: 0, of: 0 },
      f1: 0,
    })
  })

  test('a counted pair that is true is a hit, a probable one is not', () => {
    const found = score(said('m1', 'c1'), said('m2', 'c2', { counted: false }), said('m3', 'c3'))
    expect(found.recall).toEqual({ hits: 2, of: 3 })
    expect(found.hardRecall).toEqual({ hits: 1, of: 2 })
    expect(found.missed.map((pair) => pair.commit)).toEqual(['c2'])
  })

  test('what was judged wrong is no truth', () => {
    expect(score(said('wrong', 'c3')).recall.hits).toBe(0)
  })

  test('pairs in one closure of patch-id and subject by one author are precise, retitled ones are not', () => {
    const found = score(said('m1', 'c1'), said('older', 'c1'), said('retitled', 'c3'), said('m1', 'c2'))
    expect(found.strictPrecision).toEqual({ hits: 2, of: 4 })
    expect(found.outside.map((pair) => pair.messageId)).toEqual(['m1@example.org', 'retitled@example.org'])
  })

  test('pairs of commits that are not measured by count nowhere', () => {
    expect(score(said('m1', 'c4')).strictPrecision.of).toBe(0)
  })

  test('the applied version is the true one, or the same sent again', () => {
    const found = score(
      said('m1', 'c1', { applied: true }),
      said('resend', 'c2', { applied: true }),
      said('retitled', 'c3', { applied: true }),
    )
    expect(found.applied).toEqual({ hits: 2, of: 3 })
    expect(found.wrongVersion).toEqual([
      { commit: 'c3', said: 'retitled@example.org', truth: 'm3@example.org' },
    ])
  })
})
