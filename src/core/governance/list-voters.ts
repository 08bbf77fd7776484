import type { DecisionKind } from './decision-kind.ts'
import type { Electorate } from './motion.ts'
import type { Outcome } from './outcome.ts'

/** The voters of one group, and who of them has been heard. */
export interface VoterGroup {
  readonly id: string
  readonly title: string
  readonly voters: readonly { readonly person: string; readonly name: string; readonly hasVoted: boolean }[]
}

/**
 * Who may vote, in order of names; whoever is excluded for good (emeritus, whom it is about) is left out. `hasVoted` is
 * `false` throughout where names are not published.
 */
export function listVoters(
  kind: DecisionKind,
  electorate: Electorate,
  outcome: Outcome,
): readonly VoterGroup[] {
  const isPublic = kind.ballot.publish === 'names'
  const heard = new Set(
    outcome.ballots.flatMap((fate) => (isPublic && fate.isCounted ? (fate.ballot.person ?? []) : [])),
  )
  return electorate.groups.map((group) => ({
    id: group.id,
    title: group.title,
    voters: group.voters
      .filter((voter) => !(voter.emeritus && kind.electorate.exclude.includes('emeritus')))
      .map((voter) => ({ person: voter.person, name: voter.name, hasVoted: heard.has(voter.person) }))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
  }))
}

/** A group's title with its size. */
export function groupTitle(group: VoterGroup): string {
  return `${group.title} (${group.voters.length})`
}
