import type { Context, Hono } from 'hono'
import { UserError } from '../../core/errors.ts'
import { listPlacements } from '../../core/hackathon/apply-agenda.ts'
import { listPartActs } from '../../core/hackathon/long-session.ts'
import { idOfTitle } from '../../core/hackathon/reference.ts'
import { ACTION_STATES, type Placement } from '../../core/hackathon/session.ts'
import { act, actAndGo, answerWith, type EventAsked, readEvent } from '../events/event-request.ts'
import { eventPath } from '../events/event-view.ts'
import { linesOf, readSeen, textOf, touchedOf } from '../events/read-forms.ts'
import {
  readPerson,
  readPlacement,
  readRoomFields,
  readSessionFields,
  readSlotFields,
  readSlotLines,
} from '../events/read-sessions.ts'
import { readPart, type WebEnv } from '../request.ts'
import { needUser, readOwnForm } from '../session.ts'
import type { WebContext } from '../site.ts'

/** What people do about rooms, times, sessions and the agenda. */
export function addEventAgendaActRoutes(app: Hono<WebEnv>, context: WebContext): void {
  app.post('/p/:project/events/:event/rooms', async (c) => {
    const event = await readEvent(context, c)
    const fields = readRoomFields(await readOwnForm(c))
    const id = idOfTitle(fields.name, new Set(event.whole.rooms.map((one) => one.id)))
    return actAndGo(context, c, event, 'room.add', { id, fields }, `${eventPath(event.ev, 'settings')}#rooms`)
  })

  app.post('/p/:project/events/:event/rooms/:room', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const id = readPart(c, 'room')
    const back = `${eventPath(event.ev, 'settings')}#rooms`
    if (form.get('remove') === '1') return actAndGo(context, c, event, 'room.remove', { id }, back)
    const change = touchedOf(form, readRoomFields(form))
    return actAndGo(context, c, event, 'room.change', { id, change, seen: readSeen(form) }, back)
  })

  app.post('/p/:project/events/:event/slots', async (c) => {
    const event = await readEvent(context, c)
    const fields = readSlotFields(await readOwnForm(c), event.whole)
    const id = slotId(event, fields.startsAt, new Set())
    return actAndGo(context, c, event, 'slot.add', { id, fields }, `${eventPath(event.ev, 'settings')}#slots`)
  })

  app.post('/p/:project/events/:event/slots/several', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    needUser(c)
    const slots = readSlotLines(linesOf(form, 'lines'), event.whole)
    if (slots.length === 0) throw new UserError('usage', 'There is no line to add.')
    const taken = new Set<string>()
    let answer: Awaited<ReturnType<typeof act>> | undefined
    for (const fields of slots) {
      const id = slotId(event, fields.startsAt, taken)
      taken.add(id)
      answer = await act(context, c, whereOf(event), 'slot.add', { id, fields })
    }
    if (answer === undefined) throw new TypeError('there was a line')
    return answerWith(context, c, event.asked, answer, `${eventPath(event.ev, 'settings')}#slots`)
  })

  app.post('/p/:project/events/:event/slots/:slot', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const id = readPart(c, 'slot')
    const back = `${eventPath(event.ev, 'settings')}#slots`
    if (form.get('remove') === '1') return actAndGo(context, c, event, 'slot.remove', { id }, back)
    form.set('closed', form.getAll('closedRoom').join(' '))
    const names = { day: 'times', from: 'times', to: 'times', closed: 'closedRooms' }
    const { startsAt, endsAt, ...fields } = readSlotFields(form, event.whole)
    const { times, ...change } = touchedOf(form, { ...fields, times: { startsAt, endsAt } }, names)
    const payload = { id, change: { ...change, ...(times ?? {}) }, seen: readSeen(form) }
    return actAndGo(context, c, event, 'slot.change', payload, back)
  })

  app.post('/p/:project/events/:event/sessions', async (c) => {
    const event = await readEvent(context, c)
    const { ev, whole } = event
    const form = await readOwnForm(c)
    const user = needUser(c)
    const read = readSessionFields(form, ev, whole)
    const { attendance: _, ...fields } =
      form.get('full') === '1' ? read : { ...read, leaders: [ev.viewer.person ?? user.address] }
    const taken = new Set([...whole.sessions.map((one) => one.id), 'new'])
    const id = idOfTitle(fields.title, taken)
    // Found before the session is made, so that nothing is left half done.
    const placement = textOf(form, 'slot') === undefined ? undefined : readPlacement(form, whole, id)
    const parts = listPartActs(id, fields, Number(form.get('parts') ?? 1) || 1)
    let made: Awaited<ReturnType<typeof act>> | undefined
    for (const { kind, ...payload } of parts) made = await act(context, c, whereOf(event), kind, payload)
    if (made === undefined) throw new TypeError('a session has a part')
    const back = eventPath(ev, 'sessions', id)
    if (placement === undefined) return answerWith(context, c, event.asked, made, back)
    const payload = { placement, locked: false, seen: made.sequence }
    return actAndGo(context, c, event, 'agenda.place', payload, eventPath(ev, 'agenda'))
  })

  app.post('/p/:project/events/:event/sessions/:session', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const session = sessionOf(event, c)
    form.set('topics', form.getAll('topic').join(' '))
    const fields = readSessionFields(form, event.ev, event.whole, session)
    const touched = touchedOf(form, fields)
    const change = 'wishes' in touched ? { ...touched, unreadWishes: fields.unreadWishes } : touched
    const payload = { id: session.id, change, seen: readSeen(form) }
    return actAndGo(context, c, event, 'session.change', payload, eventPath(event.ev, 'sessions', session.id))
  })

  app.post('/p/:project/events/:event/sessions/:session/cancel', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const { id } = sessionOf(event, c)
    const payload = { id, change: { cancelled: form.get('cancelled') === '1' }, seen: readSeen(form) }
    return actAndGo(context, c, event, 'session.change', payload, eventPath(event.ev, 'sessions', id))
  })

  app.post('/p/:project/events/:event/agenda/place', async (c) => {
    const event = await readEvent(context, c)
    const { ev, whole } = event
    const form = await readOwnForm(c)
    needUser(c)
    const id = form.get('session') ?? ''
    const session = whole.sessions.find((one) => one.id === id)
    if (session === undefined)
      throw new UserError('not-found', `There is no session “${id.slice(0, 100)}” here.`)
    const swapped = form.get('swap') === '1' ? swap(event, form, id) : undefined
    const back = eventPath(ev, 'agenda')
    if (swapped !== undefined)
      return actAndGo(context, c, event, 'agenda.accept', { placements: swapped, seen: readSeen(form) }, back)
    const placement = readPlacement(form, whole, id)
    const payload = { placement, locked: form.get('locked') === '1', seen: readSeen(form) }
    return actAndGo(context, c, event, 'agenda.place', payload, back)
  })

  app.post('/p/:project/events/:event/agenda/unplace', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const payload = { session: form.get('session') ?? '', seen: readSeen(form) }
    return actAndGo(context, c, event, 'agenda.unplace', payload, `${eventPath(event.ev, 'agenda')}#unplaced`)
  })

  app.post('/p/:project/events/:event/agenda/accept', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const placements = form.getAll('at').map((words): Placement => {
      const [session = '', slot = '', room = ''] = words.split(' ')
      return { session, slot, room }
    })
    const payload = { placements, seen: readSeen(form) }
    return actAndGo(context, c, event, 'agenda.accept', payload, eventPath(event.ev, 'agenda'))
  })

  app.post('/p/:project/events/:event/agenda/publish', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const payload = { note: textOf(form, 'note') }
    return actAndGo(context, c, event, 'agenda.publish', payload, eventPath(event.ev, 'agenda', 'versions'))
  })

  app.post('/p/:project/events/:event/sessions/:session/notes', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const { id } = sessionOf(event, c)
    const fields = {
      text: (form.get('text') ?? '').replaceAll('\r\n', '\n').trimEnd(),
      agreements: linesOf(form, 'agreements'),
      open: linesOf(form, 'open'),
    }
    const payload = { session: id, change: touchedOf(form, fields), seen: readSeen(form) }
    return actAndGo(context, c, event, 'note.write', payload, eventPath(event.ev, 'sessions', id, 'notes'))
  })

  app.post('/p/:project/events/:event/sessions/:session/mailed', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const { id } = sessionOf(event, c)
    const messageId = (textOf(form, 'messageId') ?? '').replace(/^<|>$/g, '')
    const payload = { session: id, messageId }
    return actAndGo(
      context,
      c,
      event,
      'note.mailed',
      payload,
      `${eventPath(event.ev, 'sessions', id, 'notes')}#mail`,
    )
  })

  app.post('/p/:project/events/:event/notes/found', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const payload = { session: form.get('session') ?? '', messageId: textOf(form, 'messageId') ?? '' }
    return actAndGo(context, c, event, 'note.mailed', payload, eventPath(event.ev, 'notes'))
  })

  app.post('/p/:project/events/:event/sessions/:session/actions', async (c) => {
    const event = await readEvent(context, c)
    const { ev, whole } = event
    const form = await readOwnForm(c)
    const { id: session } = sessionOf(event, c)
    const text = textOf(form, 'text') ?? ''
    const assignee = textOf(form, 'assignee')
    const id = idOfTitle(text, new Set(whole.actions.map((one) => one.id)))
    const fields = {
      session,
      about: textOf(form, 'about'),
      text,
      assignee: assignee === undefined ? undefined : readPerson(ev, whole, assignee),
      state: 'todo',
    }
    const back = `${eventPath(ev, 'sessions', session, 'notes')}#action-${id}`
    return actAndGo(context, c, event, 'action.add', { id, fields }, back)
  })

  app.post('/p/:project/events/:event/actions/:action', async (c) => {
    const event = await readEvent(context, c)
    const { ev, whole } = event
    const form = await readOwnForm(c)
    const id = readPart(c, 'action')
    const before = whole.actions.find((one) => one.id === id)?.assignee
    const assignee = textOf(form, 'assignee')
    const known = before === undefined ? [] : [before]
    const fields = {
      text: textOf(form, 'text') ?? '',
      assignee: assignee === undefined ? undefined : readPerson(ev, whole, assignee, known),
      state: ACTION_STATES.find((one) => one === form.get('state')) ?? 'todo',
    }
    const payload = { id, change: touchedOf(form, fields), seen: readSeen(form) }
    return actAndGo(context, c, event, 'action.change', payload, `${eventPath(ev, 'notes')}#action-${id}`)
  })

  app.post('/p/:project/events/:event/outcomes', async (c) => {
    const event = await readEvent(context, c)
    const form = await readOwnForm(c)
    const about = form.get('about') ?? ''
    const tier = Number(form.get('tier'))
    const payload = {
      about,
      outcome: form.get('outcome') ?? '',
      target: (textOf(form, 'target') ?? '').replace(/^<|>$/g, ''),
      verdict: form.get('verdict') ?? '',
      tier: form.has('tier') ? tier : undefined,
      evidence: textOf(form, 'evidence') ?? '',
    }
    const topic = /^topic:([^/]+)/.exec(about)?.[1]
    const anchor = about.replace(/[^a-z0-9]+/g, '-')
    const page =
      topic === undefined ? eventPath(event.ev, 'outcomes') : eventPath(event.ev, 'outcomes', topic)
    return actAndGo(context, c, event, 'outcome.judge', payload, `${page}#${anchor}`)
  })
}

/** The session that a page is about. */
export function sessionOf({ ev }: EventAsked, c: Context<WebEnv>) {
  const id = readPart(c, 'session')
  const session = ev.hackathon.sessions.find((one) => one.id === id)
  if (session === undefined)
    throw new UserError('not-found', `There is no session “${id.slice(0, 100)}” here.`)
  return session
}

function whereOf({ asked, whole }: EventAsked) {
  return { project: asked.view.project.id, event: whole.event.id }
}

/** A slot is named by when it begins, first: `20260421-0900`. */
function slotId({ whole }: EventAsked, startsAt: string, taken: ReadonlySet<string>): string {
  const name = `slot ${startsAt.slice(0, 10)} ${startsAt.slice(11, 16)}`
  return idOfTitle(name, new Set([...taken, ...whole.slots.map((one) => one.id)]))
}

/** The agenda in which a session and the one that is where it goes have changed places; `undefined`: the cell is free. */
function swap({ whole }: EventAsked, form: URLSearchParams, id: string): readonly Placement[] | undefined {
  const current = listPlacements(whole.sessions)
  const slot = form.get('slot') ?? ''
  const wanted = textOf(form, 'room')
  const there = current.find((one) => one.slot === slot && one.room === wanted && one.session !== id)
  if (there === undefined) return undefined
  const here = current.find((one) => one.session === id)
  const rest = current.filter((one) => one.session !== id && one.session !== there.session)
  return [
    ...rest,
    { session: id, slot: there.slot, room: there.room },
    ...(here === undefined ? [] : [{ ...here, session: there.session }]),
  ]
}
