import { UserError } from '../../core/errors.ts'
import type { Event, EventFields } from '../../core/hackathon/event.ts'
import { PAGE_TEXTS, PHASES } from '../../core/hackathon/event.ts'
import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import type { RegistrationFields } from '../../core/hackathon/registration.ts'
import type { TopicFields } from '../../core/hackathon/topic.ts'
import { parseWrittenDate, type WrittenDate } from '../../core/hackathon/written-date.ts'
import { parsePresence, type Travel } from '../../core/hackathon/written-presence.ts'
import { type Day, instantAt, isTimeZone } from '../../core/zone-time.ts'
import { parseDescription, readContacts } from './topic-text.ts'
import { listTouched } from './touched.ts'

/** What stands in a field, without blanks around it; `undefined` where nothing does. */
export function textOf(form: URLSearchParams, name: string): string | undefined {
  const text = form.get(name)?.replaceAll('\r\n', '\n').trim()
  return text === undefined || text === '' ? undefined : text
}

/** The lines of a field that say something. */
export function linesOf(form: URLSearchParams, name: string): readonly string[] {
  return (textOf(form, name) ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 500)
}

/** A whole number; `undefined` where nothing stands there. */
export function numberOf(form: URLSearchParams, name: string, label: string): number | undefined {
  const text = textOf(form, name)
  if (text === undefined) return undefined
  if (!/^\d{1,7}$/.test(text)) throw new UserError('usage', `${label}: “${text.slice(0, 50)}” is no number.`)
  return Number(text)
}

/** The decision that somebody had before them when they changed something. */
export function readSeen(form: URLSearchParams): number {
  return numberOf(form, 'seen', 'The form') ?? 0
}

/**
 * Of all that a form says, what somebody touched. `names` says which field of the thing a field of the form belongs to,
 * where that has another name.
 */
export function touchedOf(
  form: URLSearchParams,
  fields: object,
  names: Readonly<Record<string, string>> = {},
): Readonly<Record<string, unknown>> {
  const inForm = [...new Set([...Object.keys(fields), ...Object.keys(names)])]
  const touched = new Set([...listTouched(form, inForm)].map((name) => names[name] ?? name))
  return Object.fromEntries(Object.entries(fields).filter(([field]) => touched.has(field)))
}

/** The fields of an event. */
export function readEventFields(form: URLSearchParams, current?: Event): EventFields {
  const timeZone = textOf(form, 'timeZone') ?? current?.timeZone ?? ''
  const phase = PHASES.find((one) => one === form.get('phase')) ?? current?.phase ?? 'announced'
  const texts = Object.fromEntries(
    PAGE_TEXTS.flatMap((name) => {
      const field = `text-${name}`
      const text = form.has(field) ? textOf(form, field) : current?.texts[name]
      return text === undefined ? [] : [[name, text]]
    }),
  )
  return {
    name: textOf(form, 'name') ?? '',
    aliases: linesOf(form, 'aliases'),
    startsOn: textOf(form, 'startsOn') ?? '',
    endsOn: textOf(form, 'endsOn') ?? '',
    timeZone,
    venue: textOf(form, 'venue'),
    address: textOf(form, 'address'),
    host: textOf(form, 'host'),
    capacity: numberOf(form, 'capacity', 'Seats'),
    cutOffAt: readLocal(textOf(form, 'cutOff'), timeZone),
    phase,
    contact: textOf(form, 'contact')?.toLowerCase(),
    requestSubject: textOf(form, 'requestSubject'),
    list: textOf(form, 'list'),
    irc: textOf(form, 'irc'),
    texts,
    purgeAfterDays: numberOf(form, 'purgeAfterDays', 'Days') ?? current?.purgeAfterDays ?? 30,
  }
}

/** Day and time by the clock of a place: `2026-04-08T18:00`. */
export function readLocal(text: string | undefined, timeZone: string): string | undefined {
  if (text === undefined) return undefined
  const found = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2})?$/.exec(text)
  if (!isTimeZone(timeZone))
    throw new UserError('usage', `“${timeZone.slice(0, 60)}” is no time zone that is known here.`)
  const at = found === null ? undefined : instantAt(found[1] ?? '', found[2] ?? '', timeZone)
  if (at === undefined) throw new UserError('usage', `“${text.slice(0, 60)}” is no day and time.`)
  return at
}

/** The fields of a topic. A date that stays as it was written keeps what was made of it. */
export function readTopicFields(
  form: URLSearchParams,
  hackathon: Hackathon,
  before?: TopicFields,
): TopicFields {
  const year = Number(hackathon.event.startsOn.slice(0, 4))
  const dateOf = (name: string, known: WrittenDate | undefined): WrittenDate | undefined => {
    const text = textOf(form, name)
    if (text === undefined) return undefined
    return text === known?.raw ? known : parseWrittenDate(text, { year })
  }
  const outreach = form.get('outreach')
  return {
    title: textOf(form, 'title') ?? '',
    insertedOn: dateOf('inserted', before?.insertedOn),
    verifiedOn: dateOf('verified', before?.verifiedOn),
    outreach: outreach === 'yes' || outreach === 'no' ? outreach : undefined,
    contacts: readContacts(form.get('contacts') ?? '', hackathon, before?.contacts),
    list: textOf(form, 'list'),
    irc: textOf(form, 'irc'),
    difficulty: textOf(form, 'difficulty'),
    skills: textOf(form, 'skills'),
    description: parseDescription(form.get('description') ?? ''),
    outcomes: textOf(form, 'outcomes'),
  }
}

/** What somebody says of themselves when registering; the address is theirs, not the form's to say. */
export function readRegistration(form: URLSearchParams): Omit<RegistrationFields, 'address'> {
  const first = textOf(form, 'first')
  const last = textOf(form, 'last')
  return {
    name: textOf(form, 'name') ?? '',
    organisation: textOf(form, 'organisation'),
    jobTitle: textOf(form, 'jobTitle'),
    passName:
      first === undefined && last === undefined ? undefined : { first: first ?? '', last: last ?? '' },
    irc: textOf(form, 'irc'),
  }
}

/** Travel and lodging, read as far as it can be. */
export function readTravel(form: URLSearchParams, startsOn: Day): Travel | undefined {
  const travel = {
    arrives: parsePresence(form.get('arrives') ?? '', startsOn),
    leaves: parsePresence(form.get('leaves') ?? '', startsOn),
    lodging: textOf(form, 'lodging'),
  }
  return Object.values(travel).every((one) => one === undefined) ? undefined : travel
}
