import type { HackathonAct } from '../../core/hackathon/decision.ts'

/**
 * An act in which every person is named by what stands for them, whichever of their addresses was given: one who
 * signs in with another address is still the leader of their session. Names without an address stay as they are.
 */
export function namePeople(act: HackathonAct, keyOf: (address: string) => string): HackathonAct {
  const key = (person: string): string => (person.includes('@') ? keyOf(person) : person)
  const some = (person: string | undefined): string | undefined =>
    person === undefined ? undefined : key(person)
  switch (act.kind) {
    case 'interest.state':
    case 'registration.register':
    case 'registration.change':
    case 'registration.travel':
    case 'registration.accept':
    case 'registration.withdraw':
    case 'registration.set':
      return { ...act, person: key(act.person) }
    case 'person.identify':
      return { ...act, is: key(act.is) }
    case 'topic.comment':
      return { ...act, comment: { ...act.comment, person: key(act.comment.person) } }
    case 'topic.add':
      return {
        ...act,
        fields: {
          ...act.fields,
          contacts: act.fields.contacts.map((one) => ({ ...one, person: some(one.person) })),
        },
      }
    case 'session.add': {
      const { leaders, required, noteTaker } = act.fields
      return {
        ...act,
        fields: {
          ...act.fields,
          leaders: leaders.map(key),
          required: required.map(key),
          noteTaker: some(noteTaker),
        },
      }
    }
    case 'session.change': {
      const { leaders, required, noteTaker } = act.change
      return {
        ...act,
        change: {
          ...act.change,
          ...(leaders === undefined ? {} : { leaders: leaders.map(key) }),
          ...(required === undefined ? {} : { required: required.map(key) }),
          ...(noteTaker === undefined ? {} : { noteTaker: key(noteTaker) }),
        },
      }
    }
    case 'topic.change': {
      const { contacts } = act.change
      if (contacts === undefined) return act
      return {
        ...act,
        change: { ...act.change, contacts: contacts.map((one) => ({ ...one, person: some(one.person) })) },
      }
    }
    case 'action.add':
      return { ...act, fields: { ...act.fields, assignee: some(act.fields.assignee) } }
    case 'action.change': {
      const { assignee } = act.change
      return assignee === undefined ? act : { ...act, change: { ...act.change, assignee: key(assignee) } }
    }
    default:
      return act
  }
}
