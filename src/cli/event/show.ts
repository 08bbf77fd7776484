import { UserError } from '../../core/errors.ts'
import { sortSlots } from '../../core/hackathon/event.ts'
import { type Hackathon, listAttendees, listOpenConflicts } from '../../core/hackathon/hackathon.ts'
import { coverageOf } from '../../core/hackathon/interest.ts'
import { listUnreachable, REGISTRATION_STATES, seatsTaken } from '../../core/hackathon/registration.ts'
import { plural } from '../../core/plural.ts'
import { localTimeOf } from '../../core/zone-time.ts'
import { findHackathon, listHackathons } from '../../store/read/hackathons.ts'
import type { Arguments, Io } from '../command.ts'
import { instantOption } from '../instant-option.ts'
import type { OpenProject } from '../open-project.ts'
import { formatTable, plain } from '../table.ts'

/** The event that the second word names, by id or by an earlier address of its page. */
export async function needEvent(open: OpenProject, args: Arguments): Promise<Hackathon> {
  const name = args.words[1] ?? ''
  const found = await findHackathon(open.database.kysely, open.projectId, name)
  if (found !== undefined) return found
  throw new UserError('not-found', name === '' ? 'which event?' : `there is no event "${name}"`, {
    hint: '"patchmoot event list" lists them.',
  })
}

/** `event list`: every event, the latest first. */
export async function listEvents(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const events = await listHackathons(open.database.kysely, open.projectId)
  if (args.flag('json')) {
    const rows = events.map((one) => ({
      id: one.event.id,
      name: one.event.name,
      startsOn: one.event.startsOn,
      endsOn: one.event.endsOn,
      phase: one.event.phase,
      topics: one.topics.length,
      confirmed: listAttendees(one).length,
      capacity: one.event.capacity ?? null,
      sessions: one.sessions.filter((session) => !session.cancelled).length,
    }))
    io.stdout.write(`${JSON.stringify(rows)}\n`)
  } else if (events.length === 0) io.stdout.write('There are no events.\n')
  else
    io.stdout.write(
      formatTable(
        events.map((one) => [
          one.event.startsOn,
          one.event.phase,
          plural(one.topics.length, 'topic'),
          `${listAttendees(one).length} confirmed`,
          plain(one.event.name),
          one.event.id,
        ]),
      ),
    )
  return 0
}

/** `event show ID`: what an organiser wants to know at a glance. */
export async function showEvent(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const hackathon = await needEvent(open, args)
  if (args.flag('json')) {
    io.stdout.write(
      `${JSON.stringify({ ...hackathon, interests: Object.fromEntries(hackathon.interests) })}\n`,
    )
    return 0
  }
  const { event, registrations, topics, sessions } = hackathon
  const taken = seatsTaken(registrations, instantOption(args, io))
  const attendees = listAttendees(hackathon).map((one) => one.person)
  const coverage = coverageOf(attendees, [...hackathon.interests.values()].flat())
  const states = REGISTRATION_STATES.flatMap((state) => {
    const count = registrations.filter((one) => one.state === state).length
    return count === 0 ? [] : [`${count} ${state}`]
  })
  const version = hackathon.agendas.at(-1)?.version
  const placed = sessions.filter((one) => one.placement !== undefined).length
  const lines = [
    `${plain(event.name)} (${event.id}), ${event.startsOn} to ${event.endsOn}, ${event.timeZone}: ${event.phase}`,
    ...(event.venue === undefined ? [] : [plain(event.venue)]),
    '',
    `Registration: ${states.join(', ') || 'nobody yet'}; ${event.capacity === undefined ? `${taken} seats taken` : `${taken} of ${event.capacity} seats taken`}${event.cutOffAt === undefined ? '' : `, until ${event.cutOffAt}`}.`,
    `Answers: ${coverage.answered.length} of ${attendees.length} who come have said what they want to attend.`,
    `Agenda: ${placed} of ${plural(sessions.length, 'session')} placed; ${version === undefined ? 'nothing published' : `version ${version} is published`}.`,
  ]
  const section = (title: string, rows: readonly string[]): void => {
    if (rows.length > 0) lines.push('', title, ...rows.map((row) => `  ${plain(row, 300)}`))
  }
  section(
    'Topics:',
    topics.map((one) => `${one.title} (${one.id})${one.withdrawn ? ', withdrawn' : ''}`),
  )
  section(
    'Slots:',
    sortSlots(hackathon.slots).map((slot) => {
      const from = localTimeOf(slot.startsAt, event.timeZone)
      return `${from.day} ${from.time}-${localTimeOf(slot.endsAt, event.timeZone).time} ${slot.kind} ${slot.title ?? ''} (${slot.id})`
    }),
  )
  section(
    'Confirmed, and no mail reaches them:',
    listUnreachable(registrations).map((one) => one.name),
  )
  section(
    'Two people changed one thing:',
    listOpenConflicts(hackathon).map(
      (one) =>
        `${one.about}: ${one.fields.join(', ')} (${one.other} was first, then ${one.person}; settle ${one.sequence})`,
    ),
  )
  io.stdout.write(`${lines.join('\n')}\n`)
  return 0
}
