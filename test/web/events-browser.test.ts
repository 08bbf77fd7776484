import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type ServerType, serve } from '@hono/node-server'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EVENT_PATH, type EventSite, fillEventSite, must, ORGANISER, openEventSite } from './event-site.ts'

const CHROMIUM = process.env['PATCHMOOT_CHROMIUM'] ?? '/usr/bin/chromium'
const missing = existsSync(CHROMIUM) ? undefined : `no browser at ${CHROMIUM}: apt-get install chromium`
if (missing !== undefined && process.env['CI']) throw new Error(missing)
if (missing !== undefined) console.warn(`skipped in a browser: ${missing}`)

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const PHONE = { viewport: { width: 390, height: 844 } }
const DESK = { viewport: { width: 1280, height: 900 } }

let browser: Browser
const servers: ServerType[] = []
const complaints: string[] = []

beforeAll(async () => {
  if (missing !== undefined) return
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
})

afterAll(async () => {
  await browser?.close()
  for (const server of servers) server.close()
})

/** Serves a site; gives where. */
function listen(site: EventSite): Promise<string> {
  return new Promise((resolve) => {
    const server = serve({ fetch: site.app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
      resolve(`http://127.0.0.1:${info.port}`),
    )
    servers.push(server)
  })
}

/** A browser in which somebody is signed in. */
async function browserOf(
  site: EventSite,
  base: string,
  address: string,
  options: Parameters<Browser['newContext']>[0] = DESK,
): Promise<Page> {
  const context: BrowserContext = await browser.newContext(options)
  const [name = '', value = ''] = (await site.cookieOf(address)).split('=')
  await context.addCookies([{ name, value, url: base }])
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error' && !/409/.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return page
}

describe.skipIf(missing !== undefined)('an event in a browser', () => {
  test('is run through its phases by several people', { timeout: 60_000 }, async () => {
    const site = await openEventSite()
    const base = await listen(site)
    const at = (...parts: readonly string[]) => [base + EVENT_PATH, ...parts].join('/')
    const text = (page: Page, where = 'main') => page.locator(where).innerText()
    const olga = await browserOf(site, base, ORGANISER)
    // Whoever comes does all of it without a script.
    const plain = { ...DESK, javaScriptEnabled: false }
    const [ada, bo, cy, ed] = [
      await browserOf(site, base, 'ada@example.org', plain),
      await browserOf(site, base, 'bo@example.org', plain),
      await browserOf(site, base, 'cy@example.org', plain),
      await browserOf(site, base, 'ed@example.org', plain),
    ]

    // Announced: an organiser makes it, with rooms and times.
    await olga.goto(`${base}/p/test/events`)
    await olga.click('a:has-text("A new event")')
    await olga.fill('input[name=id]', 'example-2026')
    await olga.fill('input[name=name]', 'Example Hackathon 2026')
    await olga.fill('input[name=startsOn]', '2026-04-21')
    await olga.fill('input[name=endsOn]', '2026-04-22')
    await olga.fill('input[name=timeZone]', 'Europe/London')
    await olga.fill('input[name=capacity]', '3')
    await olga.fill('input[name=cutOff]', '2026-04-08T23:59')
    await olga.click('button:has-text("Make it")')
    await olga.waitForURL(at())
    await olga.click('.event-tabs a:has-text("Settings")')
    for (const room of ['Hall', 'Kitchen']) {
      await olga.fill(`form[action$="/rooms"] input[name=name]`, room)
      await olga.click('form[action$="/rooms"] button')
    }
    await olga.fill('textarea[name=lines]', '09:30-10:30\n10:30-11:30\n11:30-12:30 break Lunch')
    await olga.click('button:has-text("Add them")')
    await ed.goto(at('people'))
    expect(await text(ed)).toContain('registration is not open yet')

    // Open: core members confirm themselves, with what says so; another asks, is invited and accepts.
    await olga.selectOption('select[name=phase]', 'open')
    await olga.click('form[action$="/settings"] button:has-text("Save")')
    for (const [page, name] of [
      [ada, 'Ada Example'],
      [bo, 'Bo Example'],
    ] as const) {
      await page.goto(at('people'))
      expect(await text(page, '#you')).toContain('You may confirm yourself: committer')
      await page.fill('#you input[name=name]', name)
      await page.click('button:has-text("I come")')
      expect(await text(page, '#you')).toContain('You are expected.')
    }
    await ed.goto(at('people'))
    await ed.fill('#you input[name=name]', 'Ed Example')
    await ed.fill('#you input[name=organisation]', 'New Corp')
    await ed.click('button:has-text("Ask for an invitation")')
    await olga.goto(at('people'))
    await olga.click('summary:has-text("Ed Example")')
    await olga.click('button:has-text("Set Ed Example")')
    await ed.reload()
    await ed.click('button:has-text("Accept the invitation")')
    expect(await text(ed, '#you')).toContain('confirmed')
    // The three seats are taken: the next one waits.
    await cy.goto(at('people'))
    await cy.fill('#you input[name=name]', 'Cy Example')
    await cy.click('button:has-text("I come")')
    expect(await text(cy, '#you')).toContain('on the waiting list')

    // Topics, and who intends to come, by one click.
    for (const [page, title] of [
      [ada, 'Live patching'],
      [bo, 'Stub domains'],
    ] as const) {
      await page.goto(at('topics', 'new'))
      await page.fill('input[name=title]', title)
      await page.fill('textarea[name=description]', '* What is left?\n* Who does it?')
      await page.click('button:has-text("Propose it")')
      expect(await text(page, 'h1')).toBe(title)
    }
    await ed.goto(at('topics'))
    await ed.click('#live-patching button:has-text("Must")')
    expect(await ed.locator('#live-patching button[aria-pressed=true]').innerText()).toBe('Must')
    expect(await text(ed)).toContain('33 % of those who come')
    for (const [page, topic] of [
      [ada, 'live-patching'],
      [bo, 'stub-domains'],
    ] as const) {
      await page.goto(`${at('sessions', 'new')}?topic=${topic}`)
      await page.click('button:has-text("Offer it")')
    }

    // The agenda is made, taken over, published; a session is dragged, and what that means is said.
    await olga.goto(at('agenda', 'plan'))
    expect(await text(olga)).toContain('2 changes')
    await olga.click('button:has-text("Take it over")')
    await olga.waitForURL(at('agenda'))
    await olga.click('button:has-text("Publish version 1")')
    await olga.goto(at('agenda'))
    const card = olga.locator('.card[data-session=live-patching]')
    const from = await card.locator('xpath=..').getAttribute('data-slot')
    const free = olga.locator(`td.free[data-slot]:not([data-slot="${from}"])`).first()
    const to = await free.getAttribute('data-slot')
    await card.hover()
    await olga.mouse.down()
    await free.hover()
    await free.hover({ position: { x: 8, y: 8 } })
    await olga.locator('#move-effect').waitFor({ state: 'visible' })
    expect(await text(olga, '#move-effect')).toMatch(/^Moving "Live patching" to Tue 21 Apr /)
    await Promise.all([olga.waitForEvent('load'), olga.mouse.up()])
    expect(
      await olga.locator('.card[data-session=live-patching]').locator('xpath=..').getAttribute('data-slot'),
    ).toBe(to)
    await olga.click('button:has-text("Publish version 2")')
    expect(await text(olga)).toContain('Live patching moved from')
    // The same by form, back to where it was.
    await ada.goto(at('sessions', 'live-patching'))
    await ada.selectOption('#place ~ form select[name=slot]', from ?? '')
    await ada.click('button:has-text("Place it")')
    await ada.goto(at('agenda'))
    expect(await text(ada)).toContain('Version 2, published')

    // Running: a session is added in ten seconds, and is on the screen at once.
    site.now = '2026-04-21T08:40:00Z'
    await olga.goto(at('settings'))
    await olga.selectOption('select[name=phase]', 'running')
    await olga.click('form[action$="/settings"] button:has-text("Save")')
    await ed.goto(at('agenda'))
    await ed.fill('.quick input[name=title]', 'A thing of the morning')
    await ed.selectOption('.quick select[name=slot]', { label: 'Tue 21 Apr 09:30–10:30' })
    await ed.click('button:has-text("Add it")')
    const visitor = await (await browser.newContext(DESK)).newPage()
    await visitor.goto(at('kiosk'))
    expect(await text(visitor)).toContain('A thing of the morning')
    expect(await visitor.locator('meta[http-equiv=refresh]').getAttribute('content')).toBe('60')
    await bo.goto(`${at('now')}?who=ed`)
    expect(await text(bo)).toMatch(/Ed Example is in (Hall|Kitchen): they lead A thing of the morning/)

    // Notes: two write at once, both texts are kept and shown.
    const notes = at('sessions', 'a-thing-of-the-morning', 'notes')
    for (const page of [ed, bo]) await page.goto(notes)
    await ed.fill('textarea[name=text]', 'Ed: *we agreed*.')
    await bo.fill('textarea[name=text]', 'Bo: we did not.')
    await ed.click('#write ~ form button:has-text("Save")')
    await bo.click('#write ~ form button:has-text("Save")')
    expect(await text(bo)).toContain(
      'Ed Example changed notes of session a-thing-of-the-morning while you did.',
    )
    expect(await text(bo)).toMatch(/Ed: \*we agreed\*\.[\s\S]*Bo: we did not\./)
    await bo.click('a:has-text("make your change anew")')
    await bo.fill('textarea[name=text]', 'Ed: *we agreed*.\nBo: we did not.')
    await bo.click('#write ~ form button:has-text("Save")')
    await bo.click('button:has-text("It is dealt with")')
    await bo.goto(notes)
    expect(await bo.locator('#conflicts').count()).toBe(0)
    expect(await text(bo, 'main em')).toBe('we agreed')
    await bo.fill('form[action$="/actions"] input[name=text]', 'Ask on the list')
    await bo.fill('form[action$="/actions"] input[name=assignee]', 'Ada Example')
    await bo.click('form[action$="/actions"] button')
    expect(await text(bo)).toContain('to do Ada Example: Ask on the list')

    // Over: what came of it waits to be confirmed, sessions without notes are named.
    site.now = '2026-05-20T12:00:00Z'
    await olga.goto(at('notes'))
    expect(await text(olga)).toMatch(/Sessions without notes[\s\S]*Live patching/)
    await olga.goto(at('outcomes'))
    expect(await text(olga)).toMatch(/open\s+5/)
    expect(complaints).toEqual([])
  })

  test('every page passes axe in light and dark, and fits a phone', { timeout: 90_000 }, async () => {
    const site = await openEventSite('2026-04-21T08:40:00Z')
    site.now = '2026-03-01T12:00:00Z'
    await fillEventSite(site)
    const base = await listen(site)
    await must(
      site.post('cy@example.org', `${EVENT_PATH}/sessions/live-patching-signed/notes`, {
        seen: '0',
        text: '# Head\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted `code`',
        agreements: 'We do',
      }),
    )
    await must(
      site.post('cy@example.org', `${EVENT_PATH}/sessions/live-patching-signed/actions`, { text: 'Do it' }),
    )
    await must(
      site.post(ORGANISER, `${EVENT_PATH}/agenda/place`, {
        session: 'live-patching-signed',
        slot: 'slot-2026-04-21-08-30',
        room: 'hall',
        seen: '999',
      }),
    )
    const paths = [
      ...[
        '',
        '/topics',
        '/topics/new',
        '/topics/live-b-patching-b',
        '/people',
        '/agenda',
        '/agenda/plan',
        '/now?who=bo',
      ],
      ...[
        '/sessions/live-patching-signed',
        '/sessions/live-patching-signed/edit',
        '/notes',
        '/kiosk',
        '/doors',
      ],
      ...[
        '/sessions/live-patching-signed/notes',
        '/outcomes',
        '/outcomes/live-b-patching-b',
        '/settings',
        '/agenda/measures',
      ],
    ].map((path) => `${base}${EVENT_PATH}${path}`)
    const all = [`${base}/p/test/events`, `${base}/p/test/events/new`, ...paths]
    const found: string[] = []
    for (const [options, colorScheme] of [
      [DESK, 'light'],
      [PHONE, 'dark'],
    ] as const) {
      const page = await browserOf(site, base, ORGANISER, { ...options, colorScheme, bypassCSP: true })
      for (const [i, path] of all.entries()) {
        await page.goto(path)
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        const width = await page.evaluate<number>('document.documentElement.scrollWidth')
        if (width > options.viewport.width) found.push(`${path} is ${width} wide`)
        // The other colours are looked at on every third page: that is where they differ.
        if (colorScheme === 'dark' && i % 3 !== 0) continue
        // A screen on a wall has to ask for itself anew; the same without that is the page "now".
        const rules = colorScheme === 'light' ? '' : ", runOnly: ['color-contrast']"
        await page.addScriptTag({ path: AXE })
        const violations = await page.evaluate<readonly string[]>(
          `axe.run(document, { resultTypes: ['violations'], rules: { 'meta-refresh': { enabled: false } }${rules} }).then((result) => result.violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`,
        )
        found.push(...violations.map((one) => `${colorScheme} ${path} ${one}`))
      }
      await page.context().close()
    }
    expect(found).toEqual([])
  })
})
