import type { Address } from '../../core/mail/message.ts'
import { type MaintainersHistory, maintainersHistory } from '../../core/people/maintainers-history.ts'
import type { ReviewPolicy } from '../../core/status/review-policy.ts'
import type { Pause } from '../../core/status/thresholds.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { listFileRevisions, listRevisionsAt } from '../../store/inputs/file-revisions.ts'
import type { ReviewConfig } from '../config-review.ts'
import { MAINTAINERS_FILE } from '../refresh-repository.ts'

/** What a project asks of a patch, and the file that it comes from. */
export interface LoadedPolicy {
  /** `undefined` where no repository has a MAINTAINERS file, or the configuration says not to look. */
  readonly policy: ReviewPolicy | undefined
  readonly maintainers: MaintainersHistory | undefined
  readonly pauses: readonly Pause[]
}

/**
 * The review policy of a project: by every revision of the MAINTAINERS file of the first repository that has one.
 * `paths` are those that patches touch: a pattern that names a folder of one of them is a folder's. `at`: only as it was
 * at that instant.
 */
export async function loadPolicy(
  db: Db,
  projectId: number,
  project: {
    readonly review: ReviewConfig
    readonly repositories: readonly { readonly name: string }[]
  },
  personKey: (address: Address) => string,
  paths: () => Promise<Iterable<string>> | Iterable<string>,
  at?: Instant,
): Promise<LoadedPolicy> {
  const { review } = project
  const pauses = pausesOf(review)
  if (!review.maintainers) return { policy: undefined, maintainers: undefined, pauses }
  const stored =
    at === undefined
      ? await listFileRevisions(db, projectId, MAINTAINERS_FILE)
      : await listRevisionsAt(db, projectId, MAINTAINERS_FILE, at)
  const repository = project.repositories.find((one) => stored.some((file) => file.repository === one.name))
  const own = stored.filter((one) => one.repository === repository?.name)
  if (own.length === 0) return { policy: undefined, maintainers: undefined, pauses }
  const folders = foldersOf(await paths())
  const maintainers = maintainersHistory(
    own.map((one) => ({ at: one.at, text: Buffer.from(one.bytes).toString('utf8') })),
    (path) => folders.has(path),
  )
  const policy: ReviewPolicy = {
    ownersAt: maintainers.ownersAt,
    changesOf: maintainers.changesOf,
    waitDays: review.waitDays,
    freezeAt(at) {
      const freeze = review.freezes.find((one) => startOf(one.from) <= at && at <= endOf(one.until))
      const manager = freeze?.releaseManager
      return manager === undefined ? undefined : { releaseManager: personKey({ name: '', address: manager }) }
    },
  }
  return { policy, maintainers, pauses }
}

/** Freezes, those that overlap joined. */
function pausesOf(review: ReviewConfig): readonly Pause[] {
  const pauses: { from: Instant; to: Instant }[] = []
  for (const { from, until } of review.freezes) {
    const pause = { from: startOf(from), to: endOf(until) }
    const last = pauses.at(-1)
    if (last !== undefined && pause.from <= last.to) last.to = pause.to > last.to ? pause.to : last.to
    else if (pause.from < pause.to) pauses.push(pause)
  }
  return pauses
}

function startOf(day: string): Instant {
  return `${day}T00:00:00Z`
}

function endOf(day: string): Instant {
  return `${day}T23:59:59Z`
}

function foldersOf(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const path of paths)
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  return folders
}
