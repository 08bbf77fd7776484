import type { DecisionKind } from './decision-kind.ts'
import type { Electorate, Opening } from './motion.ts'
import { listSeats } from './seats.ts'

/**
 * Why a motion cannot open as it is, in sentences; an empty list: it can. Whoever opens it needs the right
 * (`openersRoles`: the roles that they are proved to hold), somebody has to be able to vote, and a team that is too
 * small cannot decide.
 */
export function checkOpening(
  kind: DecisionKind,
  electorate: Electorate,
  opening: Opening,
  openersRoles: readonly string[],
): readonly string[] {
  const problems: string[] = []
  if (kind.openBy !== undefined && !kind.openBy.some((role) => openersRoles.includes(role)))
    problems.push(`${opening.proposerName} may not open this: it takes one of ${kind.openBy.join(', ')}.`)
  const isOpenToAll = kind.electorate.groups.some((selector) => selector.role === 'anyone')
  const seats = listSeats(kind, electorate, [opening], opening.at)
  const groups = seats.groups.filter((group) => group.excluded === undefined)
  const needsNobody = isOpenToAll || kind.tally === 'checkIn'
  if (!needsNobody && groups.every((group) => group.members === 0))
    problems.push('Nobody could vote on it: the electorate is empty.')
  else
    for (const group of groups) {
      const least = kind.electorate.minSize
      if (least !== undefined && group.members > 0 && group.members < least)
        problems.push(
          `${group.title} has ${group.members} of the ${least} members without which it cannot decide.`,
        )
    }
  if (opening.deadline !== undefined && opening.deadline <= opening.at)
    problems.push('Its deadline lies before its opening.')
  const options = opening.options ?? []
  if ((kind.tally === 'approval' || kind.tally === 'condorcet') && options.length < 2)
    problems.push('It needs at least two options to choose from.')
  if (new Set(options).size < options.length) problems.push('Two of its options are the same.')
  const start = opening.startingPosition
  if (start !== undefined && (kind.implicit === undefined || ![0, -1].includes(start)))
    problems.push('A starting position is 0 or −1, and only lazy voting has one.')
  return problems
}
