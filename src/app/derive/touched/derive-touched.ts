import type { Derivation } from '../../../store/derived/derivation.ts'
import type { SyncJob } from '../../with-run.ts'
import type { Inputs } from '../inputs.ts'
import type { Memo } from '../memo.ts'
import { findTouchedWorks } from './find-touched-works.ts'
import { gather } from './gather.ts'
import { relink } from './relink.ts'
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
    const relinked = await relink(job, gathered)
    const touched = await findTouchedWorks(job, relinked, gathered)
    step(2)
    if (job.project.repositories.length > 0) throw new Whole('matching is not there yet')
    step(3)
    const told = await tellTouched(job, { gathered, relinked, touched }, before, memo, inputs)
    step(4)
    await writeTouched(job, gathered, told)
    step(STEPS)
    return undefined
  } catch (error) {
    if (error instanceof Whole) return error.message
    throw error
  }
}
