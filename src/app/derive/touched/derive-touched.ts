import type { Derivation } from '../../../store/derived/derivation.ts'
import { listSeriesOf } from '../../../store/derived/mail-lookups.ts'
import type { SyncJob } from '../../with-run.ts'
import type { Inputs } from '../inputs.ts'
import type { Memo } from '../memo.ts'
import { findTouchedWorks, type TouchedWorks } from './find-touched-works.ts'
import { type Gathered, gather } from './gather.ts'
import { matchTouched } from './match-touched.ts'
import { joinRelinked, type Relinked, relink } from './relink.ts'
import { tellTouched } from './tell-touched.ts'
import { Whole } from './whole.ts'
import { writeTouched } from './write-touched.ts'

const STEPS = 5
/** With more lineages than this that change by what is told of others, and after so many times, everything is derived. */
const MOST_MORE = 500
const MOST_ROUNDS = 3

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
    const matchedIn = await listSeriesOf(job.database.kysely, job.projectId, [...matched.changedMessages])
    let found = await withMore(
      job,
      gathered,
      { relinked: first, touched: structure, asked: gathered.asked },
      matchedIn,
    )
    let told = await tellTouched(job, { gathered, ...found, matched }, before, memo, inputs)
    for (let round = 0; 'more' in told; round++) {
      if (round === MOST_ROUNDS || told.more.length > MOST_MORE)
        throw new Whole('what counts as long has changed')
      const names = new Set(told.more)
      const more = gathered.thin.flatMap((one) => (names.has(one.name) ? [one.id] : []))
      found = await withMore(job, gathered, found, new Set(more))
      told = await tellTouched(job, { gathered, ...found, matched }, before, memo, inputs)
    }
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
  /** Numbers of series of which something is asked. */
  readonly asked: ReadonlySet<number>
}

/** What is touched, with the lineages of more series, by number. */
async function withMore(
  job: SyncJob,
  gathered: Gathered,
  found: Found,
  series: ReadonlySet<number>,
): Promise<Found> {
  const { lineageOf } = gathered
  const more = [...series].filter((id) => !found.touched.before.has(lineageOf.get(id) ?? id))
  if (more.length === 0) return found
  const asked = new Set([...found.asked, ...more])
  const here = new Set([...found.relinked.before.values()].map((one) => one.id))
  const others = await relink(job, {
    ...gathered,
    touched: { changed: new Map(), gone: [] },
    stale: new Set(),
    asked: new Set(more.filter((id) => !here.has(id))),
  })
  const relinked = joinRelinked(found.relinked, others)
  return { relinked, touched: await findTouchedWorks(job, relinked, { ...gathered, asked }), asked }
}
