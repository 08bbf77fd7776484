import type { Hono } from 'hono'
import type { ProjectConfig } from '../../app/config.ts'
import type { Act } from '../../app/decide.ts'
import { actorOf } from '../../app/decision-actor.ts'
import { UserError } from '../../core/errors.ts'
import { LINEAGE_ACTS, type LineageAct, refuseAct } from '../../core/status/decision-rights.ts'
import { listDecisions } from '../../store/inputs/decisions.ts'
import { findSeriesName } from '../../store/read/lineage.ts'
import { findPerson } from '../../store/read/people.ts'
import { personPath, projectPath, seriesPath, withQuery } from '../links.ts'
import { seriesPage } from '../pages/series.ts'
import { refusalOf } from '../refused-form.ts'
import { type Asked, readAsked, readPart, sendPage, type WebEnv } from '../request.ts'
import { ALL_OLDER } from '../review/decision-forms.ts'
import { type FoundSeries, findSeries } from '../review/load-series.ts'
import { loadSeriesPage } from '../review/load-series-page.ts'
import { needOwner, readForm } from '../session.ts'
import type { WebContext } from '../site.ts'

/** What people say about series: recorded under their proven address, if they may say it. */
export function addDecisionRoutes(app: Hono<WebEnv>, context: WebContext): void {
  app.get('/p/:project/me', async (c) => {
    const asked = await readAsked(context, c)
    const user = c.get('user')
    if (user === undefined) return c.redirect(withQuery('/sign-in', { to: c.req.path }), 302)
    const person = await findPerson(asked.db, asked.projectId, user.address)
    if (person === undefined)
      throw new UserError(
        'not-found',
        `Nobody has written to the list from ${user.address}: your inbox is empty.`,
        {
          hint: 'It fills by itself, from the first mail on. Do you write from another address? Sign in with that one, or have a committer say on the page "Identities" that both are you.',
        },
      )
    return c.redirect(personPath(asked.view.project, person.id), 302)
  })

  // The page that shows a refused form has this address: reloading it, or asking for another time zone, leads on.
  app.get('/p/:project/series/:id/decide', async (c) => {
    const { view, query } = await readAsked(context, c)
    return c.redirect(withQuery(seriesPath(view.project, readPart(c, 'id')), Object.fromEntries(query)), 302)
  })

  app.post('/p/:project/series/:id/decide', async (c) => {
    const asked = await readAsked(context, c)
    const form = await readForm(c)
    const { decide, accounts } = context
    const { project } = asked.view
    const config = accounts?.config.projects.find((one) => one.id === project.id)
    if (decide === undefined || config === undefined)
      throw new UserError('forbidden', 'Nothing can be changed on this server.')
    const found = await findSeries(asked, readPart(c, 'id'))
    try {
      const user = needOwner(c, form)
      let recorded = 0
      for (const act of await judge(asked, found, config, form, user.address))
        recorded = (await decide(project.id, { person: user.address, ...act })).sequence
      const own = seriesPath(project, found.shown.name)
      const back = backOf(asked, found, form)
      const about = back === own ? '' : `&about=${encodeURIComponent(found.shown.name)}`
      return c.redirect(`${back}${back.includes('?') ? '&' : '?'}recorded=${recorded}${about}`, 303)
    } catch (error) {
      const { refused, status } = refusalOf(c, error, form)
      // The page again, with the form as it was filled in: nothing that was typed is lost.
      const account = { user: c.get('user'), path: seriesPath(project, found.shown.name) }
      const again = { ...asked, view: { ...asked.view, refused, account } }
      return sendPage(c, seriesPage(again.view, await loadSeriesPage(again, found, config)), status)
    }
  })
}

/** What somebody says, whoever that is. */
type Said = Pick<Act, 'action' | 'subject' | 'payload'>

/** The acts that a form asks for, if whoever sent it may do them. Throws `UserError` where not, or where it makes no sense. */
async function judge(
  asked: Asked,
  found: FoundSeries,
  config: ProjectConfig,
  form: URLSearchParams,
  address: string,
): Promise<readonly Said[]> {
  const action = form.get('action') ?? ''
  if (action === 'erase') {
    const sequence = Number(form.get('sequence'))
    await needOwn(asked, sequence, address)
    return [{ action, subject: '', payload: { sequence, reason: wordsOf(form, 'reason') } }]
  }
  const act = LINEAGE_ACTS.find((one) => one === action)
  if (act === undefined) throw new UserError('usage', 'There is no such act.')
  const { db, projectId, view } = asked
  const actor = await actorOf(db, projectId, config, address, found.story, view.asOf)
  const refusal = refuseAct(act, actor, form.get('status') ?? undefined)
  if (refusal !== undefined) throw new UserError('forbidden', refusal)
  if (act !== 'unlink' || form.get('older') !== ALL_OLDER) return [await readAct(asked, found, act, form)]
  const { story, shown } = found
  const older = story.versions.filter((one) => one.position < shown.position)
  if (older.length === 0) throw new UserError('conflict', 'there is no older version of it')
  const reason = wordsOf(form, 'reason')
  return older.map((one) => ({ action: act, subject: shown.name, payload: { older: one.name, reason } }))
}

/** What was said: the subject and words of a decision. Throws `UserError` for a mail that is not of this series. */
async function readAct(
  asked: Asked,
  { story, shown }: FoundSeries,
  action: LineageAct,
  form: URLSearchParams,
): Promise<Said> {
  const reason = wordsOf(form, 'reason')
  const word = (name: string): string | undefined => wordsOf(form, name)
  const own = async (messageId: string): Promise<string> => {
    const series = await findSeriesName(asked.db, asked.projectId, messageId)
    if (series !== undefined && story.versions.some((one) => one.id === series.id)) return messageId
    throw new UserError('usage', 'That mail is not of this series.')
  }
  const base = { action, subject: shown.name }
  switch (action) {
    case 'look':
      return { ...base, payload: { by: word('by'), reason } }
    case 'snooze':
      return { ...base, payload: { until: word('until'), reason } }
    case 'state':
      return { ...base, payload: { status: word('status'), reason } }
    case 'offer':
      return {
        ...base,
        payload: {
          difficulty: word('difficulty'),
          skills: word('skills'),
          mentor: word('mentor'),
          reason,
        },
      }
    case 'link':
      return { ...base, payload: { older: bareId(word('older')), reason } }
    case 'unlink':
      return { ...base, payload: { older: await own(bareId(word('older'))), reason } }
    case 'group': {
      const mail = bareId(word('mail'))
      return form.get('to') === 'own'
        ? { action, subject: await own(mail), payload: { series: 'own', reason } }
        : { action, subject: mail, payload: { series: shown.name, reason } }
    }
    case 'match':
    case 'unmatch':
      return {
        action,
        subject: await own(word('patch') ?? ''),
        payload: { commit: word('commit')?.toLowerCase(), reason },
      }
    case 'not-me':
    case 'adopt':
    case 'not-lost':
      return { ...base, payload: { reason } }
    default:
      return action satisfies never
  }
}

/** Only one's own words can be taken back here. */
async function needOwn({ db, projectId }: Asked, sequence: number, address: string): Promise<void> {
  const one = (await listDecisions(db, projectId, { after: sequence - 1 })).find(
    (other) => other.sequence === sequence,
  )
  if (one?.person !== address || !LINEAGE_ACTS.some((act) => act === one.action))
    throw new UserError('forbidden', 'Only what you said yourself can be taken back.')
}

function wordsOf(form: URLSearchParams, name: string): string | undefined {
  const text = (form.get(name) ?? '').trim().slice(0, 10_000)
  return text === '' ? undefined : text
}

/** A Message-ID as people paste it: in brackets, or at the end of an address. */
function bareId(text: string | undefined): string {
  const bare = (text ?? '').replace(/^</, '').replace(/>$/, '')
  return /^https?:\/\//.test(bare)
    ? (decodeURIComponentOr(bare)
        .split('/')
        .find((part) => part.includes('@')) ?? bare)
    : bare
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

/** Where to lead back to: the page that it was said on, if it is one of this project; else that of the series. */
function backOf(asked: Asked, { shown }: FoundSeries, form: URLSearchParams): string {
  const back = form.get('back') ?? ''
  const base = projectPath(asked.view.project)
  return back.startsWith(base) && /^[\w\-./%~=&?+:]{1,500}$/.test(back)
    ? back
    : seriesPath(asked.view.project, shown.name)
}
