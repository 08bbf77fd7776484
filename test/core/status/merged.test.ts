import { describe, expect, test } from 'vitest'
import { type History, situationAt } from '../../../src/core/status/history.ts'
import { standingOf } from '../../../src/core/status/standing.ts'
import type { Standing } from '../../../src/core/status/status.ts'
import { day, facts, history, type Mail } from '../../support/history.ts'

const at = (of: History, days: number): Standing => {
  const situation = situationAt(of, of.series, day(days))
  if (situation === undefined) throw new Error('nothing was posted yet')
  return standingOf(situation)
}
const patch: Mail = { id: 'p', from: 'Ada', on: 0, change: 'x' }

describe('what is left of a series of which a part was committed', () => {
  test('whose turn the rest of a series is: whoever was asked last, those who commit, or reviewers', () => {
    const rest = (replies: readonly Mail[]): Standing =>
      at(
        history({
          mails: [patch, { id: 'p2', from: 'Ada', on: 0, change: 'y' }, ...replies],
          versions: [{ id: 'p', patches: ['p', 'p2'] }],
          matches: [{ messageId: 'p', commit: 'c', committedAt: day(5), development: true }],
        }),
        9,
      )
    const asked: Mail = { id: 'r', from: 'Bo', on: 1, answers: 'p2', says: ['question'] }
    expect(rest([asked])).toMatchObject({ turn: 'author', evidence: 'c' })
    const answered: Mail = { id: 'a', from: 'Ada', on: 2, answers: 'r' }
    expect(rest([asked, answered])).toMatchObject({ turn: 'reviewers', holders: [{ name: 'Bo' }] })
    const vouched: Mail = { id: 'v', from: 'Bo', on: 3, answers: 'p2', tags: ['Reviewed-by: Bo'] }
    expect(rest([asked, answered, vouched])).toMatchObject({ turn: 'committers' })
    // What was asked of the part that went in stands in nobody's way.
    expect(rest([{ ...asked, answers: 'p' }])).toMatchObject({ turn: 'reviewers', holders: [] })
  })

  test('what the newest version, counted anew, leaves out was dropped by its author; one patch by itself leaves nothing out', () => {
    const commit = (messageId: string, on: number) => ({
      messageId,
      commit: `c-${messageId}`,
      committedAt: day(on),
      development: true,
    })
    const mails: readonly Mail[] = [
      { id: 'a1', from: 'Ada', on: 0, change: 'x' },
      { id: 'a2', from: 'Ada', on: 0, change: 'y' },
      { id: 'a3', from: 'Ada', on: 0, change: 'z' },
    ]
    const v1 = { id: 'a1', patches: ['a1', 'a2', 'a3'] }
    const two = history({
      mails: [
        ...mails,
        { id: 'b1', from: 'Ada', on: 3, change: 'x2' },
        { id: 'b2', from: 'Ada', on: 3, change: 'y2' },
      ],
      versions: [v1, { id: 'b1', version: 2, patches: ['b1', 'b2'], continues: ['a1'] }],
      matches: [commit('b1', 6), commit('b2', 6)],
    })
    expect(at({ ...two, effectiveOf: () => ['a3', 'b1', 'b2'] }, 9)).toMatchObject({
      status: 'merged',
      why: 'its newest version is on the development branch; a patch of an older one was not posted again',
    })
    const asked = {
      ...two,
      replies: [
        ...two.replies,
        { facts: facts({ id: 'r', from: 'Bo', on: 8, answers: 'a3' }), series: 'a1', patch: 'a3' },
      ],
    }
    expect(at({ ...asked, effectiveOf: () => ['a3', 'b1', 'b2'] }, 9).status).toBe('partly-merged')
    const one = (answers: string | undefined): Standing => {
      const again = history({
        mails: [...mails, { id: 'b1', from: 'Ada', on: 3, change: 'x2', ...(answers && { answers }) }],
        versions: [v1, { id: 'b1', version: 2, patches: ['b1'], continues: ['a1'] }],
        matches: [commit('b1', 6)],
      })
      return at({ ...again, effectiveOf: () => ['a2', 'a3', 'b1'] }, 9)
    }
    expect(one('a1').status).toBe('partly-merged')
    expect(one(undefined).status).toBe('merged')
  })

  test('posted again as it was, after it had been committed: it is merged', () => {
    const again = (change: string): History =>
      history({
        mails: [patch, { id: 'q', from: 'Ada', on: 40, change }],
        versions: [
          { id: 'p', patches: ['p'] },
          { id: 'q', patches: ['q'], continues: ['p'], resend: true },
        ],
        patchLinks: [['q', 'p']],
        matches: [{ messageId: 'p', commit: 'c', committedAt: day(20), development: true }],
      })
    expect(at(again('x'), 60).status).toBe('merged')
    expect(at(again('other'), 60).status).toBe('new')
  })
})
