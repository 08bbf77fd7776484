import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { memoryOutbox } from '../../src/app/outbox.ts'
import { sync } from '../../src/app/sync.ts'
import type { SyncContext } from '../../src/app/with-run.ts'
import { putSession } from '../../src/store/inputs/sessions.ts'
import { createApp } from '../../src/web/app.ts'
import { digestSecret } from '../../src/web/session.ts'
import { contextFor, mbox, type TestMail } from '../support/archive.ts'
import { quickEngines, temporaryFolder } from '../support/db.ts'

export const ORGANISER = 'olga@example.org'
export const EVENT_ID = 'example-2026'
/** Where the pages of the event are. */
export const EVENT_PATH = `/p/test/events/${EVENT_ID}`

/** A server with one project, in which anybody can be signed in. */
export interface EventSite {
  readonly app: ReturnType<typeof createApp>
  readonly context: SyncContext
  /** The instant at which the server stands; can be put forward. */
  now: string
  /** The cookie of a browser in which somebody is signed in; the same for the same address. */
  cookieOf(address: string): Promise<string>
  /** Sends a form as somebody who sees the page that it is on. */
  post(
    address: string,
    path: string,
    fields: Readonly<Record<string, string>> | URLSearchParams,
  ): Promise<Response>
  get(path: string, address?: string): Promise<Response>
  page(path: string, address?: string): Promise<string>
}

/** The secret that a browser or a script of somebody has: made of their address, so that pages are always the same. */
function secretOf(address: string): string {
  return createHash('sha256').update(`test ${address}`).digest('base64url').slice(0, 43)
}

/** What proves that a form is on a page of somebody. */
export function csrfOf(address: string): string {
  return digestSecret(`form ${secretOf(address)}`)
}

/** Opens such a server on an empty database. */
export async function openEventSite(
  now = '2026-03-01T12:00:00Z',
  mails: readonly TestMail[] = [],
): Promise<EventSite> {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'mails'), mbox(mails))
  const context = await contextFor(await engine.open(), folder, {
    title: 'Example',
    lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
    roles: [
      { role: 'community-manager', person: ORGANISER, name: 'Olga Example' },
      ...['ada', 'bo', 'cy'].map((name) => ({ role: 'committer', person: `${name}@example.org` })),
    ],
  })
  if (mails.length > 0) await sync(context)
  const site: EventSite = {
    context,
    now,
    app: createApp({
      database: context.database,
      config: context.config,
      now: () => site.now,
      accounts: {
        config: context.config,
        outbox: memoryOutbox(),
        refusal: undefined,
        clock: () => site.now,
      },
    }),
    async cookieOf(address) {
      const secret = secretOf(address)
      const at = '2026-03-01T11:30:00Z'
      const session = { name: secret.slice(0, 16), address, kind: 'browser' as const, label: 'a test' }
      const times = { createdAt: at, seenAt: at, expiresAt: '2036-01-01T00:00:00Z' }
      if (!signedIn.has(address))
        await putSession(context.database.kysely, digestSecret(secret), { ...session, ...times })
      signedIn.add(address)
      return `patchmoot=${secret}`
    },
    async post(address, path, fields) {
      const form = new URLSearchParams(fields)
      form.set('csrf', csrfOf(address))
      return site.app.request(`http://localhost${path}`, {
        method: 'POST',
        body: form.toString(),
        headers: {
          cookie: await site.cookieOf(address),
          origin: 'http://localhost',
          'content-type': 'application/x-www-form-urlencoded',
        },
      })
    },
    async get(path, address) {
      const headers = address === undefined ? {} : { cookie: await site.cookieOf(address) }
      return site.app.request(`http://localhost${path}`, { headers })
    },
    async page(path, address) {
      return (await site.get(path, address)).text()
    },
  }
  const signedIn = new Set<string>()
  return site
}

/** Sends a form that has to be taken: throws with what the server says where it is not. */
export async function must(answer: Promise<Response>): Promise<string> {
  const response = await answer
  if (response.status === 303) return response.headers.get('location') ?? ''
  throw new Error(
    `${response.status}: ${(await response.text())
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .slice(0, 900)}`,
  )
}

/** An event with rooms, times, topics, people, sessions, an agenda and notes, all made by forms. */
export async function fillEventSite(site: EventSite): Promise<void> {
  const [ada, bo, cy, ed] = ['ada', 'bo', 'cy', 'ed'].map((name) => `${name}@example.org`) as [
    string,
    string,
    string,
    string,
  ]
  const at = (...parts: readonly string[]): string => [EVENT_PATH, ...parts].join('/')
  const olga = (path: string, fields: Readonly<Record<string, string>>) =>
    must(site.post(ORGANISER, path, fields))
  await olga('/p/test/events', {
    id: EVENT_ID,
    name: 'Example Hackathon 2026',
    startsOn: '2026-04-21',
    endsOn: '2026-04-22',
    timeZone: 'Europe/London',
    venue: 'Example House',
    address: '1 Example Road',
    host: 'Example Ltd',
    capacity: '4',
    cutOff: '2026-04-08T23:59',
    phase: 'open',
    contact: 'events@example.org',
    list: 'devel@lists.example.org',
    aliases: 'Hackathon/Example2026',
    'text-welcome': 'Two days of work. **Bring** what you are stuck with.\n\n<script>alert(1)</script>',
    purgeAfterDays: '30',
  })
  for (const [name, capacity] of [
    ['Hall', '20'],
    ['Kitchen', '2'],
  ] as const)
    await olga(at('rooms'), { name, capacity })
  await olga(at('slots', 'several'), {
    lines:
      '09:00-09:30 plenary Welcome\n09:30-10:30\n10:30-11:30\n12:30-13:30 break Lunch\n2026-04-22 09:30-10:30 session',
  })
  await must(
    site.post(ada, at('topics'), {
      title: 'Live <b>patching</b>',
      contacts: 'Mentor: Ada Example\nBo Example',
      description: 'What is left to do.\n\n* Sign the patches\n** on both sides\n* Stack them',
      outcomes: 'A plan, see https://example.org/plan.',
      skills: 'C',
      inserted: '12/03/2013',
      list: 'devel@lists.example.org',
    }),
  )
  await must(site.post(bo, at('topics'), { title: 'Stub domains', description: 'Their fate.' }))
  for (const [who, name, organisation] of [
    [ada, 'Ada Example', 'Example Ltd'],
    [bo, 'Bo Example', '=cmd()'],
    [cy, 'Cy Example', 'Other, Inc'],
  ] as const)
    await must(
      site.post(who, at('people'), {
        name,
        organisation,
        irc: name.slice(0, 2).toLowerCase(),
        first: name.split(' ')[0] ?? '',
        last: 'Example',
        jobTitle: 'Engineer',
      }),
    )
  await must(site.post(ed, at('people'), { name: 'Ed Example', organisation: 'New Corp' }))
  await must(
    site.post(bo, at('people', 'travel'), {
      arrives: 'April 21st 10:15 by train',
      leaves: 'April 22',
      lodging: 'The Secret Inn',
    }),
  )
  await must(
    site.post(cy, at('people', 'travel'), { arrives: 'April 20', leaves: 'soon', lodging: 'The secret inn' }),
  )
  for (const [who, grade] of [
    [ada, 'must'],
    [bo, 'yes'],
    [cy, 'maybe'],
  ] as const)
    await must(site.post(who, at('topics', 'live-b-patching-b', 'interest'), { grade }))
  await must(site.post(bo, at('topics', 'stub-domains', 'interest'), { grade: 'must' }))
  await must(
    site.post(cy, at('topics', 'live-b-patching-b', 'comments'), {
      text: 'See https://example.org/a?b=1.\n<i>Yes</i>',
    }),
  )
  const session = (
    title: string,
    topic: string,
    leaders: string,
    more: Readonly<Record<string, string>> = {},
  ) =>
    must(
      site.post(ORGANISER, at('sessions'), {
        full: '1',
        title,
        topic,
        leaders,
        abstract: '',
        required: '',
        wishes: '',
        ...more,
      }),
    )
  await session('Live patching, signed', 'live-b-patching-b', 'Ada Example', {
    wishes: 'must be on day 1\nwhen the moon is full',
  })
  await session('Stub domains: what now', 'stub-domains', 'Bo Example', { noteTaker: 'Cy Example' })
  await session('Nothing planned', '', 'Cy Example')
}
