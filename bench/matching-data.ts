import type { ProjectConfig } from '../src/app/config.ts'
import { loadContents } from '../src/app/derive/commit-contents.ts'
import { loadCommits } from '../src/app/derive/commits.ts'
import { readCorrections } from '../src/app/derive/corrections.ts'
import { loadIdentityEntries } from '../src/app/derive/load-identities.ts'
import { withPeople } from '../src/app/derive/mail-places.ts'
import { deriveMatches, listCandidates, matchInputsOf } from '../src/app/derive/matches.ts'
import { readMemo } from '../src/app/derive/memo.ts'
import { findWorks } from '../src/app/derive/picture.ts'
import { identities } from '../src/app/read-mail.ts'
import { UserError } from '../src/core/errors.ts'
import { authorKeys } from '../src/core/matching/document.ts'
import type { Candidate, Commit, Match } from '../src/core/matching/match.ts'
import { parseSubject } from '../src/core/patches/subject.ts'
import type { Database } from '../src/store/database.ts'
import { readDerivation } from '../src/store/derived/derivation.ts'
import { type FactRecord, listFacts } from '../src/store/derived/facts.ts'
import { ensureProject } from '../src/store/inputs/projects.ts'
import { DERIVED_VERSION } from '../src/store/migrations.ts'
import type { VersionLink } from './chain-score.ts'
import type { Change } from './matching-score.ts'

/** What is scored. */
export interface MatchingData {
  readonly matches: readonly Match[]
  readonly candidates: readonly Candidate[]
  readonly contents: readonly Commit[]
  /** Every mail with a diff, and every commit of the branches that are followed. */
  readonly patches: readonly Change[]
  readonly commits: readonly Change[]
  /** Patches that stand in a series. */
  readonly inSeries: ReadonlySet<string>
  readonly links: readonly VersionLink[]
  /** The same without what mails say of their older versions, which is what the truth was made from. */
  readonly blindLinks: readonly VersionLink[]
  /** CPU time of matching, without reading the database. */
  readonly matchSeconds: number
}

/**
 * Matches a synced project anew, in memory, with the rules that its configuration names. Decisions of people are left
 * out: what is scored is the program. Nothing is written.
 */
export async function matchProject(database: Database, project: ProjectConfig): Promise<MatchingData> {
  const projectId = await ensureProject(database.kysely, project.id)
  const derivation = await readDerivation(database.kysely, projectId)
  if (derivation?.version !== DERIVED_VERSION)
    throw new UserError('usage', `the project "${project.id}" is not synced, or by another version`, {
      hint: 'Run "patchmoot sync" with this configuration first.',
    })
  const { personKey } = identities(project, await loadIdentityEntries(database.kysely, projectId))
  const records = withPeople(await listFacts(database.kysely, projectId), personKey)
  const undecided = readCorrections([], derivation.as_of, { personKey, names: new Map() })
  const works = findWorks(records, undecided, personKey)
  const blind = findWorks(records.map(withoutHints), undecided, personKey)
  const commits = await loadCommits({ database, projectId, project }, personKey)
  const contents = await loadContents({ database, projectId }, commits.all)
  // Content alone must not know what the truth of versions knows: chains decide which subjects recur.
  const named = project.matchRules.includes('link')
  const started = process.cpuUsage()
  const { matches } = await deriveMatches(
    { project, onProgress: () => {}, signal: new AbortController().signal },
    matchInputsOf(named ? works : blind),
    commits,
    undecided,
    readMemo(undefined),
    { contentsOf: async () => contents, knownEdges: async () => new Map() },
  )
  const { user, system } = process.cpuUsage(started)
  const matchSeconds = (user + system) / 1e6
  return {
    matches,
    candidates: listCandidates(works),
    contents,
    patches: records.flatMap(({ facts }) =>
      facts.patch === undefined
        ? []
        : [
            {
              id: facts.messageId,
              key: facts.subject.key,
              authors: authorKeys([facts.author, facts.sender]),
              patchId: facts.patch.patchId,
            },
          ],
    ),
    commits: contents.map((commit) => ({
      id: commit.sha,
      key: parseSubject(commit.subject).key,
      authors: authorKeys([commit.author]),
      patchId: commit.content?.patchId,
    })),
    inSeries: new Set(
      works.lineages.flatMap((work) =>
        work.series.flatMap((series) => series.patches.flatMap((id) => id ?? [])),
      ),
    ),
    links: works.lineages.flatMap((work) => work.patchLinks),
    blindLinks: blind.lineages.flatMap((work) => work.patchLinks),
    matchSeconds,
  }
}

/** A mail as if it named no other one and had no change-id. */
function withoutHints(record: FactRecord): FactRecord {
  return { ...record, facts: { ...record.facts, changeId: undefined, supersedes: [], links: [] } }
}
