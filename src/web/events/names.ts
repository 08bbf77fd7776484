import type { Hackathon } from '../../core/hackathon/hackathon.ts'

/** Everybody whom an event names, by what stands for them. */
export function listPeopleOf(hackathon: Hackathon): readonly string[] {
  const people = new Set<string>()
  for (const one of hackathon.registrations) {
    people.add(one.person)
    for (const step of one.steps) people.add(step.person)
  }
  for (const list of hackathon.interests.values()) for (const one of list) people.add(one.person)
  for (const topic of hackathon.topics) {
    people.add(topic.createdBy)
    for (const one of topic.comments) people.add(one.person)
  }
  for (const session of hackathon.sessions) {
    people.add(session.createdBy)
    for (const one of [...session.leaders, ...session.required]) people.add(one)
    if (session.noteTaker !== undefined) people.add(session.noteTaker)
  }
  for (const one of hackathon.actions) if (one.assignee !== undefined) people.add(one.assignee)
  for (const one of hackathon.notes) people.add(one.changedBy)
  for (const one of hackathon.agendas) people.add(one.person)
  for (const one of hackathon.conflicts) people.add(one.person).add(one.other)
  return [...people]
}
