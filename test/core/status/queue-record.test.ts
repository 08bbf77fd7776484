import { describe, expect, test } from 'vitest'
import { listQueuePings } from '../../../src/core/status/queue-pings.ts'
import {
  daysToJudge,
  judgeLineages,
  judgePing,
  judgeQueue,
  type QueueHistory,
  type QueuePing,
  recordOf,
} from '../../../src/core/status/queue-record.ts'
import type { Instant } from '../../../src/core/time.ts'
import { day, history, type Mail } from '../../support/history.ts'

const listed = (from: number, to: number | undefined, actedAt: number, settledAt?: number): QueueHistory => ({
  lost: [{ from: day(from), to: to === undefined ? undefined : day(to) }],
  actedAt: day(actedAt),
  settledAt: settledAt === undefined ? undefined : day(settledAt),
})

describe('the queue of past days', () => {
  const takenUp = listed(10, 50, 50)
  const untouched = listed(10, undefined, 0)
  const overtaken = listed(10, undefined, 0, 20)

  test('is right where people took it up later, wrong where it had been settled by then', () => {
    expect(judgeQueue([takenUp, untouched, overtaken], [day(5), day(15), day(40), day(60)])).toEqual([
      { day: day(5), listed: 0, right: 0, wrong: 0, open: 0 },
      { day: day(15), listed: 3, right: 1, wrong: 0, open: 2 },
      { day: day(40), listed: 3, right: 1, wrong: 1, open: 1 },
      { day: day(60), listed: 2, right: 0, wrong: 1, open: 1 },
    ])
  })

  test('each lineage counts once, and one wrong day makes it wrong', () => {
    const days = [day(15), day(40), day(60)]
    expect(judgeLineages([takenUp, untouched, overtaken], days)).toEqual({
      listed: 3,
      right: 1,
      wrong: 1,
      open: 1,
    })
    expect(recordOf([takenUp, overtaken], days, [])).toMatchObject({ precision: 0.5, recall: undefined })
    expect(recordOf([], days, []).precision).toBeUndefined()
  })

  test('are the first of each month, with time left to be judged in', () => {
    expect(daysToJudge('2025-10-15T00:00:00Z', '2026-04-20T00:00:00Z', 90)).toEqual([
      '2025-11-01T00:00:00Z',
      '2025-12-01T00:00:00Z',
      '2026-01-01T00:00:00Z',
    ])
    expect(daysToJudge('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', 90)).toEqual([])
  })
})

describe('what people asked for', () => {
  const ping = (status: string, lostAt: number | undefined, lostAskedAt = lostAt) =>
    judgePing({
      messageId: 'i',
      at: day(20),
      status,
      lostAt: lostAt === undefined ? undefined : day(lostAt),
      lostAskedAt: lostAskedAt === undefined ? undefined : day(lostAskedAt),
    }).found

  test('was listed, soon would have been, was settled, or was missed', () => {
    expect([ping('new', 15), ping('new', 27), ping('new', 28), ping('new', undefined)]).toEqual([
      'listed',
      'soon',
      'missed',
      'missed',
    ])
    expect(ping('merged', undefined)).toBe('closed')
    expect([ping('new', undefined, 27), ping('new', 40, 28)]).toEqual(['asked', 'missed'])
  })

  test('is told with what the question itself brings to the queue, and without', () => {
    const of = (lostAt: Instant | undefined, lostAskedAt: Instant | undefined): QueuePing => ({
      messageId: 'i',
      at: day(20),
      status: 'new',
      lostAt,
      lostAskedAt,
    })
    const asked = [of(day(3), day(3)), of(day(40), day(27)), of(undefined, day(27)), of(undefined, undefined)]
    expect(recordOf([], [], asked)).toMatchObject({ recall: 0.75, recallUnasked: 0.25 })
  })

  test('is judged by how it stood before they asked: the question itself moves nothing', () => {
    const mails: readonly Mail[] = [
      { id: 'p', from: 'Ada', on: 0, change: 'x' },
      { id: 'same-day', from: 'Bo', on: 0.5, answers: 'p', says: ['ping'] },
      { id: 'early', from: 'Ada', on: 5, answers: 'p', says: ['ping'] },
      { id: 'late', from: 'Ada', on: 16, answers: 'p', says: ['ping'] },
    ]
    const one = history({ mails, versions: [{ id: 'p', patches: ['p'] }] })
    expect(listQueuePings(one, one.series, day(30))).toEqual([
      { messageId: 'early', at: day(5), status: 'new', lostAt: day(14), lostAskedAt: day(12) },
      // The ping of day 5 was not answered for a week: that is earlier than the fourteen days.
      { messageId: 'late', at: day(16), status: 'new', lostAt: day(12), lostAskedAt: day(14) },
    ])
    expect(listQueuePings(one, one.series, day(10))).toHaveLength(1)
  })
})
