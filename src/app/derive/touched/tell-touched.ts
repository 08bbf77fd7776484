import type { Derivation } from '../../../store/derived/derivation.ts'
import { listPatchPaths } from '../../../store/derived/facts.ts'
import type { LineageRows } from '../../../store/derived/lineages.ts'
import { changedMemos, type SeriesMemo } from '../../../store/derived/series-memos.ts'
import { DERIVED_VERSION } from '../../../store/migrations.ts'
import type { SyncJob } from '../../with-run.ts'
import type { CommitFactSources } from '../commit-facts.ts'
import { type Inputs, memoOfInputs } from '../inputs.ts'
import { joinRows } from '../join-rows.ts'
import { lineageRows, numberOfSeries } from '../lineage-rows.ts'
import { loadPolicy } from '../load-policy.ts'
import { formatMemo, type Memo } from '../memo.ts'
import type { Works } from '../picture.ts'
import { seriesMemos } from '../series-memo-rows.ts'
import type { ChangedMatches } from '../some-matches.ts'
import { addressesOfLists, type Stories, tellStories } from '../stories.ts'
import type { TouchedWorks } from './find-touched-works.ts'
import type { Gathered } from './gather.ts'
import { committersWith, loadMatches } from './match-touched.ts'
import { findChangedMonth, otherWorks } from './others.ts'
import type { Relinked } from './relink.ts'

/** What is to be written. */
export interface Told {
  readonly works: Works
  /** The numbers of lineages whose rows go. */
  readonly replaced: readonly number[]
  readonly rows: LineageRows
  readonly memos: readonly SeriesMemo[]
  readonly ownersAt: CommitFactSources['ownersAt']
  readonly derivation: Derivation
}

/** Tells the stories of the lineages that are touched; or gives the names of others that change by that. Throws `Whole`. */
export async function tellTouched(
  job: SyncJob,
  found: {
    readonly gathered: Gathered
    readonly relinked: Relinked
    readonly touched: TouchedWorks
    readonly matched: ChangedMatches
  },
  before: Derivation,
  memo: Memo,
  inputs: Inputs,
): Promise<Told | { readonly more: readonly string[] }> {
  const { database, projectId, project, now } = job
  const { thin, lineageOf, part, corrections, personKey, mails } = found.gathered
  const { works, before: were } = found.touched
  const review = await loadPolicy(database.kysely, projectId, project, personKey, () =>
    listPatchPaths(database.kysely, projectId),
  )
  const { matches, find } = await loadMatches(job, found.gathered, works, found.matched)
  const committers = committersWith(found.matched.commits, memo, found.gathered)
  const all = { thin, lineageOf, told: works.lineages, before: were, personKey }
  const others = otherWorks(all)
  const stories = tellStories(
    {
      works,
      commits: { committers, find },
      matches,
      corrections,
      personKey,
      now,
      review,
      lists: addressesOfLists(project),
      others,
    },
    memo,
  )
  const names = new Map(thin.map((one) => [one.id, one.name]))
  const gone = new Set([...were].flatMap((lineage) => names.get(lineage) ?? []))
  const changed = findChangedMonth(all, stories.waits, now)
  const late = Object.entries(memo.months).flatMap(([name, month]) =>
    changed !== undefined && month >= changed && !gone.has(name) ? [name] : [],
  )
  if (others.more.length + late.length > 0) return { more: [...others.more, ...late] }
  const { messageOf } = part
  const ownersAt = review.maintainers?.ownersAt
  const numbering = { messageOf, factsOf: works.factsOf, personKey, ...(ownersAt && { ownersAt }) }
  const kept = new Set(stories.kept.map((series) => numberOfSeries(series, messageOf)))
  return {
    works,
    ownersAt,
    replaced: [...were].filter((lineage) => !kept.has(lineage)),
    rows: joinRows(stories.changed.map((story) => lineageRows(story, numbering))),
    memos: changedMemos(
      found.relinked.before.values(),
      seriesMemos(works.lineages, works, stories.waits, numbering),
    ),
    derivation: {
      version: DERIVED_VERSION,
      configuration: formatMemo({
        ...goOn(memo, stories, gone),
        ...memoOfInputs(project, inputs),
        quarters: found.matched.prints,
        mails: memo.mails + mails.fresh.length,
      }),
      message: mails.fresh.reduce((most, one) => Math.max(most, one.message), before.message),
      decision: inputs.decisions.at(-1)?.sequence ?? before.decision,
      as_of: now,
      written_at: now,
    },
  }
}

/** The memo with what was told anew, in place of the lineages that these were, by name. */
function goOn(memo: Memo, stories: Stories, gone: ReadonlySet<string>): Memo {
  const without = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !gone.has(name)))
  return {
    ...memo,
    lineages: { ...without(memo.lineages), ...stories.prints },
    dues: { ...without(memo.dues), ...stories.dues },
    months: { ...without(memo.months), ...stories.months },
  }
}
