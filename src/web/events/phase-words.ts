import type { Phase } from '../../core/hackathon/event.ts'
import type { Grade } from '../../core/hackathon/interest.ts'
import type { ItemState } from '../../core/hackathon/item-states.ts'
import type { RegistrationState } from '../../core/hackathon/registration.ts'
import type { ActionState } from '../../core/hackathon/session.ts'

/** The phases of an event as people read them, and what each of them means. */
export const PHASE_WORDS: Readonly<Record<Phase, { readonly label: string; readonly about: string }>> = {
  announced: { label: 'announced', about: 'Registration is not open yet. Topics can be proposed.' },
  open: { label: 'registration open', about: 'Whoever wants to come registers, or asks for an invitation.' },
  closed: {
    label: 'registration closed',
    about: 'The list of those who come is with the host: only organisers change it.',
  },
  running: { label: 'running', about: 'It is on. What is changed in the agenda counts at once.' },
  notes: { label: 'notes', about: 'It is over. Notes and actions are being written up.' },
  archived: { label: 'archived', about: 'It is over. What became of it is still followed.' },
}

/** The four answers to "do you intend to attend?". */
export const GRADE_WORDS: Readonly<Record<Grade, string>> = {
  no: 'No',
  maybe: 'Maybe',
  yes: 'Yes',
  must: 'Must',
}

/** Where a registration stands, in a word or two. */
export const REGISTRATION_WORDS: Readonly<Record<RegistrationState, string>> = {
  requested: 'asked for an invitation',
  invited: 'invited, not confirmed yet',
  confirmed: 'confirmed',
  waitlisted: 'on the waiting list',
  declined: 'declined',
  withdrawn: 'withdrawn',
}

/** How far an action is. */
export const ACTION_WORDS: Readonly<Record<ActionState, string>> = {
  todo: 'to do',
  'in-progress': 'in progress',
  blocked: 'blocked',
  done: 'done',
  postponed: 'postponed',
}

/** How far an item is, and the colour of whose court it is in. */
export const ITEM_WORDS: Readonly<Record<ItemState, { readonly label: string; readonly court: string }>> = {
  open: { label: 'open', court: 'rest' },
  proposed: { label: 'proposed', court: 'review' },
  'in-review': { label: 'in review', court: 'review' },
  lost: { label: 'lost', court: 'author' },
  dropped: { label: 'dropped', court: 'rest' },
  reverted: { label: 'reverted', court: 'author' },
  merged: { label: 'merged', court: 'merged' },
  done: { label: 'done', court: 'go' },
}
