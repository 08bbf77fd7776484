import { lastQuarter, makeReport, reportPeriods } from '../../app/dashboard/period-report.ts'
import { loadBareRecord } from '../../app/dashboard/record.ts'
import { UserError } from '../../core/errors.ts'
import type { SeriesFact } from '../../core/metrics/series-fact.ts'
import {
  formatReportHtml,
  formatReportMarkdown,
  formatReportText,
  type ReportWords,
} from '../../exports/report-text.ts'
import { listPeople } from '../../store/read/people.ts'
import { readProjectState } from '../../store/read/project-state.ts'
import { projectPath, seriesPath } from '../../web/links.ts'
import type { Command } from '../command.ts'
import { nothingDerivedText } from '../nothing-derived.ts'
import { withProject } from '../open-project.ts'

const FORMATS = { text: formatReportText, markdown: formatReportMarkdown, html: formatReportHtml } as const

export const report: Command = {
  options: [
    {
      flags: '--period <period>',
      summary:
        '2026Q3, 2026, 2026-05 or two days 2026-05-01..2026-06-30 (default: the last quarter that is over)',
    },
    {
      flags: '--format <format>',
      summary: 'text (72 columns, fit to be mailed), markdown or html (default: text)',
    },
  ],
  help: 'Each number stands beside that of the period before. Both are as they were known at the end of their period.',
  run: async (args, io) =>
    withProject(args, io, async ({ database, config, project, projectId }) => {
      const state = await readProjectState(database.kysely, projectId)
      if (state.asOf === undefined) {
        io.stdout.write(nothingDerivedText(state))
        return 0
      }
      const periods = reportPeriods(args.text('period') ?? lastQuarter(state.asOf))
      const format = args.text('format') ?? 'text'
      if (format !== 'text' && format !== 'markdown' && format !== 'html')
        throw new UserError('usage', `--format ${format} is no format`, {
          hint: 'There are text, markdown and html.',
        })
      const record = await loadBareRecord(database.kysely, projectId, project)
      const made = makeReport(record, project, periods, state.asOf)
      if (args.flag('json')) {
        io.stdout.write(`${JSON.stringify(made, jsonOf)}\n`)
        return 0
      }
      const people = new Map(
        (await listPeople(database.kysely, projectId)).map((one) => [one.key, one.name] as const),
      )
      const base = config.baseUrl
      const words: ReportWords = {
        title: project.title,
        period: periods.name,
        before: periods.beforeName,
        address:
          base === undefined ? undefined : `${base}${projectPath(project)}backlog?period=${periods.name}`,
        // Addresses stay where they are: a report is sent on.
        nameOf: (person) => people.get(person) || (person.split('@')[0] ?? person),
        addressOf: (fact) =>
          base === undefined
            ? undefined
            : `${base}${seriesPath(project, fact.versions.at(-1)?.id ?? fact.lineage)}`,
        names: project.rankings,
      }
      io.stdout.write(FORMATS[format](made, words))
      return 0
    }),
}

/** A series by its name, an absent number as null. */
function jsonOf(key: string, value: unknown): unknown {
  if (isFact(value)) return { series: value.lineage, title: value.title }
  if ((key === 'now' || key === 'before') && value === undefined) return null
  return value
}

function isFact(value: unknown): value is SeriesFact {
  return typeof value === 'object' && value !== null && 'lineage' in value && 'versions' in value
}
