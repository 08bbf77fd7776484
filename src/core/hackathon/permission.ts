import type { HackathonDecision } from './decision.ts'
import type { Hackathon } from './hackathon.ts'
import { parseReference } from './reference.ts'

/**
 * Why somebody may not do this, in one sentence; `undefined` where they may.
 *
 * Organisers may do everything. Members answer for themselves; topics and sessions are changed by who added them or
 * is named in them; notes, actions and outcomes by those who come, and by who answers for the topic.
 */
export function findForbidden(hackathon: Hackathon, decision: HackathonDecision): string | undefined {
  const { act, person, role } = decision
  if (role === 'organiser') return undefined
  switch (act.kind) {
    case 'topic.add':
    case 'session.add':
      return undefined
    case 'topic.comment':
      return act.comment.person === person ? undefined : 'a comment is signed by who makes it'
    case 'topic.change':
      return ownsTopic(hackathon, act.id, person)
        ? undefined
        : 'only its contacts, who added it, and organisers change a topic'
    case 'interest.state':
    case 'registration.register':
    case 'registration.change':
    case 'registration.travel':
    case 'registration.accept':
    case 'registration.withdraw':
      return act.person === person ? undefined : 'only organisers answer for somebody else'
    case 'session.change':
      return ownsSession(hackathon, act.id, person)
        ? undefined
        : 'only its leaders, who added it, and organisers change a session'
    case 'agenda.place': {
      const session = act.placement.session
      if (act.locked) return 'only organisers lock a session'
      return ownsSession(hackathon, session, person)
        ? undefined
        : 'only its leaders and organisers place a session'
    }
    case 'agenda.unplace':
      return ownsSession(hackathon, act.session, person)
        ? undefined
        : 'only its leaders and organisers take a session out of the agenda'
    case 'note.write':
    case 'note.mailed':
      return comes(hackathon, person) || ownsSession(hackathon, act.session, person)
        ? undefined
        : 'only those who come write notes'
    case 'action.add':
      return comes(hackathon, person) ? undefined : 'only those who come add actions'
    case 'action.change': {
      const action = hackathon.actions.find((one) => one.id === act.id)
      return comes(hackathon, person) || action?.assignee === person || action?.createdBy === person
        ? undefined
        : 'only its assignee, and those who come, change an action'
    }
    case 'outcome.judge': {
      const about = parseReference(act.about)
      const owns = about?.kind === 'topic' && ownsTopic(hackathon, about.id, person)
      return owns || comes(hackathon, person)
        ? undefined
        : 'only those who came, and the contacts of a topic, say what came of it'
    }
    case 'conflict.settle': {
      const found = hackathon.conflicts.find((one) => one.sequence === act.conflict)
      return found === undefined || found.person === person || found.other === person
        ? undefined
        : 'only the two whose changes met, and organisers, settle a conflict'
    }
    default:
      return 'only organisers do that'
  }
}

function comes(hackathon: Hackathon, person: string): boolean {
  return hackathon.registrations.some((one) => one.person === person && one.state === 'confirmed')
}

function ownsTopic(hackathon: Hackathon, id: string, person: string): boolean {
  const topic = hackathon.topics.find((one) => one.id === id)
  return topic?.createdBy === person || topic?.contacts.some((one) => one.person === person) === true
}

function ownsSession(hackathon: Hackathon, id: string, person: string): boolean {
  const session = hackathon.sessions.find((one) => one.id === id)
  if (session === undefined) return false
  return (
    session.createdBy === person ||
    session.leaders.includes(person) ||
    session.noteTaker === person ||
    session.topics.some((topic) => ownsTopic(hackathon, topic, person))
  )
}
