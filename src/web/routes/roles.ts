import type { Context, Hono } from 'hono'
import { decideMotion } from '../../app/governance/decide-motion.ts'
import { RUNS_VOTES } from '../../app/governance/judge-event.ts'
import { type AssessedRole, assessRoles, makeLapseCase, STEP_DOWNS } from '../../app/governance/lapse-case.ts'
import { roleSubject } from '../../app/governance/motion-shapes.ts'
import { personOf } from '../../app/governance/person-of.ts'
import { UserError } from '../../core/errors.ts'
import { assessLapse, findWayBack } from '../../core/governance/lapse.ts'
import { explainLapse } from '../../core/governance/lapse-texts.ts'
import { holdingsAt, ROLES, type RoleHolding } from '../../core/people/roles.ts'
import { addDays } from '../../core/time.ts'
import { listHoldings } from '../../store/derived/holdings.ts'
import { ensureProject } from '../../store/inputs/projects.ts'
import { withQuery } from '../links.ts'
import { roleCasePage } from '../pages/role-case.ts'
import { rolesPage } from '../pages/roles.ts'
import { type Asked, readAsked, readWords, sendPage, type WebEnv } from '../request.ts'
import { needUser, readOwnForm } from '../session.ts'
import type { WebContext } from '../site.ts'

/** Roles, and what is seen of them. What could lead to a lapse is for the person and for those who lead. */
export function addRoleRoutes(app: Hono<WebEnv>, context: WebContext): void {
  app.get('/p/:project/roles', async (c) => {
    const asked = await readAsked(context, c)
    const { db, projectId, view } = asked
    const entries = await listHoldings(db, projectId)
    const viewer = await viewerOf(
      context,
      c,
      asked,
      entries.map((one) => one.holding),
    )
    const isHeld = ({ from, to }: { from: string; to: string | undefined }): boolean =>
      from <= view.asOf && (to === undefined || to > view.asOf)
    const held = entries
      .filter((one) => isHeld(one.holding))
      .map(({ holding, activity }) => {
        const lapse = activity === undefined ? undefined : assessLapse(activity, view.asOf)
        const mayOpen = viewer !== undefined && (viewer.leads || viewer.person === holding.person)
        // That somebody is not seen any more is nobody's business but theirs and that of those who lead.
        const isShown = mayOpen || lapse?.state === 'active' || lapse?.state === 'on-leave'
        const why = !isShown || !activity || !lapse ? [] : explainLapse(activity, lapse, view.asOf)
        return {
          holding,
          lapse: isShown ? lapse : undefined,
          why,
          mayOpen: mayOpen && activity !== undefined,
        }
      })
      .sort((a, b) => compare(a.holding.scope, b.holding.scope) || compare(a.holding.name, b.holding.name))
    const known = [...ROLES.keys()]
    const ids = [...new Set(held.map((one) => one.holding.role))].sort(
      (a, b) => known.indexOf(b) - known.indexOf(a) || compare(a, b),
    )
    return sendPage(
      c,
      rolesPage(view, {
        roles: ids.map((id) => ({ id, held: held.filter((one) => one.holding.role === id) })),
        past: entries
          .map((one) => one.holding)
          .flatMap((one) =>
            one.to === undefined || one.to > view.asOf
              ? []
              : [
                  {
                    holding: one,
                    backUntil:
                      findWayBack(one.to, view.asOf).kind === 'lazy' ? addDays(one.to, 730) : undefined,
                  },
                ],
          ),
      }),
    )
  })

  app.get('/p/:project/roles/case', async (c) => {
    const asked = await readAsked(context, c)
    const { found, viewer, project } = await openCase(c, asked, (name) => readWords(asked.query, name) ?? '')
    const how = STEP_DOWNS.find((one) => one === readWords(asked.query, 'how')) ?? 'drop'
    c.header('Cache-Control', 'private, no-store')
    return sendPage(
      c,
      roleCasePage(asked.view, {
        drafts: await makeLapseCase(asked.db, asked.projectId, project, found, how, asked.view.asOf),
        csrf: needUser(c).csrf,
        isOwn: viewer.person === found.activity.person,
        runsVotes: viewer.runsVotes,
        how,
        list: project.lists[0]?.address ?? '',
      }),
    )
  })

  app.post('/p/:project/roles/note', async (c) => {
    const asked = await readAsked(context, c)
    const form = await readOwnForm(c)
    const user = needUser(c)
    const { found, project } = await openCase(c, asked, (name) => form.get(name) ?? '')
    const { role, scope, person, name } = found.activity
    await decideMotion(
      {
        database: context.database,
        project,
        projectId: await ensureProject(context.database.kysely, project.id),
        clock: () => context.now(),
      },
      {
        person: user.address,
        action: 'role-note',
        subject: roleSubject(role, scope, person),
        payload: { ...noteWords(form), via: user.kind === 'token' ? 'token' : 'web' },
      },
    )
    const back = new URL(c.req.url).pathname.replace(/note$/, 'case')
    return c.redirect(
      form.get('type') === 'ends' ? back.replace(/\/case$/, '') : withQuery(back, { role, scope, name }),
      303,
    )
  })

  /** The role that a page is about, for whoever may see it. */
  const openCase = async (
    c: Context<WebEnv>,
    asked: Asked,
    read: (name: string) => string,
  ): Promise<{ found: AssessedRole; viewer: Viewer; project: ReturnType<typeof projectOf> }> => {
    const project = projectOf(context, asked)
    needUser(c)
    const holdings = (await listHoldings(asked.db, asked.projectId)).map((one) => one.holding)
    const viewer = await viewerOf(context, c, asked, holdings)
    const [role, scope, name] = [read('role'), read('scope'), read('name')]
    const found = (await assessRoles(asked.db, asked.projectId, asked.view.asOf)).find(
      ({ activity }) => activity.role === role && activity.scope === scope && activity.name === name,
    )
    if (found === undefined) throw new UserError('not-found', 'There is no such role.')
    if (viewer === undefined || !(viewer.leads || viewer.person === found.activity.person))
      throw new UserError('forbidden', 'This is for them themselves, and for those who lead the project.')
    return { found, viewer, project }
  }
}

interface Viewer {
  readonly person: string
  readonly runsVotes: boolean
  /** They would speak with somebody about a role. */
  readonly leads: boolean
}

async function viewerOf(
  context: WebContext,
  c: Context<WebEnv>,
  asked: Asked,
  holdings: readonly RoleHolding[],
): Promise<Viewer | undefined> {
  const user = c.get('user')
  const project = context.accounts?.config.projects.find((one) => one.id === asked.view.project.id)
  if (user === undefined || project === undefined) return undefined
  const person = await personOf(asked.db, asked.projectId, project, user.address)
  const roles = holdingsAt(holdings, asked.view.asOf, { person }).map((one) => one.role)
  const runsVotes = roles.some((role) => RUNS_VOTES.includes(role))
  return { person, runsVotes, leads: runsVotes || roles.includes('committer') }
}

/** What a form says of a role: the fields that its type has. */
function noteWords(form: URLSearchParams): Readonly<Record<string, unknown>> {
  const words = (name: string): string | undefined => form.get(name)?.trim() || undefined
  const type = words('type')
  switch (type) {
    case 'attest':
      return { type, until: words('until') }
    case 'leave':
      return { type, from: words('from'), until: words('until') }
    case 'answered':
      return { type, answer: words('answer') }
    case 'bounced':
      return { type, on: words('on'), permanent: words('permanent') === '1' }
    case 'left':
      return { type, on: words('on') }
    case 'ends':
      return { type, on: words('on'), decision: words('decision') }
    default:
      return { type }
  }
}

function projectOf(context: WebContext, asked: Asked) {
  const found = context.accounts?.config.projects.find((one) => one.id === asked.view.project.id)
  if (found === undefined) throw new UserError('forbidden', 'Nothing can be changed on this server.')
  return found
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
