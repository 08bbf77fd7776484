import { type Derivation, saveDerivation } from '../../store/derived/derivation.ts'
import { type FactRecord, listFacts, placeMails } from '../../store/derived/facts.ts'
import { listSeriesLineages, replaceLineages } from '../../store/derived/lineages.ts'
import { listMatchEdges, replaceMatchEdges } from '../../store/derived/match-edges.ts'
import { listMatches, replaceMatches } from '../../store/derived/matches.ts'
import { replaceMissing } from '../../store/derived/missing-mails.ts'
import { replacePersons } from '../../store/derived/people.ts'
import { listSenderNumbers, replaceSenderNumbers } from '../../store/derived/sender-numbers.ts'
import { changedMemos, listSeriesMemos, replaceSeriesMemos } from '../../store/derived/series-memos.ts'
import { DERIVED_VERSION } from '../../store/migrations.ts'
import { writeMotions } from '../governance/write-motions.ts'
import { writeRoles } from '../governance/write-roles.ts'
import { identities } from '../read-mail.ts'
import type { SyncJob } from '../with-run.ts'
import { loadContents, readContents } from './commit-contents.ts'
import { writeCommitFacts } from './commit-facts.ts'
import { loadCommits } from './commits.ts'
import { readCorrections } from './corrections.ts'
import { type Inputs, memoOfInputs } from './inputs.ts'
import { joinRows } from './join-rows.ts'
import { lineageRows, numberOfSeries } from './lineage-rows.ts'
import { loadIdentityEntries } from './load-identities.ts'
import { loadPolicy } from './load-policy.ts'
import { movedMails, withPeople } from './mail-places.ts'
import { writeMatchInputs } from './match-inputs.ts'
import { matchRows, sameRows } from './match-rows.ts'
import { deriveMatches, matchInputsOf } from './matches.ts'
import { formatMemo, type Memo } from './memo.ts'
import { personRows } from './person-rows.ts'
import { findWorks } from './picture.ts'
import { printOf } from './print.ts'
import { listMissingNames, seriesMemos } from './series-memo-rows.ts'
import { addressesOfLists, tellStories } from './stories.ts'

const STEPS = 6

/**
 * Derives threads, series, lineages, matches and standings of a project from what is stored, and writes the rows of
 * which the inputs have changed since the memo was taken. One transaction: readers see all of it, or none.
 */
export async function deriveRows(job: SyncJob, memo: Memo, inputs: Inputs): Promise<void> {
  const { database, projectId, project, now } = job
  const mailmap = await loadIdentityEntries(database.kysely, projectId)
  const people = identities(project, mailmap)
  const mailmapPrint = printOf([JSON.stringify(mailmap)])
  const { personKey } = people
  const begin = (n: number): void => {
    job.signal.throwIfAborted()
    job.onProgress({ step: 'deriving', unit: 'steps', done: n, total: STEPS })
  }
  begin(0)
  const stored = await listFacts(database.kysely, projectId)
  const records = withPeople(stored, personKey)
  const persons = people.listPersons(records.map((record) => record.facts.sender))
  const names = new Map(persons.map((person) => [person.key, person.name]))
  const corrections = readCorrections(inputs.decisions, now, { personKey, names })
  const messageOf = numbersOf(records)
  begin(1)
  const known = await listSeriesMemos(database.kysely, projectId)
  const works = findWorks(
    records,
    corrections,
    personKey,
    known.map((one) => one.known),
  )
  begin(2)
  const commits = await loadCommits(job, personKey)
  const matched = await deriveMatches(job, matchInputsOf(works), commits, corrections, memo, {
    async contentsOf(some) {
      await readContents(job, some, commits.all)
      return loadContents(job, some)
    },
    knownEdges: () => listMatchEdges(database.kysely, projectId, namesOf(records)),
  })
  begin(3)
  const review = await loadPolicy(database.kysely, projectId, project, personKey, () => touchedPaths(records))
  const stories = tellStories(
    {
      works,
      commits,
      matches: matched.matches,
      corrections,
      personKey,
      now,
      review,
      lists: addressesOfLists(project),
    },
    memo,
  )
  begin(4)
  const ownersAt = review.maintainers?.ownersAt
  const numbering = { messageOf, factsOf: works.factsOf, personKey, ...(ownersAt && { ownersAt }) }
  const rows = joinRows(stories.changed.map((story) => lineageRows(story, numbering)))
  const matches = matchRows(matched.matches, commits, messageOf)
  const personsNow = personRows(records, works, { personKey, persons })
  const moved = movedMails(stored, records, works, messageOf)
  const memos = seriesMemos(works.lineages, works, stories.waits, numbering)
  const hereNow = new Set(memos.map((one) => one.id))
  const missing = listMissingNames(records, (id) => works.factsOf(id) !== undefined)
  begin(5)
  const derivation: Derivation = {
    version: DERIVED_VERSION,
    configuration: formatMemo({
      ...memoOfInputs(project, inputs),
      lineages: stories.prints,
      dues: stories.dues,
      months: stories.months,
      quarters: matched.prints,
      mails: records.length,
      committers: Object.fromEntries(commits.committers),
      mailmap: mailmapPrint,
    }),
    message: records.reduce((most, record) => Math.max(most, record.message), 0),
    decision: inputs.decisions.at(-1)?.sequence ?? 0,
    as_of: now,
    written_at: now,
  }
  await database.transaction(async (db) => {
    await job.lock.keep(db)
    await placeMails(db, projectId, moved)
    const kept = new Set(stories.kept.map((series) => numberOfSeries(series, messageOf)))
    const before = new Set((await listSeriesLineages(db, projectId)).values())
    await replaceLineages(
      db,
      projectId,
      [...before].filter((lineage) => !kept.has(lineage)),
      rows,
    )
    await replaceSeriesMemos(
      db,
      projectId,
      known.flatMap((one) => (hereNow.has(one.id) ? [] : [one.id])),
      changedMemos(known, memos),
    )
    await replaceSenderNumbers(db, projectId, await listSenderNumbers(db, projectId), works.people)
    await replaceMissing(db, projectId, missing)
    await replaceMatchEdges(db, projectId, matched.edges, messageOf)
    await writeMatchInputs(db, projectId, matched.patches, commits.all, messageOf)
    if (!sameRows(await listMatches(db, projectId), matches))
      await replaceMatches(db, projectId, 'all', matches)
    await replacePersons(db, projectId, personsNow)
    await writeMotions(db, projectId, project)
    await writeRoles(db, projectId, project)
    await writeCommitFacts(db, projectId, commits.all, { personKey, ownersAt }, memo.mailmap !== mailmapPrint)
    await saveDerivation(db, projectId, derivation)
  })
  begin(STEPS)
}

function* touchedPaths(records: readonly FactRecord[]): Iterable<string> {
  for (const { facts } of records) if (facts.patch) for (const file of facts.patch.files) yield file.path
}

function numbersOf(records: readonly FactRecord[]): (messageId: string) => number {
  const numbers = new Map(records.map((record) => [record.facts.messageId, record.message]))
  return (id) => {
    const number = numbers.get(id)
    if (number === undefined) throw new TypeError(`no mail ${id} is stored`)
    return number
  }
}

function namesOf(records: readonly FactRecord[]): (message: number) => string | undefined {
  const names = new Map(records.map((record) => [record.message, record.facts.messageId]))
  return (message) => names.get(message)
}
