import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { memoryOutbox } from '../../src/app/outbox.ts'
import { sync } from '../../src/app/sync.ts'
import type { SyncContext } from '../../src/app/with-run.ts'
import { recordWith } from '../../src/cli/record-with.ts'
import { listDecisions } from '../../src/store/inputs/decisions.ts'
import { listPeople } from '../../src/store/read/people.ts'
import { createApp } from '../../src/web/app.ts'
import { contextFor, makeRepository, mbox, patchText, type TestMail } from '../support/archive.ts'
import { quickEngines, temporaryFolder } from '../support/db.ts'
import { cookiesOf, HOST, postForm } from '../support/forms.ts'

const NOW = '2026-06-01T12:00:00Z'
const PAGE = '/p/test/quality/identities'

/** Bo Example wrote from two places; Cy Example did too, and the configuration knows it; Ada commits. */
const MAILS: readonly TestMail[] = [
  {
    id: 'old@x',
    from: 'Bo',
    address: 'bo@old.example',
    subject: '[PATCH] walls',
    text: patchText('a.c', 'x', 'y'),
  },
  {
    id: 'new@x',
    from: 'Bo',
    address: 'bo@new.example',
    subject: '[PATCH] roof',
    day: 9,
    text: patchText('b.c', 'x', 'y'),
  },
  { id: 'cy@x', from: 'Cy', address: 'cy@example.org', subject: 'hello', day: 2 },
  { id: 'cy2@x', from: 'Cy', address: 'cy@home.example', subject: 'hello again', day: 3 },
  { id: 'dee@x', from: 'Dee', address: 'dee.longname@one.example', subject: 'hi', day: 3 },
  { id: 'dee2@x', from: 'Dee', address: 'dee.longname@two.example', subject: 'hi there', day: 3 },
  { id: 'ada@x', from: 'Ada', address: 'ada@example.org', subject: 'welcome', day: 4 },
]

let app: ReturnType<typeof createApp>
let context: SyncContext
const people = new Map<string, { readonly cookie: string; readonly csrf: string }>()

beforeAll(async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'mails'), mbox(MAILS))
  makeRepository(join(folder, 'walls'), [{ message: 'begin', files: { 'a.c': 'x\n' } }])
  context = await contextFor(
    await engine.open(),
    folder,
    {
      lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
      repositories: [{ name: 'walls', url: './walls', branches: ['main'], developmentBranch: 'main' }],
      people: [
        { name: 'Cy Example', addresses: ['cy@example.org', 'cy@home.example'] },
        // Two of one name, as the configuration knows.
        { name: 'Dee Example', addresses: ['dee.longname@one.example'] },
        { name: 'Dee Example', addresses: ['dee.longname@two.example'] },
      ],
    },
    { now: NOW },
  )
  await sync(context)
  const outbox = memoryOutbox()
  const { database, config } = context
  app = createApp({
    database,
    config,
    now: () => NOW,
    report: () => undefined,
    decide: recordWith({
      database,
      config,
      clock: () => NOW,
      now: () => NOW,
      signal: new AbortController().signal,
    }),
    accounts: { config, outbox, refusal: undefined, clock: () => NOW },
  })
  for (const address of ['ada@example.org', 'bo@new.example']) {
    const asked = await post('/sign-in', { address })
    const link = /\/sign-in\/[\w-]{43}/.exec(outbox.list()[0]?.text ?? '')?.[0] ?? ''
    const cookie = cookiesOf(await app.request(`${HOST}${link}`, { headers: { cookie: cookiesOf(asked) } }))
    const page = await (await app.request(`${HOST}/account`, { headers: { cookie } })).text()
    people.set(address, { cookie, csrf: /name="csrf" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? '' })
  }
}, 60_000)

const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  postForm(app, path, fields, headers)

function say(who: string, verdict: string, reason = '') {
  const { cookie, csrf } = people.get(who) ?? { cookie: '', csrf: '' }
  return post(PAGE, { csrf, verdict, reason }, { cookie })
}

async function pageFor(who: string | undefined, path = PAGE): Promise<string> {
  const cookie = who === undefined ? '' : (people.get(who)?.cookie ?? '')
  return (await app.request(`${HOST}${path}`, { headers: { cookie } })).text()
}

const keys = async (): Promise<readonly string[]> =>
  (await listPeople(context.database.kysely, context.projectId)).map((one) => one.key).sort()

const count = async (): Promise<number> =>
  (await listDecisions(context.database.kysely, context.projectId)).length

describe('who is one person under two addresses', () => {
  test('is suggested with its evidence, and said by those who may alone', async () => {
    const stranger = await pageFor(undefined)
    expect(stranger).toContain('Both are called “Bo Example”.')
    expect(stranger).not.toContain('name="verdict"')
    expect(await pageFor('bo@new.example')).not.toContain('name="verdict"')
    expect(await pageFor('ada@example.org')).toContain('value="join bo@old.example bo@new.example"')
    const before = await count()
    const refused = await say('bo@new.example', 'join bo@old.example bo@new.example')
    expect([refused.status, /said by committers/.test(await refused.text())]).toEqual([403, true])
    expect((await post(PAGE, { verdict: 'join bo@old.example bo@new.example' })).status).toBe(403)
    expect(await count()).toBe(before)
  })

  test('is recorded under the name of who says it, and holds until somebody says otherwise', async () => {
    expect(await keys()).toContain('bo@old.example')
    const made = await say('ada@example.org', 'join bo@old.example bo@new.example', 'He moved to New.')
    expect([made.status, made.headers.get('location')]).toEqual([303, `${PAGE}?recorded=1`])
    expect(await keys()).not.toContain('bo@old.example')
    const [bo] = (await listPeople(context.database.kysely, context.projectId)).filter(
      (one) => one.key === 'bo@new.example',
    )
    expect([bo?.addresses, bo?.series]).toEqual([['bo@new.example', 'bo@old.example'], 2])
    const page = await pageFor('ada@example.org', `${PAGE}?recorded=1`)
    expect(page).toContain('Recorded as decision 1.')
    expect(page).not.toContain('Both are called “Bo Example”')
    expect(page).toMatch(/one person<span class="sub">He moved to New\.<\/span>/)
    expect(await pageFor(undefined, `/p/test/people/${bo?.id}`)).toMatch(
      /Known by decision<\/dt><dd>bo@old\.example and bo@new\.example are one person/,
    )

    expect((await say('ada@example.org', 'join bo@old.example bo@new.example')).status).toBe(409)
    expect((await say('ada@example.org', 'separate bo@old.example bo@new.example')).status).toBe(303)
    expect(await keys()).toContain('bo@old.example')
    // Two people they are by decision: nobody is asked again.
    expect(await pageFor('ada@example.org')).not.toContain('Both are called “Bo Example”')
    expect((await say('ada@example.org', 'separate bo@old.example bo@new.example')).status).toBe(409)
  })

  test('gives no rights, and takes none: those go by .mailmap and the configuration', async () => {
    expect((await say('ada@example.org', 'join bo@new.example ada@example.org')).status).toBe(303)
    expect(await keys()).not.toContain('bo@new.example')
    // Bo is counted as one with a committer now, and is none.
    expect(await pageFor('bo@new.example')).not.toContain('name="verdict"')
    expect((await say('bo@new.example', 'separate bo@new.example ada@example.org')).status).toBe(403)
    const { cookie, csrf } = people.get('bo@new.example') ?? { cookie: '', csrf: '' }
    const state = (id: string, status: string) =>
      post(`/p/test/series/${id}/decide`, { csrf, action: 'state', status }, { cookie })
    // Their own work is theirs still, and nobody else's is.
    expect((await state('new%40x', 'merged')).status).toBe(403)
    expect((await state('new%40x', 'withdrawn')).status).toBe(303)
    expect((await state('old%40x', 'withdrawn')).status).toBe(403)
    expect((await say('ada@example.org', 'separate bo@new.example ada@example.org')).status).toBe(303)
  })

  test('a form that is refused comes back with what was typed, and why', async () => {
    expect((await say('ada@example.org', 'join bo@old.example bo@new.example')).status).toBe(303)
    expect((await say('ada@example.org', 'separate bo@old.example bo@new.example')).status).toBe(303)
    // Somebody said it in between: the form that they had open says the same.
    const late = await say('ada@example.org', 'separate bo@old.example bo@new.example', 'two <desks>')
    const text = await late.text()
    expect([late.status, text.includes('Nothing was recorded.')]).toEqual([409, true])
    // The form that says that is gone, and what was written is quoted.
    expect(text).toContain('You wrote: <q>two &lt;desks&gt;</q>')
    expect(text).not.toContain('href="#refused"')
    const dees = /value="(join dee[^"]+)"/.exec(await pageFor('ada@example.org'))?.[1] ?? ''
    const kept = await (await say('ada@example.org', dees, 'one "Dee"')).text()
    expect(kept).toContain('href="#refused"')
    expect(kept).toMatch(/name="reason" maxlength="2000" value="one &quot;Dee&quot;"/)
    expect(kept).toMatch(/id="refused">The configuration says/)
    const joined = await say('ada@example.org', 'join nobody@example.org ada@example.org', 'it is <me>')
    expect(await joined.text()).toContain('You wrote: <q>it is &lt;me&gt;</q>')
  })

  test.each([
    ['join nobody@example.org ada@example.org', 404, /nobody has written from nobody@example\.org/i],
    ['join ada@example.org ada@example.org', 400, /one address/],
    ['join ada@example.org x', 400, /mail address/],
    ['separate cy@home.example cy@example.org', 409, /The configuration says that .* are Cy Example/],
    ['steal ada@example.org bo@new.example', 400, /no such act/],
    ['', 400, /no such act/],
  ])('%j is refused, and says why', async (verdict, status, words) => {
    const before = await count()
    const answer = await say('ada@example.org', verdict)
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringMatching(words)])
    expect(await count()).toBe(before)
  })
})
