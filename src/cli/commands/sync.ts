import { deriveStored, sync as runSync, type SyncSummary } from '../../app/sync.ts'
import { tellBranchChange, tellConsequence, tellUnsettled } from '../../core/matching/branch-change.ts'
import { ensureProject } from '../../store/inputs/projects.ts'
import type { Command } from '../command.ts'
import { instantOption } from '../instant-option.ts'
import { chosenProjects, readConfig, withDatabase } from '../open-project.ts'
import { duration, number, progressLine } from '../progress-line.ts'
import { formatTable, plain } from '../table.ts'

export const sync: Command = {
  options: [
    {
      flags: '--derive',
      summary: 'read nothing new: only derive what follows from what is here, and from what was decided',
    },
    {
      flags: '--now <instant>',
      summary: 'derive as of this instant instead of the present (2026-05-01T12:00:00Z)',
    },
  ],
  help: 'Without --project: all projects of the configuration. It can be stopped, or killed, at any moment: the next\nrun goes on from there. A repository that cannot be read holds up nothing else; the exit code is 1 then.',
  run: async (args, io) => {
    const config = readConfig(args, io)
    const now = instantOption(args, io)
    return withDatabase(config, async (database) => {
      const summaries: Record<string, SyncSummary> = {}
      let failed = false
      for (const project of chosenProjects(config, args.text('project'))) {
        const projectId = await ensureProject(database.kysely, project.id)
        const line = progressLine(io.stderr, { quiet: args.flag('quiet') })
        const started = performance.now()
        const job = {
          database,
          config,
          project,
          projectId,
          now,
          clock: io.now,
          signal: io.signal,
          onProgress: line.show,
        }
        const summary = args.flag('derive')
          ? { ...NOTHING_READ, derived: await deriveStored(job).finally(() => line.end()) }
          : await runSync(job).finally(() => line.end())
        summaries[project.id] = summary
        for (const { error } of summary.failures)
          io.stderr.write(`patchmoot: ${project.id}: ${plain(error, 1000)}\n`)
        failed ||= summary.failures.length > 0
        if (!args.flag('json') && !args.flag('quiet'))
          io.stdout.write(describe(project.id, summary, (performance.now() - started) / 1000))
      }
      if (args.flag('json')) io.stdout.write(`${JSON.stringify(summaries)}\n`)
      return failed ? 1 : 0
    })
  },
}

/** What a sync that only derives has read. */
const NOTHING_READ = { lists: [], repositories: [], history: [], troubles: [], failures: [] } as const

function describe(project: string, summary: SyncSummary, seconds: number): string {
  const sum = (pick: (list: SyncSummary['lists'][number]) => number): number =>
    summary.lists.reduce((total, list) => total + pick(list), 0)
  const { derived } = summary
  const rows = [
    ['read', `${number(sum((list) => list.read))} mails`],
    ['new', `${number(sum((list) => list.new))}`],
    ['duplicate', `${number(sum((list) => list.duplicates + list.variants))}`],
    ['with problems', number(sum((list) => list.withProblems) + summary.troubles.length)],
    ['commits', number(summary.repositories.reduce((total, one) => total + one.commits, 0))],
    ['series', number(derived.series)],
    ['matched', `${number(derived.matched)} patches`],
    ['lost', number(derived.lost)],
  ]
  const rebuilt = derived.rebuilt === undefined ? '' : `Everything was derived anew: ${derived.rebuilt}.\n`
  const troubles = summary.troubles.map((one) => `${one.where}: ${one.what}\n`).join('')
  const notes = summary.repositories.flatMap((one) => some(one.notes)).join('')
  const history = summary.history.flatMap(historyLines).join('')
  return `${project}: synced in ${duration(seconds)}\n${formatTable(rows.map((row) => ['', ...row]))}${rebuilt}${troubles}${notes}${history}`
}

/** Lines of one kind that are printed; the page of problems has all. */
const MOST_LINES = 20

function some(lines: readonly string[]): readonly string[] {
  const more = lines.length - MOST_LINES
  return [...lines.slice(0, MOST_LINES), ...(more > 0 ? [`and ${number(more)} more`] : [])].map(
    (line) => `${line}\n`,
  )
}

/** That a branch was rewritten, and what became of each series that rested on what went. */
function historyLines(change: SyncSummary['history'][number]): readonly string[] {
  const consequence = tellConsequence(change)
  return [
    `${plain(tellBranchChange(change), 300)}\n`,
    ...(consequence === '' ? [] : [`  ${consequence}:\n`]),
    ...some(change.series.map((one) => `    ${plain(one.title, 60)}: ${tellUnsettled(one)}`)),
  ]
}
