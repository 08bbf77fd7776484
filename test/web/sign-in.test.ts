import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { recordMotions } from '../../src/app/governance/record-motions.ts'
import { verifyMotions } from '../../src/app/governance/verify-motions.ts'
import { memoryOutbox, type OutgoingMail } from '../../src/app/outbox.ts'
import { sync } from '../../src/app/sync.ts'
import type { SyncContext } from '../../src/app/with-run.ts'
import { listDecisions } from '../../src/store/inputs/decisions.ts'
import { accountsFor } from '../../src/web/accounts.ts'
import { createApp } from '../../src/web/app.ts'
import { contextFor, mbox, type TestMail } from '../support/archive.ts'
import { quickEngines, temporaryFolder } from '../support/db.ts'
import { cookiesOf, HOST, postForm } from '../support/forms.ts'

const NOW = '2026-03-03T12:00:00Z'
const MAILS: readonly TestMail[] = [
  { id: 'call@x', subject: '[VOTE] New walls', day: 0, text: 'Please vote. It is open for 7 days.' },
]
/** A kind of which nobody is to know who voted what. */
const PACK = {
  pack: {
    id: 'ours',
    title: 'Ours',
    version: '1',
    effective: ['2026-01-01'],
    source: [],
    extends: 'xen-v3',
    override: {
      maintainerNom: {
        electorate: {
          units: 'person',
          groups: [{ role: 'leadership-team' }],
          exclude: [],
          nonBinding: 'record',
          snapshot: 'atOpen',
        },
        tally: 'forAgainst',
        pass: { need: { num: 2, den: 3 }, of: 'forPlusAgainst', strict: false },
        veto: { values: [-2], by: 'binding', justification: 'warn', withdrawable: true },
        ballot: { mode: 'anonymous', revote: 'refuse', publish: 'counts', channel: ['form'] },
        markers: { subject: '\\[secret\\]' },
      },
    },
  },
}

interface Site {
  readonly app: ReturnType<typeof createApp>
  readonly context: SyncContext
  readonly outbox: readonly OutgoingMail[]
  at: string
}

let site: Site

async function open(
  governance: object | string = 'xen-v3',
  mails: readonly TestMail[] = MAILS,
): Promise<Site> {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'mails'), mbox(mails))
  const context = await contextFor(
    await engine.open(),
    folder,
    {
      lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
      governance,
      roles: ['ada', 'bo', 'cy', 'di'].map((name) => ({
        role: 'leadership-team',
        person: `${name}@example.org`,
      })),
    },
    { now: NOW },
  )
  await sync(context)
  const outbox = memoryOutbox()
  const made: Site = {
    context,
    at: NOW,
    get outbox() {
      return outbox.list()
    },
    app: createApp({
      database: context.database,
      config: context.config,
      now: () => made.at,
      report: () => undefined,
      accounts: { config: context.config, outbox, refusal: undefined, clock: () => made.at },
    }),
  }
  return made
}

beforeEach(async () => {
  site = await open()
})

const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  postForm(site.app, path, fields, headers)

const get = (path: string, headers: Record<string, string> = {}) =>
  site.app.request(`${HOST}${path}`, { headers })

/** Signs somebody in; gives the cookie and the secret of their forms. */
async function signIn(address: string): Promise<{ cookie: string; csrf: string }> {
  const asked = await post('/sign-in', { address, to: '/p/test/motions' })
  const link = /\/sign-in\/[\w-]{43}/.exec(site.outbox[0]?.text ?? '')?.[0] ?? ''
  const signed = await get(link, { cookie: cookiesOf(asked) })
  expect(signed.status).toBe(303)
  expect(signed.headers.get('location')).toBe('/p/test/motions')
  const cookie = cookiesOf(signed)
  const page = await (await get('/account', { cookie })).text()
  return { cookie, csrf: /name="csrf" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? '' }
}

describe('an address with a slash at its end', () => {
  test.each([
    ['/p/test/motions/', '/p/test/motions'],
    ['/p/test/motions/?state=open', '/p/test/motions?state=open'],
    ['//evil.example/', '/evil.example'],
  ])('%s leads to %s', async (path, to) => {
    const answer = await site.app.request(new Request(`${HOST}${path}`))
    expect([answer.status, answer.headers.get('location')]).toEqual([301, to])
  })

  test('is not found where nothing is posted to', async () => {
    expect((await post('/p/test/motions/nothing/', {})).status).toBe(404)
  })
})

describe('changes', () => {
  test('of one person are bounded within a minute, and nobody else is held up', async () => {
    const ada = await signIn('ada@example.org')
    const bo = await signIn('bo@example.org')
    const change = (who: { cookie: string; csrf: string }) =>
      post('/p/test/motions/nothing/vote', { csrf: who.csrf }, { cookie: who.cookie })
    for (let n = 0; n < 120; n++) expect((await change(ada)).status).toBe(404)
    const refused = await change(ada)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('60')
    expect(await refused.text()).toContain('More than 120 changes within a minute')
    expect((await change(bo)).status).toBe(404)
    site.at = '2026-03-03T12:01:01Z'
    expect((await change(ada)).status).toBe(404)
  })
})

describe('signing in', () => {
  test('takes one link, which works once and expires', async () => {
    const { cookie } = await signIn('ada@example.org')
    expect(await (await get('/account', { cookie })).text()).toContain('ada@example.org')
    const used = /\/sign-in\/[\w-]{43}/.exec(site.outbox[0]?.text ?? '')?.[0] ?? ''
    expect((await get(used)).status).toBe(404)
    await post('/sign-in', { address: 'bo@example.org' })
    const late = /\/sign-in\/[\w-]{43}/.exec(site.outbox[0]?.text ?? '')?.[0] ?? ''
    site.at = '2026-03-03T12:20:00Z'
    expect((await get(late)).status).toBe(404)
  })

  test('a link that a program opens in another browser signs nobody in before a person confirms', async () => {
    await post('/sign-in', { address: 'ada@example.org' })
    const link = /\/sign-in\/[\w-]{43}/.exec(site.outbox[0]?.text ?? '')?.[0] ?? ''
    const looked = await get(link)
    expect(looked.status).toBe(200)
    expect(cookiesOf(looked)).toBe('')
    expect((await post(link, {}, { origin: 'https://evil.example' })).status).toBe(403)
    expect(cookiesOf(await post(link, {}))).toContain('patchmoot=')
  })

  test('says the same whoever asks, and how often', async () => {
    const texts = new Set<string>()
    for (const address of ['ada@example.org', 'nobody@example.org', ...Array(4).fill('ada@example.org')])
      texts.add((await (await post('/sign-in', { address })).text()).replaceAll(address, 'A'))
    expect(texts.size).toBe(1)
    expect(site.outbox.filter((mail) => mail.to === 'ada@example.org')).toHaveLength(3)
  })

  test.each(['x', 'a@b\r\nBcc: c@d', 'a@example.org,b@example.org', '<a@example.org>'])(
    'sends nothing to %j',
    async (address) => {
      expect((await post('/sign-in', { address })).status).toBe(400)
      expect(site.outbox).toEqual([])
    },
  )

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/a b'])(
    'leads nowhere but to a page of its own: %s',
    async (to) => {
      const asked = await post('/sign-in', { address: 'ada@example.org', to })
      const link = /\/sign-in\/[\w-]{43}/.exec(site.outbox[0]?.text ?? '')?.[0] ?? ''
      const signed = await get(link, { cookie: cookiesOf(asked) })
      expect(signed.headers.get('location')).toBe('/')
    },
  )

  test('keeps digests of secrets only, in strict cookies', async () => {
    const asked = await post('/sign-in', { address: 'ada@example.org' })
    const link = /\/sign-in\/([\w-]{43})/.exec(site.outbox[0]?.text ?? '')
    const db = site.context.database.kysely
    const links = JSON.stringify(await db.selectFrom('sign_in_link').selectAll().execute())
    expect(links).not.toContain(link?.[1])
    const signed = await get(link?.[0] ?? '', { cookie: cookiesOf(asked) })
    const header = signed.headers.getSetCookie().find((one) => one.startsWith('patchmoot=')) ?? ''
    expect(header).toMatch(/HttpOnly/)
    expect(header).toMatch(/SameSite=Lax/)
    const secret = /patchmoot=([^;]+)/.exec(header)?.[1] ?? '-'
    expect(JSON.stringify(await db.selectFrom('session').selectAll().execute())).not.toContain(secret)
  })

  test('is refused where a link could reach nobody, and says why', () => {
    const parts = { demo: false, clock: () => NOW, write: () => undefined }
    const { config } = site.context
    expect(accountsFor(config, '0.0.0.0', parts).refusal).toMatch(/no mail server is configured/)
    expect(accountsFor(config, '127.0.0.1', parts)).toMatchObject({
      refusal: undefined,
      outbox: { kind: 'terminal' },
    })
    const smtp = { ...config, smtp: { url: 'smtp://localhost', from: 'p@example.org' } }
    expect(accountsFor(smtp, '0.0.0.0', parts).refusal).toMatch(/baseUrl/)
    expect(accountsFor({ ...smtp, baseUrl: 'https://p.example.org' }, '0.0.0.0', parts)).toMatchObject({
      refusal: undefined,
      outbox: { kind: 'smtp' },
    })
  })

  test('ends: one session, all of them, and what is over stays over', async () => {
    const one = await signIn('ada@example.org')
    const two = await signIn('ada@example.org')
    await post('/sign-out', { csrf: one.csrf }, { cookie: one.cookie })
    expect((await get('/account', { cookie: one.cookie })).status).toBe(302)
    await post('/account/end', { csrf: two.csrf, name: 'all' }, { cookie: two.cookie })
    expect((await get('/account', { cookie: two.cookie })).status).toBe(302)
  })
})

describe('voting on a page', () => {
  test('counts with the ballots by mail, and the later one replaces the earlier', async () => {
    const { cookie, csrf } = await signIn('bo@example.org')
    const page = await (await get('/p/test/motions/call%40x', { cookie })).text()
    expect(page).toContain('name="value"')
    const voted = await (
      await post('/p/test/motions/call%40x/vote', { csrf, value: '-1' }, { cookie })
    ).text()
    const receipt = /ballot-\d{8}-[0-9a-f]{12}/.exec(voted)?.[0]
    expect(voted).toContain(`id="${receipt}"`)
    const again = await (await post('/p/test/motions/call%40x/vote', { csrf, value: '1' }, { cookie })).text()
    expect(again).toContain('1 in favour of 4')
    expect(again).toContain('A later ballot of the same voter replaced it.')
  })

  test.each([
    ['no secret of the form', {}, {}],
    ['another one', { csrf: 'f'.repeat(64) }, {}],
    ['a page of another server', undefined, { origin: 'https://evil.example' }],
    ['no origin', undefined, { origin: '' }],
  ])('is refused with %s', async (_, fields, headers) => {
    const { cookie, csrf } = await signIn('bo@example.org')
    const answer = await post(
      '/p/test/motions/call%40x/vote',
      { value: '1', ...(fields ?? { csrf }) },
      { cookie, ...headers },
    )
    expect(answer.status).toBe(403)
    const log = await listDecisions(site.context.database.kysely, site.context.projectId)
    expect(log.some((one) => one.action === 'vote')).toBe(false)
  })

  test('takes somebody who is signed in', async () => {
    expect((await post('/p/test/motions/call%40x/vote', { value: '1' })).status).toBe(403)
  })

  test('works with a token, which needs no form, until it is ended', async () => {
    const { cookie, csrf } = await signIn('bo@example.org')
    const made = await (await post('/account/token', { csrf, label: 'my script' }, { cookie })).text()
    const token = /pm_[\w-]{43}/.exec(made)?.[0] ?? ''
    const bearer = { authorization: `Bearer ${token}`, origin: '' }
    expect((await post('/p/test/motions/call%40x/vote', { value: '1' }, bearer)).status).toBe(200)
    // A token in a cookie is nothing.
    expect((await get('/account', { cookie: `patchmoot=${token}` })).status).toBe(302)
    await post('/account/end', { csrf, name: 'all' }, { cookie })
    expect((await post('/p/test/motions/call%40x/vote', { value: '1' }, bearer)).status).toBe(403)
  })

  test('a motion is put by who may, as a draft with its mail', async () => {
    const ada = await signIn('ada@example.org')
    const fields = { kind: 'lt', title: 'Quieter doors', text: 'I would like quieter doors.' }
    const made = await post('/p/test/motions', { csrf: ada.csrf, ...fields }, { cookie: ada.cookie })
    expect(made.status).toBe(303)
    const page = await (await get(made.headers.get('location') ?? '', { cookie: ada.cookie })).text()
    expect(page).toMatch(/The call to send.*Motion: m-[0-9a-f]{12}/s)
    const ed = await signIn('ed@example.org')
    const refused = await post('/p/test/motions', { csrf: ed.csrf, ...fields }, { cookie: ed.cookie })
    expect(refused.status).toBe(403)
  })
})

describe('an anonymous vote', () => {
  test('keeps who voted and what was voted apart, and publishes the box at the close', async () => {
    site = await open(PACK, [{ id: 'call@x', subject: '[SECRET] New walls', text: 'Open for 7 days.' }])
    const db = site.context.database.kysely
    const { projectId } = site.context
    for (const [name, value] of [
      ['ada', '1'],
      ['bo', '-1'],
      ['cy', '1'],
    ] as const) {
      const { cookie, csrf } = await signIn(`${name}@example.org`)
      const vote = () => post('/p/test/motions/call%40x/vote', { csrf, value }, { cookie })
      expect((await vote()).status).toBe(200)
      expect((await vote()).status).toBe(409)
    }
    const log = await listDecisions(db, projectId)
    expect(log.filter((one) => one.action === 'voted').map((one) => one.payload)).toEqual([
      { via: 'web' },
      { via: 'web' },
      { via: 'web' },
    ])
    expect(await (await get('/p/test/motions/call%40x')).text()).toContain(
      '3 have voted; the count is shown at the close',
    )
    const box = await db.selectFrom('sealed_ballot').selectAll().execute()
    expect(box.map((row) => Object.keys(row).sort())[0]).toEqual([
      'content',
      'motion',
      'project_id',
      'receipt',
    ])
    site.at = '2026-03-20T12:00:00Z'
    await site.context.database.transaction((tx) =>
      recordMotions(tx, projectId, site.context.project, site.at),
    )
    const verified = await verifyMotions(db, projectId, site.at)
    expect(verified).toMatchObject({ broken: undefined, recounts: [{ recorded: 'passed', problems: [] }] })
    const outsider = await signIn('ed@example.org')
    const late = await post(
      '/p/test/motions/call%40x/vote',
      { csrf: outsider.csrf, value: '1' },
      { cookie: outsider.cookie },
    )
    expect(late.status).toBe(409)
  })
})
