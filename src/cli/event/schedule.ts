import { actOnEvent } from '../../app/hackathon/act-on-event.ts'
import { UserError } from '../../core/errors.ts'
import type { AgendaPlan } from '../../core/hackathon/agenda-plan.ts'
import { listPlacements } from '../../core/hackathon/apply-agenda.ts'
import { buildInstance } from '../../core/hackathon/build-instance.ts'
import { type AgendaNames, describeConflict, describeRule } from '../../core/hackathon/describe-rule.ts'
import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import type { Instance } from '../../core/hackathon/instance.ts'
import { type AgendaMeasures, measureAgenda } from '../../core/hackathon/measure-agenda.ts'
import { nameInEvent } from '../../core/hackathon/person-names.ts'
import { planAgenda } from '../../core/hackathon/plan-agenda.ts'
import { plural } from '../../core/plural.ts'
import { localTimeOf } from '../../core/zone-time.ts'
import { listPersonNames } from '../../store/read/people.ts'
import { suggestionsOfAttendees } from '../../store/read/suggestions.ts'
import type { Arguments, Io } from '../command.ts'
import { instantOption } from '../instant-option.ts'
import type { OpenProject } from '../open-project.ts'
import { formatTable, plain } from '../table.ts'
import { actingPerson } from './person.ts'
import { needEvent } from './show.ts'

/**
 * `event schedule ID`: makes an agenda and says what it is worth; with `--accept` it is taken over, with `--publish`
 * published. Exit code 1 where not every session has a place: the rules in conflict are named.
 */
export async function scheduleEvent(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const hackathon = await needEvent(open, args)
  const suggested = await suggestionsOfAttendees(open.database.kysely, open.projectId, hackathon)
  const instance = buildInstance(hackathon, { suggested })
  const seed = wholeOption(args, 'seed') ?? 1
  const freeMoves = wholeOption(args, 'moves')
  const known = listPlacements(hackathon.sessions)
  // What stands in the agenda that is being made counts as known, as far as nothing is published.
  const asked = instance.before.length === 0 ? { ...instance, before: known } : instance
  const plan = planAgenda(asked, freeMoves === undefined ? { seed } : { seed, freeMoves })
  const measures = measureAgenda(asked, plan.placements)
  const people = await listPersonNames(open.database.kysely, open.projectId)
  const names = namesOf(
    hackathon,
    nameInEvent(hackathon, (person) => people.get(person)),
  )
  const words = plan.conflict === undefined ? [] : describeConflict(asked, plan.conflict, names)
  if (args.flag('json')) {
    const { conflict, ...rest } = plan
    const why = conflict === undefined ? null : { proved: conflict.proved, because: words }
    io.stdout.write(`${JSON.stringify({ ...rest, measures, conflict: why })}\n`)
  } else io.stdout.write(textOf(hackathon, asked, plan, measures, names, words))
  const isWhole = plan.unplaced.length === 0 && plan.broken.length === 0
  if (args.flag('accept') || args.flag('publish')) await record(open, hackathon, plan, args, io)
  return isWhole ? 0 : 1
}

async function record(
  open: OpenProject,
  hackathon: Hackathon,
  plan: AgendaPlan,
  args: Arguments,
  io: Io,
): Promise<void> {
  const context = { ...open, clock: () => instantOption(args, io) }
  const seen = Math.max(0, ...[hackathon.event, ...hackathon.sessions].map((one) => one.revision))
  const act = { person: actingPerson(args), event: hackathon.event.id }
  const accepted = await actOnEvent(context, {
    ...act,
    kind: 'agenda.accept',
    payload: { placements: plan.placements, seen },
  })
  if (accepted.kind === 'refused') throw new UserError('conflict', accepted.why)
  if (accepted.kind === 'conflict')
    throw new UserError('conflict', `somebody changed ${accepted.conflict.about} meanwhile`, {
      hint: 'Make the agenda again.',
    })
  if (!args.flag('publish')) return
  const published = await actOnEvent(context, {
    ...act,
    kind: 'agenda.publish',
    payload: { note: args.text('note') },
  })
  if (published.kind === 'refused') throw new UserError('conflict', published.why)
  if (published.kind === 'done' && !args.flag('json'))
    io.stdout.write(`\nPublished as version ${published.hackathon.agendas.at(-1)?.version}.\n`)
}

function namesOf(hackathon: Hackathon, person: (id: string) => string): AgendaNames {
  const { timeZone } = hackathon.event
  const title = (id: string) => hackathon.sessions.find((one) => one.id === id)?.title ?? id
  return {
    session: title,
    room: (id) => hackathon.rooms.find((one) => one.id === id)?.name ?? id,
    slot: (id) => {
      const slot = hackathon.slots.find((one) => one.id === id)
      if (slot === undefined) return id
      const { day, time } = localTimeOf(slot.startsAt, timeZone)
      return `${day} ${time}`
    },
    person,
  }
}

function textOf(
  hackathon: Hackathon,
  instance: Instance,
  plan: AgendaPlan,
  measures: AgendaMeasures,
  names: AgendaNames,
  conflict: readonly string[],
): string {
  const percent = (share: number | undefined): string =>
    share === undefined ? '-' : `${(share * 100).toFixed(1)} %`
  const rows = plan.placements.map((one) => [
    names.slot(one.slot),
    plain(names.room(one.room)),
    plain(names.session(one.session)),
  ])
  const lines = [
    `${plain(hackathon.event.name)}: ${plural(instance.sessions.length, 'session')}, ${plural(instance.people.length, 'person', 'people')}, ${plural(instance.slots.length, 'slot')}, ${plural(instance.rooms.length, 'room')}; seed ${plan.seed}`,
    '',
    formatTable(rows).trimEnd(),
    '',
    `Interest gathered ${measures.utility} (chance ${Math.round(measures.random)}, bound ${measures.bound}); quality ${percent(measures.quality)}; missed ${percent(measures.missed)}`,
    `Satisfaction: mean ${percent(measures.satisfaction.mean)}, tenth ${percent(measures.satisfaction.tenth)}, least ${percent(measures.satisfaction.worst)}`,
    `${plural(measures.clashes.length, 'clash', 'clashes')} of two sessions that one person wants; ${measures.leaderClashes.length} of leaders; ${plural(measures.fullRooms.length, 'room')} too small; ${plural(measures.changes.length, 'change')} to the agenda that people know`,
  ]
  if (plan.unplaced.length > 0)
    lines.push('', 'Without a place:', ...plan.unplaced.map((one) => `  ${plain(names.session(one))}`))
  if (plan.broken.length > 0)
    lines.push(
      '',
      'Broken by what is locked:',
      ...plan.broken.map((rule) => `  ${plain(describeRule(rule, names), 300)}`),
    )
  if (conflict.length > 0) lines.push('', 'Because:', ...conflict.map((line) => `  ${plain(line, 300)}`))
  return `${lines.join('\n')}\n`
}

function wholeOption(args: Arguments, name: string): number | undefined {
  const text = args.text(name)
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new UserError('usage', `"${text}" is no number`, { hint: `Give --${name} a whole number.` })
}
