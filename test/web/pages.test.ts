import { beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { removeFacts } from '../../src/store/derived/facts.ts'
import { removeMessage } from '../../src/store/inputs/tombstones.ts'
import { createApp } from '../../src/web/app.ts'
import { encodePart } from '../../src/web/links.ts'
import { quickEngines } from '../support/db.ts'
import { fillLittleCommunity, NOW, SITE } from './little-community.ts'
import { HOSTILE_ID } from './little-mails.ts'

/** The main pages of the little community, by the name of their golden file. */
const PAGES: Readonly<Record<string, string>> = {
  overview: '',
  'overview-as-of': '?asOf=2026-03-10',
  'series-list': 'series',
  'series-list-filtered': 'series?status=open&turn=author&q=check',
  'series-list-as-of': 'series?asOf=2026-03-10',
  series: `series/${encodePart('ring-v2-0@example.org')}`,
  'series-as-of': `series/${encodePart('ring-v1-0@example.org')}?asOf=2026-02-05`,
  'series-older': `series/${encodePart('ring-v1-0@example.org')}`,
  'series-incomplete': `series/${encodePart('tools-3@example.org')}`,
  'series-hostile': `series/${encodePart(HOSTILE_ID)}`,
  mail: `m/${encodePart('ring-v1-2-ada@example.org')}`,
  'mail-hostile': `m/${encodePart(HOSTILE_ID)}`,
  person: 'people/4',
  people: 'people',
  lost: 'lost',
  'lost-as-of': 'lost?asOf=2026-04-01&sort=new',
  'person-as-of': 'people/4?asOf=2026-04-13',
  'areas-as-of': 'areas?asOf=2026-04-13',
  escalation: 'lost/escalation',
  'queue-record': 'lost/record',
  'lost-filtered': 'lost?area=MEMORY+MANAGEMENT&reason=L1&newcomer=1&sort=age',
  'person-reviewer': 'people/5',
  diff: `series/${encodePart('ring-v1-0@example.org')}/diff`,
  'diff-hostile': `series/${encodePart(HOSTILE_ID)}/diff`,
  compare: `series/${encodePart('ring-v2-0@example.org')}/compare`,
  'series-needs': `series/${encodePart('mm-lost@example.org')}`,
  ping: `series/${encodePart('mm-lost@example.org')}/ping`,
  areas: 'areas',
  area: 'areas/MEMORY%20MANAGEMENT',
  'area-hostile': `areas/${encodePart('<b>bold</b>')}`,
  carried: 'carried',
  threads: 'threads',
  problems: 'problems',
  search: 'search?q=lock',
  newcomers: 'newcomers',
  commit: `commits/${'a'.repeat(40)}`,
  help: 'help',
  backlog: 'backlog',
  'backlog-as-of': 'backlog?asOf=2026-03-10',
  'backlog-flow': 'backlog/flow',
  'backlog-outcomes': 'backlog/outcomes',
  performance: 'performance',
  'performance-merging': 'performance/merging',
  'performance-size': 'performance/size',
  'performance-discussion': 'performance/discussion',
  community: 'community',
  'community-reviewing': 'community/reviewing?part=reviewer&company=example.org',
  'community-contributing': 'community/contributing',
  quality: 'quality',
  'quality-data': 'quality/data',
  identities: 'quality/identities',
  reports: 'quality/reports',
  explorer: 'explorer',
  'explorer-behind': 'explorer?figure=open-age&line=author&x=up+to+a+month',
  'explorer-patches': 'explorer?show=patches',
  'explorer-comments': 'explorer?show=comments',
  'explorer-tags': 'explorer?show=tags',
  'series-numbers': `explorer/${encodePart('ring-v1-0@example.org')}`,
  figure: 'figures/first-response?by=month',
  corrected: 'corrected',
  tour: 'tour',
  wrong: 'wrong/ball',
  'nothing-passes': 'backlog?company=nobody&period=2026-13',
}

async function openLittle(): Promise<Database> {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const database = await engine.open()
  await fillLittleCommunity(database)
  return database
}

let database: Database
const reports: string[] = []
const get = (path: string, init?: RequestInit, config: Parameters<typeof createApp>[0]['config'] = SITE) =>
  createApp({ database, config, now: () => NOW, report: (line) => reports.push(line) }).request(
    `http://localhost${path}`,
    init,
  )

beforeAll(async () => {
  database = await openLittle()
})

describe.each(Object.entries(PAGES))('the page %s', (name, path) => {
  test('is as it was looked at', async () => {
    const answer = await get(`/p/quarry/${path}`)
    expect(answer.status).toBe(200)
    const text = (await answer.text()).replace(/\?v=[0-9a-f]{10}/g, '?v=0')
    await expect(text).toMatchFileSnapshot(`../golden/web/${name}.html`)
  })

  test('holds nothing of a mail but text', async () => {
    const text = await (await get(`/p/quarry/${path}`)).text()
    expect(text).not.toMatch(/<script>alert|<img|<svg onload|<b>old|\u202e|\u202c/)
    // Scripts and styles come from files; nothing is inline, so the policy can forbid it.
    expect(text.match(/<script[^>]*>/g)).toEqual([
      expect.stringMatching(/^<script src="\/static\/app\.js\?v=/),
    ])
    expect(text).not.toMatch(/<style|\sstyle="|\son[a-z]+="/)
    for (const found of text.matchAll(/(?:href|src|action)="([^"]*)"/g))
      expect(found[1]).toMatch(/^(?:https?:\/\/|\/|#|\?|mailto:[a-z@.,]+\?|$)/)
  })
})

describe('headers', () => {
  test('let nothing of a mail run, and nothing be cached unasked', async () => {
    const answer = await get('/p/quarry/')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('referrer-policy')).toBe('same-origin')
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    expect(answer.headers.get('vary')).toContain('Cookie')
    const etag = answer.headers.get('etag') ?? ''
    const again = await get('/p/quarry/', { headers: { 'If-None-Match': etag } })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  })

  test('of a raw mail make it a file, octet for octet', async () => {
    const answer = await get(`/p/quarry/m/${encodePart(HOSTILE_ID)}/raw`)
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[A-Za-z0-9@._+-]+"$/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await answer.text()).toContain('\u202edesrever')
  })

  test('of files allow keeping them for ever under their version', async () => {
    const page = await (await get('/p/quarry/')).text()
    const path = /\/static\/style\.css\?v=[0-9a-f]+/.exec(page)?.[0] ?? ''
    expect((await get(path)).headers.get('cache-control')).toContain('immutable')
    expect((await get('/static/style.css?v=other')).headers.get('cache-control')).toBe('no-cache')
    expect((await get('/static/..%2fapp.ts')).status).toBe(404)
    expect((await get('/static/toString')).status).toBe(404)
  })
})

describe('what is for another repository', () => {
  test('is left out of the lost list of today, and of that of a past day', async () => {
    const list = async (query = '') => (await get(`/p/quarry/lost${query}`)).text()
    expect(await list()).not.toContain('Left out:')
    const states = await database.kysely
      .selectFrom('apply_check as a')
      .innerJoin('lineage_interval as i', 'i.lineage', 'a.lineage')
      .select(['a.lineage', 'a.state'])
      .where('i.lost', '<>', '')
      .where('i.to_at', 'is', null)
      .where('i.from_at', '<', '2026-04-01')
      .execute()
    const some = states[0] ?? { lineage: 0, state: '' }
    const change = (state: string) =>
      database.kysely.updateTable('apply_check').set({ state }).where('lineage', '=', some.lineage).execute()
    await change('elsewhere')
    try {
      expect(await list()).toMatch(/Left out: <a [^>]*>1 series for another repository<\/a>/)
      const past = await list('?asOf=2026-04-01')
      expect(past).toContain('Left out: 1 series for another repository:')
    } finally {
      await change(some.state)
    }
  })
})

describe('addresses', () => {
  test('lead on from what is no page', async () => {
    for (const [path, target] of [
      ['/', '/p/quarry/'],
      ['/p/quarry', '/p/quarry/'],
      ['/p/quarry/series/ring-v2-1%40example.org', '/p/quarry/series/ring-v2-0%40example.org'],
      [
        '/p/quarry/series/ring-v2-0-cy%40example.org?asOf=x',
        '/p/quarry/series/ring-v2-0%40example.org?asOf=x',
      ],
      // Its second version was not posted yet on that day.
      [
        '/p/quarry/series/ring-v2-0%40example.org?asOf=2026-02-05',
        '/p/quarry/series/ring-v1-0%40example.org?asOf=2026-02-05',
      ],
      ['/p/quarry/commits/aaaaaaaa', `/p/quarry/commits/${'a'.repeat(40)}`],
      ['/p/quarry/search?q=%3Cmm-lost@example.org%3E', '/p/quarry/m/mm-lost%40example.org'],
      [
        '/p/quarry/search?q=https://lore.example.org/devel/mm-lost@example.org/T/',
        '/p/quarry/m/mm-lost%40example.org',
      ],
      ['/p/quarry/search?q=bbbbbbbbb', `/p/quarry/commits/${'b'.repeat(40)}`],
      ['/p/quarry/people/12', '/p/quarry/people/4'],
    ])
      expect([path, (await get(path ?? '')).headers.get('location')]).toEqual([path, target])
  })

  test('of what is not there are 404 and say what, with the number of the request', async () => {
    for (const path of [
      '/nothing',
      '/events',
      '/p/other/',
      '/p/quarry/nothing',
      '/p/quarry/series/none%40example.org',
      '/p/quarry/m/%3Cscript%3E',
      '/p/quarry/m/none/raw',
      '/p/quarry/commits/0000000',
      '/p/quarry/people/999999',
      '/p/quarry/people/x',
      '/p/quarry/trends/none.csv',
      '/p/quarry/trends/..%2fopen.csv',
    ]) {
      const answer = await get(path)
      const text = await answer.text()
      expect([path, answer.status]).toEqual([path, 404])
      expect(text).toMatch(/Request <code>[0-9a-f]{8}<\/code>/)
      expect(text).not.toContain('<script>')
    }
  })

  test('with a query that means nothing still show a page', async () => {
    for (const query of [
      'status=x',
      'after=1',
      'person=99999999999',
      'q=%00%22%27',
      'asOf=2026-99-99',
      'tz=%3Cb%3E',
    ])
      for (const page of ['', 'series', 'search', 'lost', 'people', 'threads', 'problems'])
        expect((await get(`/p/quarry/${page}?${query}`)).status).toBe(200)
  })

  test('with a broken percent sign are answered', async () => {
    for (const path of ['/p/quarry/m/%', '/p/quarry/m/%ff%fe', '/p/%zz/'])
      expect((await get(path)).status).toBe(404)
  })
})

describe('a fault of ours', () => {
  test('is told with a number, and nothing else', async () => {
    const [engine] = quickEngines
    if (engine === undefined) throw new TypeError('SQLite is always there')
    const broken = createApp({
      database: await engine.open(),
      config: SITE,
      now: () => {
        throw new TypeError('secret detail')
      },
      report: (line) => reports.push(line),
    })
    const answer = await broken.request('http://localhost/p/quarry/')
    expect(answer.status).toBe(500)
    const text = await answer.text()
    const id = /<code>([0-9a-f]{8})<\/code>/.exec(text)?.[1]
    expect(text).not.toContain('secret detail')
    expect(reports.at(-1)).toContain(`request ${id}: TypeError: secret detail`)
  })
})

describe('what a reader asks of every page', () => {
  test('a time zone, which is kept', async () => {
    const answer = await get('/p/quarry/m/idea%40example.org?tz=Europe/Berlin')
    expect(await answer.text()).toContain('2026-03-05 15:00 +01:00')
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^tz=Europe%2FBerlin; .*HttpOnly.*SameSite=Lax/)
    const next = await get('/p/quarry/m/idea%40example.org', {
      headers: { Cookie: cookie.split(';')[0] ?? '' },
    })
    expect(await next.text()).toContain('2026-03-05 15:00 +01:00')
  })

  test('nothing about addresses, where they are hidden', async () => {
    const config = { ...SITE, maskAddresses: true }
    for (const path of Object.values(PAGES)) {
      const text = await (await get(`/p/quarry/${path}`, undefined, config)).text()
      const visible = text.replace(/<dd class="mono">[^<]*|href="[^"]*"|b4 am [^\n]*|value="[^"]*"/g, '')
      expect(visible.match(/(?:ada|bo|cy|dag|mallory|x)@[a-z.]+/g) ?? []).toEqual([])
    }
  })
})

describe('files', () => {
  test('the patches of a version as an mbox, in order', async () => {
    const text = await (await get('/p/quarry/series/ring-v2-0%40example.org/mbox')).text()
    expect([...text.matchAll(/^Subject: (.*)$/gm)].map((found) => found[1])).toEqual([
      '[PATCH v2 1/2] core/ring: name the claim',
      '[PATCH v2 2/2] core/ring: claim slots in order',
    ])
    const whole = await (await get('/p/quarry/series/ring-v2-0%40example.org/thread.mbox')).text()
    expect(whole.match(/^From mboxrd@z /gm)).toHaveLength(4)
  })

  test('the numbers of a chart', async () => {
    const csv = await (await get('/p/quarry/trends/flow.csv')).text()
    expect(csv.split('\n').slice(1)).toEqual([
      'month,new,versions,reviews,merged',
      '2026-02,1,2,3,0',
      '2026-03,1,1,0,0',
      '2026-04,3,3,1,1',
      '',
    ])
    const json: unknown = await (await get('/p/quarry/trends/open.json')).json()
    expect(json).toMatchObject({ id: 'open', points: [{ month: '2026-02', others: 1 }, {}, {}] })
  })
})

describe('what machines ask', () => {
  test('health and numbers', async () => {
    expect(await (await get('/healthz')).text()).toBe('ok\n')
    const text = await (await get('/metrics')).text()
    expect(text).toContain('patchmoot_mails{project="quarry"} 17\n')
    expect(text).toContain('patchmoot_lost{project="quarry"} 2\n')
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(
        /^(?:# (?:HELP|TYPE) patchmoot_[a-z_]+ .+|patchmoot_[a-z_]+\{project="[^"]+"\} [0-9.e+-]+)$/,
      )
    expect(await (await get('/robots.txt')).text()).toContain('Disallow: /p/*/search')
  })
})

describe('before, during and after a sync', () => {
  test('every page works without a single mail', async () => {
    const [engine] = quickEngines
    if (engine === undefined) throw new TypeError('SQLite is always there')
    const empty = createApp({ database: await engine.open(), config: SITE, now: () => NOW })
    for (const path of [
      '',
      'series',
      'lost',
      'people',
      'threads',
      'problems',
      'search?q=x',
      'newcomers',
      'help',
    ]) {
      const answer = await empty.request(`http://localhost/p/quarry/${path}`)
      expect([path, answer.status]).toEqual([path, 200])
      expect(await answer.text()).toContain('No sync of this project is complete')
    }
  })

  test('several projects are listed', async () => {
    const config = {
      ...SITE,
      projects: [...SITE.projects, { ...SITE.projects[0], id: 'second', title: 'Second' }],
    }
    const text = await (await get('/', undefined, config)).text()
    expect(text).toContain('href="/p/second/"')
    expect(text).toContain('Quarry')
  })

  test('a mail that was removed is gone, and says so', async () => {
    const own = await openLittle()
    await own.transaction(async (db) => {
      const { message } = await removeMessage(db, 1, 'idea@example.org', 'asked for', '2026-04-29T00:00:00Z')
      await removeFacts(db, 1, message === undefined ? [] : [message])
    })
    const app = createApp({ database: own, config: SITE, now: () => NOW })
    const answer = await app.request('http://localhost/p/quarry/m/idea%40example.org')
    expect(answer.status).toBe(410)
    expect((await app.request('http://localhost/p/quarry/m/idea%40example.org/raw')).status).toBe(404)
  })
})
