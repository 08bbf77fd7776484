import { actOnEvent } from '../../app/hackathon/act-on-event.ts'
import { carryTopics } from '../../app/hackathon/carry-topics.ts'
import { UserError } from '../../core/errors.ts'
import { ITEM_STATES, type TracedState } from '../../core/hackathon/item-states.ts'
import type { OutcomeLink } from '../../core/hackathon/outcome.ts'
import { plural } from '../../core/plural.ts'
import { type EventOutcomes, readOutcomes } from '../../store/read/outcomes.ts'
import type { Arguments, Io } from '../command.ts'
import { instantOption } from '../instant-option.ts'
import type { OpenProject } from '../open-project.ts'
import { plain } from '../table.ts'
import { actingPerson } from './person.ts'
import { needEvent } from './show.ts'

/** `event outcomes ID`: what became of an event, and what may have, by item. */
export async function showOutcomes(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const hackathon = await needEvent(open, args)
  const outcomes = await readOutcomes(open.database.kysely, open.projectId, hackathon)
  if (args.flag('json')) {
    const { states, report, unassigned } = outcomes
    io.stdout.write(`${JSON.stringify({ report, states, unassigned })}\n`)
  } else io.stdout.write(textOf(hackathon.event.name, outcomes, args.flag('verbose')))
  return 0
}

/** `event confirm ID ITEM TARGET` and `event reject …`: a person says whether something came of an item. */
export async function judgeOutcome(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const hackathon = await needEvent(open, args)
  const [verb, , about = '', target = ''] = args.words
  const { states, unassigned } = await readOutcomes(open.database.kysely, open.projectId, hackathon)
  const links = [...states.flatMap((one) => [...one.candidates, ...one.confirmed]), ...unassigned]
  const isMeant = (link: OutcomeLink): boolean =>
    link.kind === 'commit' ? target.length >= 7 && link.target.startsWith(target) : link.target === target
  const link = links.find((one) => one.about === about && isMeant(one)) ?? links.find(isMeant)
  if (link === undefined)
    throw new UserError('not-found', `nothing that was found is "${target}"`, {
      hint: '"patchmoot event outcomes" lists what was found; "event act ID outcome.judge" takes anything.',
    })
  const answer = await actOnEvent(
    { ...open, clock: () => instantOption(args, io) },
    {
      person: actingPerson(args),
      event: hackathon.event.id,
      kind: 'outcome.judge',
      payload: {
        about,
        outcome: link.kind,
        target: link.target,
        verdict: verb === 'reject' ? 'rejected' : 'confirmed',
        tier: link.tier,
        evidence: link.evidence,
      },
    },
  )
  if (answer.kind === 'refused') throw new UserError('conflict', answer.why)
  io.stdout.write(`Recorded as decision ${answer.sequence}.\n`)
  return 0
}

/** `event carry FROM TO`: what is unresolved of one event begins the next. */
export async function carryOver(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const from = await needEvent(open, args)
  const to = args.words[2]
  if (to === undefined)
    throw new UserError('usage', 'into which event?', { hint: 'Give the id of the next event.' })
  const context = { ...open, clock: () => instantOption(args, io) }
  const { added, known } = await carryTopics(context, { person: actingPerson(args), from: from.event.id, to })
  io.stdout.write(`${plural(added, 'topic')} carried over to ${plain(to)}; ${known} were there already.\n`)
  return 0
}

function textOf(name: string, { states, report, unassigned }: EventOutcomes, isVerbose: boolean): string {
  const counts = ITEM_STATES.flatMap((state) =>
    report.byState[state] === 0 ? [] : [`${report.byState[state]} ${state}`],
  )
  const lines = [`${plain(name)}: ${plural(report.total, 'item')}: ${counts.join(', ') || 'none'}`]
  if (report.medianDaysToMerge !== undefined)
    lines.push(`Half of what was merged was merged within ${report.medianDaysToMerge} days.`)
  const most = isVerbose ? Number.POSITIVE_INFINITY : 3
  for (const state of states) lines.push('', ...itemLines(state, most))
  if (unassigned.length > 0)
    lines.push('', 'It says that it comes from the event, and of which item is for somebody to say:')
  lines.push(...unassigned.slice(0, most * 5).map(linkLine))
  return `${lines.join('\n')}\n`
}

function itemLines(state: TracedState, most: number): readonly string[] {
  const more = state.candidates.length - most
  return [
    `${state.state}: ${plain(state.text, 150)} (${state.about})`,
    ...state.confirmed.map((link) => `${linkLine(link)} (confirmed)`),
    ...state.candidates.slice(0, most).map(linkLine),
    ...(more > 0 && Number.isFinite(more) ? [`    and ${more} more, with --verbose`] : []),
  ]
}

function linkLine(link: OutcomeLink): string {
  const target = link.kind === 'commit' ? link.target.slice(0, 12) : link.target
  const undone =
    link.revertedBy === undefined
      ? ''
      : link.relandedBy === undefined
        ? `; taken back by ${link.revertedBy.slice(0, 12)}`
        : `; taken back by ${link.revertedBy.slice(0, 12)}, brought again by ${link.relandedBy.slice(0, 12)}`
  return `  ${link.tier} ${link.at.slice(0, 10)} ${link.kind} ${target} ${plain(link.title, 80)}: ${plain(link.evidence, 160)}${undone}`
}
