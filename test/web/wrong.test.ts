import { beforeAll, describe, expect, test } from 'vitest'
import type { Act } from '../../src/app/decide.ts'
import type { Database } from '../../src/store/database.ts'
import { createApp } from '../../src/web/app.ts'
import { quickEngines } from '../support/db.ts'
import { fillLittleCommunity, NOW, SITE } from './little-community.ts'

let database: Database
const acts: Act[] = []

function app(more: Partial<Parameters<typeof createApp>[0]> = {}) {
  return createApp({ database, config: SITE, now: () => NOW, ...more })
}
let shared: ReturnType<typeof createApp>
const text = async (path: string): Promise<string> =>
  (await shared.request(`http://localhost/p/quarry/${path}`)).text()

beforeAll(async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  database = await engine.open()
  await fillLittleCommunity(database)
  shared = app()
})

describe('“this number looks wrong”', () => {
  const post = (
    from: ReturnType<typeof createApp>,
    headers: Record<string, string>,
    fields: Record<string, string>,
    host = 'localhost',
  ) =>
    from.request(`http://${host}/p/quarry/wrong/ball`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    })
  const recording = () =>
    app({
      decide: async (_, act) => {
        acts.push(act)
        return {
          id: 1,
          sequence: 1,
          at: NOW,
          person: act.person,
          action: act.action,
          subject: act.subject,
          payload: act.payload,
          digest: '',
          previous: '',
        }
      },
    })
  const OWN = { Origin: 'http://localhost' }

  test('has address, definition and what it shows filled in', async () => {
    const page = await (
      await recording().request('http://localhost/p/quarry/wrong/open-by-turn?by=month')
    ).text()
    expect(page).toContain('name="address" value="/p/quarry/figures/open-by-turn?by=month"')
    expect(page).toMatch(/name="shown" value="2026-04, Reviewers: \d+;/)
    expect(page).toContain('method="post"')
  })

  test('is recorded from this machine, by a form of this server', async () => {
    const answer = await post(recording(), OWN, {
      address: '/p/quarry/figures/ball?period=1y',
      shown: '2026-04: 12',
      comment: ' It should be 13. ',
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      '/p/quarry/quality/reports?recorded=1',
    ])
    expect(acts.at(-1)).toMatchObject({
      person: 'web',
      action: 'number',
      subject: 'figure:ball',
      payload: {
        address: '/p/quarry/figures/ball?period=1y',
        shown: '2026-04: 12',
        comment: 'It should be 13.',
      },
    })
  })

  test('is not taken from anywhere else', async () => {
    const fields = { comment: 'x' }
    const before = acts.length
    expect((await post(recording(), {}, fields)).status).toBe(403)
    expect((await post(recording(), { Origin: 'https://evil.example' }, fields)).status).toBe(403)
    expect((await post(recording(), { Origin: 'null' }, fields)).status).toBe(403)
    // A page elsewhere that has its name point here sends that name.
    expect((await post(recording(), { Origin: 'http://evil.example' }, fields, 'evil.example')).status).toBe(
      403,
    )
    expect((await post(app(), OWN, fields)).status).toBe(403)
    expect(acts.length).toBe(before)
    expect((await post(recording(), OWN, { comment: 'x'.repeat(120_000) })).status).toBe(400)
    const demo = app({ demo: true, decide: async () => Promise.reject(new TypeError('not asked')) })
    expect(
      (await post(demo, { Origin: 'http://demo.example' }, { comment: '' }, 'demo.example')).status,
    ).toBe(200)
  })

  test('without words says what is missing, and keeps what was filled in', async () => {
    const page = await (
      await post(recording(), OWN, { address: '/p/quarry/figures/ball?by=year', comment: ' ' })
    ).text()
    expect(page).toContain('Say what it should be')
    expect(page).toContain('value="/p/quarry/figures/ball?by=year"')
  })

  test('never links to another place than this project', async () => {
    await post(recording(), OWN, { address: 'https://evil.example/', comment: 'x' })
    expect(acts.at(-1)?.payload['address']).toBe('/p/quarry/figures/ball')
  })

  test('is the draft of a mail where nothing can be recorded', async () => {
    const page = await text('wrong/ball')
    expect(page).not.toContain('method="post"')
    expect(page).toContain('href="mailto:devel@lists.example.org?subject=Dashboard')
  })
})
