import type { Context, Hono } from 'hono'
import { decideMotion, type MotionAct } from '../../app/governance/decide-motion.ts'
import { personOf } from '../../app/governance/person-of.ts'
import { UserError } from '../../core/errors.ts'
import { holdingsAt } from '../../core/people/roles.ts'
import { listHoldings } from '../../store/derived/holdings.ts'
import { ensureProject } from '../../store/inputs/projects.ts'
import { readMotion } from '../../store/read/motions.ts'
import { motionPath } from '../motions/motion-words.ts'
import { newMotionPage } from '../pages/new-motion.ts'
import { type Asked, readAsked, readPart, sendPage, type WebEnv } from '../request.ts'
import { needUser, readOwnForm } from '../session.ts'
import type { WebContext } from '../site.ts'
import { sendMotion } from './motions.ts'

/** Voting, putting a motion, and what happens to one: by whoever is signed in, judged by what the project knows. */
export function addMotionActRoutes(app: Hono<WebEnv>, context: WebContext): void {
  app.get('/p/:project/motions/new', async (c) => {
    const asked = await readAsked(context, c)
    const project = projectOf(context, asked)
    const user = c.get('user')
    if (user === undefined) return c.redirect(`/sign-in?to=${encodeURIComponent(c.req.path)}`, 302)
    const person = await personOf(asked.db, asked.projectId, project, user.address)
    const entries = await listHoldings(asked.db, asked.projectId)
    const held = holdingsAt(
      entries.map((one) => one.holding),
      asked.view.asOf,
      { person },
    ).map((one) => one.role)
    const kinds = (project.governance?.pack.kinds ?? []).filter((kind) => kind.tally !== 'checkIn')
    const isMine = (openBy: readonly string[] | undefined): boolean =>
      openBy === undefined || openBy.some((role) => held.includes(role))
    return sendPage(
      c,
      newMotionPage(asked.view, {
        csrf: user.csrf,
        kinds: kinds.filter((kind) => isMine(kind.openBy)),
        others: kinds.filter((kind) => !isMine(kind.openBy)),
        projects: project.governance?.subProjects ?? [],
      }),
    )
  })

  app.post('/p/:project/motions', async (c) => {
    const asked = await readAsked(context, c)
    const form = await readOwnForm(c)
    const options = (form.get('options') ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
    const made = await act(c, asked, 'motion-draft', '', {
      kind: form.get('kind') ?? '',
      title: form.get('title')?.trim() ?? '',
      text: (form.get('text') ?? '').replaceAll('\r\n', '\n').trim(),
      options: options.length === 0 ? undefined : options,
      deadline: endOf(form.get('until')),
      subjectPerson: form.get('about')?.trim() || undefined,
      ballots: form.get('ballots') || undefined,
      startingPosition: form.get('start') ? wholeNumber(form.get('start') ?? '') : undefined,
      project: form.get('project') || undefined,
    })
    return c.redirect(motionPath(asked.view.project, made.decision.subject), 303)
  })

  app.post('/p/:project/motions/:id/vote', async (c) => {
    const asked = await readAsked(context, c)
    const form = await readOwnForm(c)
    const id = readPart(c, 'id')
    const value = form.get('value')
    const choices = await readChoices(context, asked, id, form)
    const made = await act(c, asked, 'vote', id, {
      ...(form.get('withdraw') === '1'
        ? { withdraw: true }
        : choices.length > 0
          ? { choices }
          : { value: value === null ? undefined : wholeNumber(value) }),
      reason: form.get('reason')?.trim() || undefined,
    })
    // Not a redirect: the receipt of an anonymous ballot belongs into no address.
    c.header('Cache-Control', 'no-store')
    return sendMotion(context, c, asked, made.decision.subject, made.receipt ?? '')
  })

  app.post('/p/:project/motions/:id/confirm', async (c) => {
    const asked = await readAsked(context, c)
    const form = await readOwnForm(c)
    const id = readPart(c, 'id')
    await act(c, asked, 'vote-confirm', id, { mail: form.get('mail') ?? '' })
    return c.redirect(motionPath(asked.view.project, id), 303)
  })

  app.post('/p/:project/motions/:id/event', async (c) => {
    const asked = await readAsked(context, c)
    const form = await readOwnForm(c)
    const id = readPart(c, 'id')
    const type = form.get('type') ?? ''
    await act(c, asked, 'motion-event', id, { type, ...eventWords(type, form) })
    return c.redirect(motionPath(asked.view.project, id), 303)
  })

  const act = async (
    c: Context<WebEnv>,
    asked: Asked,
    action: string,
    subject: string,
    payload: Readonly<Record<string, unknown>>,
  ): Promise<MotionAct> => {
    const user = needUser(c)
    const project = projectOf(context, asked)
    const projectId = await ensureProject(context.database.kysely, project.id)
    return decideMotion(
      { database: context.database, project, projectId, clock: () => context.now() },
      {
        person: user.address,
        action,
        subject,
        payload: { ...payload, via: user.kind === 'token' ? 'token' : 'web' },
      },
    )
  }
}

function projectOf(context: WebContext, asked: Asked) {
  const found = context.accounts?.config.projects.find((one) => one.id === asked.view.project.id)
  if (found === undefined) throw new UserError('forbidden', 'Nothing can be changed on this server.')
  return found
}

/** What a form says of an event: the fields that its type has. */
function eventWords(type: string, form: URLSearchParams): Readonly<Record<string, unknown>> {
  const words = (name: string): string | undefined => form.get(name)?.trim() || undefined
  const text = words('text')?.replaceAll('\r\n', '\n')
  switch (type) {
    case 'extended':
      return { deadline: endOf(form.get('until')) }
    case 'cancelled':
    case 'challenged':
    case 'corrected':
      return { reason: words('reason') }
    case 'revised':
      return { text }
    case 'published':
      return { text: text ?? '' }
    case 'castingVote':
      return { value: wholeNumber(form.get('value') ?? '') }
    case 'present':
      return { persons: (form.get('persons') ?? '').split(/[\s,]+/).filter(Boolean) }
    case 'added':
      return { group: words('group'), person: words('person')?.toLowerCase(), name: '' }
    case 'reported': {
      const number = (name: string): number => wholeNumber(form.get(name) ?? '')
      const numbers = { inFavour: number('for'), against: number('against'), abstained: number('abstained') }
      return { group: words('group'), ...numbers }
    }
    default:
      return {}
  }
}

/** The last second of a day; anything else is absent. */
function endOf(day: string | null): string | undefined {
  return day !== null && /^\d{4}-\d\d-\d\d$/.test(day) ? `${day}T23:59:59Z` : undefined
}

function wholeNumber(text: string): number {
  if (!/^[+-]?\d{1,6}$/.test(text)) throw new UserError('usage', 'That is no vote.')
  return Number(text) || 0
}

/** `choice-0`, `choice-1`: numbers of the options, in the order in which the motion has them. */
async function readChoices(
  context: WebContext,
  asked: Asked,
  id: string,
  form: URLSearchParams,
): Promise<readonly { readonly option: string; readonly value: number }[]> {
  const chosen = [...form].filter(([name]) => /^choice-\d{1,2}$/.test(name))
  if (chosen.length === 0) return []
  const options = (await readMotion(context.database.kysely, asked.projectId, id))?.motion.options ?? []
  return chosen.flatMap(([name, value]) => {
    const option = options[Number(name.slice('choice-'.length))]
    return option === undefined ? [] : [{ option, value: wholeNumber(value) }]
  })
}
