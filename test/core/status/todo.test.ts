import { describe, expect, test } from 'vitest'
import type { History } from '../../../src/core/status/history.ts'
import { reviewLineage } from '../../../src/core/status/lineage-review.ts'
import { lostPriority } from '../../../src/core/status/lost-weight.ts'
import { day, history, type Mail } from '../../support/history.ts'
import { policyOf } from '../../support/maintainers.ts'

const patch: Mail = { id: 'p', from: 'Ada', on: 0, change: 'x', files: ['arch/arm/traps.c'] }
const second: Mail = { id: 'p2', from: 'Ada', on: 9, change: 'y', files: ['arch/arm/traps.c'] }
type Options = Partial<Parameters<typeof history>[0]>
const of = (replies: readonly Mail[], options: Options = {}): History =>
  history({ mails: [patch, ...replies], versions: [{ id: 'p', patches: ['p'] }], ...options })
const again = (replies: readonly Mail[], options: Options = {}): History =>
  of([second, ...replies], {
    versions: [
      { id: 'p', patches: ['p'] },
      { id: 'p2', version: 2, patches: ['p2'], continues: ['p'] },
    ],
    patchLinks: [['p2', 'p']],
    ...options,
  })

/** "A bo: why" for each line of each inbox. */
const inboxes = (one: History, days: number): string[] =>
  reviewLineage(one, one.series, day(days), {
    lists: new Set(['list@example.org']),
    isFirst: false,
  })?.todos.map((todo) => `${todo.section} ${todo.person.split('@')[0]}: ${todo.why}`) ?? []

const asks: Mail = { id: 'r', from: 'Bo', on: 1, answers: 'p', says: ['question'] }
const answers: Mail = { id: 'a', from: 'Ada', on: 2, answers: 'r' }
const ack: Mail = { id: 'k', from: 'Bo', on: 1, answers: 'p', tags: ['Acked-by: Bo'] }

describe('whose inbox a lineage is in (patch-trackers dossier, section 3.3)', () => {
  test('new in an area: those who answer for its files, then those named in To:', () => {
    expect(inboxes(of([], { policy: policyOf() }), 1)).toEqual([
      'D bo: you answer for arch/arm/traps.c',
      'D cy: you answer for arch/arm/traps.c',
      'F ada: waiting for Bo, Cy: nobody but its author has written about it; ask again from 2026-03-09 on',
    ])
    const addressed = { ...patch, sentTo: ['Dee', 'List'] }
    expect(inboxes(of([], { mails: [addressed] }), 1)).toEqual([
      'D dee: it was sent to you',
      'F ada: waiting for a review: nobody but its author has written about it; ask again from 2026-03-09 on',
    ])
  })

  test('the author’s, when they are to act', () => {
    expect(inboxes(of([asks]), 3)).toEqual(['E ada: Bo asked a question'])
  })

  test('only you: the one whose word is missing, the author having answered', () => {
    const lines = inboxes(of([asks, answers]), 3)
    expect(lines.map((line) => line.slice(0, 4))).toEqual(['A bo', 'F ad'])
  })

  test('others too: two whose words are missing', () => {
    const other: Mail = { id: 's', from: 'Cy', on: 1, answers: 'p', says: ['request'] }
    const toOther: Mail = { id: 'b', from: 'Ada', on: 2, answers: 's' }
    const lines = inboxes(of([asks, answers, other, toOther]), 3)
    expect(lines.map((line) => line.slice(0, 4))).toEqual(['F ad', 'G bo', 'G cy'])
  })

  test('returned in a new version, with what became of the tag; a word on it takes you out', () => {
    expect(inboxes(again([ack]), 10)).toContain('C bo: v2: 1 patch changed since your tag')
    const word: Mail = { id: 'w', from: 'Bo', on: 10, answers: 'p2' }
    expect(inboxes(again([ack, word]), 11).filter((line) => line.includes(' bo:'))).toEqual([])
  })

  test('ready: those who commit', () => {
    expect(inboxes(of([ack], { policy: policyOf() }), 3)).toEqual([
      'B eve: it has what the check-in policy asks for and nothing is open',
      'F ada: waiting for Eve: it has what the check-in policy asks for and nothing is open; ask again from 2026-03-10 on',
    ])
  })

  test('lost in an area, where nothing else brings it there', () => {
    const lost = inboxes(of([asks], { policy: policyOf() }), 90)
    expect(lost).toContain('H cy: Bo asked a question; you answer for arch/arm/traps.c')
  })

  test('whoever said "not me" is left out; what is closed is nobody’s', () => {
    const away = [
      { at: day(1), kind: 'not-me' as const, person: 'bo@example.org', name: 'Bo', until: undefined },
    ]
    expect(inboxes(of([], { policy: policyOf(), intents: away }), 2).map((line) => line.slice(0, 4))).toEqual(
      ['D cy', 'F ad'],
    )
    const landed = [{ messageId: 'p', commit: 'c', committedAt: day(5), development: true }]
    expect(inboxes(of([asks], { matches: landed }), 6)).toEqual([])
  })
})

describe('how urgent something lost is (section 3.5)', () => {
  const plain = { approvals: 0, isFirst: false, isFix: false, patches: 1 }

  test('grows with the time beyond its period, with approvals, for a first contribution, for a fix', () => {
    expect(lostPriority(plain, day(0), 14, day(0))).toBe(0)
    expect(lostPriority(plain, day(0), 14, day(28))).toBe(2)
    expect(lostPriority({ ...plain, approvals: 2 }, day(0), 14, day(28))).toBe(6)
    expect(lostPriority({ ...plain, isFirst: true, isFix: true }, day(0), 14, day(28))).toBe(4.5)
  })

  test('less for a long series', () => {
    expect(lostPriority({ ...plain, patches: 8 }, day(0), 14, day(28))).toBe(0.5)
  })
})
