import { describe, expect, test } from 'vitest'
import type { Ballot, MotionEvent } from '../../../src/core/governance/motion.ts'
import { ballot, day, electorate, group, kindOf, OPENED, outcome, voter } from './votes.ts'

/** The edge cases of the governance dossier, section 5, on whose a ballot is. */
const seven = electorate(group('h', 7))
const lt = kindOf('xen-v3/lt')

describe('(32) anonymous ballots', () => {
  const kind = { ...kindOf('xen-v3/leadElection') }
  const opening = { options: ['Ada', 'Ben'] }
  const nameless = (id: string, option: string, value: number): Ballot =>
    ballot('', value, { id, person: undefined, name: '', option })

  test('count without a name; who has not voted is not listed', () => {
    const found = outcome(
      kind,
      electorate(group('h', 6)),
      [nameless('1', 'Ada', 1), nameless('2', 'Ada', 1), nameless('3', 'Ben', 1), nameless('4', 'Ada', -1)],
      { opening, now: day(2) },
    )
    expect(found.verdict.winner).toBe('Ada')
    expect(found.pending).toEqual([])
    expect(found.summary).toContain('Ada: 2 in favour, 1 against, quorum 2 met: enough')
  })

  test('a tie elects nobody', () => {
    const found = outcome(
      kind,
      electorate(group('h', 6)),
      ['1', '2'].flatMap((id) => [nameless(`a${id}`, 'Ada', 1), nameless(`b${id}`, 'Ben', 1)]),
      { opening },
    )
    expect(found.result).toBe('failed')
    expect(found.summary).toContain('a tie between Ada and Ben: nobody is elected')
  })

  test('more ballots than voters: nothing is decided', () => {
    const found = outcome(
      kind,
      electorate(group('h', 3)),
      ['1', '2', '3', '4'].map((id) => nameless(id, 'Ada', 1)),
      { opening },
    )
    expect(found.result).toBe('failed')
    expect(found.warnings).toContain('There are more ballots than voters: the count cannot be right.')
  })

  test('a nameless ballot in a vote with names is nobody’s', () => {
    const found = outcome(lt, seven, [ballot('', 1, { id: '1', person: undefined })])
    expect(found.ballots[0]?.code).toBe('nameless')
  })
})

describe('whose ballot it is', () => {
  test('(56) a forged sender proves nothing where the rule asks for proof', () => {
    const kind = kindOf('xen-v3/committerNom')
    const found = outcome(kind, seven, [ballot('h1', 1, { proof: 'none' })])
    expect(found.ballots[0]).toMatchObject({
      code: 'unproved',
      why: 'It is not proved whose it is (none); this vote asks for a confirmation by mail. Its sender can confirm it on the page of the motion, by a link that comes by mail.',
    })
  })
  test('(57) a vote for somebody else', () => {
    expect(outcome(lt, seven, [ballot('h1', 1, { isProxy: true })]).ballots[0]?.code).toBe('proxy')
  })
  test('(58) outside the thread it waits for a word of its sender', () => {
    expect(outcome(lt, seven, [ballot('h1', 1, { isUnconfirmed: true })]).ballots[0]?.code).toBe(
      'unconfirmed',
    )
  })
  test('(60) one mail by two lists is one ballot', () => {
    const one = ballot('h1', 1)
    const found = outcome(lt, seven, [one, { ...one, at: day(2) }, one])
    expect(found.ballots).toHaveLength(1)
  })
  test('strangers are recorded or turned away, as the rule has it', () => {
    expect(outcome(lt, seven, [ballot('zoe', 1)]).ballots[0]?.code).toBe('non-binding')
    expect(
      outcome(kindOf('debian/gr'), seven, [ballot('zoe', 1, { option: 'A' })], {
        opening: { options: ['A'] },
      }).ballots[0]?.code,
    ).toBe('not-a-voter')
  })
  test('emeriti, the inactive, those who stepped aside', () => {
    const people = electorate(
      group('h', [
        voter('old', { emeritus: true }),
        voter('away', { active: false }),
        voter('rec'),
        voter('h4'),
      ]),
    )
    const events: MotionEvent[] = [{ type: 'recused', at: OPENED, person: 'rec' }]
    const found = outcome(
      lt,
      people,
      [ballot('old', 1), ballot('away', 1), ballot('rec', 1), ballot('h4', 1)],
      { events },
    )
    expect(found.ballots.map((one) => one.code ?? 'counted')).toEqual([
      'inactive',
      'counted',
      'emeritus',
      'recused',
    ])
    expect(found.verdict.groups[0]?.members).toBe(1)
  })
  test('a value that the scale does not have', () => {
    const found = outcome(kindOf('asf/release'), seven, [ballot('h1', 2)])
    expect(found.ballots[0]?.why).toBe('2 is not on the scale of this vote: +1, 0, -1.')
  })
})
