import type { TracedWork } from '../../core/hackathon/traced-work.ts'
import { parseMessage } from '../../core/mail/parse-message.ts'
import { readCommitMessage } from '../../core/matching/commit-message.ts'
import { readOwnText } from '../../core/patches/unquoted.ts'
import { findWrittenIds } from '../../core/patches/written-ids.ts'
import { foldName } from '../../core/people/name.ts'
import type { Identities } from '../../core/people/person.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { readRaw } from '../../store/inputs/raw.ts'
import {
  findSeriesMails,
  listDevelopmentCommits,
  listLineagesFrom,
  listMailsBeside,
  listThreadsBetween,
} from '../../store/read/traced-work.ts'
import { searchMessages } from '../../store/search.ts'

/** Words by which a mail may say that it comes from a meeting (see `findMention`). */
const MEETINGS = [
  'hackathon',
  'summit',
  '"design session"',
  '"design sessions"',
  '"community call"',
  '"developer meeting"',
]
/** Mails that are read for what they say of meetings, for each of these words. */
const MOST_HITS = 1000
const LONGEST = 20_000
/** Notes whose mails are looked for by name. */
const MOST_NOTES = 50

/** What of a project may have come of something that was said at an instant. */
export async function listTracedWork(
  db: Db,
  projectId: number,
  people: Identities,
  span: { readonly from: Instant; readonly until: Instant },
  notes: readonly string[],
): Promise<readonly TracedWork[]> {
  const keysOf = (name: string, address: string): readonly string[] => {
    const folded = foldName(name)
    return [people.personKey({ name, address: address.toLowerCase() }), ...(folded === '' ? [] : [folded])]
  }
  const commits = (await listDevelopmentCommits(db, projectId, span.from)).map((one): TracedWork => {
    const words = readCommitMessage(one.message)
    const line = one.message.indexOf('\n')
    return {
      kind: 'commit',
      target: one.sha,
      at: one.committedAt,
      title: words.subject,
      text: line < 0 ? '' : one.message.slice(line, line + LONGEST).trim(),
      by: one.authorName,
      people: keysOf(one.authorName, one.authorAddress),
      links: words.links,
      ancestors: [],
      reverts: words.reverts,
    }
  })
  const said = await listSaidInMails(db, projectId, span.from, notes)
  const series = (await listLineagesFrom(db, projectId, span.from)).map((one): TracedWork => {
    const words = said.get(one.name)
    return {
      kind: 'series',
      target: one.name,
      at: one.startedAt,
      title: one.title,
      text: [...one.patches, ...(words?.texts ?? [])].join('\n'),
      by: one.senderName,
      people: keysOf(one.senderName, one.sender),
      links: words?.links ?? [],
      ancestors: words?.ancestors ?? [],
      reverts: [],
    }
  })
  const isNotes = new Set(notes)
  const threads = (await listThreadsBetween(db, projectId, span.from, span.until)).flatMap(
    (one): readonly TracedWork[] =>
      isNotes.has(one.name)
        ? []
        : [
            {
              kind: 'thread',
              target: one.name,
              at: one.at,
              title: one.title,
              text: '',
              by: one.senderName,
              people: keysOf(one.senderName, one.sender),
              links: [],
              ancestors: [],
              reverts: [],
            },
          ],
  )
  return [...commits, ...series, ...threads]
}

interface Said {
  readonly texts: string[]
  readonly links: string[]
  readonly ancestors: string[]
}

/**
 * What cover letters and patches say of meetings and of notes, by the name of their lineage: only mails that the index
 * finds by such a word, or that stand in the thread of notes, are read.
 */
async function listSaidInMails(
  db: Db,
  projectId: number,
  from: Instant,
  notes: readonly string[],
): Promise<ReadonlyMap<string, Said>> {
  const found = new Set<number>()
  for (const query of listQueries(notes)) {
    const { hits } = await searchMessages(db, projectId, query, { limit: MOST_HITS, order: 'time' })
    for (const hit of hits) if (hit.at >= from) found.add(hit.message)
  }
  const beside = await listMailsBeside(db, projectId, notes)
  const threadsOf = new Map<number, string[]>()
  for (const mail of beside)
    if (notes.includes(mail.messageId))
      threadsOf.set(mail.thread, [...(threadsOf.get(mail.thread) ?? []), mail.messageId])
  const mails = await findSeriesMails(db, projectId, [...found, ...beside.map((one) => one.message)])
  const said = new Map<string, Said>()
  for (const mail of mails) {
    const mine = said.get(mail.lineage) ?? { texts: [], links: [], ancestors: [] }
    said.set(mail.lineage, mine)
    mine.ancestors.push(...(threadsOf.get(mail.thread) ?? []).filter((id) => id !== mail.messageId))
    if (!found.has(mail.message)) continue
    const raw = await readRaw(db, projectId, mail.message)
    if (raw === undefined) continue
    const own = readOwnText(parseMessage(raw.bytes).text.slice(0, 100_000)).lines.join('\n')
    // Its words, not its diff.
    const diff = own.search(/^(?:---\s*$|diff --git |Index: )/m)
    const words = (diff < 0 ? own : own.slice(0, diff)).slice(0, LONGEST)
    mine.texts.push(words)
    mine.links.push(...findWrittenIds(words))
  }
  return said
}

/** How many mails speak of meetings or of these notes, however old the event is: a new one has to be looked at. */
export async function countMentions(
  db: Db,
  projectId: number,
  notes: readonly string[],
): Promise<readonly string[]> {
  const counts: string[] = []
  for (const query of listQueries(notes)) {
    const { hits, total } = await searchMessages(db, projectId, query, { limit: 1, order: 'time' })
    counts.push(`${total} ${hits[0]?.messageId ?? ''}`)
  }
  return counts
}

function listQueries(notes: readonly string[]): readonly string[] {
  return [...MEETINGS, ...notes.slice(0, MOST_NOTES).map((id) => `"${id.replace(/["\s]/g, ' ')}"`)]
}
