import type { Context, Hono } from 'hono'
import { readStanding } from '../../app/hackathon/event-viewer.ts'
import { UserError } from '../../core/errors.ts'
import { topicReference } from '../../core/hackathon/reference.ts'
import { parseWrittenDate } from '../../core/hackathon/written-date.ts'
import { addDays } from '../../core/time.ts'
import { listEventRequests } from '../../store/read/event-mails.ts'
import { listHackathons } from '../../store/read/hackathons.ts'
import { newEventPage } from '../events/event-form.ts'
import { eventPage } from '../events/event-page.ts'
import { type EventAsked, findViewer, readEvent } from '../events/event-request.ts'
import { eventsPage } from '../events/events-page.ts'
import { peoplePage } from '../events/people-page.ts'
import { sessionFormPage } from '../events/session-form.ts'
import { settingsPage } from '../events/settings-page.ts'
import { suggestionsFor } from '../events/suggestions.ts'
import { topicFormPage } from '../events/topic-form.ts'
import { topicPage } from '../events/topic-page.ts'
import { topicsPage } from '../events/topics-page.ts'
import { withQuery } from '../links.ts'
import { readAsked, readPart, sendPage, type WebEnv } from '../request.ts'
import type { WebContext } from '../site.ts'

/** The pages of events that are read: the list, the event, topics, people, settings. */
export function addEventRoutes(app: Hono<WebEnv>, context: WebContext): void {
  app.get('/p/:project/events', async (c) => {
    const asked = await readAsked(context, c)
    const viewer = await findViewer(context, c, asked, undefined)
    const events = asked.projectId === 0 ? [] : await listHackathons(asked.db, asked.projectId)
    return sendPage(
      c,
      eventsPage(
        { ...asked.view, hasEvents: true },
        { events, now: context.now(), mayCreate: viewer?.isOrganiser === true },
      ),
    )
  })

  app.get('/p/:project/events/new', async (c) => {
    const asked = await readAsked(context, c)
    const user = c.get('user')
    if (user === undefined) return toSignIn(c)
    const viewer = await findViewer(context, c, asked, undefined)
    if (viewer?.isOrganiser !== true)
      throw new UserError('forbidden', 'Only organisers make an event.', {
        hint: 'The configuration of the project names the roles that are organisers.',
      })
    const startsOn = addDays(context.now(), 60).slice(0, 10)
    return sendPage(
      c,
      newEventPage({ ...asked.view, hasEvents: true }, user.csrf, {
        name: '',
        aliases: [],
        startsOn,
        endsOn: addDays(`${startsOn}T00:00:00Z`, 1).slice(0, 10),
        timeZone: 'UTC',
        venue: undefined,
        address: undefined,
        host: undefined,
        capacity: undefined,
        cutOffAt: undefined,
        phase: 'announced',
        contact: undefined,
        requestSubject: undefined,
        list: asked.view.project.lists[0]?.address,
        irc: undefined,
        texts: {},
        purgeAfterDays: 30,
      }),
    )
  })

  app.get('/p/:project/events/:event', async (c) => {
    const { ev } = await readEvent(context, c)
    return sendPage(c, eventPage(ev))
  })

  app.get('/p/:project/events/:event/topics', async (c) => {
    const event = await readEvent(context, c)
    return sendPage(c, topicsPage(event.ev, await suggestionsFor(event)))
  })

  app.get('/p/:project/events/:event/topics/new', async (c) => {
    const { ev } = await readEvent(context, c)
    if (ev.csrf === undefined) return toSignIn(c)
    const person = ev.viewer.person ?? ''
    return sendPage(
      c,
      topicFormPage(ev, undefined, {
        title: '',
        insertedOn: parseWrittenDate(ev.now.slice(0, 10)),
        verifiedOn: undefined,
        outreach: undefined,
        contacts: [{ name: ev.nameOf(person), person, role: undefined }],
        list: ev.hackathon.event.list,
        irc: ev.hackathon.event.irc,
        difficulty: undefined,
        skills: undefined,
        description: [],
        outcomes: undefined,
      }),
    )
  })

  app.get('/p/:project/events/:event/topics/:topic', async (c) => {
    const event = await readEvent(context, c)
    const topic = topicOf(event, c)
    const about = topicReference(topic.id)
    const suggested = (await suggestionsFor(event)).find(
      (one) => one.about === about && one.person === event.ev.viewer.person,
    )
    return sendPage(c, topicPage(event.ev, topic, suggested))
  })

  app.get('/p/:project/events/:event/topics/:topic/edit', async (c) => {
    const event = await readEvent(context, c)
    if (event.ev.csrf === undefined) return toSignIn(c)
    const topic = topicOf(event, c)
    return sendPage(c, topicFormPage(event.ev, topic, topic))
  })

  app.get('/p/:project/events/:event/people', async (c) => {
    const { ev, asked } = await readEvent(context, c)
    const project = context.accounts?.config.projects.find((one) => one.id === asked.view.project.id)
    const isListed = ev.hackathon.registrations.some(
      (one) => one.person === ev.viewer.person && one.state !== 'withdrawn',
    )
    const standing =
      ev.viewer.person === undefined || project === undefined || isListed
        ? undefined
        : await readStanding(asked.db, asked.projectId, project, ev.viewer.person, ev.now)
    const requests = ev.viewer.isOrganiser
      ? await listEventRequests(asked.db, asked.projectId, ev.hackathon.event.id)
      : []
    return sendPage(c, peoplePage(ev, standing, requests))
  })

  app.get('/p/:project/events/:event/settings', async (c) => {
    const { ev, asked } = await readEvent(context, c)
    if (ev.csrf === undefined) return toSignIn(c)
    if (!ev.viewer.isOrganiser)
      throw new UserError('forbidden', 'Only organisers see the settings of an event.')
    const others = (await listHackathons(asked.db, asked.projectId))
      .filter((one) => one.event.id !== ev.hackathon.event.id)
      .map((one) => one.event)
    return sendPage(c, settingsPage(ev, others))
  })

  app.get('/p/:project/events/:event/sessions/new', async (c) => {
    const { ev } = await readEvent(context, c)
    if (ev.csrf === undefined) return toSignIn(c)
    const topic = ev.hackathon.topics.find((one) => one.id === new URL(c.req.url).searchParams.get('topic'))
    return sendPage(
      c,
      sessionFormPage(ev, undefined, {
        title: topic?.title ?? '',
        abstract: undefined,
        topics: topic === undefined ? [] : [topic.id],
        leaders: ev.viewer.person === undefined ? [] : [ev.viewer.person],
        required: [],
        noteTaker: undefined,
        wishes: [],
        unreadWishes: [],
      }),
    )
  })
}

/** The topic that a page is about. */
export function topicOf({ ev }: EventAsked, c: Context<WebEnv>) {
  const id = readPart(c, 'topic')
  const topic = ev.hackathon.topics.find((one) => one.id === id)
  if (topic === undefined) throw new UserError('not-found', `There is no topic “${id.slice(0, 100)}” here.`)
  return topic
}

/** To where one signs in, and back. */
export function toSignIn(c: Context<WebEnv>): Response {
  return c.redirect(withQuery('/sign-in', { to: c.req.path }), 302)
}
