import { describeRole } from '../people/roles.ts'
import type { DecisionKind, PassRule, QuorumRule, Selector } from './decision-kind.ts'
import { formatShare } from './fraction.ts'
import { signed } from './judge-consensus.ts'
import { formatRuleDuration } from './rule-duration.ts'

/**
 * A rule in plain words: who may vote and how, what passes, how long it takes, what comes after. Made from the data
 * that decides, so that it cannot say anything else.
 */
export function describeKind(kind: DecisionKind): readonly string[] {
  return [
    `Used when: ${kind.when}.`,
    ...describeElectorate(kind),
    describeScale(kind),
    ...(kind.quorum === undefined ? [] : [describeQuorum(kind.quorum, kind)]),
    ...describePass(kind),
    ...describeVeto(kind),
    ...describeTime(kind),
    ...describeBallots(kind),
    ...describeEnd(kind),
  ]
}

function describeElectorate(kind: DecisionKind): readonly string[] {
  const rule = kind.electorate
  const who = rule.groups.map(describeSelector).join(' and ')
  const units = rule.units === 'organisation' ? ', one vote for each organisation' : ''
  const cap = rule.orgCap === undefined ? '' : `, at most ${rule.orgCap} votes of one organisation`
  const sentences = [`Who may vote: ${who}${units}${cap}.`]
  if (rule.perGroup) sentences.push('Votes are counted for each sub-project by itself.')
  if (rule.qualifying === 'mature') sentences.push('Only mature sub-projects take part.')
  if (rule.activeOnly) sentences.push('Only active members vote.')
  if (rule.exclude.includes('projectUnderReview'))
    sentences.push('The sub-project that it is about has no vote.')
  if (rule.exclude.includes('subjectPerson'))
    sentences.push('Whoever it is about has no vote; their word is their acceptance.')
  if (rule.minSize !== undefined) sentences.push(`A team of fewer than ${rule.minSize} cannot decide.`)
  const others = rule.nonBinding === 'record' ? 'are recorded as opinions' : 'are turned away'
  if (!rule.groups.some((group) => group.role === 'anyone')) sentences.push(`Ballots of others ${others}.`)
  return sentences
}

function describeSelector(selector: Selector): string {
  if (selector.role === 'anyone') return 'anybody'
  if (selector.role === 'stakeholder') return 'those whom the call is addressed to'
  const title = describeRole(selector.role).title.toLowerCase()
  const where =
    selector.scope === 'all'
      ? ' of every sub-project'
      : selector.scope === 'touched-files'
        ? ' of each file that is changed'
        : selector.scope === undefined || selector.scope === 'own'
          ? ''
          : ` of ${selector.scope}`
  return `the ${title}${where}`
}

function describeScale(kind: DecisionKind): string {
  if (kind.tally === 'condorcet') return 'How: options are ranked, 1 is liked best.'
  const values = kind.scale.values.map(signed).join(', ')
  const sign =
    kind.scale.collapse === 'sign' && kind.scale.values.length > 3 ? '; only for or against counts' : ''
  return `How: ${values}${sign}.`
}

function describeQuorum(quorum: QuorumRule, kind: DecisionKind): string {
  const base = quorum.base === 'activeMembers' ? 'active members' : 'members'
  const need =
    typeof quorum.need === 'number'
      ? `${quorum.need}`
      : `${quorum.strict ? 'more than ' : ''}${formatShare(quorum.need)} of the ${base}${quorum.strict ? '' : ', rounded up'}`
  const what =
    quorum.of === 'positive'
      ? `${need} in favour`
      : quorum.of === 'present'
        ? `${need} present`
        : `votes from ${need}${kind.abstain === 'countsForQuorum' ? ', abstentions included' : ''}`
  const failure =
    quorum.failure === 'groupNotCounted' ? 'a sub-project without it is not counted' : 'without it, it fails'
  return `Quorum: ${what}; ${failure}.`
}

function describePass(kind: DecisionKind): readonly string[] {
  const rule = kind.pass
  switch (kind.tally) {
    case 'sum': {
      const own =
        kind.implicit === undefined
          ? ''
          : `, the proposer’s ${signed(kind.implicit.proposer)} included unless they vote themselves`
      const need = typeof rule?.need === 'number' ? rule.need : 0
      return [`It passes if the values add up to more than ${need}${own}.`]
    }
    case 'consensusBlock': {
      const need = typeof rule?.need === 'number' ? rule.need : 0
      return [
        need === 0 ? 'It passes if nobody objects.' : `It passes with ${need} in favour and no objection.`,
      ]
    }
    case 'perGroupMeanShare':
      return [`It passes if the sub-projects’ shares in favour are on average ${shareOf(rule)}.`]
    case 'fcp':
      return [
        `It passes after a final comment period, which begins when ${shareOf(rule)} of the team has reviewed, fewer than ${kind.outstandingBelow ?? 0} are still to answer and no concern is open.`,
      ]
    case 'organiser':
      return ['It binds nobody: its organiser says what it came to.']
    case 'checkIn':
      return ['It is decided by tags on the patch: see the check-in policy.']
    case 'condorcet':
      return [
        'Options are compared in pairs; each must beat the default, and the one that beats all others wins.',
      ]
    case 'approval':
      return rule === undefined
        ? ['It binds nobody: its organiser says what it came to.']
        : [`Of the options with ${shareOf(rule)} of the votes cast, the one with most votes in favour wins.`]
    default:
      return [describeMajority(kind, rule)]
  }
}

function describeMajority(kind: DecisionKind, rule: PassRule | undefined): string {
  if (typeof rule?.need === 'number') return `It passes with ${rule.need} in favour.`
  const isAll = kind.tally === 'absolute' || rule?.of === 'electorate'
  const base = isAll
    ? kind.abstain === 'shrinksBase'
      ? 'everybody who does not abstain'
      : 'everybody who may vote'
    : 'the votes for or against'
  return `It passes with ${shareOf(rule)} of ${base} in favour${isAll ? '' : '; abstentions are not counted'}.`
}

function shareOf(rule: PassRule | undefined): string {
  const need = rule?.need ?? { num: 1, den: 2 }
  const share = typeof need === 'number' ? `${need}` : formatShare(need)
  return rule?.strict ? `more than ${share}` : `${share} or more`
}

function describeVeto(kind: DecisionKind): readonly string[] {
  if (kind.veto === undefined) return []
  const values = kind.veto.values.map(signed).join(' or ')
  const by = kind.veto.by === 'binding' ? 'any voter' : 'a stakeholder whose approval is necessary'
  const reason = kind.veto.justification === 'required' ? '; it counts only with a reason' : ''
  const back = kind.veto.withdrawable ? ', until they take it back' : ''
  return [`One ${values} of ${by} stops it${back}${reason}.`]
}

function describeTime(kind: DecisionKind): readonly string[] {
  const { min, graceAfterThreshold, restartOn, business } = kind.duration
  const usual = kind.duration.default
  const days = business ? ', in working days' : ''
  const sentences: string[] = []
  if (kind.phases !== undefined)
    sentences.push(
      `Time: ${kind.phases.map((phase) => `${phase.name} for at least ${formatRuleDuration(phase.min)}`).join(', then ')}${days}.`,
    )
  else if (min !== undefined)
    sentences.push(
      `Time: at least ${formatRuleDuration(min)}${days}${usual === undefined || usual === min ? '' : `, usually ${formatRuleDuration(usual)}`}.`,
    )
  else if (usual !== undefined)
    sentences.push(`Time: ${formatRuleDuration(usual)} unless the call says otherwise${days}.`)
  else sentences.push('Time: as the call says.')
  if (restartOn?.includes('newRevision')) sentences.push('A new revision starts the clock anew.')
  if (restartOn?.includes('newConcern')) sentences.push('A new concern starts the clock anew.')
  if (graceAfterThreshold !== undefined)
    sentences.push(
      `It stays open for ${formatRuleDuration(graceAfterThreshold)} after it reached what it needs.`,
    )
  if (kind.close.early === 'whenDecided') sentences.push('It closes early once no vote can change it.')
  if (kind.close.early === 'whenPassedAfter') sentences.push('It closes once it has passed.')
  sentences.push(kind.silence === 'assent' ? 'Silence is assent.' : 'Silence is no assent.')
  return sentences
}

function describeBallots(kind: DecisionKind): readonly string[] {
  const { mode, modes, revote, publish } = kind.ballot
  const sentences: string[] = []
  if (mode === 'anonymous')
    sentences.push('Ballots are anonymous: who voted and what was voted are kept apart.')
  else if (mode === 'private') sentences.push('Ballots are private.')
  for (const other of modes ?? []) {
    if (other.mode === mode) continue
    const who = other.openBy === undefined ? '' : ` by the ${rolesOf(other.openBy)}`
    sentences.push(`A vote with ${other.mode} ballots can be asked for${who}.`)
  }
  sentences.push(
    publish === 'names' ? 'Ballots are published with names.' : 'Only the numbers are published.',
  )
  sentences.push(
    revote === 'last' ? 'Of several ballots the last clear one counts.' : 'A ballot cannot be changed.',
  )
  return sentences
}

function rolesOf(roles: readonly string[]): string {
  return roles.map((role) => describeRole(role).title.toLowerCase()).join(' or the ')
}

function describeEnd(kind: DecisionKind): readonly string[] {
  const { challenge, overturnBy, appealTo, tie } = kind.result
  const sentences: string[] = []
  if (tie !== 'fail')
    sentences.push(`A tie is decided by the ${describeRole(tie.castingVote).title.toLowerCase()}.`)
  if (challenge !== undefined)
    sentences.push(
      `The result can be challenged for ${formatRuleDuration(challenge)} after it was published.`,
    )
  if (overturnBy !== undefined) sentences.push(`Only a decision "${overturnBy}" can overturn it.`)
  if (appealTo !== undefined) sentences.push(`If it fails, "${appealTo}" can decide.`)
  return sentences
}
