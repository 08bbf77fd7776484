import type { Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { UserError } from '../../core/errors.ts'
import { addDays, type Instant } from '../../core/time.ts'
import {
  endSessions,
  findSignInLink,
  listSessions,
  putSignInLink,
  takeSignInLink,
} from '../../store/inputs/sessions.ts'
import type { Accounts } from '../accounts.ts'
import { isLocal, remoteAddress } from '../local-request.ts'
import { accountPage, confirmPage, linkSentPage, outboxPage, signInPage } from '../pages/account.ts'
import { makeRateLimit } from '../rate-limit.ts'
import { sendPage, type WebEnv } from '../request.ts'
import {
  digestSecret,
  endSession,
  isOwnPage,
  makeToken,
  needUser,
  newSecret,
  readOwnForm,
  startSession,
} from '../session.ts'
import type { WebContext } from '../site.ts'

const LINK_MINUTES = 20
const ASKED_COOKIE = 'patchmoot_asked'
const QUARTER_HOUR = 900

/** Signing in by mail, sessions and tokens. Without accounts there are none of these pages. */
export function addAccountRoutes(app: Hono<WebEnv>, context: WebContext): void {
  const site = context.config
  const db = context.database.kysely
  const perAddress = makeRateLimit(3, QUARTER_HOUR)
  const perClient = makeRateLimit(20, QUARTER_HOUR)
  const need = (): Accounts => {
    if (context.accounts === undefined) throw new UserError('not-found', 'Nobody can sign in to this server.')
    return context.accounts
  }

  app.get('/sign-in', async (c) => {
    const { refusal } = need()
    const target = safeTarget(new URL(c.req.url).searchParams.get('to'))
    return sendPage(c, signInPage(site, { refusal, target, isDemo: context.demo === true }))
  })

  app.post('/sign-in', async (c) => {
    const accounts = need()
    if (accounts.refusal !== undefined) throw new UserError('forbidden', accounts.refusal)
    const form = await readFormOfStranger(c)
    const address = (form.get('address') ?? '').trim().toLowerCase()
    if (!/^[^\s<>@,;:"()[\]\\]{1,64}@[a-z0-9][a-z0-9.-]{0,250}$/.test(address))
      throw new UserError('usage', 'That is no mail address.', { hint: 'It looks like name@example.org.' })
    const now = accounts.clock()
    if (!perClient(clientOf(c), now))
      throw new UserError('forbidden', 'Too many links were asked for.', {
        hint: 'Try again in a quarter of an hour.',
      })
    // For whom no link is sent, because they had three, is not told: that would tell who signs in.
    if (perAddress(address, now)) await sendLink(c, accounts, address, safeTarget(form.get('to')), now)
    return sendPage(c, linkSentPage(site, address, accounts.outbox.kind))
  })

  const sendLink = async (
    c: Context<WebEnv>,
    accounts: Accounts,
    address: string,
    target: string,
    now: Instant,
  ): Promise<void> => {
    const secret = newSecret()
    const nonce = newSecret()
    const link = {
      digest: digestSecret(secret),
      address,
      expiresAt: addDays(now, LINK_MINUTES / 1440),
      target: JSON.stringify({ to: target, asked: digestSecret(nonce) }),
    }
    await putSignInLink(db, link, now)
    const origin = site.baseUrl ?? new URL(c.req.url).origin
    setCookie(c, ASKED_COOKIE, nonce, {
      path: '/sign-in',
      httpOnly: true,
      sameSite: 'Lax',
      secure: origin.startsWith('https:'),
      maxAge: LINK_MINUTES * 60,
    })
    const mail = {
      to: address,
      subject: `Sign in to ${new URL(origin).host}`,
      text: `Open this link within ${LINK_MINUTES} minutes to sign in. It works once.\n\n${origin}/sign-in/${secret}\n\nYou did not ask for it? Then nothing has to be done: without the link nobody is signed in.\n`,
    }
    // Not awaited: how long a mail server takes would tell which addresses it knows.
    accounts.outbox
      .send(mail)
      .catch((error: unknown) =>
        context.report?.(`sign-in: ${error instanceof Error ? error.message : error}`),
      )
  }

  app.get('/sign-in/:token', async (c) => {
    const accounts = need()
    const digest = digestSecret(c.req.param('token').slice(0, 100))
    const link = await findSignInLink(db, digest, accounts.clock())
    if (link === undefined) throw expired()
    const asked = getCookie(c, ASKED_COOKIE)
    const isSameBrowser = asked !== undefined && digestSecret(asked) === targetOf(link.target).asked
    if (!isSameBrowser || c.req.method === 'HEAD')
      return sendPage(c, confirmPage(site, link.address, c.req.path))
    return signIn(c, accounts, digest)
  })

  app.post('/sign-in/:token', async (c) => {
    const accounts = need()
    if (!isOwnPage(c)) throw new UserError('forbidden', 'This form does not come from a page of this server.')
    return signIn(c, accounts, digestSecret(c.req.param('token').slice(0, 100)))
  })

  const signIn = async (c: Context<WebEnv>, accounts: Accounts, digest: string) => {
    const link = await takeSignInLink(db, digest, accounts.clock())
    if (link === undefined) throw expired()
    await startSession(context, accounts, c, link.address)
    deleteCookie(c, ASKED_COOKIE, { path: '/sign-in' })
    return c.redirect(safeTarget(targetOf(link.target).to), 303)
  }

  app.post('/sign-out', async (c) => {
    const accounts = need()
    await readOwnForm(c)
    await endSession(context, accounts, c)
    return c.redirect('/', 303)
  })

  app.get('/account', async (c) => {
    const accounts = need()
    const user = c.get('user')
    if (user === undefined) return c.redirect('/sign-in?to=/account', 302)
    return sendPage(
      c,
      accountPage(site, user, await listSessions(db, user.address, accounts.clock()), undefined),
    )
  })

  app.post('/account/end', async (c) => {
    need()
    const form = await readOwnForm(c)
    const user = needUser(c)
    await endSessions(db, user.address, form.get('name') ?? '')
    return c.redirect('/account', 303)
  })

  app.post('/account/token', async (c) => {
    const accounts = need()
    const form = await readOwnForm(c)
    const user = needUser(c)
    if (user.kind === 'token') throw new UserError('forbidden', 'A token makes no tokens.')
    const token = await makeToken(context, accounts, user.address, form.get('label') ?? '')
    const sessions = await listSessions(db, user.address, accounts.clock())
    c.header('Cache-Control', 'no-store')
    return sendPage(c, accountPage(site, user, sessions, token))
  })

  app.get('/outbox', async (c) => {
    const accounts = context.accounts
    const isShown = context.demo === true && accounts?.outbox.kind === 'memory' && isLocal(c)
    if (!isShown || accounts === undefined) throw new UserError('not-found', 'There is no such page.')
    c.header('Cache-Control', 'no-store')
    return sendPage(c, outboxPage(site, accounts.outbox.list()))
  })
}

function expired(): UserError {
  return new UserError('not-found', 'This link has been used, or is older than 20 minutes.', {
    hint: 'Ask for another one.',
  })
}

/** A form of somebody who is not signed in: it has to come from a page of this server all the same. */
async function readFormOfStranger(c: Context<WebEnv>): Promise<URLSearchParams> {
  c.set('user', undefined)
  return readOwnForm(c)
}

/** A path of this server; anything else is the front page. */
function safeTarget(target: string | null | undefined): string {
  return target && /^\/(?![/\\])[^\\\s]{0,500}$/.test(target) ? target : '/'
}

function targetOf(text: string): { readonly to: string; readonly asked: string } {
  const read: { to?: unknown; asked?: unknown } = JSON.parse(text)
  return { to: String(read.to ?? '/'), asked: String(read.asked ?? '') }
}

/** The other end of the connection; one name for all where there is none, as in tests. */
function clientOf(c: Context<WebEnv>): string {
  return remoteAddress(c) ?? 'unknown'
}
