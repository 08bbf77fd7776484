import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type ServerType, serve } from '@hono/node-server'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/web/app.ts'
import { quickEngines } from '../support/db.ts'
import { DARK, PAGES } from './browser-pages.ts'
import { fillLittleCommunity, NOW, SITE } from './little-community.ts'

const CHROMIUM = process.env['PATCHMOOT_CHROMIUM'] ?? '/usr/bin/chromium'
const missing = existsSync(CHROMIUM) ? undefined : `no browser at ${CHROMIUM}: apt-get install chromium`
if (missing !== undefined && process.env['CI']) throw new Error(missing)
if (missing !== undefined) console.warn(`skipped in a browser: ${missing}`)

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

let browser: Browser
let server: ServerType
let base = ''

beforeAll(async () => {
  if (missing !== undefined) return
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const database = await engine.open()
  await fillLittleCommunity(database)
  const app = createApp({ database, config: SITE, now: () => NOW, demo: true })
  base = await new Promise((resolve) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
      resolve(`http://127.0.0.1:${info.port}/p/quarry/`),
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

/** Runs with a page of its own, and fails on anything that the browser complains about. */
async function withPage(
  options: Parameters<Browser['newContext']>[0],
  run: (page: Page, context: BrowserContext) => Promise<void>,
  expected: RegExp = /^$/,
): Promise<void> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('dialog', async (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`)
    await dialog.dismiss()
  })
  try {
    await run(page, context)
    expect(complaints).toEqual([])
  } finally {
    await context.close()
  }
}

const PHONE = { viewport: { width: 390, height: 844 } }
const DESK = { viewport: { width: 1280, height: 900 } }

describe.skipIf(missing !== undefined)('in a browser', () => {
  test.each(Object.entries(PAGES))('%s has no errors and fits a phone', async (name, path) => {
    await withPage(
      PHONE,
      async (page) => {
        await page.goto(base + path)
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
      },
      name === 'not found' ? /404/ : undefined,
    )
  })

  test.each(
    Object.entries(PAGES).flatMap(([name, path]) =>
      (DARK.has(name) ? (['light', 'dark'] as const) : (['light'] as const)).map(
        (colorScheme) => [name, path, colorScheme] as const,
      ),
    ),
  )('axe finds no violation on %s (%s, %s)', async (name, path, colorScheme) => {
    await withPage(
      { ...DESK, colorScheme, bypassCSP: true },
      async (page) => {
        await page.goto(base + path)
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        await page.addScriptTag({ path: AXE })
        const found = await page.evaluate<
          readonly { id: string; impact: string; nodes: readonly { html: string }[] }[]
        >(
          "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => ({ html })) })))",
        )
        expect(found).toEqual([])
      },
      name === 'not found' ? /404/ : undefined,
    )
  })

  test.each(
    [
      'a person',
      'a series',
      'diffs with comments',
      'two versions',
      'lost',
      'an area',
      'areas',
      'carried',
      'explorer',
    ].map((name) => [name, PAGES[name] ?? ''] as const),
  )('%s is printed dark on light and whole, also from a dark screen', async (_, path) => {
    await withPage({ viewport: { width: 718, height: 1000 }, colorScheme: 'dark' }, async (page) => {
      await page.goto(base + path)
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      // Letters and paper: the sums of their three channels.
      const [letters = 0, paper = 0] = await page.evaluate<readonly number[]>(
        "['color', 'backgroundColor'].map((name) => getComputedStyle(document.body)[name].match(/\\d+/g).slice(0, 3).reduce((sum, one) => sum + Number(one), 0))",
      )
      expect(letters).toBeLessThan(200)
      expect(paper).toBeGreaterThan(700)
      // Lines of code are as long as people write them.
      await page.evaluate(
        "document.querySelectorAll('pre.code > span').forEach((one) => one.append(' long'.repeat(80)))",
      )
      const narrow = await page.evaluate<readonly string[]>(
        "[...document.querySelectorAll('table.rows td:is(.why, .who)')].filter((one) => one.textContent.length > 20 && one.getBoundingClientRect().width < 80).map((one) => one.textContent)",
      )
      expect(narrow, 'a word to a line').toEqual([])
      const wide = await page.evaluate<readonly string[]>(
        "[...document.querySelectorAll('main *')].filter((one) => !one.closest('svg, .hidden-text') && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 200))",
      )
      expect(wide).toEqual([])
    })
  })

  test('without JavaScript everything is there: filters, versions, replies, pages', async () => {
    await withPage({ ...DESK, javaScriptEnabled: false }, async (page) => {
      // A click waits for the next page to begin, not to be there.
      const follow = async (selector: string): Promise<void> => {
        await page.click(selector)
        await page.waitForLoadState()
      }
      await page.goto(base)
      await follow('.tiles a:has-text("waiting for the author")')
      expect(new URL(page.url()).search).toBe('?status=open&turn=author')
      expect(await page.locator('tbody tr').count()).toBe(2)
      await follow('.chips a:has-text("waits for the author")')
      expect(await page.locator('tbody tr').count()).toBe(4)
      await page.check('input[name=status][value=merged]')
      await page.uncheck('input[name=status][value=open]')
      await follow('.filters button')
      expect(await page.locator('tbody tr').count()).toBe(1)
      await follow('tbody tr a')
      await follow('.tabs a:has-text("v1")')
      await page.click('.replies summary:has-text("Cy Example")')
      expect(await page.locator('.replies .mail:visible').innerText()).toContain('What holds the lock here?')
      await follow('.replies a:has-text("This mail by itself") >> visible=true')
      expect(await page.locator('h1').innerText()).toBe('Re: [PATCH 2/2] core/ring: claim slots in order')
      await page.fill('header input[type=search]', 'superpages')
      await follow('header button')
      expect(await page.locator('tbody tr').count()).toBe(1)
    })
  })

  test('the keyboard moves, opens, searches and explains', async () => {
    await withPage(DESK, async (page) => {
      const focused = () => page.evaluate<string>('document.activeElement.textContent.trim()')
      await page.goto(`${base}series`)
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      expect(await focused()).toBe('tools/qctl: say what is wrong')
      await page.keyboard.press('j')
      await page.keyboard.press('k')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/series/tools-3%40example.org')
      await page.keyboard.press('/')
      await page.keyboard.type('doorbells?')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/search?q=*')
      expect(await page.locator('tbody tr').count()).toBe(2)
      await page.keyboard.press('?')
      await page.waitForURL('**/help')
      await page.goto(base)
      await page.keyboard.press('Tab')
      expect(await focused()).toBe('Skip to content')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      expect(await page.evaluate("document.activeElement.closest('main') !== null")).toBe(true)
    })
  })

  test('dragging over a chart narrows the page to that time, a click to what it stands for', async () => {
    await withPage(DESK, async (page) => {
      await page.goto(`${base}community?by=week`)
      const box = await page.locator('#reviews .plot svg').boundingBox()
      if (box === null) throw new TypeError('the chart is there')
      const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const
      await page.mouse.move(...at(0.3))
      await page.mouse.down()
      await page.mouse.move(...at(0.45))
      expect(await page.locator('.brush').count()).toBe(1)
      await page.keyboard.press('Escape')
      expect(await page.locator('.brush').count()).toBe(0)
      await page.mouse.up()
      await page.mouse.move(...at(0.3))
      await page.mouse.down()
      await page.mouse.move(...at(0.6))
      await page.mouse.up()
      await page.waitForURL('**period=**')
      expect(new URL(page.url()).searchParams.get('period')).toMatch(/^2026-02-\d\d\.\.2026-0[34]-\d\d$/)
      await page.goto(`${base}performance/size`)
      await page.locator('#time-to-merge-by-patches svg a').first().click()
      await page.waitForURL('**patches=2')
    })
  })

  test('a finger that moves sideways over a chart chooses a time; up and down it scrolls', async () => {
    await withPage({ ...PHONE, hasTouch: true, isMobile: true }, async (page, context) => {
      await page.goto(`${base}community?by=week`)
      const plot = page.locator('#reviews .plot svg')
      await plot.scrollIntoViewIfNeeded()
      const box = await plot.boundingBox()
      if (box === null) throw new TypeError('the chart is there')
      const client = await context.newCDPSession(page)
      const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number, y?: number) => {
        const touchPoints =
          x === undefined || y === undefined ? [] : [{ x: box.x + box.width * x, y: box.y + box.height * y }]
        await client.send('Input.dispatchTouchEvent', { type, touchPoints })
      }
      await touch('touchStart', 0.5, 0.5)
      for (const y of [0.4, 0.2, 0, -0.3]) await touch('touchMove', 0.5, y)
      await touch('touchEnd')
      expect(await page.locator('.brush').count()).toBe(0)
      await plot.scrollIntoViewIfNeeded()
      const moved = await plot.boundingBox()
      box.y = moved?.y ?? box.y
      await touch('touchStart', 0.3, 0.5)
      for (const x of [0.35, 0.45, 0.6]) await touch('touchMove', x, 0.5)
      expect(await page.locator('.brush').count()).toBe(1)
      await touch('touchEnd')
      await page.waitForURL('**period=**')
      expect(new URL(page.url()).searchParams.get('period')).toMatch(/^2026-02-\d\d\.\.2026-0[34]-\d\d$/)
    })
  })

  test('what dragging does is done by keyboard, and without JavaScript, by two days', async () => {
    await withPage({ ...DESK, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${base}community?by=week&kind=patch`)
      await page.fill('input[name=from]', '2026-02-10')
      await page.fill('input[name=to]', '2026-03-20')
      await page.locator('.filters button').focus()
      await page.keyboard.press('Enter')
      await page.waitForURL('**period=2026-02-10..2026-03-20**')
      expect(await page.locator('.chips').innerText()).toContain('period: 2026-02-10 to 2026-03-20')
      // Every link goes on with it.
      const link = await page.locator('.views a').first().getAttribute('href')
      expect(link).toContain('period=2026-02-10..2026-03-20')
      await page.fill('input[name=from]', '2026-03-20')
      await page.fill('input[name=to]', '2026-03-01')
      await page.click('.filters button')
      expect(await page.locator('.empty').innerText()).toContain('“2026-03-20..2026-03-01” is no period.')
    })
  })

  test('a mark says what it is to whoever points at it', async () => {
    await withPage(DESK, async (page) => {
      await page.goto(`${base}community?by=month&period=all`)
      const titles = await page.locator('#reviews svg a title').allTextContents()
      expect(titles.length).toBeGreaterThan(0)
      for (const title of titles) expect(title).toMatch(/^\d{4}-\d\d, .+: [\d,.–]+/)
    })
  })

  test('a chart is taken away as a picture', async () => {
    await withPage(DESK, async (page) => {
      await page.goto(`${base}figures/reviews`)
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.take button').first().click(),
      ])
      expect(file.suggestedFilename()).toBe('reviews.png')
      const bytes = readFileSync(await file.path())
      expect(bytes.subarray(1, 4).toString()).toBe('PNG')
      // Width and height stand at the head: twice those of the chart.
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1120, 460])
      // A picture of one colour is some hundred octets.
      expect(bytes.length).toBeGreaterThan(5000)
    })
  })

  test('the dashboard is filtered, followed and doubted without JavaScript and by keyboard', async () => {
    await withPage({ ...DESK, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${base}backlog`)
      await page.fill('input[name=who]', 'ada example')
      await page.selectOption('select[name=status]', 'open')
      await page.keyboard.press('Enter')
      await page.waitForURL('**person=1**')
      expect(await page.locator('.chips').innerText()).toContain('posted by: Ada Example')
      await page.click('.chips a:has-text("Ada Example")')
      await page.click('#open-age summary:has-text("As a table")')
      await page.locator('#open-age table td a').first().focus()
      await page.keyboard.press('Enter')
      await page.waitForURL('**figure=open-age**')
      expect(await page.locator('.banner:has-text("stand behind it")').count()).toBe(1)
      await page.click('.banner a:has-text("How it is counted")')
      await page.click('a:has-text("This number looks wrong")')
      expect(await page.locator('h1').innerText()).toBe('What looks wrong about this number?')
    })
  })

  test('a column of numbers sorts the largest first, thousands with their commas, then the smallest', async () => {
    await withPage(DESK, async (page) => {
      await page.goto(`${base}areas`)
      const column = () =>
        page.evaluate<readonly string[]>(
          "[...document.querySelectorAll('table[data-sortable] tbody tr')].map((row) => row.cells[7].textContent.trim())",
        )
      await page.evaluate(
        "['504', '2,750', '36', '1,002,750'].forEach((text, n) => { document.querySelectorAll('table[data-sortable] tbody tr')[n].cells[7].textContent = text })",
      )
      const numbers = (await column()).map((text) => Number(text.replaceAll(',', '')))
      await page.focus('th button:has-text("Of all time")')
      await page.keyboard.press('Enter')
      const sorted = numbers.toSorted((a, b) => b - a)
      const shown = async () => (await column()).map((text) => Number(text.replaceAll(',', '')))
      expect(await shown()).toEqual(sorted)
      expect(await page.locator('th[aria-sort=descending]').innerText()).toBe('Of all time')
      await page.keyboard.press('Space')
      expect(await shown()).toEqual(sorted.toReversed())
    })
  })

  test('a column sorts by its head, and the reader gets their zone by asking', async () => {
    await withPage({ ...DESK, timezoneId: 'Asia/Tokyo' }, async (page) => {
      await page.goto(`${base}series?status=open`)
      const first = () => page.locator('tbody tr .title a').first().innerText()
      await page.click('th button:has-text("Patches")')
      await page.click('th button:has-text("Series")')
      await page.click('th button:has-text("Series")')
      expect(await first()).toBe('x86/vmx: check the exit reason')
      await page.goto(`${base}m/idea%40example.org`)
      expect(await page.locator('.facts').innerText()).toContain('2026-03-05 14:00 UTC')
      await page.click('button:has-text("Use Asia/Tokyo")')
      await page.waitForURL('**tz=**')
      expect(await page.locator('.facts').innerText()).toContain('2026-03-05 23:00 +09:00')
    })
  })
})
