import { listAttendees } from '../../core/hackathon/hackathon.ts'
import { topicReference } from '../../core/hackathon/reference.ts'
import type { EventView } from './event-view.ts'

/**
 * An event for scripts: what its pages say, people by name. `revision` is what a change has to name as `seen`.
 * Addresses are in none of it.
 */
export function eventJson(ev: EventView) {
  const { hackathon } = ev
  const { event } = hackathon
  return {
    id: event.id,
    revision: event.revision,
    name: event.name,
    startsOn: event.startsOn,
    endsOn: event.endsOn,
    timeZone: event.timeZone,
    venue: event.venue,
    host: event.host,
    capacity: event.capacity,
    cutOffAt: event.cutOffAt,
    phase: event.phase,
    texts: event.texts,
    rooms: hackathon.rooms.map(({ id, revision, name, capacity }) => ({ id, revision, name, capacity })),
    slots: hackathon.slots.map(({ id, revision, kind, title, startsAt, endsAt, locked }) => ({
      id,
      revision,
      kind,
      title,
      startsAt,
      endsAt,
      locked,
    })),
    people: listAttendees(hackathon).map((one) => ({ name: one.name, organisation: one.organisation })),
    topics: hackathon.topics.map((topic) => ({
      id: topic.id,
      revision: topic.revision,
      title: topic.title,
      withdrawn: topic.withdrawn,
      contacts: topic.contacts.map((one) => ({ name: one.name, role: one.role })),
      difficulty: topic.difficulty,
      skills: topic.skills,
      outreach: topic.outreach,
      list: topic.list,
      irc: topic.irc,
      description: topic.description,
      outcomes: topic.outcomes,
      comments: topic.comments.map((one) => ({ name: one.name, at: one.at, text: one.text })),
      interest: (hackathon.interests.get(topicReference(topic.id)) ?? []).map((one) => ({
        name: ev.nameOf(one.person),
        grade: one.grade,
      })),
    })),
    sessions: hackathon.sessions.map((session) => ({
      id: session.id,
      revision: session.revision,
      title: session.title,
      abstract: session.abstract,
      topics: session.topics,
      leaders: session.leaders.map(ev.nameOf),
      cancelled: session.cancelled,
      locked: session.locked,
      placement: session.placement,
    })),
    agendas: hackathon.agendas.map(({ version, at, note, placements, changes }) => ({
      version,
      at,
      note,
      placements,
      changes,
    })),
    notes: hackathon.notes.map(({ session, revision, text, agreements, open, messageIds }) => ({
      session,
      revision,
      text,
      agreements,
      open,
      messageIds,
    })),
    actions: hackathon.actions.map((action) => ({
      id: action.id,
      revision: action.revision,
      session: action.session,
      about: action.about,
      text: action.text,
      assignee: action.assignee === undefined ? undefined : ev.nameOf(action.assignee),
      state: action.state,
    })),
  }
}
