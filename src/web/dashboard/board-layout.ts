import type { MetricRecord } from '../../app/dashboard/record.ts'
import { remember } from '../../core/metrics/remember.ts'
import { count, formatNumber, type Html, html, percent } from '../html.ts'
import { layout } from '../layout.ts'
import { type Board, boardPath } from './board.ts'

/** A page of the dashboard; below it stands how good the numbers are. */
export function boardLayout(board: Board, title: string, body: Html): Html {
  return layout(board.view, { title, place: 'dashboard', body: html`${body}${healthLine(board)}` })
}

function healthLine(board: Board): Html {
  const { health } = board
  const { commits, linked } = coverage(board.record)
  const share = (part: number, whole: number): string => (whole === 0 ? '–' : percent(part / whole))
  return html`<p class="health">These numbers come of ${count(health.mails, 'mail')}: ${share(health.unclassified, health.mails)}
are of no known kind, ${formatNumber(health.problems)} could not be read whole, ${formatNumber(health.skewed)} have a clock out of
step. ${
    commits === 0
      ? 'There are no commits to compare them with.'
      : `Of ${count(commits, 'commit')} ${share(linked, commits)} have a known posting.`
  } <a href="${boardPath(board, 'quality/data')}">How far they can be trusted</a></p>`
}

/** Commits to development branches, and those of which a posting is known. */
const coverage = remember((record: MetricRecord): { readonly commits: number; readonly linked: number } => {
  const posted = new Set(
    record.facts.flatMap((fact) => fact.landed.filter((one) => one.development).map((one) => one.sha)),
  )
  const all = record.commits.filter((commit) => commit.development)
  return { commits: all.length, linked: all.filter((commit) => posted.has(commit.sha)).length }
})
