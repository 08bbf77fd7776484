import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../../src/core/governance/decide.ts'
import type { DecisionKind } from '../../../src/core/governance/decision-kind.ts'
import { compareFractions, fraction, leastOf, meanOf } from '../../../src/core/governance/fraction.ts'
import { judge } from '../../../src/core/governance/judge.ts'
import type { Ballot, MotionEvent } from '../../../src/core/governance/motion.ts'
import { asCount } from '../../../src/core/governance/oddities.ts'
import { UNCOUNTED } from '../../../src/core/governance/outcome.ts'
import { PRESETS } from '../../../src/core/governance/packs/presets.ts'
import { resolvePack } from '../../../src/core/governance/rule-pack.ts'
import { ballot, day, electorate, group, kindOf, opened, voter } from './votes.ts'

/** The invariants P1 to P6 of the governance dossier, section 1.5, for every kind of every pack. */
const KINDS: readonly DecisionKind[] = PRESETS.flatMap((pack) => resolvePack(pack, PRESETS).kinds)
const kind = fc.constantFrom(...KINDS)

const voters = electorate(
  group('a', [
    voter('a1', { necessary: true, organisation: 'x' }),
    voter('a2', { organisation: 'x' }),
    voter('a3', { organisation: 'x' }),
    voter('a4', { active: false }),
    voter('both'),
  ]),
  group('b', [voter('b1', { organisation: 'x' }), voter('b2', { emeritus: true }), voter('both')], {
    mature: false,
  }),
  group('c', 3),
)
const PEOPLE = ['a1', 'a2', 'a3', 'a4', 'both', 'b1', 'b2', 'c1', 'c2', 'c3', 'stranger', 'pat', 'new']
const OPTIONS = ['A', 'B', 'none']

const anyBallot: fc.Arbitrary<Omit<Ballot, 'id'>> = fc
  .record({
    person: fc.constantFrom(...PEOPLE),
    value: fc.constantFrom(2, 1, 1, 0, -1, -2, 5, undefined),
    at: fc.integer({ min: -1, max: 22 }).map(day),
    group: fc.constantFrom(undefined, undefined, 'a', 'c', 'nowhere'),
    option: fc.constantFrom(undefined, undefined, ...OPTIONS, 'other'),
    reason: fc.constantFrom('', 'because'),
    proof: fc.constantFrom('none' as const, 'dkim' as const, 'account' as const),
    isProxy: fc.constantFrom(false, false, false, true),
    isUnconfirmed: fc.constantFrom(false, false, false, true),
    isWithdrawal: fc.constantFrom(false, false, false, true),
  })
  .map((one) => ({ ...one, name: one.person }))

const someBallots = fc
  .array(anyBallot, { maxLength: 12 })
  .map((list) => list.map((one, i): Ballot => ({ ...one, id: `id${i}` })))

const someEvents = fc
  .array(fc.record({ at: fc.integer({ min: 1, max: 20 }).map(day), which: fc.integer({ min: 0, max: 8 }) }), {
    maxLength: 4,
  })
  .map((list) =>
    list.map(({ at, which }): MotionEvent => {
      switch (which) {
        case 0:
          return { type: 'extended', at, by: 'pat', deadline: day(18) }
        case 1:
          return { type: 'revised', at, by: 'pat', textHash: 'y' }
        case 2:
          return { type: 'recused', at, person: 'a2' }
        case 3:
          return { type: 'left', at, group: 'a', person: 'a3' }
        case 4:
          return { type: 'joined', at, group: 'c', voter: voter('stranger') }
        case 5:
          return { type: 'concern', at, person: 'a1', name: 'size' }
        case 6:
          return { type: 'resolved', at, person: 'a1', name: 'size' }
        case 7:
          return { type: 'present', at, persons: ['a1', 'a2', 'a3', 'c1', 'c2', 'both'] }
        default:
          return { type: 'hidden', at }
      }
    }),
  )

const opening = fc.constantFrom(
  opened(),
  opened({ options: OPTIONS }),
  opened({ deadline: day(10), subjectPerson: 'new', projectUnderReview: 'c' }),
  opened({ startingPosition: -1, proposer: 'a1' }),
)

describe('P1 a vote never works against itself', () => {
  const numbers = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat())
    .map(([members, a, b]) => ({ members, inFavour: a % (members + 1), against: b % (members + 1) }))
    .filter((one) => one.inFavour + one.against <= one.members)
  const monotone = KINDS.filter(
    (one) =>
      ['forAgainst', 'absolute'].includes(one.tally) &&
      one.pack !== 'xen-draft2' &&
      one.quorum?.of !== 'cast',
  )

  test('in a leadership team, whatever becomes of one vote', () => {
    fc.assert(
      fc.property(fc.constantFrom(...monotone), numbers, (rule, votes) => {
        const passes = (inFavour: number, against: number): boolean | undefined =>
          judge(rule, asCount([{ members: votes.members, inFavour, against }])).passes
        const { inFavour, against, members } = votes
        const isPassed = passes(inFavour, against)
        if (inFavour + against < members) {
          if (isPassed) expect(passes(inFavour + 1, against)).toBe(true)
          else expect(passes(inFavour, against + 1)).toBe(false)
        }
        if (isPassed && against > 0) expect(passes(inFavour + 1, against - 1)).toBe(true)
      }),
    )
  })
})

test('P2 project-wide it can, and then the count names it', () => {
  const rule = kindOf('xen-v3/global')
  const size = fc.integer({ min: 1, max: 5 })
  fc.assert(
    fc.property(size, size, fc.array(fc.constantFrom(1, -1, 0), { maxLength: 10 }), (a, b, values) => {
      const groups = electorate(group('a', a), group('b', b))
      const people = groups.groups.flatMap((one) => one.voters.map((seat) => seat.person))
      const cast = people.flatMap((person, i) => {
        const value = values[i]
        return value === undefined ? [] : [ballot(person, value, { at: day(8) })]
      })
      const now = day(9)
      const before = decide(rule, groups, cast, [opened()], now)
      for (const one of groups.groups)
        for (const vote of [1, -1]) {
          const silent = one.voters.find((seat) => !cast.some((other) => other.person === seat.person))
          if (silent === undefined) continue
          const after = decide(
            rule,
            groups,
            [...cast, ballot(silent.person, vote, { at: day(8) })],
            [opened()],
            now,
          )
          const named = before.flips.some(
            (flip) => flip.group === one.id && flip.vote === (vote > 0 ? 'in favour' : 'against'),
          )
          expect(named).toBe(after.leaning !== before.leaning)
        }
    }),
    { numRuns: 40 },
  )
})

test('P3 the order of ballots and events does not matter', () => {
  fc.assert(
    fc.property(
      kind,
      opening,
      someBallots,
      someEvents,
      fc.integer({ min: 0, max: 25 }),
      fc.infiniteStream(fc.nat()),
      (rule, open, cast, events, at, chance) => {
        const shuffle = <T>(list: readonly T[]): T[] =>
          list
            .map((value) => ({ value, key: chance.next().value ?? 0 }))
            .sort((x, y) => x.key - y.key)
            .map((one) => one.value)
        const first = decide(rule, voters, cast, [open, ...events], day(at))
        const second = decide(rule, voters, shuffle(cast), shuffle([open, ...events]), day(at))
        expect(second).toEqual(first)
      },
    ),
  )
})

test('P4 shares are compared exactly, never by how they are shown', () => {
  const share = fc
    .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 20 }))
    .map(([num, den]) => ({ num: Math.min(num, den), den }))
  fc.assert(
    fc.property(fc.array(share, { minLength: 1, maxLength: 6 }), (shares) => {
      const mean = meanOf(shares.map((one) => fraction(one.num, one.den)))
      // The same by one common denominator.
      const common = shares.reduce((product, one) => product * BigInt(one.den), 1n)
      const sum = shares.reduce((total, one) => total + (common / BigInt(one.den)) * BigInt(one.num), 0n)
      const atLeastTwoThirds = sum * 3n >= 2n * common * BigInt(shares.length)
      expect(mean !== undefined && compareFractions(mean, fraction(2, 3)) >= 0).toBe(atLeastTwoThirds)
    }),
  )
})

test('the least number of votes is the least: one less is not enough', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 1, max: 100 }),
      fc.nat(),
      fc.boolean(),
      (count, den, n, strict) => {
        const num = n % (den + 1)
        const least = leastOf({ num, den }, count, strict)
        const isEnough = (votes: number): boolean =>
          strict ? votes * den > num * count : votes * den >= num * count
        expect(isEnough(least)).toBe(true)
        expect(isEnough(least - 1) && least > 0).toBe(false)
      },
    ),
  )
})

test('P5 from the close on the result stays, whatever comes later', () => {
  fc.assert(
    fc.property(
      kind,
      opening,
      someBallots,
      someEvents,
      fc.integer({ min: 0, max: 30 }),
      (rule, open, cast, events, later) => {
        const first = decide(rule, voters, cast, [open, ...events], day(25))
        if (first.result === undefined) return
        const more: Ballot = { ...ballot('c1', -2), id: 'later', at: day(26) }
        const second = decide(rule, voters, [...cast, more], [open, ...events], day(26 + later))
        expect(second.result).toBe(first.result)
        expect(second.verdict).toEqual(first.verdict)
        expect(second.closesAt).toBe(first.closesAt)
      },
    ),
  )
})

test('P5 what lies in the future is not seen', () => {
  fc.assert(
    fc.property(
      kind,
      opening,
      someBallots,
      someEvents,
      fc.integer({ min: 0, max: 25 }),
      (rule, open, cast, events, at) => {
        const now = day(at)
        const all = decide(rule, voters, cast, [open, ...events], now)
        const past = decide(
          rule,
          voters,
          cast.filter((one) => one.at <= now),
          [open, ...events].filter((one) => one.at <= now),
          now,
        )
        expect(past).toEqual(all)
      },
    ),
  )
})

test('P6 every ballot that is not counted has exactly one reason, every counted one none', () => {
  fc.assert(
    fc.property(
      kind,
      opening,
      someBallots,
      someEvents,
      fc.integer({ min: 0, max: 25 }),
      (rule, open, cast, events, at) => {
        const found = decide(rule, voters, cast, [open, ...events], day(at))
        expect(found.ballots.map((one) => one.ballot.id).sort()).toEqual(
          cast
            .filter((one) => one.at <= day(at))
            .map((one) => one.id)
            .sort(),
        )
        for (const fate of found.ballots) {
          expect(fate.isCounted).toBe(fate.code === undefined)
          expect(fate.why === undefined).toBe(fate.isCounted)
          if (fate.code !== undefined) expect(UNCOUNTED).toContain(fate.code)
        }
      },
    ),
  )
})

test('at most one ballot of a voter counts for a seat and an option', () => {
  fc.assert(
    fc.property(kind, opening, someBallots, (rule, open, cast) => {
      const found = decide(rule, voters, cast, [open], day(25))
      const seats = found.ballots.flatMap((one) =>
        rule.ballot.mode === 'anonymous'
          ? []
          : one.groups.map((id) => `${one.ballot.person} ${id} ${one.ballot.option}`),
      )
      expect(new Set(seats).size).toBe(seats.length)
    }),
  )
})
