import type { Match } from '../../core/matching/match.ts'
import { settle } from '../../core/matching/settle.ts'
import type { Db } from '../../store/database.ts'
import type { Row } from '../../store/derived/lineages.ts'
import { listKnownCandidates } from '../../store/derived/match-candidates.ts'
import { listEdgeRows, readEdge } from '../../store/derived/match-edges.ts'
import type { CandidateChanges } from './candidate-changes.ts'
import { commitName, type WeighedAnew } from './weigh-anew.ts'

/** What was settled anew. */
export interface SettledAnew {
  /** The mails of which `matches` are all matches with commits that patches became. */
  readonly messages: ReadonlySet<number>
  readonly matches: readonly Match[]
  /** Of those mails. */
  readonly messageOf: (messageId: string) => number | undefined
}

/**
 * Settles everything that mails and commits have to do with. Settling looks at edges of one commit, of one patch and of
 * one chain of versions at a time, so a set of edges that is closed under all three is settled like all edges are.
 */
export async function settleSome(
  db: Db,
  projectId: number,
  changes: CandidateChanges,
  weighed: WeighedAnew,
  begin: { readonly messages: Iterable<number>; readonly commits: Iterable<string> },
): Promise<SettledAnew> {
  const names = new Map<number, string>()
  const chains = new Map<string, string>()
  const edges = new Map<string, Row<'match_edge'>>()
  const seenCommits = new Set<string>()
  const seenChains = new Set<string>()
  const given = [...changes.given.values()].flatMap((one) => one ?? [])
  const messages = new Set<number>()
  let freshMessages = [...new Set(begin.messages)]
  let freshCommits = [...new Set(begin.commits)]
  while (freshMessages.length + freshCommits.length > 0) {
    for (const message of freshMessages) messages.add(message)
    for (const commit of freshCommits) seenCommits.add(commit)
    const found = [
      ...(await listEdgeRows(db, projectId, { messages: freshMessages })),
      ...(await listEdgeRows(db, projectId, {
        shas: freshCommits.map((name) => name.split(' ').at(-1) ?? ''),
      })),
    ].filter((row) => !weighed.commits.has(commitName(row)))
    const [asked, named] = [new Set(freshMessages), new Set(freshCommits)]
    const touching = (row: Row<'match_edge'>): boolean => asked.has(row.message) || named.has(commitName(row))
    const reached = [...found, ...weighed.edges].filter(touching)
    for (const row of reached) edges.set(`${row.message} ${commitName(row)}`, row)

    // The chains of these patches, and all other versions in them.
    const known = (await listKnownCandidates(db, projectId, { messages: freshMessages })).filter(
      (one) => !changes.given.has(one.messageId),
    )
    const own = given.filter((one) => asked.has(one.message))
    const open = new Set([
      ...known.map((one) => one.chain),
      ...own.map((one) => changes.chainOf(one.candidate.messageId)),
    ])
    for (const chain of seenChains) open.delete(chain)
    for (const chain of open) seenChains.add(chain)
    const mates = (await listKnownCandidates(db, projectId, { chains: [...open] })).filter(
      (one) => !changes.given.has(one.messageId),
    )
    for (const one of [...known, ...mates]) {
      names.set(one.message, one.messageId)
      chains.set(one.messageId, one.chain)
    }
    const ownMates = given.filter((one) => open.has(changes.chainOf(one.candidate.messageId)))
    for (const { message, candidate } of [...own, ...ownMates]) {
      names.set(message, candidate.messageId)
      chains.set(candidate.messageId, changes.chainOf(candidate.messageId))
    }
    freshMessages = [...new Set([...reached, ...mates, ...ownMates].map((one) => one.message))].filter(
      (message) => !messages.has(message),
    )
    freshCommits = [...new Set(reached.map(commitName))].filter((commit) => !seenCommits.has(commit))
  }
  const numbers = new Map([...names].map(([message, id]) => [id, message]))
  const settled = settle(
    [...edges.values()].flatMap((row) => {
      const id = names.get(row.message)
      return id === undefined ? [] : [readEdge(row, id)]
    }),
    (id) => chains.get(id) ?? id,
  )
  return { messages, matches: settled, messageOf: (id) => numbers.get(id) }
}
