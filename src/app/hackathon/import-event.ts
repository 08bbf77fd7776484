import { UserError } from '../../core/errors.ts'
import type { HackathonAct } from '../../core/hackathon/decision.ts'
import type { Phase } from '../../core/hackathon/event.ts'
import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import { listImportActs } from '../../core/hackathon/import-acts.ts'
import { type ImportLine, listUnparsed, type PageImport } from '../../core/hackathon/page-import.ts'
import { idOfTitle, isId } from '../../core/hackathon/reference.ts'
import { parseRenderedPage } from '../../core/hackathon/rendered-page.ts'
import { parseWikitextPage } from '../../core/hackathon/wikitext-page.ts'
import type { DateOrder } from '../../core/hackathon/written-date.ts'
import type { Problem } from '../../core/mail/message.ts'
import { foldName } from '../../core/people/name.ts'
import type { Db } from '../../store/database.ts'
import { lockDecisions } from '../../store/inputs/decisions.ts'
import { readHackathon } from '../../store/read/hackathons.ts'
import { listPeople } from '../../store/read/people.ts'
import { type EventActContext, recordAct } from './act-on-event.ts'
import { viewerOf } from './event-viewer.ts'
import { listNewActs, type PageDifference } from './new-acts.ts'
import { peopleOf } from './people-of.ts'

/** What an importer says beside the page. */
export interface ImportWords {
  /** The organiser who imports it: an address, or `cli:<user>`. */
  readonly person: string
  readonly text: string
  /** The event's id; made of the page's title where absent. */
  readonly id?: string | undefined
  readonly name?: string | undefined
  /** The calendar's zone of the configuration where absent. */
  readonly timeZone?: string | undefined
  /** By the day on which it is imported where absent. */
  readonly phase?: Phase | undefined
  readonly startsOn?: string | undefined
  readonly endsOn?: string | undefined
  /** How dates like 12/03/2013 are meant; where absent they are left open and named in the problems. */
  readonly order?: DateOrder | undefined
  /** Read and report, record nothing. */
  readonly dryRun?: boolean
}

/** What came of an import. */
export interface ImportReport {
  readonly event: string
  readonly page: PageImport
  /** Of the acts that the page asks for: recorded (or, in a dry run, would be), by kind. */
  readonly recorded: Readonly<Record<string, number>>
  /** Said by the event already. */
  readonly known: number
  /** Where the event says something else than the page: it is left as it is. */
  readonly differences: readonly PageDifference[]
  /** What could not be recorded, and why. */
  readonly refused: readonly { readonly act: HackathonAct; readonly why: string }[]
  readonly problems: readonly Problem[]
  /** Lines of the page that nothing was made of. */
  readonly unparsed: readonly ImportLine[]
}

/**
 * Imports the page of an event, as a wiki shows it or in the wiki's own source. What the event says already is not said
 * again, so importing a page twice changes nothing; a page that grew meanwhile adds what is new. In one transaction.
 *
 * Throws `UserError` 'forbidden' for anybody but organisers, 'usage' where the page does not say enough.
 */
export async function importEvent(context: EventActContext, words: ImportWords): Promise<ImportReport> {
  const { database, project, projectId } = context
  const page = parsePage(words.text, words.order)
  const id = words.id ?? idOfTitle((page.facts.title ?? words.name ?? '').replace(/^Archived\//, ''))
  if (!isId(id) || id === 'untitled')
    throw new UserError('usage', 'the page does not say what the event is called', {
      hint: 'Give it an id: lower-case letters, digits, dots and hyphens.',
    })
  const now = context.clock()
  return database.transaction(async (db) => {
    await lockDecisions(db, projectId)
    const before = await readHackathon(db, projectId, id)
    const people = await peopleOf(db, projectId, project)
    const viewer = viewerOf(people, project, words.person, before?.event, now)
    if (!viewer.isOrganiser) throw new UserError('forbidden', 'only organisers import an event')
    const findPerson = await personFinder(db, projectId)
    const given = {
      ...(words.name === undefined ? {} : { name: words.name }),
      ...(words.startsOn === undefined ? {} : { startsOn: words.startsOn }),
      ...(words.endsOn === undefined ? {} : { endsOn: words.endsOn }),
    }
    const ends = words.endsOn ?? page.facts.endsOn ?? page.facts.startsOn ?? words.startsOn
    const asked = listImportActs(page, {
      id,
      ...given,
      timeZone: words.timeZone ?? before?.event.timeZone ?? project.calendar.zone,
      phase: words.phase ?? (ends !== undefined && ends < now.slice(0, 10) ? 'archived' : 'open'),
      now,
      findPerson,
    })
    if (asked.acts.length === 0)
      throw new UserError('usage', asked.problems.at(-1)?.what ?? 'the page says nothing', {
        hint: 'Give the days with --from and --until.',
      })
    const { acts, known, differences } = listNewActs(before, asked.acts)
    const recorded: Record<string, number> = {}
    const refused: { act: HackathonAct; why: string }[] = []
    let hackathon: Hackathon | undefined = before
    for (const act of acts) {
      if (words.dryRun === true) {
        recorded[act.kind] = (recorded[act.kind] ?? 0) + 1
        continue
      }
      const recording = {
        db,
        projectId,
        event: id,
        person: viewer.person,
        role: 'organiser' as const,
        at: now,
      }
      const answer = await recordAct(recording, hackathon, act)
      if (answer.kind === 'refused') refused.push({ act, why: answer.why })
      else {
        hackathon = answer.hackathon
        recorded[act.kind] = (recorded[act.kind] ?? 0) + 1
      }
    }
    const unparsed = listUnparsed(page)
    return { event: id, page, recorded, known, differences, refused, problems: asked.problems, unparsed }
  })
}

/**
 * A page in whichever way more can be made of it: instructions on a shown page may name templates too, so that there
 * are brackets says nothing.
 */
function parsePage(text: string, order: DateOrder | undefined): PageImport {
  const source = parseWikitextPage(text, order)
  const shown = parseRenderedPage(text, order)
  const worth = (page: PageImport): number =>
    page.topics.length + page.attendees.length + page.notes.length - listUnparsed(page).length / 1000
  return worth(shown) > worth(source) ? shown : source
}

/** Who is behind a name, where exactly one person of that name wrote to the lists. */
async function personFinder(db: Db, projectId: number): Promise<(name: string) => string | undefined> {
  const byName = new Map<string, string | undefined>()
  for (const one of await listPeople(db, projectId)) {
    const name = foldName(one.name)
    byName.set(name, byName.has(name) ? undefined : one.key)
  }
  return (name) => {
    const folded = foldName(name)
    // One word alone is nobody's full name.
    return folded.includes(' ') ? byName.get(folded) : undefined
  }
}
