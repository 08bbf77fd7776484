import type { HackathonAct } from '../../core/hackathon/decision.ts'
import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import { foldName } from '../../core/people/name.ts'

/** Something that an event and the page that is imported say differently. */
export interface PageDifference {
  /** For people: "topic live-patching". */
  readonly about: string
  readonly field: string
  readonly stands: unknown
  readonly page: unknown
}

/** Fields of an event that an importer says, or that people change without changing the page. */
const NOT_ON_PAGES = ['name', 'aliases', 'phase', 'timeZone', 'texts', 'purgeAfterDays'] as const

/** The acts of an import that say something new. */
export interface NewActs {
  readonly acts: readonly HackathonAct[]
  /** How many say what the event says already. */
  readonly known: number
  readonly differences: readonly PageDifference[]
}

/**
 * Leaves out of an import what the event says already, by whomever: topics that are there, comments and answers that
 * were given, people on the list (also those who were identified meanwhile). What is there is never overwritten: where
 * a page says something else, that is a difference for an organiser to look at.
 */
export function listNewActs(before: Hackathon | undefined, asked: readonly HackathonAct[]): NewActs {
  if (before === undefined) return { acts: asked, known: 0, differences: [] }
  const differences: PageDifference[] = []
  const listed = new Set(before.registrations.flatMap((one) => [one.person, `name:${foldName(one.name)}`]))
  const nowKnownAs = new Map(before.registrations.map((one) => [`name:${foldName(one.name)}`, one.person]))
  // By their names too: one of the page may be known by address since.
  const isListed = (act: { readonly person: string; readonly fields?: { readonly name: string } }): boolean =>
    listed.has(act.person) || (act.fields !== undefined && listed.has(`name:${foldName(act.fields.name)}`))
  const skipped = new Set<string>()
  const isKnown = (act: HackathonAct): boolean => {
    switch (act.kind) {
      case 'event.create':
        differences.push(...compare(`event ${act.id}`, before.event, act.fields, NOT_ON_PAGES))
        return true
      case 'topic.add': {
        const topic = before.topics.find((one) => one.id === act.id)
        if (topic !== undefined) differences.push(...compare(`topic ${act.id}`, topic, act.fields, []))
        return topic !== undefined
      }
      case 'topic.comment': {
        const topic = before.topics.find((one) => one.id === act.id)
        return (
          topic?.comments.some((one) => one.text === act.comment.text && one.name === act.comment.name) ===
          true
        )
      }
      case 'interest.state':
        return (
          before.interests
            .get(act.about)
            ?.some((one) => one.person === act.person || one.person === nowKnownAs.get(act.person)) === true
        )
      case 'registration.register': {
        const known = isListed(act)
        if (known) skipped.add(act.person)
        return known
      }
      case 'registration.travel':
      case 'registration.set':
        return skipped.has(act.person)
      default:
        return false
    }
  }
  const acts = asked.filter((act) => !isKnown(act))
  return { acts, known: asked.length - acts.length, differences }
}

function compare(
  about: string,
  stands: object,
  page: object,
  without: readonly string[],
): readonly PageDifference[] {
  const there: Readonly<Record<string, unknown>> = { ...stands }
  return Object.entries(page).flatMap(([field, value]) =>
    without.includes(field) || value === undefined || isSame(there[field], value)
      ? []
      : [{ about, field, stands: there[field], page: value }],
  )
}

/** Order of keys, absent keys and the kind of blanks make no difference. */
function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, one: unknown) =>
      typeof one === 'object' && one !== null && !Array.isArray(one)
        ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
        : typeof one === 'string'
          ? one.replace(/\s+/g, ' ').trim()
          : one,
    ) ?? ''
  )
}
