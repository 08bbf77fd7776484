import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { memoryOutbox } from '../../src/app/outbox.ts'
import { sync } from '../../src/app/sync.ts'
import type { SyncContext } from '../../src/app/with-run.ts'
import { recordWith } from '../../src/cli/record-with.ts'
import { listDecisions } from '../../src/store/inputs/decisions.ts'
import { createApp } from '../../src/web/app.ts'
import { contextFor, makeRepository, mbox, patchText, type TestMail } from '../support/archive.ts'
import { quickEngines, temporaryFolder } from '../support/db.ts'
import { cookiesOf, HOST, postForm } from '../support/forms.ts'

const NOW = '2026-06-01T12:00:00Z'
const SERIES = '/p/test/series/walls-1%40x'

/** Bo posts, Mo answers for the files, Ada commits, Eve wrote once, Zed never did. */
const MAILS: readonly TestMail[] = [
  {
    id: 'walls-1@x',
    from: 'Bo',
    subject: '[PATCH] walls: build one',
    text: patchText('walls.c', 'no wall', 'a wall'),
  },
  { id: 'walls-2@x', from: 'Bo', subject: '[PATCH] walls: two', day: 1, text: patchText('b.c', 'x', 'y') },
  { id: 'roof-1@x', from: 'Eve', subject: '[PATCH] roof', day: 1, text: patchText('roof.c', 'r', 's') },
  { id: 'hello@x', from: 'Eve', subject: 'hello', day: 2 },
]

const MAINTAINERS = `WALLS
M: Mo Example <mo@example.org>
S: Supported
F: walls.c

THE REST
M: Mo Example <mo@example.org>
S: Supported
F: *
F: */
V: xen-maintainers-1
`

let app: ReturnType<typeof createApp>
let context: SyncContext
const people = new Map<string, { readonly cookie: string; readonly csrf: string }>()

beforeAll(async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'mails'), mbox(MAILS))
  makeRepository(join(folder, 'walls'), [
    { message: 'begin', files: { MAINTAINERS, 'walls.c': 'no wall\n' } },
  ])
  context = await contextFor(
    await engine.open(),
    folder,
    {
      lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
      repositories: [{ name: 'walls', url: './walls', branches: ['main'], developmentBranch: 'main' }],
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
  for (const name of ['bo', 'mo', 'ada', 'eve', 'zed']) {
    const asked = await post('/sign-in', { address: `${name}@example.org` })
    const link = /\/sign-in\/[\w-]{43}/.exec(outbox.list()[0]?.text ?? '')?.[0] ?? ''
    const cookie = cookiesOf(await app.request(`${HOST}${link}`, { headers: { cookie: cookiesOf(asked) } }))
    const page = await (await app.request(`${HOST}/account`, { headers: { cookie } })).text()
    people.set(name, { cookie, csrf: /name="csrf" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? '' })
  }
}, 60_000)

const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  postForm(app, path, fields, headers)

function say(name: string, fields: Record<string, string>, path = SERIES) {
  const { cookie, csrf } = people.get(name) ?? { cookie: '', csrf: '' }
  return post(`${path}/decide`, { csrf, ...fields }, { cookie })
}

async function pageFor(name: string, path = SERIES): Promise<string> {
  const { cookie } = people.get(name) ?? { cookie: '' }
  return (await app.request(`${HOST}${path}`, { headers: { cookie } })).text()
}

const count = async (): Promise<number> =>
  (await listDecisions(context.database.kysely, context.projectId)).length

describe('what somebody may say about a series', () => {
  const all = 'author, responsible, committer, known, stranger'
  /** Who may: Bo is the author, Mo responsible, Ada commits, Eve is known, Zed a stranger. */
  const NAMES: Readonly<Record<string, string>> = {
    author: 'bo',
    responsible: 'mo',
    committer: 'ada',
    known: 'eve',
    stranger: 'zed',
  }
  test.each([
    ['look', { by: '2026-06-05' }, all],
    ['not-me', {}, all],
    ['adopt', { reason: 'mine now' }, all],
    ['offer', { difficulty: 'easy' }, 'author, responsible, committer, known'],
    ['not-lost', { reason: 'on hold' }, 'author, responsible, committer, known'],
    ['snooze', { until: '2026-06-09' }, 'author, responsible, committer'],
    ['state', { status: 'withdrawn' }, 'author, responsible, committer'],
    ['state', { status: 'rejected' }, 'responsible, committer'],
    ['state', { status: 'ready' }, 'responsible, committer'],
    ['link', { older: '<walls-2@x>' }, 'author, responsible, committer, known'],
    ['unlink', { older: 'walls-1@x' }, 'author, responsible, committer, known'],
    ['group', { mail: 'hello@x', to: 'this' }, 'author, responsible, committer, known'],
    ['erase', { sequence: '999' }, ''],
    ['vote', {}, ''],
  ] as const)(
    '%s %j',
    async (action, fields, may) => {
      for (const [part, name] of Object.entries(NAMES)) {
        const before = await count()
        const answer = await say(name, { action, ...fields })
        const isAllowed = may.split(', ').includes(part)
        // What is allowed and does not fit the archive is told, and not recorded either.
        expect([part, isAllowed || answer.status === 403 || answer.status === 400]).toEqual([part, true])
        if (isAllowed) expect([part, answer.status === 303 || answer.status === 409]).toEqual([part, true])
        expect([part, await count()]).toEqual([part, answer.status === 303 ? before + 1 : before])
      }
    },
    60_000,
  )

  test('nothing without signing in, from another page, or with another’s form', async () => {
    const before = await count()
    expect((await post(`${SERIES}/decide`, { action: 'adopt' })).status).toBe(403)
    const eve = people.get('eve') ?? { cookie: '', csrf: '' }
    const bo = people.get('bo') ?? { cookie: '', csrf: '' }
    const fields = { action: 'adopt', csrf: eve.csrf }
    expect(
      (await post(`${SERIES}/decide`, { ...fields, csrf: bo.csrf }, { cookie: eve.cookie })).status,
    ).toBe(403)
    expect(
      (await post(`${SERIES}/decide`, fields, { cookie: eve.cookie, origin: 'https://evil.example' })).status,
    ).toBe(403)
    expect((await say('eve', { action: 'adopt' }, '/p/test/series/none%40x')).status).toBe(404)
    expect(await count()).toBe(before)
  })

  test.each([
    { action: 'look', by: '2026-02-31' },
    { action: 'look' },
    { action: 'not-lost' },
    { action: 'offer', difficulty: 'impossible' },
    { action: 'state', status: 'glorious' },
    { action: 'match', patch: 'roof-1@x', commit: '1234567' },
    { action: 'unlink', older: 'roof-1@x' },
    { action: '' },
  ])('what cannot be recorded is told: %j', async (fields) => {
    const before = await count()
    const answer = await say('ada', fields)
    const text = await answer.text()
    expect([answer.status, text.includes('Nothing was recorded.')]).toEqual([400, true])
    // A link to what was typed is there where the form is, and only there.
    expect(text.includes('href="#refused"')).toBe(text.includes('id="refused"'))
    expect(await count()).toBe(before)
  })

  test.each([
    [{ action: 'look' }, 'The day is missing. Write it as 2026-05-01.'],
    [{ action: 'look', by: 'next friday' }, '&quot;next friday&quot; is no day. Write it as 2026-05-01.'],
    [{ action: 'snooze', until: '2026-05-31' }, '2026-05-31 is over. Today is 2026-06-01: '],
    [{ action: 'not-lost' }, 'The reason is missing. Say why, in a few words.'],
    [{ action: 'not-lost', reason: 'x'.repeat(10_001) }, undefined],
    [{ action: 'offer', difficulty: 'easy', mentor: 'm'.repeat(1001) }, 'longer than 1000 characters'],
    [{ action: 'link' }, 'The Message-ID is missing.'],
    [{ action: 'link', older: 'walls-1@x' }, '&quot;walls-1@x&quot; is a mail of the same series.'],
    [{ action: 'link', older: 'nope@x' }, 'No series has a mail &quot;nope@x&quot;.'],
    [{ action: 'match', patch: 'walls-1@x' }, 'The commit is missing.'],
    [{ action: 'match', patch: 'walls-1@x', commit: 'deadbeef' }, 'the commit &quot;deadbeef&quot;. Give 7'],
    [{ action: 'state', status: 'fine' }, '&quot;fine&quot; is no status. There are new, rfc'],
  ] as const)('is told in words: %j', async (fields, words) => {
    const text = await (await say('ada', fields)).text()
    // Too much of a reason is cut, not refused: nobody types that much by hand.
    if (words === undefined) expect(text).not.toContain('Nothing was recorded.')
    else expect(text).toContain(words)
    expect(text).not.toMatch(/Invalid input|Too (?:small|big)|patchmoot help/)
  })

  test('a form that is older than the session is shown again with what was typed, and can be sent', async () => {
    const { cookie } = people.get('ada') ?? { cookie: '' }
    const fields = { action: 'not-me', reason: 'typed before', csrf: 'of another session' }
    const answer = await post(`${SERIES}/decide`, fields, { cookie })
    const text = await answer.text()
    expect([answer.status, text.includes('You have signed in anew since this form was opened.')]).toEqual([
      403,
      true,
    ])
    expect(text).toContain('value="typed before"')
    // Nobody is signed in any more: there is no form, and what was written is quoted.
    const ended = await (await post(`${SERIES}/decide`, { ...fields, mentor: 'Cy' })).text()
    expect(ended).toContain('You wrote: <q>typed before</q>; Mentor: <q>Cy</q>')
    expect(ended).toContain('href="/sign-in?to=')
  })

  test('reading the address that a form is sent to leads to the page of the series', async () => {
    const answer = await app.request(`${HOST}${SERIES}/decide?tz=Europe/Berlin`)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `${SERIES}?tz=Europe%2FBerlin`])
  })

  test('where a form of an inbox is refused, it still leads back there', async () => {
    const text = await (await say('ada', { action: 'look', by: 'soon', back: '/p/test/people/1' })).text()
    expect(text).toMatch(/class="act refused"(?:(?!<\/form>).)*name="back" value="\/p\/test\/people\/1"/s)
  })

  test('is not offered to those who may not', async () => {
    const stranger = await pageFor('zed')
    expect(stranger).toContain('This is for people who have written to the list from this address.')
    expect(stranger).not.toContain('name="action" value="link"')
    const known = await pageFor('eve')
    expect(known).toContain('name="action" value="link"')
    expect(known).not.toContain('name="action" value="state"')
    expect(known).toContain('for its author, for those who answer for its files')
    const author = await pageFor('bo')
    const states = /<select name="status">(.*?)<\/select>/s.exec(author)?.[1] ?? ''
    expect([...states.matchAll(/<option[^>]*>([\w-]+)/g)].map((one) => one[1])).toEqual([
      'rfc',
      'deferred',
      'withdrawn',
    ])
  })

  test.each([{ action: 'fly' }, { action: 'unmatch', patch: 'walls@x', commit: '1234567' }])(
    'where there is no such form any more, what was written is quoted: %j',
    async (fields) => {
      const text = await (await say('ada', { ...fields, reason: 'I <know> it' })).text()
      expect(text).toContain('You wrote: <q>I &lt;know&gt; it</q>')
      expect(text).not.toContain('href="#refused"')
    },
  )
})

describe('what was said', () => {
  test('is shown under the name of whoever said it, with their page', async () => {
    const answer = await say('eve', { action: 'look', by: '2026-06-05' })
    expect(answer.status).toBe(303)
    const page = await pageFor('eve')
    const name = /<a class="person" title="Eve[^"]*" href="\/p\/test\/people\/\d+">Eve[^<]*<\/a>/.source
    expect(page).toMatch(new RegExp(`<li>${name}: will look by 2026-06-05`))
    const sequence = /recorded=(\d+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? ''
    expect((await say('eve', { action: 'erase', sequence })).status).toBe(303)
  })

  test('is shown beside what was derived, and can be taken back by whoever said it', async () => {
    const answer = await say('mo', { action: 'state', status: 'rejected', reason: '<b>walls</b> & all' })
    expect(answer.headers.get('location')).toMatch(new RegExp(`^${SERIES}\\?recorded=\\d+$`))
    const page = await pageFor('mo')
    expect(page).toContain('Set by hand. Mail and repository alone would say:')
    expect(page).toContain('<q>&lt;b&gt;walls&lt;/b&gt; &amp; all</q>')
    const sequence = /recorded=(\d+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? ''
    expect(await pageFor('eve')).not.toContain(`name="sequence" value="${sequence}"`)
    expect(page).toContain(`name="sequence" value="${sequence}"`)
    expect((await say('eve', { action: 'erase', sequence })).status).toBe(403)
    expect((await say('mo', { action: 'erase', sequence })).status).toBe(303)
    expect(await pageFor('mo')).not.toContain('&lt;b&gt;walls')
  })

  test('a list that it was said on leads to where it can be taken back, which is folded away once it is', async () => {
    const answer = await say('eve', { action: 'not-me', reason: 'a slip', back: '/p/test/lost' })
    const list = await pageFor('eve', answer.headers.get('location') ?? '')
    expect(list).toContain(`<a href="${SERIES}#said">that series</a>, where it can be taken back`)
    const sequence = /recorded=(\d+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? ''
    expect((await say('eve', { action: 'erase', sequence })).status).toBe(303)
    expect(await pageFor('eve')).toMatch(/<details><summary class="small muted">\d+ taken back<\/summary>/)
  })

  test('names whoever said it in what follows from it, and in the row of a list', async () => {
    const roof = '/p/test/series/roof-1%40x'
    expect((await say('bo', { action: 'look', by: '2026-06-05' }, roof)).status).toBe(303)
    const page = await pageFor('bo', roof)
    expect(page).toMatch(/; Bo[^<@]* looks at it by 2026-06-05/)
    expect(page).not.toContain('bo@example.org looks at it')
    const eve = await app.request(`${HOST}/p/test/me`, {
      headers: { cookie: people.get('eve')?.cookie ?? '' },
    })
    const inbox = await pageFor('eve', eve.headers.get('location') ?? '')
    expect(inbox).toMatch(/<span class="sub said"><a class="person"[^>]*>Bo[^<]*<\/a>, /)
    expect(inbox).toMatch(/waiting for Bo[^<@]*: [^<]*; Bo[^<@]* looks at it/)
  })

  test('leads back to the page it was said on, and nowhere else', async () => {
    for (const [back, target] of [
      ['/p/test/lost?area=WALLS', '/p/test/lost?area=WALLS&recorded=N&about=walls-1%40x'],
      ['//evil.example', `${SERIES}?recorded=N`],
      ['https://evil.example/p/test/', `${SERIES}?recorded=N`],
      ['/p/test/\r\nSet-Cookie: x', `${SERIES}?recorded=N`],
    ] as const) {
      const answer = await say('eve', { action: 'not-me', back })
      expect(answer.headers.get('location')?.replace(/recorded=\d+/, 'recorded=N')).toBe(target)
    }
  })

  test('“not me” takes a line out of the inbox, and no form is on another’s', async () => {
    await say('mo', { action: 'state', status: 'new' })
    const mo = await app.request(`${HOST}/p/test/me`, { headers: { cookie: people.get('mo')?.cookie ?? '' } })
    // Mo never wrote a mail: there is no page of theirs yet, and the answer says so.
    expect(mo.status).toBe(404)
    expect(await mo.text()).toContain(
      'Nobody has written to the list from mo@example.org: your inbox is empty.',
    )
    const bo = await app.request(`${HOST}/p/test/me`, { headers: { cookie: people.get('bo')?.cookie ?? '' } })
    const path = bo.headers.get('location') ?? ''
    expect(await pageFor('bo', path)).toContain('name="action" value="snooze"')
    expect(await pageFor('eve', path)).not.toContain('name="action"')
  })
})

describe('on a list too large to wait for', () => {
  test('a decision is recorded at once, said to be worked in, and a sync is asked for', async () => {
    const { database, config } = context
    const later = '2999-01-01T00:00:00Z'
    let asked = 0
    const served = app
    app = createApp({
      database,
      config,
      now: () => NOW,
      report: () => undefined,
      derivesLater: true,
      decide: recordWith({
        database,
        config,
        clock: () => later,
        now: () => NOW,
        signal: new AbortController().signal,
        soon: () => asked++,
      }),
      accounts: { config, outbox: memoryOutbox(), refusal: undefined, clock: () => NOW },
    })
    onTestFinished(() => {
      app = served
    })
    const answer = await say('mo', { action: 'state', status: 'deferred', reason: 'after 2.0' })
    expect(answer.status).toBe(303)
    expect(asked).toBe(1)
    const page = await pageFor('mo')
    expect(page).toContain('after 2.0')
    expect(page.match(/being worked in/g)).toHaveLength(1)
    const back = answer.headers.get('location') ?? ''
    const banner = (text: string) => /<p class="banner" role="status"[^>]*>.*?<\/p>/.exec(text)?.[0]
    expect(banner(await pageFor('mo', back))).toMatch(
      /data-pending>Recorded as decision \d+\. What follows from it is being worked out, and not shown yet/,
    )
    await sync(context)
    expect(banner(await pageFor('mo', back))).toContain('What follows from it is shown here.')
    expect(await pageFor('mo')).not.toContain('being worked in')
  })
})
