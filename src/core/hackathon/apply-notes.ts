import { amend, type Stamp, stampNew } from './amend.ts'
import { checkNew } from './apply-event.ts'
import type { HackathonAct } from './decision.ts'
import { amendIn, conflict, done, type Effect, refuse, replaceIn } from './effect.ts'
import type { Hackathon } from './hackathon.ts'
import { outcomeKey } from './outcome.ts'
import { parseReference, type Reference } from './reference.ts'
import type { Note } from './session.ts'
import { listItems } from './topic.ts'

type NoteAct = Extract<
  HackathonAct,
  {
    readonly kind:
      | 'note.write'
      | 'note.mailed'
      | 'note.reminded'
      | 'action.add'
      | 'action.change'
      | 'outcome.judge'
  }
>

/** What an act about notes, actions or what came of them does. */
export function applyNoteAct(hackathon: Hackathon, act: NoteAct, stamp: Stamp): Effect {
  switch (act.kind) {
    case 'note.write': {
      const wrong = checkSession(hackathon, act.session)
      if (wrong !== undefined) return wrong
      // The first words of a note are a change of an empty one: two who begin at once must not lose theirs.
      const current = hackathon.notes.find((one) => one.id === act.session) ?? emptyNote(act.session, stamp)
      const amended = amend(current, act.change, act.seen, stamp)
      if (amended.kind === 'conflict')
        return conflict(current, act.change, amended, `notes of session ${act.session}`)
      return done(hackathon, { notes: replaceIn(hackathon.notes, amended.value) })
    }
    case 'note.mailed': {
      const wrong = checkSession(hackathon, act.session)
      if (wrong !== undefined) return wrong
      const note = hackathon.notes.find((one) => one.id === act.session) ?? emptyNote(act.session, stamp)
      const messageIds = [...note.messageIds.filter((id) => id !== act.messageId), act.messageId]
      return done(hackathon, { notes: replaceIn(hackathon.notes, { ...note, messageIds }) })
    }
    case 'note.reminded': {
      const wrong = checkSession(hackathon, act.session)
      if (wrong !== undefined) return wrong
      const note = hackathon.notes.find((one) => one.id === act.session) ?? emptyNote(act.session, stamp)
      const reminded = [...note.reminded.filter((hours) => hours !== act.hours), act.hours]
      return done(hackathon, { notes: replaceIn(hackathon.notes, { ...note, reminded }) })
    }
    case 'action.add': {
      const wrong = checkNew(act.id, hackathon.actions, 'action')
      if (wrong !== undefined) return wrong
      if (act.fields.text.trim() === '') return refuse('invalid', 'an action needs words')
      return done(hackathon, {
        actions: [...hackathon.actions, { ...act.fields, ...stampNew(act.id, stamp) }],
      })
    }
    case 'action.change':
      return amendIn(hackathon.actions, act.id, act.change, act.seen, stamp, `action ${act.id}`, (actions) =>
        done(hackathon, { actions }),
      )
    case 'outcome.judge': {
      if (!isThere(hackathon, act.about)) return refuse('not-found', `there is no ${act.about}`)
      const { kind: _, outcome, ...said } = act
      const judgement = { ...said, kind: outcome, person: stamp.person, at: stamp.at }
      const key = outcomeKey(judgement)
      const others = hackathon.outcomes.filter((one) => outcomeKey(one) !== key)
      return done(hackathon, { outcomes: [...others, judgement] })
    }
  }
}

function emptyNote(session: string, stamp: Stamp): Note {
  return {
    session,
    text: '',
    agreements: [],
    open: [],
    messageIds: [],
    reminded: [],
    ...stampNew(session, stamp),
  }
}

function checkSession(hackathon: Hackathon, session: string): Effect | undefined {
  if (hackathon.sessions.some((one) => one.id === session)) return undefined
  return refuse('not-found', `there is no session ${session}`)
}

/** Whether a reference leads to something, a bullet included. */
export function isThere(hackathon: Hackathon, about: Reference): boolean {
  const parts = parseReference(about)
  switch (parts?.kind) {
    case 'topic': {
      const topic = hackathon.topics.find((one) => one.id === parts.id)
      if (topic === undefined || parts.item === undefined) return topic !== undefined
      return listItems(topic.description).some((one) => one.item === parts.item)
    }
    case 'session':
      return hackathon.sessions.some((one) => one.id === parts.id)
    case 'action':
      return hackathon.actions.some((one) => one.id === parts.id)
    case 'event':
      return hackathon.event.id === parts.id
    case undefined:
      return false
  }
}
