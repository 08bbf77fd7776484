import { type Escalation, listEscalations } from '../../app/list-escalations.ts'
import { type PastLostQueue, readLostQueueAsOf } from '../../app/past/lost-queue-as-of.ts'
import { UserError } from '../../core/errors.ts'
import { APPLY_STATES } from '../../core/patches/apply-series.ts'
import { displayName } from '../../core/people/name.ts'
import { LOST_REASONS } from '../../core/status/lost.ts'
import { addDays } from '../../core/time.ts'
import { formatDigest } from '../../exports/digest.ts'
import {
  countLeftOut,
  type LostEntry,
  type LostFilter,
  type LostQueue,
  type LostSort,
  readLostQueue,
} from '../../store/read/lost-queue.ts'
import { readProjectState } from '../../store/read/project-state.ts'
import { readQueueRecord } from '../../store/read/queue-record.ts'
import type { Arguments, Command, Io } from '../command.ts'
import { nothingDerivedText } from '../nothing-derived.ts'
import { withProject } from '../open-project.ts'
import { pastDayOf } from '../past-day.ts'
import { printRecord } from '../queue-record-text.ts'
import { formatTable, plain } from '../table.ts'

export const lost: Command = {
  options: [
    { flags: '--reason <code>', summary: 'for one reason: L1 to L8' },
    { flags: '--area <name>', summary: 'of one area: a section of MAINTAINERS, or a folder' },
    { flags: '--active <days>', summary: 'with a mail within so many days' },
    { flags: '--lines <number>', summary: 'of at most so many changed lines' },
    { flags: '--newcomer', summary: 'small enough for somebody new' },
    {
      flags: '--applies <state>',
      summary: 'that apply so to the development branch',
      choices: APPLY_STATES,
    },
    { flags: '--offered', summary: 'offered as a project, and not adopted yet' },
    {
      flags: '--sort <order>',
      summary: 'what comes first (default: priority)',
      choices: ['priority', 'age', 'new'],
    },
    { flags: '--limit <number>', summary: 'at most so many (default: all)' },
    { flags: '--as-of <day>', summary: 'as it was at the end of a past day, as in 2026-05-01' },
    { flags: '--escalate', summary: 'what has waited for an answer for five business days, and whom to ask' },
    {
      flags: '--replay',
      summary: 'how good it was: the queue of past months, judged by what people did later',
    },
    { flags: '--digest', summary: 'a text for the list: by area, with whom to ask' },
  ],
  help: Object.entries(LOST_REASONS)
    .map(([code, text]) => `${code}  ${text}`)
    .join('\n'),
  run: async (args, io) =>
    withProject(args, io, async ({ database, projectId, project, config }) => {
      const state = await readProjectState(database.kysely, projectId)
      const { asOf } = state
      if (args.flag('replay')) return printRecord(await readQueueRecord(database.kysely, projectId), args, io)
      const day = pastDayOf(args, asOf ?? io.now())
      const now = day ?? asOf ?? io.now()
      if (args.flag('escalate'))
        return printEscalations(await listEscalations(database.kysely, projectId, project, now), args, io)
      const filter = filterOf(args, now)
      const page = { sort: sortOf(args), offset: 0, limit: numberOf(args, 'limit') ?? 100_000 }
      if (day !== undefined && (filter.applies !== undefined || filter.offered === true))
        throw new UserError('usage', 'of a past day it is not known what applied, or was offered', {
          hint: 'Leave out --applies and --offered, or --as-of.',
        })
      const queue: LostQueue & Partial<PastLostQueue> =
        day === undefined
          ? await readLostQueue(database.kysely, projectId, now, filter, page)
          : await readLostQueueAsOf(database.kysely, projectId, project, day, filter, page)
      const { entries, total } = queue
      if (args.flag('json')) io.stdout.write(`${JSON.stringify(entries.map(lostRecord))}\n`)
      else if (args.flag('digest'))
        io.stdout.write(
          formatDigest({
            title: project.title,
            now,
            entries,
            total,
            baseUrl: config.baseUrl,
            project: project.id,
          }),
        )
      else if (entries.length === 0)
        io.stdout.write(asOf === undefined ? nothingDerivedText(state) : 'Nothing is lost.\n')
      else {
        io.stdout.write(formatTable(entries.map(lineOf)))
        const reasons = [...new Set(entries.flatMap((one) => one.entry.lost))].sort()
        for (const reason of reasons) io.stdout.write(`${reason}: ${reasonText(reason)}\n`)
      }
      if (filter.applies === undefined && !args.flag('json') && !args.flag('digest'))
        io.stdout.write(
          queue.elsewhere === undefined
            ? leftOutText(await countLeftOut(database.kysely, projectId))
            : elsewhereText(queue.elsewhere, 'then'),
        )
      return 0
    }),
}

function leftOutText({
  elsewhere,
  present,
}: {
  readonly elsewhere: number
  readonly present: number
}): string {
  const there =
    present === 0
      ? ''
      : `${present} more ${present === 1 ? 'is' : 'are'} on the branch already: --applies present lists ${present === 1 ? 'it' : 'them'}.\n`
  return `${elsewhereText(elsewhere, 'now')}${there}`
}

function elsewhereText(n: number, when: 'now' | 'then'): string {
  if (n === 0) return ''
  const said = `${n} more ${n === 1 ? 'is' : 'are'} for a repository that is not followed`
  return when === 'then' ? `${said}.\n` : `${said}: --applies elsewhere lists ${n === 1 ? 'it' : 'them'}.\n`
}

function printEscalations(found: readonly Escalation[], args: Arguments, io: Io): number {
  if (args.flag('json'))
    io.stdout.write(
      `${JSON.stringify(found.map(({ entry, ...more }) => ({ series: entry.series, title: entry.title, status: entry.status, why: entry.why, since: entry.since, ...more })))}\n`,
    )
  else if (found.length === 0) io.stdout.write('Nothing has waited for five business days.\n')
  else
    io.stdout.write(
      formatTable(
        found.map((one) => [
          `${one.waited} days`,
          plain([...one.ask, ...one.next].slice(0, 3).map(displayName).join(', '), 50),
          plain(one.entry.title, 60),
          plain(one.entry.why, 80),
          one.entry.series,
        ]),
      ),
    )
  return 0
}

function filterOf(args: Arguments, now: string): LostFilter {
  const reason = args.text('reason')?.toUpperCase()
  if (reason !== undefined && !(reason in LOST_REASONS))
    throw new UserError('usage', `there is no reason "${reason}"`, { hint: 'They are L1 to L8.' })
  const active = numberOf(args, 'active')
  const lines = numberOf(args, 'lines')
  const area = args.text('area')
  const applies = args.text('applies')
  return {
    ...(reason === undefined ? {} : { reason }),
    ...(area === undefined ? {} : { area }),
    ...(active === undefined ? {} : { activeSince: addDays(now, -active) }),
    ...(lines === undefined ? {} : { lines }),
    ...(args.flag('newcomer') ? { small: true } : {}),
    ...(applies === undefined ? {} : { applies }),
    ...(args.flag('offered') ? { offered: true } : {}),
  }
}

function sortOf(args: Arguments): LostSort {
  const asked = args.text('sort')
  return asked === 'age' || asked === 'new' ? asked : 'priority'
}

function numberOf(args: Arguments, name: string): number | undefined {
  const text = args.text(name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (Number.isInteger(value) && value > 0) return value
  throw new UserError('usage', `--${name} takes a whole number, not "${text}"`)
}

function lineOf(one: LostEntry): string[] {
  return [
    one.priority.toFixed(1),
    one.lostAt.slice(0, 10),
    one.entry.lost.join(' '),
    plain(one.entry.sender.name || one.entry.sender.address, 24),
    plain(one.entry.title, 70),
    one.entry.series,
  ]
}

function reasonText(reason: string): string {
  const known = Object.entries(LOST_REASONS).find(([code]) => code === reason)
  return known?.[1] ?? 'unknown'
}

function lostRecord(one: LostEntry): object {
  const { entry } = one
  return {
    series: entry.series,
    title: entry.title,
    sender: entry.sender,
    status: entry.status,
    lost: entry.lost,
    turn: entry.turn,
    since: entry.since,
    why: entry.why,
    version: entry.version,
    patches: entry.patches,
    lostAt: one.lostAt,
    priority: one.priority,
    approvals: one.approvals,
    firstContribution: one.isFirst,
    fix: one.isFix,
    newcomerFriendly: one.isSmall,
    areas: one.areas,
    remedies: one.remedies,
    applies: one.applies ?? null,
    offer: one.offer ?? null,
  }
}
