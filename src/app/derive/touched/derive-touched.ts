import { type Derivation, saveDerivation } from '../../../store/derived/derivation.ts'
import { placeMails } from '../../../store/derived/facts.ts'
import { listSeriesLineages, replaceLineages } from '../../../store/derived/lineages.ts'
import { findMails, listSeriesOf } from '../../../store/derived/mail-lookups.ts'
import { changeMissing } from '../../../store/derived/missing-mails.ts'
import { countWorkIn } from '../../../store/derived/people.ts'
import { listSenderNumbers, replaceSenderNumbers } from '../../../store/derived/sender-numbers.ts'
import { listThinMemos, replaceSeriesMemos, sameMemo } from '../../../store/derived/series-memos.ts'
import { DERIVED_VERSION } from '../../../store/migrations.ts'
import { writeMotions } from '../../governance/write-motions.ts'
import { writeRoles } from '../../governance/write-roles.ts'
import { configurationDigest } from '../../needs-rebuild.ts'
import { identities } from '../../read-mail.ts'
import type { SyncJob } from '../../with-run.ts'
import { readCorrections } from '../corrections.ts'
import { type Inputs, printDecisions } from '../inputs.ts'
import { joinRows } from '../join-rows.ts'
import { lineageRows, numberOfSeries } from '../lineage-rows.ts'
import { loadIdentityEntries } from '../load-identities.ts'
import { loadPolicy } from '../load-policy.ts'
import { movedMails } from '../mail-places.ts'
import { formatMemo, type Memo } from '../memo.ts'
import { printOf } from '../print.ts'
import { listMissingNames, namesIn, seriesMemos } from '../series-memo-rows.ts'
import { addressesOfLists, tellStories } from '../stories.ts'
import { findStaleHints } from './find-stale-hints.ts'
import { findTouchedSeries } from './find-touched-series.ts'
import { findTouchedWorks, threadsOf } from './find-touched-works.ts'
import { loadTouchedMails } from './load-mails.ts'
import { checkThresholds, otherWorks } from './others.ts'
import { openPart } from './part.ts'
import { relink } from './relink.ts'
import { Whole } from './whole.ts'
import { writeSenders } from './write-senders.ts'

/**
 * Derives what is new, as far as that can be told from a part of the project: `false` where it cannot, and nothing is written.
 */
export async function deriveTouched(
  job: SyncJob,
  before: Derivation,
  memo: Memo,
  inputs: Inputs,
): Promise<boolean> {
  try {
    await deriveSome(job, before, memo, inputs)
    return true
  } catch (error) {
    if (error instanceof Whole) {
      if (process.env['PM_DEBUG']) console.error('WHOLE', error.message)
      return false
    }
    throw error
  }
}

/**
 * Derives what new mails touch, and what time alone has changed: their threads, the series of their senders, the links since the
 * earliest of these, the stories of the lineages that any of it is of. The rows are those that a derivation of everything
 * would write; where that cannot be told from a part, `Whole` is thrown before anything is written.
 */
async function deriveSome(job: SyncJob, before: Derivation, memo: Memo, inputs: Inputs): Promise<void> {
  const { database, projectId, project, now } = job
  const db = database.kysely
  const mailmap = await loadIdentityEntries(db, projectId)
  const mailmapPrint = printOf([JSON.stringify(mailmap)])
  if (mailmapPrint !== memo.mailmap) throw new Whole('who is who has changed')
  const people = identities(project, mailmap)
  const { personKey } = people
  const step = (done: number): void => {
    job.signal.throwIfAborted()
    job.onProgress({ step: 'deriving what is new', unit: 'steps', done, total: STEPS })
  }
  step(0)
  const mails = await loadTouchedMails(job, before.message, personKey)
  const part = openPart(job, personKey)
  part.add(mails.records)
  const corrections = readCorrections(inputs.decisions, now, personKey)
  const thin = await listThinMemos(db, projectId)
  const lineageOf = await listSeriesLineages(db, projectId)
  step(1)
  const touched = await findTouchedSeries(job, part, mails, thin, corrections, personKey)
  const stale = await findStaleHints(job, mails)
  const numberOfName = new Map(thin.map((one) => [one.name, one.id]))
  const dueNames = Object.entries(memo.dues).flatMap(([name, at]) => (at <= now ? [name] : []))
  const inThreads = await listSeriesOf(
    db,
    projectId,
    mails.stored.map((one) => one.message),
  )
  const decided = await findMails(
    db,
    projectId,
    inputs.decisions.flatMap((one) => (one.sequence > before.decision ? [one.subject] : [])),
  )
  const asked = new Set([
    ...inThreads,
    ...(await listSeriesOf(
      db,
      projectId,
      decided.map((one) => one.message),
    )),
    ...[...dueNames, ...memo.later].flatMap((name) => numberOfName.get(name) ?? []),
  ])
  step(2)
  const senders = await listSenderNumbers(db, projectId)
  const { parentOf } = threadsOf(part, mails)
  const sources = {
    part,
    parentOf,
    thin,
    lineageOf,
    touched,
    stale,
    asked,
    people: senders,
    corrections,
    personKey,
  }
  const relinked = await relink(job, sources)
  const { works, before: were } = await findTouchedWorks(job, relinked, sources, mails)
  if (project.repositories.length > 0) throw new Whole('matching is not there yet')
  step(3)
  const review = await loadPolicy(db, projectId, project, personKey, () => [])
  const all = { thin, lineageOf, told: works.lineages, before: were, personKey }
  const stories = tellStories(
    {
      works,
      commits: { committers: new Map(Object.entries(memo.committers)), find: () => undefined },
      matches: [],
      corrections,
      personKey,
      now,
      review,
      lists: addressesOfLists(project),
      others: otherWorks(all),
    },
    memo,
  )
  checkThresholds(all, stories.waits, now)
  step(4)
  const { messageOf } = part
  const ownersAt = review.maintainers?.ownersAt
  const numbering = { messageOf, factsOf: works.factsOf, personKey, ...(ownersAt && { ownersAt }) }
  const rows = joinRows(stories.changed.map((story) => lineageRows(story, numbering)))
  const memos = seriesMemos(works.lineages, works, stories.waits, numbering).filter((one) => {
    const old = relinked.before.get(one.series.id)
    return old === undefined || !sameMemo(old, one)
  })
  const kept = new Set(stories.kept.map((series) => numberOfSeries(series, messageOf)))
  const numbers = new Set(mails.fresh.map((one) => one.message))
  const fresh = mails.records.filter((one) => numbers.has(one.message))
  const freshIds = new Set(mails.fresh.map((one) => one.facts.messageId))
  const named = await findMails(
    db,
    projectId,
    mails.fresh.flatMap((one) => [...namesIn(one.facts)]),
  )
  const here = new Set([...freshIds, ...named.map((one) => one.messageId)])
  const names = new Map(thin.map((one) => [one.id, one.name]))
  const wereNames = new Set([...were].flatMap((lineage) => names.get(lineage) ?? []))
  const without = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !wereNames.has(name)))
  const derivation: Derivation = {
    version: DERIVED_VERSION,
    configuration: formatMemo({
      ...memo,
      configuration: configurationDigest(project),
      lineages: { ...without(memo.lineages), ...stories.prints },
      dues: { ...without(memo.dues), ...stories.dues },
      later: [...memo.later.filter((name) => !wereNames.has(name)), ...stories.later],
      settings: inputs.settings,
      branches: inputs.branches,
      decided: printDecisions(inputs.decisions),
      mails: memo.mails + mails.fresh.length,
    }),
    message: mails.fresh.reduce((most, one) => Math.max(most, one.message), before.message),
    decision: inputs.decisions.at(-1)?.sequence ?? before.decision,
    as_of: now,
    written_at: now,
  }
  step(5)
  await database.transaction(async (tx) => {
    await job.lock.keep(tx)
    await placeMails(
      tx,
      projectId,
      movedMails(mails.stored, mails.records, { ...works, ...mails.threads }, messageOf),
    )
    const replaced = [...were].filter((lineage) => !kept.has(lineage))
    const counts = await countWorkIn(tx, projectId, replaced)
    await replaceLineages(tx, projectId, replaced, rows)
    await replaceSeriesMemos(
      tx,
      projectId,
      touched.gone.map((one) => one.id),
      memos,
    )
    await replaceSenderNumbers(tx, projectId, senders, works.people)
    await changeMissing(
      tx,
      projectId,
      [...freshIds],
      listMissingNames(mails.fresh, (id) => here.has(id)),
    )
    await writeSenders(tx, projectId, { fresh, before: counts, rows }, people)
    await writeMotions(tx, projectId, project)
    await writeRoles(tx, projectId, project)
    await saveDerivation(tx, projectId, derivation)
  })
  step(STEPS)
}

const STEPS = 6
