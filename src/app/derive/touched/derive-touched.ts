import type { Derivation } from '../../../store/derived/derivation.ts'
import { listSeriesOf } from '../../../store/derived/mail-lookups.ts'
import type { SyncJob } from '../../with-run.ts'
import type { Inputs } from '../inputs.ts'
import type { Memo } from '../memo.ts'
import type { ChangedMatches } from '../some-matches.ts'
import { findTouchedWorks, type TouchedWorks } from './find-touched-works.ts'
import { type Gathered, gather } from './gather.ts'
import { matchTouched } from './match-touched.ts'
import { joinRelinked, type Relinked, relink } from './relink.ts'
import { tellTouched } from './tell-touched.ts'
import { Whole } from './whole.ts'
import { writeTouched } from './write-touched.ts'

const STEPS = 5

/**
 * Derives what is new, as far as that can be told from a part of the project: the threads of new mails, the series of their
 * senders, the links since the earliest of these, the stories of the lineages that any of it is of, or that a decision is
 * about, or that time alone has changed. The rows are those that a derivation of everything would write.
 *
 * Gives why that cannot be told from a part, and then nothing is written; `undefined`: it was, and is written.
 */
export async function deriveTouched(
  job: SyncJob,
  before: Derivation,
  memo: Memo,
  inputs: Inputs,
): Promise<string | undefined> {
  const step = (done: number): void => {
    job.signal.throwIfAborted()
    job.onProgress({ step: 'deriving what is new', unit: 'steps', done, total: STEPS })
  }
  try {
    step(0)
    const gathered = await gather(job, before, memo, inputs)
    step(1)
    const first = await relink(job, gathered)
    const structure = await findTouchedWorks(job, first, gathered)
    step(2)
    const commitsMayHaveChanged = memo.branches !== inputs.branches
    const matched = await matchTouched(job, gathered, structure, memo, commitsMayHaveChanged)
    step(3)
    const { relinked, touched } = await withMatched(
      job,
      gathered,
      { relinked: first, touched: structure },
      matched,
    )
    const told = await tellTouched(job, { gathered, relinked, touched, matched }, before, memo, inputs)
    step(4)
    await writeTouched(job, gathered, matched, told)
    step(STEPS)
    return undefined
  } catch (error) {
    if (error instanceof Whole) return error.message
    throw error
  }
}

interface Found {
  readonly relinked: Relinked
  readonly touched: TouchedWorks
}

/** What is touched, with the lineages of mails that became other commits than was known. */
async function withMatched(
  job: SyncJob,
  gathered: Gathered,
  found: Found,
  { changedMessages }: ChangedMatches,
): Promise<Found> {
  const { lineageOf } = gathered
  const series = await listSeriesOf(job.database.kysely, job.projectId, [...changedMessages])
  const more = [...series].filter((id) => !found.touched.before.has(lineageOf.get(id) ?? id))
  if (more.length === 0) return found
  const asked = new Set([...gathered.asked, ...more])
  const here = new Set([...found.relinked.before.values()].map((one) => one.id))
  const others = await relink(job, {
    ...gathered,
    touched: { changed: new Map(), gone: [] },
    stale: new Set(),
    asked: new Set(more.filter((id) => !here.has(id))),
  })
  const relinked = joinRelinked(found.relinked, others)
  return { relinked, touched: await findTouchedWorks(job, relinked, { ...gathered, asked }) }
}
