import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { UserError } from '../core/errors.ts'
import { addDays, daysBetween } from '../core/time.ts'
import { endSessions, findSession, putSession, touchSession } from '../store/inputs/sessions.ts'
import type { Accounts } from './accounts.ts'
import { makeRateLimit } from './rate-limit.ts'
import type { WebEnv } from './request.ts'
import type { SignedIn } from './signed-in.ts'
import type { WebContext } from './site.ts'

/** Days that a browser stays signed in, and a token works. */
export const SESSION_DAYS = 90
export const TOKEN_DAYS = 365
const MOST_FORM_OCTETS = 100_000

/** A new secret: 32 octets of chance. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** All that is kept of a secret. */
export function digestSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Finds out who asks: by the cookie of a browser, or by the token of a script. */
export function knowWhoAsks(context: WebContext): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const { accounts } = context
    if (accounts !== undefined && accounts.refusal === undefined)
      c.set('user', await readSignedIn(context, accounts, c))
    await next()
  }
}

/** Changes that one person may make within a minute: an organiser who types is far below, a script that ran wild above. */
const MOST_CHANGES = 120

/** Bounds how much one person changes at once: each change is kept for ever in the log. */
export function limitChanges(context: WebContext): MiddlewareHandler<WebEnv> {
  const allow = makeRateLimit(MOST_CHANGES, 60)
  return async (c, next) => {
    const user = c.get('user')
    const isChange = c.req.method !== 'GET' && c.req.method !== 'HEAD'
    if (isChange && user !== undefined && !allow(user.address, context.accounts?.clock() ?? context.now())) {
      c.header('Retry-After', '60')
      throw new UserError(
        'too-many',
        `More than ${MOST_CHANGES} changes within a minute are not taken from one person.`,
        {
          hint: 'Nothing was changed. Go back, where what you wrote still is, and send it again in a minute.',
        },
      )
    }
    await next()
  }
}

async function readSignedIn(
  context: WebContext,
  accounts: Accounts,
  c: Context<WebEnv>,
): Promise<SignedIn | undefined> {
  const bearer = /^Bearer (pm_[\w-]{43})$/.exec(c.req.header('authorization') ?? '')?.[1]
  const secret = bearer ?? getCookie(c, cookieName(accounts))
  if (secret === undefined || secret.length > 100) return undefined
  const digest = digestSecret(secret)
  const db = context.database.kysely
  const now = accounts.clock()
  const session = await findSession(db, digest, now)
  // A token is no cookie, and a cookie no token.
  if (session === undefined || (session.kind === 'token') !== (bearer !== undefined)) return undefined
  if (daysBetween(session.seenAt, now) > 1 / 24) await touchSession(db, digest, now)
  const { address, name, kind } = session
  return { address, name, kind, csrf: digestSecret(`form ${secret}`) }
}

/** Signs a browser in: whatever it was signed in as before is over. */
export async function startSession(
  context: WebContext,
  accounts: Accounts,
  c: Context<WebEnv>,
  address: string,
): Promise<void> {
  const secret = newSecret()
  const now = accounts.clock()
  const before = c.get('user')
  const db = context.database.kysely
  if (before?.kind === 'browser') await endSessions(db, before.address, before.name)
  await putSession(db, digestSecret(secret), {
    name: randomBytes(8).toString('hex'),
    address,
    kind: 'browser',
    label: (c.req.header('user-agent') ?? 'a browser').slice(0, 200),
    createdAt: now,
    seenAt: now,
    expiresAt: addDays(now, SESSION_DAYS),
  })
  setCookie(c, cookieName(accounts), secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(accounts),
    maxAge: SESSION_DAYS * 86_400,
  })
}

/** Signs this browser out. */
export async function endSession(context: WebContext, accounts: Accounts, c: Context<WebEnv>): Promise<void> {
  const user = c.get('user')
  if (user !== undefined) await endSessions(context.database.kysely, user.address, user.name)
  deleteCookie(c, cookieName(accounts), { path: '/', secure: isSecure(accounts) })
}

/**
 * Makes a token for scripts. It is shown once. One that begins with `cal_` opens a calendar and nothing else: no door but
 * that takes it, so it can stand in an address.
 */
export async function makeToken(
  context: WebContext,
  accounts: Accounts,
  address: string,
  label: string,
  prefix: 'pm_' | 'cal_' = 'pm_',
): Promise<string> {
  const token = `${prefix}${newSecret()}`
  const now = accounts.clock()
  await putSession(context.database.kysely, digestSecret(token), {
    name: randomBytes(8).toString('hex'),
    address,
    kind: 'token',
    label: label.trim().slice(0, 100) || 'a script',
    createdAt: now,
    seenAt: now,
    expiresAt: addDays(now, TOKEN_DAYS),
  })
  return token
}

/** Who asks; throws `UserError` 'forbidden' where nobody is signed in. */
export function needUser(c: Context<WebEnv>): SignedIn {
  const user = c.get('user')
  if (user !== undefined) return user
  throw new UserError('forbidden', 'This needs you to be signed in.', {
    hint: 'A link to sign in comes by mail.',
  })
}

/**
 * The fields of a form that a page of this server sent, for whoever it was made for. A token's bearer needs no form:
 * no browser sends a token by itself. Throws `UserError` 'forbidden' for a form from anywhere else.
 */
export async function readOwnForm(c: Context<WebEnv>): Promise<URLSearchParams> {
  const form = await readForm(c)
  if (c.get('user') === undefined) needOwnPage(c)
  else needOwner(c, form)
  return form
}

/**
 * Whoever is signed in and sent a form that was made for them. Throws `UserError` 'forbidden', in words for each case: a page that
 * shows the form again can be sent anew by somebody who has signed in since it was opened.
 */
export function needOwner(c: Context<WebEnv>, form: URLSearchParams): SignedIn {
  const user = c.get('user')
  if (user?.kind === 'token') return user
  needOwnPage(c)
  const owner = needUser(c)
  if (isEqual(form.get('csrf') ?? '', owner.csrf)) return owner
  throw new UserError('forbidden', 'You have signed in anew since this form was opened.', {
    hint: 'Look at what you typed, and send it again.',
  })
}

function needOwnPage(c: Context<WebEnv>): void {
  if (isOwnPage(c)) return
  throw new UserError('forbidden', 'This form does not come from a page of this server.', {
    hint: 'Open the page anew, and try again.',
  })
}

/** The fields of a form, whoever sent it. Throws `UserError` for what is none, or too much. */
export async function readForm(c: Context<WebEnv>): Promise<URLSearchParams> {
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded\b/i.test(type))
    throw new UserError('usage', 'A form was expected (application/x-www-form-urlencoded).')
  const length = Number(c.req.header('content-length') ?? 0)
  if (length > MOST_FORM_OCTETS) throw new UserError('usage', 'That is too much text.')
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = c.req.raw.body?.getReader()
  for (;;) {
    const part = await reader?.read()
    if (part === undefined || part.done) break
    size += part.value.length
    if (size > MOST_FORM_OCTETS) {
      await reader?.cancel()
      throw new UserError('usage', 'That is too much text.')
    }
    chunks.push(part.value)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

/** Browsers say where a form comes from, and no other page can make them say something else. */
export function isOwnPage(c: Context<WebEnv>): boolean {
  const origin = c.req.header('origin')
  if (origin === undefined || !URL.canParse(origin)) return false
  return new URL(origin).host === (c.req.header('host') ?? new URL(c.req.url).host)
}

function isEqual(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** "__Host-": no other host, and no page without encryption, can have set it. */
function cookieName(accounts: Accounts): string {
  return isSecure(accounts) ? '__Host-patchmoot' : 'patchmoot'
}

function isSecure(accounts: Accounts): boolean {
  return accounts.config.baseUrl?.startsWith('https:') ?? false
}
