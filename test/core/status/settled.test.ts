import { describe, expect, test } from 'vitest'
import { type History, situationAt } from '../../../src/core/status/history.ts'
import { standingOf } from '../../../src/core/status/standing.ts'
import { day, history, type Mail } from '../../support/history.ts'

/** Why it is lost after 200 days. */
const lost = (of: History): readonly string[] => {
  const situation = situationAt(of, of.series, day(200))
  if (situation === undefined) throw new Error('nothing was posted yet')
  return standingOf(situation).lost
}
const patch: Mail = { id: 'p', from: 'Ada', on: 0, change: 'x', tags: ['Signed-off-by: Ada'] }
const of = (...replies: readonly Mail[]): History =>
  history({
    mails: [patch, ...replies],
    versions: [{ id: 'p', patches: ['p'] }],
    committers: { Cy: -100, cy: -100 },
  })
const asks: Mail = { id: 'r', from: 'Bo', on: 1, answers: 'p', says: ['question'] }
const done: Mail = { id: 's', from: 'Cy', on: 3, answers: 'p', says: ['settled'] }
const instead: Mail = { id: 's', from: 'Cy', on: 3, answers: 'p', says: ['replaced'] }
const no: Mail = { id: 's', from: 'Cy', on: 3, answers: 'p', says: ['refusal'] }

describe('what was settled stays settled, though it is talked of further', () => {
  test.each<readonly [string, Mail]>([
    ['thanks', { id: 't', from: 'Ada', on: 4, answers: 's' }],
    ['a yes', { id: 't', from: 'Ada', on: 4, answers: 's', says: ['agreement'] }],
    ['a question of others to one another', { id: 't', from: 'Bo', on: 4, answers: 's', says: ['question'] }],
  ])('%s', (_, more) => {
    expect(lost(of(asks, done, more))).toEqual([])
    expect(lost(of(asks, instead, more))).toEqual([])
  })

  test.each<readonly [string, Mail]>([
    ['a ping', { id: 't', from: 'Di', on: 4, answers: 's', says: ['ping'] }],
    ['its author asks', { id: 't', from: 'Ada', on: 4, answers: 's', says: ['question'] }],
    ['its author says no', { id: 't', from: 'Ada', on: 4, answers: 's', says: ['agreement', 'objection'] }],
    ['a review', { id: 't', from: 'Bo', on: 4, answers: 'p', says: ['request'] }],
    ['a tag', { id: 't', from: 'Bo', on: 4, answers: 'p', tags: ['Reviewed-by: Bo'] }],
  ])('taken up again: %s', (_, more) => {
    expect(lost(of(asks, done, more))).not.toEqual([])
  })
})

describe('a polite no', () => {
  const aside: Mail = { id: 'o', from: 'Bo', on: 2, answers: 'p' }

  test('of whoever commits, which the author let stand', () => {
    expect(lost(of(aside, no))).toEqual([])
    expect(lost(of(aside, no, { id: 't', from: 'Ada', on: 4, answers: 's', says: ['agreement'] }))).toEqual(
      [],
    )
    expect(lost(of(aside, no, { id: 't', from: 'Bo', on: 4, answers: 's' }))).toEqual([])
  })

  test('not where the author answers anything but yes, or anybody else said it', () => {
    expect(lost(of(aside, no, { id: 't', from: 'Ada', on: 4, answers: 's' }))).toEqual(['L2'])
    expect(
      lost(of(aside, no, { id: 't', from: 'Ada', on: 4, answers: 's', says: ['agreement', 'promise'] })),
    ).toEqual(['L2'])
    expect(lost(of({ ...no, from: 'Bo' }))).toEqual(['L2'])
  })

  test('of anybody, when whoever commits agrees', () => {
    const seconds: Mail = { id: 'y', from: 'Cy', on: 5, answers: 's', says: ['approval'] }
    expect(lost(of({ ...no, from: 'Bo' }, seconds))).toEqual([])
    expect(lost(of({ ...no, from: 'Bo' }, { ...seconds, from: 'Di' }))).toEqual(['L2'])
  })
})

describe('what is left of a series', () => {
  const rest = (...replies: readonly Mail[]): History =>
    history({
      mails: [patch, { ...patch, id: 'p2', change: 'y' }, { ...patch, id: 'c' }, ...replies],
      versions: [{ id: 'c', cover: 'c', patches: ['p', 'p2'] }],
      matches: [{ messageId: 'p', commit: 'k', committedAt: day(5), development: true }],
      committers: { cy: -100 },
    })
  const left: Mail = { id: 'l', from: 'Cy', on: 6, answers: 'p2' }

  test('is lost, unless its author dropped it, it was refused, or done otherwise', () => {
    expect(lost(rest())).toEqual(['L5'])
    expect(lost(rest({ ...left, from: 'Ada', says: ['withdrawn'] }))).toEqual([])
    expect(lost(rest({ ...left, says: ['refusal'] }))).toEqual([])
    expect(lost(rest({ ...left, says: ['replaced'] }))).toEqual([])
    expect(lost(rest({ ...left, answers: 'p', says: ['replaced'] }))).toEqual(['L5'])
  })

  test('whoever commits left it out, and asks nothing for it', () => {
    const but = { kind: 'applied' as const, excerpt: 'I applied them except the first one.' }
    expect(lost(rest({ ...left, answers: 'c', says: [but] }))).toEqual([])
    expect(lost(rest({ ...left, answers: 'c', says: [but, 'request'] }))).toEqual(['L5'])
    expect(lost(rest({ ...left, answers: 'p', says: ['applied'] }))).toEqual(['L5'])
  })

  test('whoever commits said that all is applied: what is not found was changed on the way', () => {
    expect(lost(rest({ ...left, answers: 'c', says: ['applied'] }))).toEqual([])
    expect(
      lost(rest({ ...left, answers: 'p', says: [{ kind: 'applied', excerpt: 'All patches merged.' }] })),
    ).toEqual([])
    expect(lost(rest({ ...left, answers: 'c', says: ['applied', 'question'] }))).toEqual(['L5'])
    for (const excerpt of [
      "1-6 applied, 7+8 don't build.",
      'Thanks, applied with v4 of patch 7.',
      'First two applied.',
    ])
      expect(lost(rest({ ...left, answers: 'c', says: [{ kind: 'applied', excerpt }] }))).toEqual(['L5'])
    expect(lost(rest({ ...left, from: 'Bo', answers: 'c', says: ['applied'] }))).toEqual(['L5'])
  })
})

describe('a talk with a diff in it', () => {
  const talk = (more: Partial<Mail>, ...replies: readonly Mail[]): History =>
    history({
      mails: [{ id: 'a crash in the quarry', from: 'Ada', on: 0, change: 'x', ...more }, ...replies],
      versions: [{ id: more.id ?? 'a crash in the quarry', patches: [more.id ?? 'a crash in the quarry'] }],
    })

  test('is no lost patch once others have answered; what says that it is one, or is signed off, stays one', () => {
    const answer = (answers: string): Mail => ({ id: 'r', from: 'Bo', on: 1, answers, says: ['question'] })
    const plain = { isPatch: false }
    expect(lost(talk(plain))).toEqual(['L1'])
    expect(lost(talk(plain, answer('a crash in the quarry')))).toEqual([])
    expect(lost(talk({ ...plain, tags: ['Signed-off-by: Ada'] }, answer('a crash in the quarry')))).toEqual([
      'L4',
    ])
    expect(lost(talk({ ...plain, id: 'a patch for the crash' }, answer('a patch for the crash')))).toEqual([
      'L4',
    ])
    expect(lost(talk({}, answer('a crash in the quarry')))).toEqual(['L4'])
  })
})
