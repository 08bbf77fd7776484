import { describe, expect, test } from 'vitest'
import { type History, situationAt } from '../../../src/core/status/history.ts'
import { standingOf } from '../../../src/core/status/standing.ts'
import type { Standing } from '../../../src/core/status/status.ts'
import { day, history, type Mail } from '../../support/history.ts'

const at = (of: History, days: number): Standing => {
  const situation = situationAt(of, of.series, day(days))
  if (situation === undefined) throw new Error('nothing was posted yet')
  return standingOf(situation)
}
const patch: Mail = { id: 'p', from: 'Ada', on: 0, change: 'x' }
const alone = [{ id: 'p', patches: ['p'] }]
const of = (...replies: Mail[]): History => history({ mails: [patch, ...replies], versions: alone })

describe('the tests of section 3.3, first that applies', () => {
  test('new: nobody but the author wrote; the author’s own mail and a ping change nothing', () => {
    const own = of({ id: 'r', from: 'Ada', on: 3, answers: 'p', says: ['ping'] })
    expect(at(own, 4)).toMatchObject({ status: 'new', turn: 'reviewers', since: day(0), lost: [] })
  })

  test('needs approval: somebody wrote, and nobody vouches for it', () => {
    const standing = at(of({ id: 'r', from: 'Bo', on: 2, answers: 'p' }), 4)
    expect(standing).toMatchObject({ status: 'needs-approval', turn: 'reviewers', since: day(2) })
    expect(standing.holders.map((one) => one.name)).toEqual(['Bo'])
    expect(standing.why).toBe('0 of 1 patches have an approval')
  })

  test('ready: one approval by somebody else and nothing open; the author’s own tag does not count', () => {
    expect(at(of({ id: 'r', from: 'Bo', on: 2, answers: 'p', tags: ['Reviewed-by: Bo'] }), 4)).toMatchObject({
      status: 'ready',
      turn: 'committers',
      since: day(2),
      evidence: 'r',
    })
    expect(at(of({ id: 'r', from: 'Ada', on: 2, answers: 'p', tags: ['Reviewed-by: Ada'] }), 4).status).toBe(
      'new',
    )
  })

  test('a tag passed on for somebody else is shown and does not count', () => {
    expect(at(of({ id: 'r', from: 'Bo', on: 2, answers: 'p', tags: ['Acked-by: Cy'] }), 4).status).toBe(
      'needs-approval',
    )
  })

  test('changes requested: the author holds an open item; since the newest', () => {
    const standing = at(
      of(
        { id: 'r1', from: 'Bo', on: 1, answers: 'p', says: ['request'] },
        { id: 'r2', from: 'Cy', on: 3, answers: 'p', says: ['question'] },
      ),
      5,
    )
    expect(standing).toMatchObject({
      status: 'changes-requested',
      turn: 'author',
      since: day(3),
      evidence: 'r2',
    })
    expect(standing.why).toBe('2 reviews wait for an answer, the newest by Cy')
  })

  test('an item beside an approval stops it only if it is an objection', () => {
    const nit: Mail = {
      id: 'r',
      from: 'Bo',
      on: 1,
      answers: 'p',
      says: ['request'],
      tags: ['Reviewed-by: Bo'],
    }
    expect(at(of(nit), 2).status).toBe('ready')
    expect(at(of({ ...nit, says: ['objection'] }), 2).status).toBe('changes-requested')
  })

  test('discussion: the author answered, so the one who asked is to say whether it will do', () => {
    const asked: Mail = { id: 'r', from: 'Bo', on: 1, answers: 'p', says: ['question'] }
    const answered: Mail = { id: 'a', from: 'Ada', on: 2, answers: 'r' }
    const standing = at(of(asked, answered), 3)
    expect(standing).toMatchObject({ status: 'discussion', turn: 'reviewers', since: day(2) })
    expect(standing.holders.map((one) => one.name)).toEqual(['Bo'])
  })

  test('a promise keeps the turn with the author', () => {
    const asked: Mail = { id: 'r', from: 'Bo', on: 1, answers: 'p', says: ['request'] }
    const promised: Mail = { id: 'a', from: 'Ada', on: 2, answers: 'r', says: ['promise'] }
    expect(at(of(asked, promised), 3)).toMatchObject({
      status: 'changes-requested',
      turn: 'author',
      since: day(2),
    })
  })

  test('consent closes an item', () => {
    const asked: Mail = { id: 'r', from: 'Bo', on: 1, answers: 'p', says: ['question'] }
    const answered: Mail = { id: 'a', from: 'Ada', on: 2, answers: 'r' }
    const consent: Mail = { id: 'c', from: 'Bo', on: 3, answers: 'a', says: ['agreement'] }
    expect(at(of(asked, answered, consent), 4).status).toBe('needs-approval')
  })

  test('queued: a claim is believed for seven days, then it is the claimant’s turn', () => {
    const claimed = of({ id: 'r', from: 'Bo', on: 2, answers: 'p', says: ['applied'] })
    expect(at(claimed, 8)).toMatchObject({ status: 'queued', turn: 'nobody' })
    const late = at(claimed, 9)
    expect(late).toMatchObject({ status: 'queued', turn: 'claimant', since: day(9) })
    expect(late.holders.map((one) => one.name)).toEqual(['Bo'])
  })

  test('an author’s "applied" counts only if they commit to the project', () => {
    const mails: Mail[] = [patch, { id: 'r', from: 'Ada', on: 2, answers: 'p', says: ['applied'] }]
    expect(at(history({ mails, versions: alone }), 3).status).toBe('new')
    expect(at(history({ mails, versions: alone, committers: { ada: -100 } }), 3).status).toBe('queued')
  })

  test('a word about the whole series withdraws it, wherever it is said; one about a patch of two does not', () => {
    const two = (excerpt: string): History =>
      history({
        mails: [
          patch,
          { id: 'q', from: 'Ada', on: 0, change: 'y' },
          { id: 'r', from: 'Ada', on: 2, answers: 'q', says: [{ kind: 'withdrawn', excerpt }] },
        ],
        versions: [{ id: 'p', patches: ['p', 'q'] }],
      })
    expect(at(two('Please disregard this patch series.'), 3).status).toBe('withdrawn')
    expect(at(two('Please ignore this one.'), 3).status).toBe('new')
  })

  test('withdrawn by the author; nobody else can withdraw it', () => {
    expect(at(of({ id: 'r', from: 'Ada', on: 2, answers: 'p', says: ['withdrawn'] }), 3).status).toBe(
      'withdrawn',
    )
    expect(at(of({ id: 'r', from: 'Bo', on: 2, answers: 'p', says: ['withdrawn'] }), 3).status).toBe(
      'needs-approval',
    )
  })

  test('rejected: a nack by a committer, until they approve; anyone else’s is an objection', () => {
    const nack: Mail = {
      id: 'r',
      from: 'Bo',
      on: 2,
      answers: 'p',
      says: ['objection'],
      tags: ['Nacked-by: Bo'],
    }
    const later: Mail = { id: 's', from: 'Bo', on: 5, answers: 'p', tags: ['Acked-by: Bo'] }
    const mails = [patch, nack, later]
    const committed = history({ mails, versions: alone, committers: { bo: -10 } })
    expect(at(committed, 3)).toMatchObject({ status: 'rejected', turn: 'nobody', evidence: 'r' })
    expect(at(committed, 6).status).toBe('ready')
    expect(at(history({ mails, versions: alone }), 3).status).toBe('changes-requested')
  })

  test('deferred, until a new version', () => {
    const put: Mail = { id: 'r', from: 'Bo', on: 2, answers: 'p', says: ['deferred'] }
    expect(at(of(put), 3).status).toBe('deferred')
    const again = history({
      mails: [patch, put, { id: 'q', from: 'Ada', on: 9, change: 'y' }],
      versions: [...alone, { id: 'q', version: 2, patches: ['q'], continues: ['p'] }],
      patchLinks: [['q', 'p']],
    })
    expect(at(again, 10).status).not.toBe('deferred')
  })

  test('incomplete a day after the posting, and complete again when the late mail comes', () => {
    const late = history({
      mails: [patch, { id: 'p2', from: 'Ada', on: 10, change: 'y' }],
      versions: [{ id: 'p', patches: ['p', 'p2'] }],
    })
    expect(at(late, 0.5).status).toBe('new')
    expect(at(late, 2)).toMatchObject({ status: 'incomplete', turn: 'author', lost: ['L8'] })
    expect(at(late, 2).why).toBe('1 of 2 patches never reached the list')
    expect(at(late, 11).status).toBe('new')
  })

  test('an RFC is never ready', () => {
    const rfc = history({
      mails: [patch, { id: 'r', from: 'Bo', on: 1, answers: 'p', tags: ['Reviewed-by: Bo'] }],
      versions: [{ id: 'p', patches: ['p'], rfc: true }],
    })
    expect(at(rfc, 2).status).toBe('rfc')
  })

  test('merged and partly merged: only the development branch decides', () => {
    const two = {
      mails: [patch, { id: 'p2', from: 'Ada', on: 0, change: 'y' }],
      versions: [{ id: 'p', patches: ['p', 'p2'] }],
    }
    const commit = (messageId: string, on: number, development = true) => ({
      messageId,
      commit: `c-${messageId}`,
      committedAt: day(on),
      development,
    })
    expect(at(history({ ...two, matches: [commit('p', 3)] }), 4)).toMatchObject({
      status: 'partly-merged',
      why: '1 of 2 patches are on the development branch; nobody has said what becomes of the rest',
      turn: 'reviewers',
    })
    expect(at(history({ ...two, matches: [commit('p', 3), commit('p2', 5)] }), 6)).toMatchObject({
      status: 'merged',
      turn: 'nobody',
      since: day(5),
    })
    expect(at(history({ ...two, matches: [commit('p', 3, false), commit('p2', 5, false)] }), 6).status).toBe(
      'new',
    )
  })

  test('a backport is merged on another branch; the commit that it is a copy of does not count', () => {
    const versions = [{ id: 'p', patches: ['p'], stable: ['1.1'] }]
    const commit = (on: number, development: boolean) => ({
      messageId: 'p',
      commit: `c${on}`,
      committedAt: day(on),
      development,
    })
    const original = commit(-5, true)
    expect(at(history({ mails: [patch], versions, matches: [original] }), 2).status).toBe('new')
    expect(at(history({ mails: [patch], versions, matches: [original, commit(1, false)] }), 2)).toMatchObject(
      { status: 'merged', why: 'it is on its stable branch', evidence: 'c1' },
    )
    expect(at(history({ mails: [patch], versions, matches: [commit(1, true)] }), 2).status).toBe('merged')
  })

  test('a commit that matched only the older text counts if it was made after the newer was posted', () => {
    const versions = [
      { id: 'p', patches: ['p'] },
      { id: 'q', version: 2, patches: ['q'], continues: ['p'] },
    ]
    const mails: Mail[] = [patch, { id: 'q', from: 'Ada', on: 4, change: 'y' }]
    const match = (on: number) => [{ messageId: 'p', commit: 'c', committedAt: day(on), development: true }]
    const patchLinks = [['q', 'p']] as const
    expect(at(history({ mails, versions, patchLinks, matches: match(6) }), 7).status).toBe('merged')
    expect(at(history({ mails, versions, patchLinks, matches: match(2) }), 7).status).toBe('new')
  })
})

describe('versions', () => {
  const versions = [
    { id: 'p', patches: ['p'] },
    { id: 'q', version: 2, patches: ['q'], continues: ['p'] },
  ]
  const patchLinks = [['q', 'p']] as const
  const asked: Mail = { id: 'r', from: 'Bo', on: 1, answers: 'p', says: ['request'] }

  test('a new version hands the item to the one who raised it', () => {
    const standing = at(
      history({ mails: [patch, asked, { id: 'q', from: 'Ada', on: 4, change: 'y' }], versions, patchLinks }),
      5,
    )
    expect(standing).toMatchObject({ status: 'discussion', turn: 'reviewers', since: day(4) })
    expect(standing.why).toBe('Bo has not looked at the new version yet')
  })

  test('… until they speak on it', () => {
    const mails: Mail[] = [
      patch,
      asked,
      { id: 'q', from: 'Ada', on: 4, change: 'y' },
      { id: 's', from: 'Bo', on: 6, answers: 'q' },
    ]
    expect(at(history({ mails, versions, patchLinks }), 7).status).toBe('needs-approval')
  })

  test('an approval of an older version holds if the change is the same or the author carried the tag', () => {
    const tagged: Mail = { id: 'r', from: 'Bo', on: 1, answers: 'p', tags: ['Reviewed-by: Bo'] }
    const q = (more: Partial<Mail>): Mail[] => [
      patch,
      tagged,
      { id: 'q', from: 'Ada', on: 4, change: 'y', ...more },
    ]
    expect(at(history({ mails: q({}), versions, patchLinks }), 5).status).toBe('needs-approval')
    expect(at(history({ mails: q({ change: 'x' }), versions, patchLinks }), 5).status).toBe('ready')
    const carried = history({ mails: q({ tags: ['Reviewed-by: Bo'] }), versions, patchLinks })
    expect(at(carried, 5).status).toBe('ready')
    expect(carried.trailers.filter((one) => one.origin === 'carried')).toMatchObject([
      { messageId: 'q', givenIn: 'r' },
    ])
  })

  test('a tag that the author wrote in and nobody gave does not count', () => {
    const mails: Mail[] = [{ ...patch, tags: ['Reviewed-by: Bo'] }]
    const claimed = history({ mails, versions: alone })
    expect(claimed.trailers).toMatchObject([{ origin: 'own' }])
    expect(at(claimed, 5).status).toBe('new')
  })
})

describe('decisions', () => {
  const decisions = [{ at: day(3), status: 'deferred' as const, person: 'cy@example.org', name: '' }]

  test('win over the derived status, which stays beside them', () => {
    expect(at(history({ mails: [patch], versions: alone, decisions }), 4)).toMatchObject({
      status: 'deferred',
      derived: 'new',
      why: 'set by hand by cy@example.org',
    })
    expect(at(history({ mails: [patch], versions: alone, decisions }), 2)).toMatchObject({
      status: 'new',
      derived: undefined,
    })
  })

  test('name whoever decided or promised, where they are known', () => {
    const named = decisions.map((one) => ({ ...one, name: 'Cy Example' }))
    expect(at(history({ mails: [patch], versions: alone, decisions: named }), 4).why).toBe(
      'set by hand by Cy Example',
    )
    const look = { at: day(1), kind: 'look' as const, person: 'bo@example.org', until: day(9) }
    const promised = (name: string) =>
      at(history({ mails: [patch], versions: alone, intents: [{ ...look, name }] }), 2)
    expect(promised('Bo Example')).toMatchObject({
      why: 'nobody but its author has written about it; Bo Example looks at it by 2026-03-11',
      holders: [{ name: 'Bo Example', address: 'bo@example.org' }],
    })
    expect(promised('').why).toContain('; bo@example.org looks at it')
  })

  test('end with the next posting or commit', () => {
    const matches = [{ messageId: 'p', commit: 'c', committedAt: day(5), development: true }]
    expect(at(history({ mails: [patch], versions: alone, decisions, matches }), 6)).toMatchObject({
      status: 'merged',
      derived: undefined,
    })
  })
})
