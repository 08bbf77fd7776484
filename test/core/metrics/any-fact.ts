import fc from 'fast-check'
import type { BareFact, ReplyFact, Seconds, VersionFact } from '../../../src/core/metrics/series-fact.ts'
import { DAY_0 } from '../../support/series-facts.ts'

const PEOPLE = ['ada@example.org', 'bo@example.org', 'cy@example.net', 'list@example.org (dag)']
const person = fc.constantFrom(...PEOPLE)
const STATUSES = ['new', 'needs-approval', 'changes-requested', 'ready', 'queued', 'merged', 'rejected']
const TURNS = ['reviewers', 'author', 'committers', 'claimant', 'nobody']

/** Instants after day 0, ascending. */
const instants = (least: number, most: number): fc.Arbitrary<readonly Seconds[]> =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 40 * 86_400 }), { minLength: least, maxLength: most })
    .map((all) => all.sort((a, b) => a - b).map((one) => DAY_0 + one))

const reply = (from: Seconds): fc.Arbitrary<ReplyFact> =>
  fc.record({
    at: fc.integer({ min: 0, max: 20 * 86_400 }).map((after) => from + after),
    sender: person,
    patch: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    own: fc.boolean(),
    review: fc.boolean(),
    asks: fc.boolean(),
    maintainer: fc.boolean(),
  })

const version = (at: Seconds, n: number): fc.Arbitrary<VersionFact> =>
  fc.record({
    id: fc.constant(n === 0 ? 'v1@x' : `v${n + 1}@x`),
    title: fc.string({ maxLength: 12 }),
    at: fc.constant(at),
    version: fc.constant(n + 1),
    sender: person,
    rfc: fc.boolean(),
    resend: fc.boolean(),
    pull: fc.boolean(),
    stable: fc.boolean(),
    target: fc.option(fc.constantFrom('4.20', '4.21'), { nil: undefined }),
    total: fc.integer({ min: 1, max: 5 }),
    authors: fc.array(fc.option(person, { nil: undefined }), { minLength: 1, maxLength: 4 }),
    additions: fc.nat(2000),
    deletions: fc.nat(2000),
    files: fc.nat(30),
    areas: fc.subarray(['core/', 'X86 ARCHITECTURE', 'docs/']),
    asked: fc.option(fc.record({ all: fc.nat(9), reached: fc.nat(9) }), { nil: undefined }),
    replies: fc.array(reply(at), { maxLength: 6 }).map((all) => all.sort((a, b) => a.at - b.at)),
  })

/** Any fact that could be stored: versions in order of time, standings without gaps from the first version on. */
export const anyFact: fc.Arbitrary<BareFact> = instants(1, 4).chain((times) =>
  fc.record({
    lineage: fc.constant('v1@x'),
    versions: fc.tuple(...times.map((at, n) => version(at, n))),
    tags: fc.array(
      fc.record({
        key: fc.constantFrom('Reviewed-by', 'Acked-by', 'Nacked-by', 'Tested-by'),
        person,
        at: fc.integer({ min: 0, max: 60 * 86_400 }).map((after) => DAY_0 + after),
        version: fc.integer({ min: 0, max: times.length - 1 }),
        patch: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
        origin: fc.constantFrom('given' as const, 'passed' as const, 'own' as const, 'carried' as const),
      }),
      { maxLength: 8 },
    ),
    landed: fc.array(
      fc.record({
        version: fc.integer({ min: 0, max: times.length - 1 }),
        patch: fc.nat(3),
        sha: fc.constantFrom('a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)),
        at: fc.integer({ min: 0, max: 60 * 86_400 }).map((after) => DAY_0 + after),
        development: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    intervals: instants(0, 6).chain((cuts) => {
      const [first = DAY_0] = times
      const starts = [first, ...cuts.filter((at) => at > first)]
      return fc.tuple(
        ...starts.map((from, n) =>
          fc.record({
            from: fc.constant(from),
            to: fc.constant(starts[n + 1]),
            status: fc.constantFrom(...STATUSES),
            turn: fc.constantFrom(...TURNS),
            lost: fc.boolean(),
          }),
        ),
      )
    }),
    joined: fc.constant([]),
    links: fc.constant([]),
  }),
)
