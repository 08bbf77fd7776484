import { describe, expect, test } from 'vitest'
import { replacePersons } from '../../../src/store/derived/people.ts'
import { appendDecision } from '../../../src/store/inputs/decisions.ts'
import { ensureProject } from '../../../src/store/inputs/projects.ts'
import { hasHackathon } from '../../../src/store/read/hackathons.ts'
import { findPersonNames } from '../../../src/store/read/people.ts'
import { engines } from '../../support/db.ts'

describe.each(engines)('what pages of events ask, on $name', (engine) => {
  test('whether a project has an event, and how the people in it are called', async () => {
    const database = await engine.open()
    const db = database.kysely
    const [project, other] = [await ensureProject(db, 'one'), await ensureProject(db, 'other')]
    expect(await hasHackathon(db, project)).toBe(false)
    await database.transaction(async (inside) => {
      await appendDecision(inside, project, {
        at: '2026-03-01T12:00:00Z',
        person: 'olga@example.org',
        action: 'event.create',
        subject: 'event:example',
        payload: {},
        salt: 'salt',
      })
      const counts = { message_count: 1, series_count: 0, review_count: 0 }
      const days = { first_at: '2026-01-01T00:00:00Z', last_at: '2026-01-01T00:00:00Z' }
      await replacePersons(
        inside,
        project,
        ['Ada Example', ''].map((name, i) => ({
          id: i + 1,
          person: `p${i}@example.org`,
          name,
          addresses: '[]',
          ...days,
          ...counts,
        })),
      )
    })
    expect([await hasHackathon(db, project), await hasHackathon(db, other)]).toEqual([true, false])
    const many = Array.from({ length: 1200 }, (_, i) => `p${i}@example.org`)
    expect([...(await findPersonNames(db, project, many))]).toEqual([['p0@example.org', 'Ada Example']])
    expect((await findPersonNames(db, other, many)).size).toBe(0)
    expect((await findPersonNames(db, project, [])).size).toBe(0)
  })
})
