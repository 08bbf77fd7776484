import { saveDerivation } from '../../../store/derived/derivation.ts'
import { placeMails } from '../../../store/derived/facts.ts'
import { replaceLineages } from '../../../store/derived/lineages.ts'
import { findMails } from '../../../store/derived/mail-lookups.ts'
import { changeMissing } from '../../../store/derived/missing-mails.ts'
import { countWorkIn } from '../../../store/derived/people.ts'
import { replaceSenderNumbers } from '../../../store/derived/sender-numbers.ts'
import { replaceSeriesMemos } from '../../../store/derived/series-memos.ts'
import { writeMotions } from '../../governance/write-motions.ts'
import { writeRoles } from '../../governance/write-roles.ts'
import type { SyncJob } from '../../with-run.ts'
import { writeSomeCommitFacts } from '../commit-facts.ts'
import { movedMails } from '../mail-places.ts'
import { listMissingNames, namesIn } from '../series-memo-rows.ts'
import { type ChangedMatches, writeSomeMatches } from '../some-matches.ts'
import type { Gathered } from './gather.ts'
import type { Told } from './tell-touched.ts'
import { writeSenders } from './write-senders.ts'

/** Writes what was told of what is touched, in one transaction: readers see all of it, or none. */
export async function writeTouched(
  job: SyncJob,
  { mails, part, touched, senders, people }: Gathered,
  matched: ChangedMatches,
  { works, replaced, rows, memos, ownersAt, derivation }: Told,
): Promise<void> {
  const { database, projectId, project } = job
  const arrived = mails.fresh.map((one) => one.facts.messageId)
  const named = await findMails(
    database.kysely,
    projectId,
    mails.fresh.flatMap((one) => [...namesIn(one.facts)]),
  )
  const here = new Set([...arrived, ...named.map((one) => one.messageId)])
  const moved = movedMails(mails.stored, mails.records, { ...works, ...mails.threads }, part.messageOf)
  await database.transaction(async (db) => {
    await job.lock.keep(db)
    await placeMails(db, projectId, moved)
    const before = await countWorkIn(db, projectId, replaced)
    await replaceLineages(db, projectId, replaced, rows)
    await replaceSeriesMemos(
      db,
      projectId,
      touched.gone.map((one) => one.id),
      memos,
    )
    await replaceSenderNumbers(db, projectId, senders, works.people)
    await writeSomeMatches(db, projectId, matched)
    await writeSomeCommitFacts(db, projectId, matched.commits, { personKey: people.personKey, ownersAt })
    await changeMissing(
      db,
      projectId,
      arrived,
      listMissingNames(mails.fresh, (id) => here.has(id)),
    )
    const fresh = mails.records.filter((one) => one.thread < 0)
    await writeSenders(db, projectId, { fresh, before, rows }, people)
    await writeMotions(db, projectId, project)
    await writeRoles(db, projectId, project)
    await saveDerivation(db, projectId, derivation)
  })
}
