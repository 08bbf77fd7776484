import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findCall, listMarkers } from '../../../src/core/governance/call.ts'
import {
  assessLapse,
  findWayBack,
  lapseKindOf,
  type RoleActivity,
} from '../../../src/core/governance/lapse.ts'
import { draftProposal, draftQuestion, explainLapse } from '../../../src/core/governance/lapse-texts.ts'
import { PRESETS } from '../../../src/core/governance/packs/presets.ts'
import { resolvePack } from '../../../src/core/governance/rule-pack.ts'
import { addDays, type Instant } from '../../../src/core/time.ts'
import { message } from '../../support/message.ts'

const NOW: Instant = '2026-06-01T00:00:00Z'
const ago = (days: number): Instant => addDays(NOW, -days)

/** A maintainer of ten years, asked about ten patches in the last year, with nothing seen unless told otherwise. */
function activity(more: Partial<RoleActivity> = {}): RoleActivity {
  return {
    person: 'cy',
    name: 'Cy Example',
    role: 'maintainer',
    scope: 'ARGO',
    since: ago(3650),
    commits: [],
    replies: [],
    opportunities: Array.from({ length: 10 }, (_, i) => ago(20 + 30 * i)),
    answered: [],
    pings: [],
    isNeeded: false,
    bounces: [],
    votes: [],
    departedAt: undefined,
    attestations: [],
    leaves: [],
    questions: [],
    ...more,
  }
}
const state = (more: Partial<RoleActivity>, now = NOW): string => {
  const found = assessLapse(activity(more), now)
  return `${found.state}: ${found.cause}`
}

describe('states', () => {
  test('anything seen in scope within a year: active', () => {
    expect(state({ commits: [ago(364)] })).toBe('active: evidence')
  })
  test('(96) replies without a tag are activity', () => {
    expect(state({ replies: [ago(100)] })).toBe('active: evidence')
  })
  test('a new role is active', () => {
    expect(state({ since: ago(30) })).toBe('active: evidence')
  })
  test('a year without anything, and three patches or more to answer: watched', () => {
    expect(state({ commits: [ago(400)] })).toBe('watch: inactive')
  })
  test('(93, 102) without opportunities nobody is inactive, however long ago', () => {
    expect(state({ commits: [ago(4000)], since: ago(5000), opportunities: [] })).toBe(
      'quiet: few-opportunities',
    )
    expect(state({ commits: [ago(900)], opportunities: [ago(10), ago(20)] })).toBe('quiet: few-opportunities')
  })
  test('(95) activity elsewhere is not in scope: it is not in the numbers', () => {
    expect(state({ commits: [ago(800)], scope: 'ARGO' })).toBe('proposed: long-inactive')
  })
  test('asked, and after 30 days without an answer proposed', () => {
    const commits = [ago(400)]
    const question = { at: ago(10), answeredAt: undefined, answer: undefined }
    expect(state({ commits, questions: [question] })).toBe('asked: inactive')
    expect(state({ commits, questions: [{ ...question, at: ago(30) }] })).toBe('proposed: no-answer')
  })
  test('two years: proposed', () => {
    expect(state({ commits: [ago(729)] })).toBe('watch: inactive')
    expect(state({ commits: [ago(730)] })).toBe('proposed: long-inactive')
  })
})

describe('what the person says', () => {
  test('(97) a leave is respected, and the year starts anew after it', () => {
    const leaves = [{ from: ago(500), until: addDays(NOW, 10) }]
    expect(state({ commits: [ago(900)], leaves })).toBe('on-leave: leave')
    expect(state({ commits: [ago(900)], leaves: [{ from: ago(500), until: ago(100) }] })).toBe(
      'active: evidence',
    )
  })
  test('an attestation holds until its end', () => {
    const attestations = [{ at: ago(300), until: addDays(NOW, 65) }]
    expect(state({ commits: [ago(900)], attestations })).toBe('active: attestation')
    expect(state({ commits: [ago(1900)], attestations: [{ at: ago(1500), until: ago(1400) }] })).toBe(
      'proposed: long-inactive',
    )
  })
  test('(99) "keep": the clock starts anew, and nothing is held against them', () => {
    const questions = [{ at: ago(90), answeredAt: ago(80), answer: 'keep' as const }]
    expect(state({ commits: [ago(800)], questions })).toBe('active: evidence')
  })
  test('their own wish is proposed at once', () => {
    const questions = [{ at: ago(9), answeredAt: ago(8), answer: 'reviewer' as const }]
    expect(state({ commits: [ago(20)], questions })).toBe('proposed: own-wish')
  })
})

describe('events', () => {
  const commits = [ago(200)]
  test('(101) one bounce, or temporary ones, say nothing; two for good, two weeks apart, do', () => {
    const bounce = (days: number, isPermanent = true) => ({ at: ago(days), isPermanent })
    expect(state({ commits, bounces: [bounce(50)] })).toBe('active: evidence')
    expect(state({ commits, bounces: [bounce(50, false), bounce(20, false)] })).toBe('active: evidence')
    expect(state({ commits, bounces: [bounce(50), bounce(45)] })).toBe('active: evidence')
    expect(state({ commits, bounces: [bounce(50), bounce(36)] })).toBe('proposed: bounces')
  })
  test('left the employer, and the address is dead', () => {
    expect(state({ commits, departedAt: ago(30) })).toBe('proposed: departed')
  })
  test('three pings unanswered within two months while their word is needed', () => {
    const pings = [50, 40, 10].map((days) => ({ at: ago(days), answeredAt: undefined }))
    expect(state({ commits, pings, isNeeded: true })).toBe('proposed: pings')
    expect(state({ commits, pings, isNeeded: false })).toBe('active: evidence')
    expect(state({ commits, pings: pings.slice(1), isNeeded: true })).toBe('active: evidence')
  })
  test('(100) a sign of life ends it', () => {
    const pings = [50, 40, 10].map((days) => ({ at: ago(days), answeredAt: undefined }))
    expect(state({ commits, replies: [ago(5)], pings, isNeeded: true, departedAt: ago(30) })).toBe(
      'active: evidence',
    )
  })
})

test('nothing of the future is looked at', () => {
  const instants = fc.array(fc.integer({ min: -500, max: 1500 }).map(ago), { maxLength: 6 })
  fc.assert(
    fc.property(instants, instants, instants, (commits, replies, opportunities) => {
      const past = (list: readonly Instant[]): readonly Instant[] => list.filter((at) => at <= NOW)
      expect(assessLapse(activity({ commits, replies, opportunities }), NOW)).toEqual(
        assessLapse(
          activity({ commits: past(commits), replies: past(replies), opportunities: past(opportunities) }),
          NOW,
        ),
      )
    }),
  )
})

test('one more sign of life never makes it worse', () => {
  const order = ['active', 'on-leave', 'quiet', 'watch', 'asked', 'proposed']
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 4 }),
      fc.integer({ min: 0, max: 1500 }),
      (days, more) => {
        const before = assessLapse(activity({ commits: days.map(ago) }), NOW).state
        const after = assessLapse(activity({ commits: [...days, more].map(ago) }), NOW).state
        expect(order.indexOf(after)).toBeLessThanOrEqual(order.indexOf(before))
      },
    ),
  )
})

describe('texts', () => {
  const one = activity({
    commits: [ago(400)],
    answered: [ago(395), ago(50)],
    votes: [
      { at: ago(90), isCast: false },
      { at: ago(60), isCast: true },
    ],
  })
  const found = assessLapse(one, NOW)

  test('numbers have denominators, and what is not seen is said', () => {
    expect(explainLapse(one, found, NOW)).toEqual([
      'The last sign of activity in ARGO is of 2025-04-27, 13 months ago.',
      'In the last 12 months they answered 1 of 10 patches in scope that were sent to them.',
      'They cast 1 of 2 votes that they had.',
      'Chat, calls, embargoed and internal work are not seen: the person can attest to them.',
    ])
    const quiet = activity({ opportunities: [] })
    expect(explainLapse(quiet, assessLapse(quiet, NOW), NOW)[1]).toContain('that says nothing')
  })

  test('the question leaves every way open', () => {
    const mail = draftQuestion(one, found, NOW)
    expect(mail.subject).toBe('Your role as maintainer of ARGO')
    for (const answer of ['keep', 'reviewer', 'emeritus', 'leave'])
      expect(mail.text).toMatch(new RegExp(`^  ${answer} `, 'm'))
    expect(mail.text).toContain('until 2026-07-01')
  })

  test('the proposal is a call that Patchmoot itself reads as one', () => {
    const diff =
      'diff --git a/MAINTAINERS b/MAINTAINERS\n--- a/MAINTAINERS\n+++ b/MAINTAINERS\n@@ -1,2 +1,1 @@\n ARGO\n-M:\tCy Example <cy@example.org>\n'
    const mail = draftProposal(one, found, diff, NOW)
    const kinds = PRESETS.flatMap((pack) => (pack.id === 'xen-v3' ? resolvePack(pack, PRESETS).kinds : []))
    const call = findCall(message({ subject: mail.subject, text: mail.text }), {
      markers: listMarkers(kinds),
      arrivedAt: NOW,
      lists: [],
      listTags: [],
    })
    expect(call).toMatchObject({ kinds: ['lazy'], deadline: addDays(NOW, 14) })
  })

  test('seats of trust need a vote, sections lazy consensus; who comes back within two years too', () => {
    expect(lapseKindOf('maintainer')).toEqual({ kind: 'lazy', days: 14 })
    expect(lapseKindOf('leadership-team')).toEqual({ kind: 'lt', days: 14 })
    expect(findWayBack(ago(700), NOW).kind).toBe('lazy')
    expect(findWayBack(ago(800), NOW).kind).toBe('maintainerNom')
  })
})
