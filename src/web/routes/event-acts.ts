import type { Context, Hono } from 'hono'
import { carryTopics } from '../../app/hackathon/carry-topics.ts'
import { UserError } from '../../core/errors.ts'
import { idOfTitle, topicReference } from '../../core/hackathon/reference.ts'
import { personOfName } from '../../core/hackathon/registration.ts'
import { foldName } from '../../core/people/name.ts'
import { ensureProject } from '../../store/inputs/projects.ts'
import { listHackathons } from '../../store/read/hackathons.ts'
import { act, actAndGo, answerWith, readEvent } from '../events/event-request.ts'
import { eventPath } from '../events/event-view.ts'
import {
  readEventFields,
  readRegistration,
  readSeen,
  readTopicFields,
  readTravel,
  textOf,
  touchedOf,
} from '../events/read-forms.ts'
import { encodePart } from '../links.ts'
import { readAsked, readPart, type WebEnv } from '../request.ts'
import { needUser, readOwnForm } from '../session.ts'
import type { WebContext } from '../site.ts'
import { topicOf } from './event-pages.ts'

/** What people do about an event, its topics and who comes; each form one act. */
export function addEventActRoutes(app: Hono<WebEnv>, context: WebContext): void {
  // Whoever is not signed in is told so before anything of their form is looked at.
  app.use('/p/:project/events/*', async (c, next) => {
    if (c.req.method === 'POST') needUser(c)
    await next()
  })

  app.post('/p/:project/events', async (c) => {
    const asked = await readAsked(context, c)
    const form = await readOwnForm(c)
    needUser(c)
    const fields = readEventFields(form)
    const projectId = await ensureProject(context.database.kysely, asked.view.project.id)
    const taken = new Set((await listHackathons(asked.db, projectId)).map((one) => one.event.id))
    const id = textOf(form, 'id') ?? idOfTitle(fields.name, taken)
    // Words that stand for pages of the list itself.
    if (id === 'new') throw new UserError('usage', 'An event cannot be called “new”.')
    const where = { project: asked.view.project.id, event: id }
    const answer = await act(context, c, where, 'event.create', { id, fields })
    return answerWith(context, c, asked, answer, `/p/${encodePart(where.project)}/events/${encodePart(id)}`)
  })

  app.post('/p/:project/events/:event/settings', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const current = event.whole.event
    const change = touchedOf(form, readEventFields(form, current), {
      cutOff: 'cutOffAt',
      ...Object.fromEntries(Object.keys(TEXT_FIELDS).map((name) => [name, 'texts'])),
    })
    const payload = { change, seen: readSeen(form) }
    return actAndGo(context, c, event, 'event.change', payload, eventPath(event.ev, 'settings'))
  })

  app.post('/p/:project/events/:event/conflicts/:conflict', async (c) => {
    const event = await readEvent(context, c)
    await readOwnForm(c)
    const conflict = Number(readPart(c, 'conflict'))
    return actAndGo(context, c, event, 'conflict.settle', { conflict }, eventPath(event.ev))
  })

  app.post('/p/:project/events/:event/topics', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const fields = readTopicFields(form, event.whole)
    const id = idOfTitle(fields.title, new Set([...event.whole.topics.map((one) => one.id), 'new', 'carry']))
    return actAndGo(context, c, event, 'topic.add', { id, fields }, eventPath(event.ev, 'topics', id))
  })

  app.post('/p/:project/events/:event/topics/carry', async (c) => {
    const { asked, ev } = await readEvent(context, c)
    const form = await readOwnForm(c)
    const user = needUser(c)
    const project = context.accounts?.config.projects.find((one) => one.id === asked.view.project.id)
    if (project === undefined) throw new UserError('forbidden', 'Nothing can be changed on this server.')
    await carryTopics(
      { database: context.database, project, projectId: asked.projectId, clock: () => context.now() },
      { person: user.address, from: form.get('from') ?? '', to: ev.hackathon.event.id },
    )
    return c.redirect(eventPath(ev, 'topics'), 303)
  })

  app.post('/p/:project/events/:event/topics/:topic', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const topic = topicOf(event, c)
    const fields = readTopicFields(form, event.whole, topic)
    const change = touchedOf(form, fields, { inserted: 'insertedOn', verified: 'verifiedOn' })
    const payload = { id: topic.id, change, seen: readSeen(form) }
    return actAndGo(context, c, event, 'topic.change', payload, eventPath(event.ev, 'topics', topic.id))
  })

  app.post('/p/:project/events/:event/topics/:topic/withdraw', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const { id } = topicOf(event, c)
    const change = { withdrawn: form.get('withdrawn') === '1' }
    const payload = { id, change, seen: readSeen(form) }
    return actAndGo(context, c, event, 'topic.change', payload, eventPath(event.ev, 'topics', id))
  })

  app.post('/p/:project/events/:event/topics/:topic/comments', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const { id } = topicOf(event, c)
    const text = textOf(form, 'text')
    if (text === undefined) throw new UserError('usage', 'A comment needs words.')
    const { ev } = event
    const user = needUser(c)
    const comment = { person: user.address, name: ev.nameOf(ev.viewer.person ?? ''), at: ev.now, text }
    return actAndGo(
      context,
      c,
      event,
      'topic.comment',
      { id, comment },
      `${eventPath(ev, 'topics', id)}#comments`,
    )
  })

  app.post('/p/:project/events/:event/topics/:topic/interest', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const { id } = topicOf(event, c)
    const payload = interest(c, form, topicReference(id))
    return actAndGo(
      context,
      c,
      event,
      'interest.state',
      payload,
      backHere(c, eventPath(event.ev, 'topics'), id),
    )
  })

  app.post('/p/:project/events/:event/sessions/:session/interest', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const id = readPart(c, 'session')
    const payload = interest(c, form, `session:${id}`)
    return actAndGo(context, c, event, 'interest.state', payload, eventPath(event.ev, 'sessions', id))
  })

  app.post('/p/:project/events/:event/people', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const user = needUser(c)
    const fields = { ...readRegistration(form), address: user.address }
    const payload = { person: user.address, fields }
    return actAndGo(
      context,
      c,
      event,
      'registration.register',
      payload,
      `${eventPath(event.ev, 'people')}#you`,
    )
  })

  app.post('/p/:project/events/:event/people/add', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const address = textOf(form, 'address')?.toLowerCase()
    const fields = { ...readRegistration(form), address }
    const person = address ?? personOfName(fields.name, foldName(fields.name))
    const payload = { person, fields, isCore: true, evidence: ['added by an organiser'] }
    return actAndGo(
      context,
      c,
      event,
      'registration.register',
      payload,
      `${eventPath(event.ev, 'people')}#list`,
    )
  })

  app.post('/p/:project/events/:event/people/change', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const user = needUser(c)
    const person = textOf(form, 'person') ?? user.address
    const change = touchedOf(form, readRegistration(form), { first: 'passName', last: 'passName' })
    const payload = { person, change, seen: readSeen(form) }
    return actAndGo(context, c, event, 'registration.change', payload, `${eventPath(event.ev, 'people')}#you`)
  })

  app.post('/p/:project/events/:event/people/travel', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const user = needUser(c)
    const payload = { person: user.address, travel: readTravel(form, event.whole.event.startsOn) }
    return actAndGo(context, c, event, 'registration.travel', payload, `${eventPath(event.ev, 'people')}#you`)
  })

  app.post('/p/:project/events/:event/people/accept', async (c) => {
    const event = await readEvent(context, c)
    await readOwnForm(c)
    const payload = { person: needUser(c).address }
    return actAndGo(context, c, event, 'registration.accept', payload, `${eventPath(event.ev, 'people')}#you`)
  })

  app.post('/p/:project/events/:event/people/withdraw', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const payload = { person: needUser(c).address, reason: textOf(form, 'reason') }
    return actAndGo(
      context,
      c,
      event,
      'registration.withdraw',
      payload,
      `${eventPath(event.ev, 'people')}#you`,
    )
  })

  app.post('/p/:project/events/:event/people/set', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const to = form.get('to') ?? ''
    const until = textOf(form, 'until')
    const payload = {
      person: form.get('person') ?? '',
      to,
      invitedUntil: to === 'invited' && until !== undefined ? `${until}T23:59:59Z` : undefined,
      reason: textOf(form, 'reason'),
    }
    return actAndGo(context, c, event, 'registration.set', payload, `${eventPath(event.ev, 'people')}#list`)
  })

  app.post('/p/:project/events/:event/people/identify', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const payload = { was: form.get('was') ?? '', is: (textOf(form, 'is') ?? '').toLowerCase() }
    return actAndGo(context, c, event, 'person.identify', payload, `${eventPath(event.ev, 'people')}#list`)
  })
}

/** The names of the form's fields for the texts of an event's page. */
const TEXT_FIELDS = {
  'text-welcome': 1,
  'text-venue': 1,
  'text-schedule': 1,
  'text-registration': 1,
  'text-notes': 1,
} as const

function interest(c: Context<WebEnv>, form: URLSearchParams, about: string) {
  return {
    about,
    person: needUser(c).address,
    grade: form.get('grade') ?? '',
    via: 'web',
    note: textOf(form, 'note'),
  }
}

/** Back to the list where the answer was given there, else to the page of the topic. */
function backHere(c: Context<WebEnv>, list: string, id: string): string {
  const from = c.req.header('referer') ?? ''
  const path = URL.canParse(from) ? new URL(from).pathname : ''
  return path === list ? `${list}#${id}` : `${list}/${encodePart(id)}#interest`
}
