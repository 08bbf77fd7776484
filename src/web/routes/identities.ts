import type { Context, Hono } from 'hono'
import type { Act } from '../../app/decide.ts'
import { mayDecideIdentities } from '../../app/identity-act.ts'
import { UserError } from '../../core/errors.ts'
import { type IdentitySuggestion, suggestIdentities } from '../../core/people/suggest-identities.ts'
import { secondsOf } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { listPeople } from '../../store/read/people.ts'
import { boardPath } from '../dashboard/board.ts'
import type { LoadBoard } from '../dashboard/load-board.ts'
import { listDecidedIdentities } from '../decided-identities.ts'
import { identitiesPage } from '../pages/identities.ts'
import { refusalOf } from '../refused-form.ts'
import { type Asked, readAsked, readNumber, sendPage, type WebEnv } from '../request.ts'
import { needOwner, readForm } from '../session.ts'
import type { WebContext } from '../site.ts'

/** Pairs of people who may be one, as of the last sync, without those of whom somebody said something. */
export type SuggestIdentities = (asked: Asked) => Promise<readonly IdentitySuggestion[]>

/** Who may be one person under two names, and what was said of it. */
export function addIdentityRoutes(
  app: Hono<WebEnv>,
  context: WebContext,
  load: LoadBoard,
  suggestionsFor: SuggestIdentities,
): void {
  app.get('/p/:project/quality/identities', async (c) => {
    const asked = await readAsked(context, c)
    return sendPage(
      c,
      identitiesPage(await load(asked), {
        suggestions: await suggestionsFor(asked),
        decided: await listDecidedIdentities(asked),
        csrf: (await mayDecide(context, c, asked)) ? c.get('user')?.csrf : undefined,
        recorded: readNumber(asked.query, 'recorded', 1, 1_000_000_000),
      }),
    )
  })

  app.post('/p/:project/quality/identities', async (c) => {
    const asked = await readAsked(context, c)
    const form = await readForm(c)
    try {
      const user = needOwner(c, form)
      if (context.decide === undefined || !(await mayDecide(context, c, asked)))
        throw new UserError(
          'forbidden',
          'Who is who is said by committers, and by those who hold a role in the configuration.',
        )
      const made = await context.decide(asked.view.project.id, { person: user.address, ...actOf(form) })
      const board = await load(asked)
      return c.redirect(boardPath(board, 'quality/identities', {}, { recorded: String(made.sequence) }), 303)
    } catch (error) {
      const { refused, status } = refusalOf(c, error, form)
      const board = await load(asked)
      const page = identitiesPage(
        { ...board, view: { ...board.view, refused } },
        {
          suggestions: await suggestionsFor(asked),
          decided: await listDecidedIdentities(asked),
          csrf: (await mayDecide(context, c, asked)) ? c.get('user')?.csrf : undefined,
          recorded: undefined,
        },
      )
      return sendPage(c, page, status)
    }
  })
}

/** What a form says of two addresses. Throws `UserError` where it says nothing. */
function actOf(form: URLSearchParams): Pick<Act, 'action' | 'subject' | 'payload'> {
  const [verdict = '', address = '', person = ''] = (form.get('verdict') ?? '').split(' ')
  if (verdict !== 'join' && verdict !== 'separate') throw new UserError('usage', 'There is no such act.')
  const reason = (form.get('reason') ?? '').trim().slice(0, 2000)
  return {
    action: verdict,
    subject: `person:${address}`,
    payload: { person, ...(reason === '' ? {} : { reason }) },
  }
}

async function mayDecide(context: WebContext, c: Context<WebEnv>, asked: Asked): Promise<boolean> {
  const user = c.get('user')
  const project = context.accounts?.config.projects.find((one) => one.id === asked.view.project.id)
  if (user === undefined || project === undefined || context.decide === undefined) return false
  if (asked.view.pastDay !== undefined) return false
  return mayDecideIdentities(
    { db: asked.db, projectId: asked.projectId, project },
    user.address,
    context.now(),
  )
}

/** Everybody is compared with everybody once after a sync. */
export function keepSuggestions(): SuggestIdentities {
  const kept = new Map<
    number,
    { readonly asOf: string; readonly suggestions: readonly IdentitySuggestion[] }
  >()
  return async (asked) => {
    const { db, projectId, view } = asked
    const asOf = view.state.asOf ?? ''
    let found = kept.get(projectId)
    if (found?.asOf !== asOf) {
      found = { asOf, suggestions: await suggestionsOf(db, projectId) }
      if (asOf !== '') kept.set(projectId, found)
    }
    const decided = await listDecidedIdentities(asked)
    return found.suggestions.filter(({ one, other }) => {
      const [a, b] = [one, other].map((each) => new Set([each.key, ...each.addresses]))
      const isBetween = (x: string, y: string): boolean => a?.has(x) === true && b?.has(y) === true
      return !decided.some(
        (said) => isBetween(said.address, said.other) || isBetween(said.other, said.address),
      )
    })
  }
}

async function suggestionsOf(db: Db, projectId: number): Promise<readonly IdentitySuggestion[]> {
  const people = await listPeople(db, projectId)
  return suggestIdentities(
    people.map((one) => ({
      key: one.key,
      name: one.name,
      addresses: one.addresses,
      firstAt: secondsOf(one.firstAt),
      lastAt: secondsOf(one.lastAt),
      mails: one.mails,
    })),
  )
}
