import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memoryOutbox } from '../../src/app/outbox.ts'
import { sync } from '../../src/app/sync.ts'
import { recordWith } from '../../src/cli/record-with.ts'
import { createApp } from '../../src/web/app.ts'
import { contextFor, makeRepository, mbox, patchText, type TestMail } from '../support/archive.ts'
import { quickEngines, temporaryFolder } from '../support/db.ts'

const CHROMIUM = process.env['PATCHMOOT_CHROMIUM'] ?? '/usr/bin/chromium'
const missing = existsSync(CHROMIUM) ? undefined : `no browser at ${CHROMIUM}: apt-get install chromium`
if (missing !== undefined && process.env['CI']) throw new Error(missing)
if (missing !== undefined) console.warn(`skipped in a browser: ${missing}`)

const NOW = '2026-06-01T12:00:00Z'
const MAINTAINERS = `WALLS
M: Mo Example <mo@example.org>
S: Supported
F: walls.c
`

/** Bo posts, Mo answers for the files. The first is lost; the second has two versions and is in the repository. */
const MAILS: readonly TestMail[] = [
  {
    id: 'lost@x',
    from: 'Bo',
    subject: '[PATCH] walls: build',
    text: patchText('walls.c', 'no wall', 'a wall'),
  },
  {
    id: 'roof@x',
    from: 'Bo',
    subject: '[PATCH] roof: tiles',
    day: 1,
    text: patchText('roof.c', 'old', 'new'),
  },
  {
    id: 'roof2@x',
    from: 'Bo',
    subject: '[PATCH v2] roof: tiles',
    day: 2,
    text: patchText('roof.c', 'old', 'newer'),
  },
  { id: 'mo@x', from: 'Mo', subject: 'hello', day: 2 },
]

const LOST = '/p/test/series/lost%40x'
const ROOF = '/p/test/series/roof2%40x'

let browser: Browser
let server: ServerType
let base = ''
let cookies: { readonly name: string; readonly value: string }[] = []
const outbox = memoryOutbox()

beforeAll(async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  if (missing !== undefined) return
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'mails'), mbox(MAILS))
  makeRepository(join(folder, 'walls'), [
    { message: 'begin', files: { MAINTAINERS, 'walls.c': 'no wall\n', 'roof.c': 'old\n' } },
  ])
  const context = await contextFor(
    await engine.open(),
    folder,
    {
      lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
      repositories: [{ name: 'walls', url: './walls', branches: ['main'], developmentBranch: 'main' }],
    },
    { now: NOW },
  )
  await sync(context)
  const { database, config } = context
  const signal = new AbortController().signal
  const app = createApp({
    database,
    config,
    now: () => NOW,
    report: () => undefined,
    decide: recordWith({ database, config, clock: () => NOW, now: () => NOW, signal }),
    accounts: { config, outbox, refusal: undefined, clock: () => NOW },
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
  const session = await browser.newContext({ javaScriptEnabled: false })
  const page = await session.newPage()
  await page.goto(`${base}/sign-in`)
  await page.fill('input[name=address]', 'mo@example.org')
  await page.click('main button')
  await page.goto(/http:\S+\/sign-in\/\S+/.exec(outbox.list()[0]?.text ?? '')?.[0] ?? base)
  cookies = (await session.cookies()).map(({ name, value }) => ({ name, value }))
  await session.close()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  server?.close()
})

/** One form of a page: fills it in by the names of its fields, and sends it by its button. */
async function send(
  page: Page,
  path: string,
  action: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  await page.goto(base + path)
  await page.click('#act > summary')
  const form = page.locator(`form.act:has(input[name=action][value="${action}"])`).first()
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`)
    if ((await field.evaluate((one) => one.tagName)) === 'SELECT') await field.selectOption(value)
    else await field.fill(value)
  }
  await form.locator('button').click()
  await page.waitForLoadState()
}

describe.skipIf(missing !== undefined).each([
  ['without scripts', false],
  ['with scripts', true],
])('what people say on the page of a series, %s', (_, javaScriptEnabled) => {
  async function withPage(run: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 390, height: 844 } })
    await context.addCookies(cookies.map((one) => ({ ...one, url: base })))
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    try {
      await run(page)
      expect(faults).toEqual([])
    } finally {
      await context.close()
    }
  }

  test('each is recorded, said so, shown, and can be taken back', async () => {
    const acts: readonly [string, string, Record<string, string>, string][] = [
      [LOST, 'look', { by: '2026-06-05' }, 'will look by 2026-06-05'],
      [LOST, 'not-me', { reason: 'I left' }, 'I left'],
      [LOST, 'snooze', { until: '2026-06-20', reason: 'the summer' }, 'may wait until 2026-06-20'],
      [LOST, 'state', { status: 'changes-requested', reason: 'on IRC' }, 'on IRC'],
      [ROOF, 'unlink', { reason: 'another roof' }, 'another roof'],
    ]
    await withPage(async (page) => {
      for (const [path, action, fields, words] of acts) {
        await send(page, path, action, fields)
        expect(await page.locator('.banner[role=status]').innerText(), action).toContain(
          'Recorded as decision',
        )
        const line = page.locator('.said li:not(.gone)', { hasText: words }).last()
        expect(await line.innerText(), action).toContain('Mo Example')
        await line.locator('form button').click()
        await page.waitForLoadState()
        expect(await page.locator('.banner[role=status]').innerText(), action).toContain('Recorded')
      }
      // What brings something lost back stands only on the page of what is lost, as it is again by now.
      for (const [action, fields, words] of [
        ['adopt', { reason: 'mine now' }, 'goes on with it'],
        ['offer', { difficulty: 'medium', skills: 'C', mentor: 'Mo' }, 'offered as a project: medium'],
      ] as const) {
        await send(page, LOST, action, fields)
        const line = page.locator('.said li:not(.gone)', { hasText: words }).last()
        await line.locator('form button').click()
        await page.waitForLoadState()
      }
    })
  }, 60_000)

  test('what cannot be is told in place, and nothing that was typed is lost', async () => {
    await withPage(async (page) => {
      for (const [action, fields] of [
        ['group', { mail: 'nothing@x', to: 'own', reason: 'not mine' }],
        ['match', { commit: 'abcdef0123', reason: 'as I saw' }],
        ['link', { older: 'nothing@x', reason: 'x'.repeat(40) }],
      ] as const) {
        await send(page, ROOF, action, fields)
        expect(await page.locator('.banner[role=alert]').innerText(), action).toContain(
          'Nothing was recorded',
        )
        const form = page.locator('form.act.refused')
        expect(await form.count(), action).toBe(1)
        expect(await form.locator('[role=alert]').isVisible(), action).toBe(true)
        for (const [name, value] of Object.entries(fields))
          expect(await form.locator(`[name="${name}"]`).inputValue(), `${action} ${name}`).toBe(value)
        expect(await page.evaluate('document.documentElement.scrollWidth'), action).toBeLessThanOrEqual(390)
        // Mended and sent again from there, it would go through: the form is whole.
        expect(await form.locator('input[name=csrf]').inputValue()).toMatch(/^[0-9a-f]{64}$/)
      }
    })
  }, 60_000)
})
