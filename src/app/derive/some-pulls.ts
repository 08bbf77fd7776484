import type { Match } from '../../core/matching/match.ts'
import { concernsPull, matchPulls, type PullMail } from '../../core/matching/match-pulls.ts'
import { listFacts } from '../../store/derived/facts.ts'
import { listPullCovers } from '../../store/derived/pull-covers.ts'
import { hasCommit } from '../../store/inputs/commits.ts'
import type { SyncJob } from '../with-run.ts'
import { loadPlaced, type PlacedCommit, placeCommits } from './commits.ts'

/** A pull request as it is now, and the number of its mail. */
export interface GivenPull extends PullMail {
  readonly message: number
}

/** The pull requests that were looked at, and which commits answer them. */
export interface AnsweredPulls {
  readonly pulls: readonly GivenPull[]
  readonly matches: readonly Match[]
}

/**
 * Which commits answer those pull requests that are new or have changed (`given`), that commits which came or moved can
 * have answered, or whose mail is one of `messages`.
 */
export async function answerSomePulls(
  job: SyncJob,
  given: ReadonlyMap<string, GivenPull | undefined>,
  fresh: readonly PlacedCommit[],
  messages: ReadonlySet<number>,
): Promise<AnsweredPulls> {
  const { kysely: db } = job.database
  const pulls = [...given.values()].flatMap((one) => one ?? [])
  if (fresh.length + messages.size > 0) {
    const covers = await listPullCovers(db, job.projectId)
    for (const { message, facts } of await listFacts(db, job.projectId, {
      messages: covers,
      contents: false,
    })) {
      const { messageId, at, pull: request } = facts
      if (request === undefined || given.has(messageId)) continue
      if (messages.has(message) || fresh.some((commit) => concernsPull(commit, request)))
        pulls.push({ messageId, at, request, message })
    }
  }
  const there: GivenPull[] = []
  if (job.project.matchRules.includes('link'))
    for (const pull of pulls) if (await hasCommit(db, job.projectId, pull.request.tip)) there.push(pull)
  if (there.length === 0) return { pulls, matches: [] }
  const { all } = placeCommits(await loadPlaced(job), (address) => address.address)
  return {
    pulls,
    matches: matchPulls(
      there,
      all.filter((commit) => commit.development),
    ),
  }
}
