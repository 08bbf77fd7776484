import { describe, expect, test } from 'vitest'
import { findCall, listMarkers } from '../../../src/core/governance/call.ts'
import { checkOpening } from '../../../src/core/governance/check-opening.ts'
import { decide } from '../../../src/core/governance/decide.ts'
import {
  drawElectorate,
  type MotionScope,
  type Roster,
} from '../../../src/core/governance/draw-electorate.ts'
import {
  draftCall,
  draftReceipt,
  draftReminder,
  draftResult,
} from '../../../src/core/governance/motion-texts.ts'
import { PRESETS } from '../../../src/core/governance/packs/presets.ts'
import { resolvePack } from '../../../src/core/governance/rule-pack.ts'
import { type PastDecision, tryRule } from '../../../src/core/governance/what-if.ts'
import type { RoleHolding } from '../../../src/core/people/roles.ts'
import { message } from '../../support/message.ts'
import { ballot, ballots, day, electorate, group, kindOf, OPENED, opened, outcome, voter } from './votes.ts'

const holding = (person: string, role: string, scope = '', more: Partial<RoleHolding> = {}): RoleHolding => ({
  person,
  name: person.toUpperCase(),
  role,
  scope,
  from: '2020-01-01T00:00:00Z',
  to: undefined,
  evidence: [],
  decision: undefined,
  ...more,
})
const roster: Roster = {
  holdings: [
    holding('ada', 'leadership-team', 'hypervisor'),
    holding('ben', 'leadership-team', 'hypervisor'),
    holding('ada', 'leadership-team', 'xapi'),
    holding('gone', 'leadership-team', 'xapi', { to: '2025-01-01T00:00:00Z' }),
    holding('lee', 'lead', 'mirage'),
    holding('ada', 'committer'),
    holding('cy', 'maintainer', 'X86'),
    holding('cy', 'committer'),
  ],
  subProjects: [
    { id: 'hypervisor', title: 'Hypervisor', mature: true },
    { id: 'xapi', title: 'XAPI', mature: true },
    { id: 'mirage', title: 'Mirage OS', mature: false },
  ],
  organisationOf: (person) => (person === 'ada' ? 'Firm' : undefined),
  inactive: new Set(['ben']),
}
const scope: MotionScope = {
  at: OPENED,
  project: 'hypervisor',
  stakeholders: [
    { person: 'zoe', name: 'Zoe', necessary: false },
    { person: 'zoe', name: 'Zoe', necessary: true },
  ],
  owners: [{ person: 'cy', name: 'CY' }],
}
const drawn = (name: string, where = scope): unknown =>
  drawElectorate(kindOf(name), roster, where).groups.map((one) => [
    one.id,
    one.voters.map((seat) => seat.person),
  ])

describe('the electorate', () => {
  test('of a sub-project’s leadership team: those who hold the role at the opening', () => {
    expect(drawn('xen-v3/lt')).toEqual([['all', ['ada', 'ben']]])
    expect(drawn('xen-v3/lt', { ...scope, project: 'xapi' })).toEqual([['all', ['ada']]])
  })
  test('of all sub-projects, (7) one person in two of them, (24) the lead where there is no team', () => {
    expect(drawn('xen-v3/global')).toEqual([
      ['hypervisor', ['ada', 'ben']],
      ['xapi', ['ada']],
      ['mirage', ['lee']],
    ])
  })
  test('of several roles: everybody once', () => {
    expect(drawn('xen-v3/maintainerNom', { ...scope, project: '' })).toEqual([['all', ['ada', 'cy']]])
  })
  test('of whom the call is addressed to, and of those who answer for the files', () => {
    expect(drawElectorate(kindOf('xen-v3/lazy'), roster, scope).groups[0]?.voters).toMatchObject([
      { person: 'zoe', necessary: true },
    ])
    expect(drawn('xen-v3/rtc')).toEqual([['all', ['cy']]])
  })
  test('knows employers and who is inactive', () => {
    expect(drawElectorate(kindOf('xen-v3/lt'), roster, scope).groups[0]?.voters).toMatchObject([
      { person: 'ada', organisation: 'Firm', active: true },
      { person: 'ben', organisation: undefined, active: false },
    ])
  })
})

describe('a motion cannot open', () => {
  const lt = kindOf('xen-v3/lt')
  const four = electorate(group('h', 4))

  test('without the right to', () => {
    expect(checkOpening(lt, four, opened(), ['contributor'])).toEqual([
      'Pat may not open this: it takes one of leadership-team, committer, maintainer, community-manager.',
    ])
    expect(checkOpening(lt, four, opened(), ['maintainer'])).toEqual([])
    expect(checkOpening(kindOf('xen-v3/lazy'), four, opened(), [])).toEqual([])
  })
  test('when nobody could vote', () => {
    const empty = 'Nobody could vote on it: the electorate is empty.'
    expect(checkOpening(lt, electorate(group('h', 0)), opened(), ['committer'])).toEqual([empty])
    const inactive = electorate(group('h', [voter('a', { active: false })]))
    expect(checkOpening(lt, inactive, opened(), ['committer'])).toEqual([empty])
    expect(checkOpening(kindOf('xen-v3/survey'), electorate(group('h', 0)), opened(), [])).toEqual([])
  })
  test('(28) by a team of two; project-wide it may take part', () => {
    expect(checkOpening(lt, electorate(group('h', 2)), opened(), ['committer'])).toEqual([
      'h has 2 of the 3 members without which it cannot decide.',
    ])
    expect(
      checkOpening(kindOf('xen-v3/global'), electorate(group('h', 2)), opened(), ['community-manager']),
    ).toEqual([])
  })
  test('without options, with two of the same, with a deadline in the past, with a start of its own', () => {
    const election = kindOf('xen-v3/leadElection')
    expect(checkOpening(election, four, opened(), ['committer'])).toEqual([
      'It needs at least two options to choose from.',
    ])
    expect(checkOpening(election, four, opened({ options: ['A', 'A'] }), ['committer'])).toEqual([
      'Two of its options are the same.',
    ])
    expect(checkOpening(lt, four, opened({ deadline: day(-1) }), ['committer'])).toEqual([
      'Its deadline lies before its opening.',
    ])
    expect(checkOpening(lt, four, opened({ startingPosition: -1 }), ['committer'])).toHaveLength(1)
    expect(checkOpening(kindOf('xen-v3/lazyVote'), four, opened({ startingPosition: -1 }), [])).toEqual([])
  })
})

describe('a draft rule tried on the past', () => {
  const past: PastDecision[] = [
    {
      id: '1',
      title: 'narrow',
      kind: kindOf('xen-v3/lt'),
      electorate: electorate(group('h', 7)),
      ballots: ballots('h', 1, 1, 1),
      events: [opened()],
    },
    {
      id: '2',
      title: 'clear',
      kind: kindOf('xen-v3/lt'),
      electorate: electorate(group('h', 7)),
      ballots: ballots('h', 1, 1, 1, 1, 1, 1),
      events: [opened()],
    },
  ]

  test('what would have changed, and why', () => {
    const trial = tryRule(past, kindOf('xen-draft2/lt'), day(20))
    expect(trial.changed).toBe(1)
    expect(trial.decisions.map((one) => [one.title, one.was, one.wouldBe, one.isChanged])).toEqual([
      ['narrow', 'passed', 'failed', true],
      ['clear', 'passed', 'passed', false],
    ])
    expect(trial.decisions[0]?.why).toContain('3 voted of 7, quorum 4 missed')
  })

  test('and the votes that would work against themselves', () => {
    const trial = tryRule([], kindOf('xen-draft2/lt'), day(20))
    expect(trial.oddities?.smallest?.text).toContain('with one more vote against')
    expect(tryRule([], kindOf('xen-v3/lt'), day(20)).oddities?.count).toBe(0)
    expect(tryRule([], kindOf('xen-v3/lazy'), day(20)).oddities).toBeUndefined()
  })
})

describe('mails for people to send', () => {
  const kinds = PRESETS.flatMap((pack) => (pack.id === 'xen-v3' ? resolvePack(pack, PRESETS).kinds : []))

  test.each(['lazy', 'lazyVote', 'lt', 'survey'])('a call of %s is read as one', (id) => {
    const mail = draftCall(kindOf(`xen-v3/${id}`), {
      title: 'Drop the old shell',
      text: 'It has had no users for years.',
      deadline: '2026-03-20T12:00:00Z',
      options: [],
      startingPosition: id === 'lazyVote' ? 0 : undefined,
    })
    const call = findCall(message({ subject: mail.subject, text: mail.text }), {
      markers: listMarkers(kinds),
      arrivedAt: OPENED,
      lists: [],
      listTags: [],
    })
    expect(call).toMatchObject({
      kinds: [id],
      title: 'Drop the old shell',
      deadline: '2026-03-20T12:00:00Z',
      startingPosition: id === 'lazyVote' ? 0 : undefined,
    })
    expect(mail.text).toContain('answer with one of +2, +1, 0, -1, -2 at the start of a line')
  })

  test('with options, which are read back', () => {
    const mail = draftCall(kindOf('xen-v3/survey'), {
      title: 'Wording',
      text: 'Which?',
      deadline: undefined,
      options: ['broken', 'deprecated'],
      startingPosition: undefined,
    })
    const call = findCall(message({ subject: mail.subject, text: mail.text }), {
      markers: listMarkers(kinds),
      arrivedAt: OPENED,
      lists: [],
      listTags: [],
    })
    expect(call?.options).toEqual(['broken', 'deprecated'])
  })

  const found = outcome(kindOf('xen-v3/lt'), electorate(group('h', 7)), [
    ...ballots('h', 1, 1, 1),
    ballot('zoe', -1, { id: 'zoe@example.org' }),
  ])

  test('a receipt says how the ballot was read, and where it is found', () => {
    const fate = found.ballots.find((one) => one.ballot.person === 'zoe')
    const text = fate === undefined ? '' : draftReceipt('Drop the old shell', fate).text
    expect(text).toContain(
      'It was read as −1.\nIts sender has no vote on this: it is recorded as an opinion.',
    )
    expect(text).toContain('found under zoe@example.org')
  })

  test('a reminder', () => {
    expect(draftReminder('Drop it', '2026-03-20T12:00:00Z').text).toContain(
      'closes on 2026-03-20 at 12:00 UTC',
    )
  })

  test('a result with the count, and every ballot', () => {
    const mail = draftResult(kindOf('xen-v3/lt'), 'Drop the old shell', found, 'abc123')
    expect(mail.subject).toBe('[RESULT] Drop the old shell')
    expect(mail.text).toContain('"Drop the old shell" passed.')
    expect(mail.text).toContain('  3 of 3 votes cast is 100 %, two thirds needed')
    expect(mail.text).toContain('  +1 h1\n')
    expect(mail.text).toContain('−1 zoe (not counted: Its sender has no vote on this')
    expect(mail.text).toContain('Recorded as abc123.')
  })

  test('a private one has numbers and no names', () => {
    const kind = kindOf('xen-v3/committerNom')
    const secret = decide(
      kind,
      electorate(group('h', 7)),
      [...ballots('h', 1, 1, 1), ballot('zoe', -1)],
      [opened()],
      day(20),
    )
    const mail = draftResult(kind, 'A committer', secret, 'abc123')
    expect(mail.text).toContain('3 of 4 ballots count.')
    expect(mail.text).not.toMatch(/h1|zoe/)
  })
})
