import { describe, expect, test } from 'vitest'
import { type History, situationAt } from '../../../src/core/status/history.ts'
import { listNeeds } from '../../../src/core/status/needs.ts'
import { findOpenItems } from '../../../src/core/status/open-items.ts'
import { findReadiness } from '../../../src/core/status/readiness.ts'
import type { ReviewPolicy } from '../../../src/core/status/review-policy.ts'
import { standingOf } from '../../../src/core/status/standing.ts'
import { day, history, type Mail } from '../../support/history.ts'
import { policyOf } from '../../support/maintainers.ts'

const mail = (id: string, path: string): Mail => ({ id, from: 'Ada', on: 0, change: id, files: [path] })
const arm = mail('p', 'arch/arm/traps.c')
const tools = mail('q', 'tools/xl.c')

const of = (replies: readonly Mail[], policy: ReviewPolicy | undefined = policyOf()): History =>
  history({
    mails: [arm, tools, ...replies],
    versions: [{ id: 'p', patches: ['p', 'q'] }],
    policy,
  })

function lookAt(one: History, days: number) {
  const situation = situationAt(one, one.series, day(days))
  if (situation === undefined) throw new Error('nothing was posted yet')
  const items = findOpenItems(situation)
  const readiness = findReadiness(situation, items)
  return {
    standing: standingOf(situation),
    needs: listNeeds(situation, readiness, items).map((need) => need.text),
  }
}

const ack = (who: string, answers: string, on = 1): Mail => ({
  id: `ack ${who} ${answers}`,
  from: who,
  on,
  answers,
  tags: [`Acked-by: ${who}`],
})

describe('what a lineage still needs, by name', () => {
  test('with a MAINTAINERS file: whose approval, for which files', () => {
    const { standing, needs } = lookAt(of([ack('Bo', 'p')]), 3)
    expect(needs).toEqual([
      'patch 2 needs an approval of Dee for tools/xl.c',
      'patch 2 needs a Reviewed-by or Acked-by from somebody other than its author',
    ])
    expect(standing).toMatchObject({ status: 'needs-approval', turn: 'reviewers' })
    expect(standing.holders.map((one) => one.name)).toEqual(['Dee'])
    expect(standing.why).toBe(
      '1 of 2 patches have an approval; patch 2 needs an approval of Dee for tools/xl.c',
    )
  })

  test('any one of those who answer for the file', () => {
    expect(lookAt(of([ack('Dee', 'q')]), 3).needs[0]).toBe(
      'patch 1 needs an approval of Bo or Cy for arch/arm/traps.c',
    )
  })

  test('an Acked-by counts only from whoever answers for the code; ready when all of them have approved', () => {
    expect(lookAt(of([ack('Dee', 'p'), ack('Dee', 'q')]), 3).standing.status).toBe('needs-approval')
    const ready = lookAt(of([ack('Bo', 'p'), ack('Dee', 'q', 2)]), 3)
    expect(ready.needs).toEqual([])
    expect(ready.standing).toMatchObject({ status: 'ready', turn: 'committers', since: day(2) })
    expect(ready.standing.holders.map((one) => one.name)).toEqual(['Eve'])
  })

  test('new: it waits for those who answer for its files', () => {
    const { standing } = lookAt(of([]), 3)
    expect(standing.status).toBe('new')
    expect(standing.holders.map((one) => one.name)).toEqual(['Bo', 'Cy', 'Dee'])
  })

  test('time to answer, and a freeze', () => {
    const both = [ack('Bo', 'p'), ack('Dee', 'q')]
    const slow = lookAt(of(both, policyOf({ waitDays: 5 })), 3)
    expect(slow.standing.status).toBe('needs-approval')
    expect(slow.needs).toEqual(['people are given until 2026-03-07 to answer'])
    expect(lookAt(of(both, policyOf({ waitDays: 5 })), 6).standing).toMatchObject({
      status: 'ready',
      since: day(5),
    })
    const frozen = policyOf({ freezeAt: () => ({ releaseManager: 'bo@example.org' }) })
    expect(lookAt(of(both, frozen), 3).needs).toEqual([
      'all 2 patches need a Release-acked-by of bo@example.org: the project is frozen',
    ])
    const released: Mail = { id: 'rel', from: 'Bo', on: 2, answers: 'p', tags: ['Release-Acked-by: Bo'] }
    expect(lookAt(of([...both, released], frozen), 3).standing.status).toBe('ready')
  })

  test('open items come first, each with who is to act', () => {
    const asks: Mail = { id: 'r', from: 'Cy', on: 1, answers: 'q', says: ['question'] }
    expect(lookAt(of([asks]), 3).needs[0]).toBe(
      'patch 2: open question of Cy since 2026-03-03: Ada is to answer',
    )
    const answered: Mail = { id: 'a', from: 'Ada', on: 2, answers: 'r' }
    expect(lookAt(of([asks, answered]), 3).needs[0]).toBe(
      'patch 2: open question of Cy since 2026-03-03: who has the answer and is to say whether it will do',
    )
  })

  test('without a MAINTAINERS file: somebody other than the author', () => {
    const { standing, needs } = lookAt(history({ ...plain, mails: [...plain.mails, ack('Bo', 'p')] }), 3)
    expect(needs).toEqual(['patch 2 needs a Reviewed-by or Acked-by from somebody other than its author'])
    expect(standing.why).toBe('1 of 2 patches have an approval')
  })
})

const plain = { mails: [arm, tools], versions: [{ id: 'p', patches: ['p', 'q'] }] }

describe('tags for a part of the files, without a MAINTAINERS file', () => {
  const wide: Mail = { id: 'w', from: 'Ada', on: 0, change: 'w', files: ['arch/arm/a.c', 'arch/x86/b.c'] }
  const area = (who: string, name: string): Mail => ({
    ...ack(who, 'w'),
    notes: [{ position: 0, scope: { kind: 'area', text: name, area: name }, condition: undefined }],
  })
  const status = (...replies: Mail[]): string =>
    lookAt(history({ mails: [wide, ...replies], versions: [{ id: 'w', patches: ['w'] }] }), 3).standing.status

  test('count together when they cover every file', () => {
    expect(status(area('Bo', 'arm'))).toBe('needs-approval')
    expect(status(area('Bo', 'arm'), area('Cy', 'x86'))).toBe('ready')
    expect(status(area('Bo', 'nothing of it'))).toBe('needs-approval')
  })
})
