import { type ApplySummary, checkApplies } from '../../app/apply/check-applies.ts'
import { seekMissing } from '../../app/apply/seek-breaks.ts'
import { withRun } from '../../app/with-run.ts'
import { APPLY_STATES } from '../../core/patches/apply-series.ts'
import { ensureProject } from '../../store/inputs/projects.ts'
import { type ApplyEntry, listApplyEntries } from '../../store/read/applies.ts'
import type { Arguments, Command, Io } from '../command.ts'
import { instantOption } from '../instant-option.ts'
import { chosenProjects, readConfig, withDatabase, withProject } from '../open-project.ts'
import { number, progressLine } from '../progress-line.ts'
import { formatTable, plain } from '../table.ts'

const FOREVER = Number.POSITIVE_INFINITY

export const applies: Command = {
  options: [
    { flags: '--all', summary: 'try everything anew, and say how fast' },
    {
      flags: '--missing',
      summary:
        'only find since when, where it is not known yet, the newest first: beside a sync, as serve does',
    },
    {
      flags: '--state <state>',
      summary: 'only these',
      choices: APPLY_STATES,
    },
    { flags: '--now <instant>', summary: 'as of this instant instead of the present' },
  ],
  help: `applies: every hunk fits. three-way: by a three-way merge with the files that it was made from. conflicts: some fit
nowhere. gone: none of its files is there. elsewhere: nor ever was in any repository that is followed. present: the change is there already. unknown: binary changes, or no diff.

Patches are tried in memory, on files that are read from git: no work tree and no index is touched.`,
  run: async (args, io) => {
    if (args.flag('missing')) return findMissing(args, io)
    return withProject(args, io, async (open) => {
      const line = progressLine(io.stderr, { quiet: args.flag('quiet') })
      const summary = await withRun(
        { ...open, now: instantOption(args, io), clock: io.now, signal: io.signal, onProgress: line.show },
        'applies',
        (job) => checkApplies(job, { tryMs: FOREVER, seekMs: FOREVER, all: args.flag('all') }),
      ).finally(() => line.end())
      const state = args.text('state')
      const entries = (await listApplyEntries(open.database.kysely, open.projectId)).filter(
        (one) => state === undefined || one.state === state,
      )
      if (args.flag('json')) io.stdout.write(`${JSON.stringify({ summary, entries })}\n`)
      else {
        io.stdout.write(formatTable(entries.map(lineOf)))
        io.stderr.write(ratesOf(summary))
      }
      return 0
    })
  },
}

/** Finds since when for all projects; nothing else has to wait for it. */
async function findMissing(args: Arguments, io: Io): Promise<number> {
  const config = readConfig(args, io)
  return withDatabase(config, async (database) => {
    for (const project of chosenProjects(config, args.text('project'))) {
      const projectId = await ensureProject(database.kysely, project.id)
      const line = progressLine(io.stderr, { quiet: args.flag('quiet') })
      const context = { database, config, project, projectId, now: instantOption(args, io) }
      const { bisected, ms } = await seekMissing(
        { ...context, clock: io.now, signal: io.signal, onProgress: line.show },
        { most: FOREVER, ms: FOREVER },
      ).finally(() => line.end())
      const summary = { tried: 0, patches: 0, bisected, tryMs: 0, bisectMs: ms, isComplete: true }
      if (args.flag('json')) io.stdout.write(`${JSON.stringify({ project: project.id, summary })}\n`)
      else if (!args.flag('quiet')) io.stderr.write(`${project.id}: ${ratesOf(summary)}`)
    }
    return 0
  })
}

function lineOf(one: ApplyEntry): string[] {
  const since =
    one.since === undefined ? '' : `since ${one.since.at.slice(0, 10)} ${one.since.sha.slice(0, 12)}`
  return [one.state, since, plain(one.files.slice(0, 3).join(' '), 60), plain(one.title, 60), one.series]
}

function ratesOf(summary: ApplySummary): string {
  if (summary.tried + summary.bisected === 0) return 'Nothing had to be tried.\n'
  const rate = (count: number, ms: number): string => (ms < 1 ? '–' : number(Math.round((count * 1000) / ms)))
  const parts = [
    ...(summary.tried > 0
      ? [
          `${number(summary.patches)} patches of ${number(summary.tried)} series tried: ${rate(summary.patches, summary.tryMs)} patches/s`,
        ]
      : []),
    ...(summary.bisected > 0
      ? [
          `since when, by bisection: ${number(summary.bisected)} series, ${rate(summary.bisected, summary.bisectMs)} series/s`,
        ]
      : []),
  ]
  return `${parts.join('; ')}.\n`
}
