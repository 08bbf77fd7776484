import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type ServerType, serve } from '@hono/node-server'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memoryOutbox } from '../../src/app/outbox.ts'
import { createApp } from '../../src/web/app.ts'
import { type LittleProject, littleProject, role } from '../app/governance/little-project.ts'
import type { TestMail } from '../support/archive.ts'

const CHROMIUM = process.env['PATCHMOOT_CHROMIUM'] ?? '/usr/bin/chromium'
const missing = existsSync(CHROMIUM) ? undefined : `no browser at ${CHROMIUM}: apt-get install chromium`
if (missing !== undefined && process.env['CI']) throw new Error(missing)
if (missing !== undefined) console.warn(`skipped in a browser: ${missing}`)

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const NOW = '2026-03-04T12:00:00Z'

const answer = (id: string, from: string, to: string, subject: string, text: string, day = 1): TestMail => ({
  id,
  from,
  subject: `Re: ${subject}`,
  answers: to,
  day,
  text,
})
const MAILS: readonly TestMail[] = [
  { id: 'call@x', subject: '[VOTE] New walls', day: 0, text: 'Please vote. It is open for 7 days.' },
  answer('v1@x', 'Bo', 'call@x', '[VOTE] New walls', '+1'),
  answer('v2@x', 'Cy', 'call@x', '[VOTE] New walls', '-1\n\nWalls are a habit.'),
  answer('v3@x', 'Ed', 'call@x', '[VOTE] New walls', '+1'),
  { id: 'old@x', subject: '[VOTE] Old walls', day: -30, text: 'Please vote. It is open for 7 days.' },
  answer('o1@x', 'Bo', 'old@x', '[VOTE] Old walls', '+1', -29),
  answer('o2@x', 'Cy', 'old@x', '[VOTE] Old walls', '+1', -29),
  { id: 'lazy@x', from: 'Bo', subject: 'Paint', day: 1, text: 'Green. This is lazy consensus: 7 days.' },
  { id: 'wrong@x', from: 'Ed', subject: '[VOTE] New roof', day: 1, text: 'Please vote.' },
]

/** Every page of how a project decides; those with `*` only for whoever is signed in. */
const PAGES: Readonly<Record<string, string>> = {
  motions: '/p/test/motions',
  'an open motion': '/p/test/motions/call%40x',
  'a motion that is over': '/p/test/motions/old%40x',
  'a call that opened nothing': '/p/test/motions/wrong%40x',
  roles: '/p/test/roles',
  'a role *': '/p/test/roles/case?role=leadership-team&name=Cy%20Example',
  'my role *': '/p/test/roles/case?role=leadership-team&name=Ada%20Example',
  record: '/p/test/record',
  'a rule on the past': '/p/test/record/try?pack=xen-draft2&kind=lt',
  'a draft rule *': '/p/test/record/try',
  'a new motion *': '/p/test/motions/new',
  'the open motion *': '/p/test/motions/call%40x',
  'sign-in': '/sign-in',
  'account *': '/account',
  outbox: '/outbox',
}

let browser: Browser
let server: ServerType
let base = ''
let project: LittleProject
const outbox = memoryOutbox()

beforeAll(async () => {
  if (missing !== undefined) return
  project = await littleProject({
    title: 'Walls',
    governance: 'xen-v3',
    roles: [
      ...['Ada', 'Bo', 'Cy', 'Di'].map((name) => role('leadership-team', name)),
      role('community-manager', 'Ada'),
      role('maintainer', 'Gone', { scope: 'WALLS', from: '2020-01-01' }),
      role('release-manager', 'Ed', { from: '2024-01-01', until: '2025-06-01' }),
    ],
  })
  await project.at(NOW, MAILS)
  const { context } = project
  const app = createApp({
    database: context.database,
    config: context.config,
    now: () => NOW,
    demo: true,
    report: () => undefined,
    accounts: { config: context.config, outbox, refusal: undefined, clock: () => NOW },
  })
  base = await new Promise((resolve) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
      resolve(`http://127.0.0.1:${info.port}`),
    )
  })
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
})

afterAll(async () => {
  await browser?.close()
  server?.close()
})

/** Runs with a page of its own, signed in where that is asked for; fails on anything that the browser complains about. */
async function withPage(
  options: Parameters<Browser['newContext']>[0],
  user: string | undefined,
  run: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  try {
    if (user !== undefined) await signIn(page, user)
    await run(page)
    expect(complaints).toEqual([])
  } finally {
    await context.close()
  }
}

let links = 0
/** By a link in a mail, as everybody; an address is sent three in a quarter of an hour, so each test has one of its own. */
async function signIn(page: Page, address: string): Promise<void> {
  const { context } = project
  const { startLink } = { startLink: async () => page.goto(`${base}/sign-in`) }
  await startLink()
  await page.fill('input[name=address]', address)
  await page.click('main button')
  links++
  const mail = outbox.list().find((one) => one.to === address)
  const link = /http:\S+\/sign-in\/\S+/.exec(mail?.text ?? '')?.[0]
  if (link === undefined) throw new Error(`no link for ${address} (${links}, ${context.project.id})`)
  await page.goto(link)
}

const PHONE = { viewport: { width: 390, height: 844 } }
const DESK = { viewport: { width: 1280, height: 900 } }

describe.skipIf(missing !== undefined)('how a project decides, in a browser', () => {
  test('every page fits a phone and has no serious violation', async () => {
    for (const isSignedIn of [false, true])
      await withPage(
        { ...PHONE, bypassCSP: true },
        isSignedIn ? 'ada@example.org' : undefined,
        async (page) => {
          for (const [name, path] of Object.entries(PAGES)) {
            if (name.endsWith('*') !== isSignedIn) continue
            const found = await page.goto(base + path)
            expect(found?.status(), name).toBe(200)
            expect(await page.locator('h1').count(), name).toBe(1)
            await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
            expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(390)
            await page.addScriptTag({ path: AXE })
            const violations = await page.evaluate<readonly { id: string; impact: string; html: string }[]>(
              "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes[0].html })))",
            )
            expect(
              violations.filter((one) => one.impact === 'serious' || one.impact === 'critical'),
              name,
            ).toEqual([])
          }
        },
      )
  })

  test('without JavaScript somebody signs in, votes, changes their mind and takes the ballot back', async () => {
    await withPage({ ...DESK, javaScriptEnabled: false }, 'di@example.org', async (page) => {
      await page.goto(`${base}/p/test/motions/call%40x`)
      await page.check('input[name=value][value="1"]')
      await page.fill('input[name=reason]', 'Because.')
      await page.click('form[action$="/vote"] button:text-is("Vote")')
      await expect
        .poll(() => page.locator('[role=status]').textContent())
        .toMatch(/your ballot is found under ballot-/)
      expect(await page.locator('table tbody').first().textContent()).toContain('Di Example')
      await page.check('input[name=value][value="-1"]')
      await page.click('form[action$="/vote"] button:text-is("Vote")')
      expect(await page.locator('main').textContent()).toContain(
        'A later ballot of the same voter replaced it.',
      )
      await page.click('button:text-is("Take my ballot back")')
      expect(await page.locator('main').textContent()).toContain('It takes back what was cast before.')
    })
  })

  test('without JavaScript a motion is drafted, with private ballots, and called off', async () => {
    await withPage({ ...DESK, javaScriptEnabled: false }, 'bo@example.org', async (page) => {
      await page.goto(`${base}/p/test/motions/new`)
      await page.selectOption('select[name=kind]', 'lt')
      await page.selectOption('select[name=ballots]', 'private')
      await page.fill('input[name=title]', 'Quieter doors')
      await page.fill('textarea[name=text]', 'I would like quieter doors.')
      await page.click('button:text-is("Make the draft")')
      expect(await page.locator('h1').textContent()).toBe('Quieter doors')
      const text = await page.locator('main').textContent()
      expect(text).toContain('The call to send')
      expect(text).toContain('please answer to vote@example.org only')
      await page.click('summary:text-is("As its proposer")')
      await page.click('button:text-is("Call it off")')
      expect(await page.locator('.standing').textContent()).toContain('has not reached a list')
    })
  })

  test('whoever leads sees what could lead to a lapse, and drafts; a visitor sees neither', async () => {
    await withPage(DESK, undefined, async (page) => {
      await page.goto(`${base}/p/test/roles`)
      expect(await page.locator('main').textContent()).not.toMatch(
        /Nothing was seen|quiet|lapse can be proposed/,
      )
      const answer = await page.request.get(
        `${base}/p/test/roles/case?role=maintainer&scope=WALLS&name=Gone%20Example`,
      )
      expect(answer.status()).toBe(403)
    })
    await withPage({ ...DESK, javaScriptEnabled: false }, 'cy@example.org', async (page) => {
      await page.goto(`${base}/p/test/roles/case?role=maintainer&scope=WALLS&name=Gone%20Example`)
      const text = await page.locator('main').textContent()
      expect(text).toContain('Nothing was seen in WALLS since the role began on 2020-01-01.')
      expect(text).toContain('Hello Gone Example,')
      await page.click('button:text-is("Record that they were asked")')
      await page.goto(`${base}/p/test/record`)
      expect(await page.locator('tbody tr').first().textContent()).toContain('role-note')
    })
  })

  test('a draft rule is tried, and an error in it names its line', async () => {
    await withPage({ ...DESK, javaScriptEnabled: false }, 'eve@example.org', async (page) => {
      await page.goto(`${base}/p/test/record/try`)
      await page.click('summary')
      const rule = (need: string): string =>
        `{\n"id": "ours", "title": "Ours", "version": "1", "effective": ["2026-01-01"], "source": [],\n"extends": "xen-v3", "kinds": [], "locked": [],\n"override": { "committerNom": { "quorum": { "of": "positive", "base": "members", "need": ${need}, "round": "ceil", "failure": "reject" } } }\n}`
      await page.fill('textarea[name=draft]', rule('{ "num": 3, "den": 2 }'))
      await page.fill('input[name=kind]', 'committerNom')
      await page.click('button:text-is("Try the draft")')
      expect(await page.locator('[role=alert]').textContent()).toMatch(/^Line 4 .*committerNom/)
      await page.fill('textarea[name=draft]', rule('{ "num": 1, "den": 1 }'))
      await page.click('button:text-is("Try the draft")')
      const text = await page.locator('main').textContent()
      expect(text).toContain('Of 1 recorded decision 1 would have come out otherwise.')
      expect(text).toMatch(/No vote works against itself|one more vote works against itself/)
    })
  })

  test('printed, a motion and the record are their text: no forms, nothing cut off', async () => {
    await withPage({ viewport: { width: 800, height: 1000 } }, 'hal@example.org', async (page) => {
      await page.emulateMedia({ media: 'print' })
      for (const path of ['/p/test/motions/call%40x', '/p/test/motions/old%40x', '/p/test/record']) {
        await page.goto(base + path)
        expect(await page.locator('main form:visible').count(), path).toBe(0)
        expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(800)
        for (const mail of await page.locator('pre.command').all())
          expect(await mail.evaluate((one) => one.scrollWidth <= one.clientWidth + 1), path).toBe(true)
      }
    })
  })
})
