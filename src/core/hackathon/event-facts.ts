import type { EventFacts } from './page-import.ts'
import { findDate, parseWrittenDate } from './written-date.ts'

/** What the lines of a page say of the event, each by the first line that says it; and which lines these are. */
export interface FoundFacts {
  readonly facts: EventFacts
  /** Positions of the lines that say something. */
  readonly used: ReadonlySet<number>
}

/**
 * Finds when and where an event is, how many can come, until when they register, and how to ask for an invitation,
 * in the sentences in which such pages say it.
 */
export function findEventFacts(
  lines: readonly string[],
  title: string | undefined,
  aliases: readonly string[],
): FoundFacts {
  const used = new Set<number>()
  const year =
    yearOf(title) ?? lines.map((line) => Number(/\b(20\d\d)\b/.exec(line)?.[1])).find((one) => one > 0)
  const first = <T>(find: (line: string) => T | undefined): T | undefined => {
    let answer: T | undefined
    for (const [i, line] of lines.entries()) {
      const found = find(line.slice(0, 2000))
      if (found === undefined) continue
      answer ??= found
      used.add(i)
    }
    return answer
  }
  const span = first((line) => findSpan(line, year))
  const where = lines.find((line, i) => used.has(i) && findSpan(line, year) !== undefined)
  const facts: EventFacts = {
    title,
    aliases,
    startsOn: span?.[0],
    endsOn: span?.[1],
    whereAndWhen: where?.trim(),
    venue: where === undefined ? undefined : placeOf(where),
    host: first((line) => /^\s{0,5}(\S.{0,80}?) (?:will be hosting|is hosting|hosts) \b/.exec(line)?.[1]),
    capacity: first((line) => {
      const found =
        /\b(?:maximum|limit|capacity|up to|only)\s(?:of\s)?(\d{1,5})\s(?:spaces|seats|places|people|attendees)\b/i.exec(
          line,
        )
      return found === null ? undefined : Number(found[1])
    }),
    cutOff: first((line) => {
      const at = /\bcut-?\s?off\b|\bdeadline for registration\b|\bregistration closes\b/i.exec(line)
      if (at === null) return undefined
      const date = findDate(line.slice(at.index), year)
      return date === undefined
        ? undefined
        : parseWrittenDate(line.slice(at.index).slice(date.start, date.end), { year })
    }),
    requestSubject: first((line) =>
      /["“]([^"“”]{4,100})["”]\sas\s(?:the\s)?subject\b|\bsubject(?: line)?:?\s["“]([^"“”]{4,100})["”]/i
        .exec(line)
        ?.slice(1)
        .find((one) => one !== undefined),
    ),
    contact: first((line) => findAddress(line)),
  }
  return { facts, used }
}

function yearOf(text: string | undefined): number | undefined {
  const found = /(?:^|\D)((?:19|20)\d\d)(?:\D|$)/.exec(text ?? '')
  return found === null ? undefined : Number(found[1])
}

/** "April 18-19, 2016", "18-19 April", "April 30 - May 1". */
function findSpan(line: string, year: number | undefined): readonly [string, string] | undefined {
  const oneMonth =
    /\b(\p{L}{3,9})\s(\d{1,2})(?:st|nd|rd|th)?\s?[-–]\s?(\d{1,2})(?:st|nd|rd|th)?(?:,?\s(\d{4}))?\b/u.exec(
      line,
    ) ??
    /\b(?<first>\d{1,2})(?:st|nd|rd|th)?\s?[-–]\s?(?<last>\d{1,2})(?:st|nd|rd|th)?\s(?<month>\p{L}{3,9})(?:,?\s(?<of>\d{4}))?\b/u.exec(
      line,
    )
  if (oneMonth === null) return undefined
  const named = oneMonth.groups
  const [month, from, to, of] =
    named === undefined
      ? [oneMonth[1], oneMonth[2], oneMonth[3], oneMonth[4]]
      : [named['month'], named['first'], named['last'], named['of']]
  const inYear = of === undefined ? year : Number(of)
  const day = (number: string | undefined): string | undefined =>
    findDate(`${month} ${number}`, inYear)?.days[0]
  const [start, end] = [day(from), day(to)]
  return start === undefined || end === undefined || end < start ? undefined : [start, end]
}

/** What stands before the date, unless that is a sentence. */
function placeOf(line: string): string | undefined {
  const start = line.search(/\b\p{L}{3,9}\s\d{1,2}|\b\d{1,2}(?:st|nd|rd|th)?\s?[-–]/u)
  const place = line
    .slice(0, Math.max(start, 0))
    .replace(/[\s,:(-]{1,9}$/, '')
    .trim()
  return place === '' || /\b(?:will|for|on|the)\b/i.test(place) ? undefined : place
}

/** An address, also one that is written "manager at example dot org". */
function findAddress(line: string): string | undefined {
  const plain = /\b([\w.+-]{1,60})@([\w-]{1,60}(?:\.[\w-]{1,20}){1,5})\b/.exec(line)
  if (plain !== null) return plain[0].toLowerCase()
  const spoken =
    /\b([\w.-]{1,40}(?: dot [\w-]{1,40}){0,3}) at ([\w-]{1,40}(?: dot [\w-]{1,40}){1,3}|[\w-]{1,40}(?:\.[\w-]{2,20}){1,3})\b/i.exec(
      line,
    )
  if (spoken === null) return undefined
  return `${spoken[1]}@${spoken[2]}`.replace(/ dot /gi, '.').toLowerCase()
}
