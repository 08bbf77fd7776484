import { describe, expect, test } from 'vitest'
import { type History, situationAt } from '../../../src/core/status/history.ts'
import { standingOf } from '../../../src/core/status/standing.ts'
import type { Standing } from '../../../src/core/status/status.ts'
import { addCountedDays, uncommittedDays } from '../../../src/core/status/thresholds.ts'
import { day, history, type Mail } from '../../support/history.ts'

const at = (of: History, days: number): Standing => {
  const situation = situationAt(of, of.series, day(days))
  if (situation === undefined) throw new Error('nothing was posted yet')
  return standingOf(situation)
}
type Options = Partial<Parameters<typeof history>[0]>
const patch: Mail = { id: 'p', from: 'Ada', on: 0, change: 'x' }
const of = (replies: readonly Mail[], options: Options = {}): History =>
  history({ mails: [patch, ...replies], versions: [{ id: 'p', patches: ['p'] }], ...options })

/** The first day on which it is lost for this reason, of the first hundred; -1 if it never is. */
const lostFrom = (one: History, reason: string): number => {
  for (let days = 0; days <= 100; days++) if (at(one, days).lost.join(' ').includes(reason)) return days
  return -1
}

const asks: Mail = { id: 'r', from: 'Bo', on: 1, answers: 'p', says: ['question'] }
const answers: Mail = { id: 'a', from: 'Ada', on: 2, answers: 'r' }

describe('when a lineage is lost (patch-trackers dossier, section 3.5); T1 is 14 days here, T2 10', () => {
  test('L1: nobody but its author answered for T1', () => {
    expect(lostFrom(of([]), 'L1')).toBe(14)
    expect(lostFrom(of([{ id: 'r', from: 'Bo', on: 3, answers: 'p' }]), 'L1')).toBe(-1)
  })

  test('L1: an RFC that was answered is not unanswered', () => {
    const rfc = (replies: readonly Mail[]): History =>
      history({ mails: [patch, ...replies], versions: [{ id: 'p', patches: ['p'], rfc: true }] })
    expect(lostFrom(rfc([]), 'L1')).toBe(14)
    expect(lostFrom(rfc([{ id: 'r', from: 'Bo', on: 3, answers: 'p' }]), 'L1')).toBe(-1)
  })

  test('L2: the author answered, and the reviewer said nothing for T1', () => {
    expect(lostFrom(of([asks, answers]), 'L2')).toBe(16)
    const settled: Mail = { id: 's', from: 'Bo', on: 5, answers: 'a', says: ['question'] }
    expect(lostFrom(of([asks, answers, settled]), 'L2')).toBe(-1)
  })

  test('L3: ready, and not committed for T2', () => {
    const vouched: Mail = { id: 'r', from: 'Bo', on: 3, answers: 'p', tags: ['Reviewed-by: Bo'] }
    expect(lostFrom(of([vouched]), 'L3')).toBe(13)
    const landed = { messageId: 'p', commit: 'c', committedAt: day(12), development: true }
    expect(lostFrom(of([vouched], { matches: [landed] }), 'L3')).toBe(-1)
  })

  test('L4: the author holds the turn for 60 days', () => {
    expect(lostFrom(of([asks]), 'L4')).toBe(61)
  })

  test('L2, not L4: who takes their remark back has to say what they think of it', () => {
    const back: Mail = { id: 'b', from: 'Bo', on: 2, answers: 'r', says: ['withdrawn'] }
    expect(lostFrom(of([asks, back]), 'L2')).toBe(16)
    expect(lostFrom(of([asks, back]), 'L4')).toBe(-1)
  })

  test('what is not meant to go in is not lost, and no request to pull without patches', () => {
    const titled = (id: string, more: { pull?: boolean } = {}): History =>
      history({
        mails: [{ ...patch, id }],
        versions: [more.pull === true ? { id, cover: id, patches: [], pull: true } : { id, patches: [id] }],
      })
    expect(lostFrom(titled('[PATCH] md: testing the CI, do not review'), 'L1')).toBe(-1)
    expect(lostFrom(titled('[DO-NOT-MERGE] a hack'), 'L1')).toBe(-1)
    expect(lostFrom(titled('[NOT FOR MERGE] a hack'), 'L1')).toBe(-1)
    expect(lostFrom(titled('[PATCH] mm: do not merge adjacent ranges'), 'L1')).toBe(14)
    expect(lostFrom(titled('[GIT PULL] for next', { pull: true }), 'L1')).toBe(-1)
  })

  test('not lost: another patch took its place, unless somebody spoke again', () => {
    const instead: Mail = { id: 'r', from: 'Bo', on: 3, answers: 'p', says: ['replaced'] }
    expect(at(of([instead]), 90).lost).toEqual([])
    expect(
      lostFrom(of([instead, { id: 's', from: 'Cy', on: 5, answers: 'p', says: ['question'] }]), 'L4'),
    ).toBe(65)
  })

  test('not L4: who left the no of a committer unanswered was refused', () => {
    const no: Mail = { id: 'r', from: 'Bo', on: 1, answers: 'p', says: ['objection'] }
    const refused = of([no], { committers: { bo: -9 } })
    expect(lostFrom(refused, 'L4')).toBe(-1)
    // Of anybody else it is an objection that can be met.
    expect(lostFrom(of([no]), 'L4')).toBe(61)
    expect(at(refused, 90).status).toBe('changes-requested')
  })

  test('L2, not L4: an answer to a mail that never reached the list answers what that mail answered', () => {
    const lateAnswer: Mail = { id: 'a', from: 'Ada', on: 2, answers: 'never', beyond: ['r'] }
    expect(lostFrom(of([asks, lateAnswer]), 'L2')).toBe(16)
    expect(lostFrom(of([asks, lateAnswer]), 'L4')).toBe(-1)
  })

  test('L5: a part was committed, and then it was silent for T1', () => {
    const two = history({
      mails: [
        patch,
        { id: 'q', from: 'Ada', on: 0, change: 'y' },
        { id: 'r', from: 'Bo', on: 9, answers: 'q' },
      ],
      versions: [{ id: 'p', patches: ['p', 'q'] }],
      matches: [{ messageId: 'p', commit: 'c', committedAt: day(5), development: true }],
    })
    expect(lostFrom(two, 'L5')).toBe(23)
  })

  test('an RFC whose author spoke last waits for its reviewers; one that was answered, for its author', () => {
    const rfc = (replies: readonly Mail[]): History =>
      history({ mails: [patch, ...replies], versions: [{ id: 'p', patches: ['p'], rfc: true }] })
    const word: Mail = { id: 'r', from: 'Bo', on: 1, answers: 'p', says: ['approval'] }
    expect(lostFrom(rfc([word]), 'L4')).toBe(61)
    expect(lostFrom(rfc([word]), 'L2')).toBe(-1)
    const back: Mail = { id: 'a', from: 'Ada', on: 2, answers: 'r' }
    expect(lostFrom(rfc([word, back]), 'L2')).toBe(16)
    expect(at(rfc([word, back]), 3).why).toBe('comments are asked for; its author spoke last')
  })

  test('whoever answers under the author’s full name from another address is no reviewer of it', () => {
    const told = history({
      mails: [
        { ...patch, from: 'Ada Author' },
        { id: 'r', from: 'Author, Ada', on: 3, answers: 'p', says: ['question'] },
      ],
      versions: [{ id: 'p', patches: ['p'] }],
    })
    expect(told.replies[0]?.facts.sender.address).not.toBe(told.series[0]?.sender.address)
    expect(at(told, 4)).toMatchObject({ status: 'new', turn: 'reviewers' })
    expect(lostFrom(told, 'L1')).toBe(14)
  })

  test('L6: a ping, the author’s or anybody’s, found no answer for 7 days', () => {
    const ping: Mail = { id: 'i', from: 'Ada', on: 4, answers: 'p', says: ['ping'] }
    expect(lostFrom(of([ping]), 'L6')).toBe(11)
    expect(lostFrom(of([ping, { id: 'r', from: 'Bo', on: 6, answers: 'i' }]), 'L6')).toBe(-1)
    const stranger = { ...ping, from: 'Cy' }
    expect(lostFrom(of([stranger]), 'L6')).toBe(11)
    expect(lostFrom(of([stranger, { id: 'r', from: 'Ada', on: 6, answers: 'i' }]), 'L6')).toBe(-1)
    expect(lostFrom(of([stranger, { id: 'r', from: 'Cy', on: 6, answers: 'i' }]), 'L6')).toBe(11)
    expect(lostFrom(of([ping, { id: 'r', from: 'Ada', on: 6, answers: 'i' }]), 'L6')).toBe(11)
  })

  test('not L7: whoever pulled a request without patches said so, and nothing here could show it', () => {
    const pulled = history({
      mails: [
        { id: 'c', from: 'Ada', on: 0 },
        { id: 'r', from: 'Bo', on: 2, answers: 'c', says: ['applied'] },
      ],
      versions: [{ id: 'c', cover: 'c', patches: [], pull: true }],
    })
    expect(at(pulled, 3).status).toBe('queued')
    expect(lostFrom(pulled, 'L7')).toBe(-1)
  })

  test('not L8: of a series that went to several lists, a few patches came here', () => {
    const few = (slots: readonly (string | undefined)[]): History =>
      history({
        mails: [patch, { id: 'q', from: 'Ada', on: 0, change: 'y' }],
        versions: [{ id: 'p', patches: slots }],
      })
    expect(at(few(['p', undefined, undefined]), 3)).toMatchObject({ status: 'incomplete', lost: [] })
    expect(at(few(['p', 'q', undefined]), 3)).toMatchObject({ status: 'incomplete', lost: ['L8'] })
  })

  test('L7: it was promised to be applied, and is nowhere 14 days later', () => {
    const says = (excerpt: string): Mail => ({
      id: 'r',
      from: 'Bo',
      on: 2,
      answers: 'p',
      says: [{ kind: 'applied', excerpt }],
    })
    const claim = says('Thanks, I’ll apply it.')
    expect(lostFrom(of([says('Queued for 4.20.')], { committers: { bo: -9 } }), 'L7')).toBe(16)
    // Who says that it is done did it; whether it was changed on the way nothing here could tell.
    expect(lostFrom(of([says('Applied, thanks!')], { committers: { bo: -9 } }), 'L7')).toBe(-1)
    expect(lostFrom(of([claim], { committers: { bo: -9 } }), 'L7')).toBe(16)
    // Whoever commits elsewhere has applied it there.
    expect(lostFrom(of([claim], { committers: { cy: -9 } }), 'L7')).toBe(-1)
    expect(at(of([claim]), 60).status).toBe('queued')
  })

  test('a stable backport, a deferred or a rejected one is never lost', () => {
    expect(lostFrom(of([], { versions: [{ id: 'p', patches: ['p'], stable: ['5.10'] }] }), 'L')).toBe(-1)
    expect(lostFrom(of([{ id: 'r', from: 'Bo', on: 2, answers: 'p', says: ['deferred'] }]), 'L')).toBe(-1)
    const no: Mail = {
      id: 'r',
      from: 'Bo',
      on: 2,
      answers: 'p',
      tags: ['Nacked-by: Bo'],
      says: ['objection'],
    }
    expect(lostFrom(of([no], { committers: { bo: -100 } }), 'L')).toBe(-1)
  })
})

describe('what probably was settled', () => {
  test('a commit that looks like it, and is not believed, takes it off the queue; not one from before it was posted', () => {
    expect(lostFrom(of([], { doubts: [day(20)] }), 'L1')).toBe(14)
    expect(at(of([], { doubts: [day(20)] }), 21).lost).toEqual([])
    expect(at(of([], { doubts: [day(-20)] }), 21).lost).toEqual(['L1'])
  })
})

describe('what people say of it', () => {
  const intent = (kind: History['intents'][number]['kind'], on: number, until?: number) => ({
    at: day(on),
    kind,
    person: 'bo@example.org',
    name: 'Bo',
    until: until === undefined ? undefined : day(until),
  })

  test('not lost: until something happens to it', () => {
    expect(lostFrom(of([], { intents: [intent('not-lost', 3)] }), 'L1')).toBe(-1)
    const later: Mail = { id: 'i', from: 'Ada', on: 20, answers: 'p', says: ['ping'] }
    expect(lostFrom(of([later], { intents: [intent('not-lost', 3)] }), 'L6')).toBe(27)
  })

  test('"I look at it by day 30": theirs until then, and lost when they did not', () => {
    const promised = of([], { intents: [intent('look', 5, 30)] })
    expect(at(promised, 6).holders.map((one) => one.address)).toEqual(['bo@example.org'])
    expect(lostFrom(promised, 'L1')).toBe(30)
  })

  test('a snooze is a deferral with an end', () => {
    const snoozed = of([], {
      decisions: [{ at: day(5), status: 'deferred', person: 'bo@example.org', name: '', until: day(40) }],
    })
    expect(at(snoozed, 20)).toMatchObject({ status: 'deferred', derived: 'new', lost: [] })
    expect(at(snoozed, 41)).toMatchObject({ status: 'new', derived: undefined, lost: ['L1'] })
  })

  test('whoever adopts it has the author’s turn, and the author’s time', () => {
    const adopted = of([asks], { intents: [intent('adopt', 70)] })
    expect(at(adopted, 69).lost).toEqual(['L4'])
    expect(at(adopted, 71)).toMatchObject({ turn: 'author', since: day(70), lost: [] })
    expect(at(adopted, 71).holders.map((one) => one.address)).toEqual(['bo@example.org'])
  })
})

describe('the periods', () => {
  test('T2 is the 90th percentile of the year before, between 5 and 21 days', () => {
    const wait = (days: number, on: number) => ({ from: day(on - days), to: day(on) })
    const ten = Array.from({ length: 10 }, (_, i) => wait(i + 1, 10))
    expect(uncommittedDays(ten)(day(40))).toBe(9)
    expect(uncommittedDays(ten.slice(1))(day(40))).toBe(21)
    expect(uncommittedDays(ten.map(() => wait(1, 10)))(day(40))).toBe(5)
  })

  test('a freeze does not count', () => {
    const pauses = [{ from: day(5), to: day(15) }]
    expect(addCountedDays(day(0), 4, pauses)).toBe(day(4))
    expect(addCountedDays(day(0), 7, pauses)).toBe(day(17))
    expect(addCountedDays(day(10), 7, pauses)).toBe(day(22))
    expect(lostFrom(of([], { pauses }), 'L1')).toBe(24)
  })
})
