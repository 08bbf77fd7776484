import type { JudgedPing, QueueDay, QueueRecord } from '../../core/status/queue-record.ts'
import { count, formatNumber, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { mailPath, projectPath } from '../links.ts'
import { time, type View } from '../view.ts'

/** Questions that the queue had no line for, that are shown. */
const MISSED = 100

const WANTED = 0.95

/** How often the lost list was right in the past, and whether it had what people asked for. */
export function queueRecordPage(view: View, record: QueueRecord): Html {
  const base = projectPath(view.project)
  const { days, pings, lineages } = record
  const [first, last] = [days[0]?.day, days.at(-1)?.day]
  const years = [...new Set(days.map((one) => one.day.slice(0, 4)))]
  const missed = pings.filter((ping) => ping.found === 'missed')
  const body = html`<p class="crumbs"><a href="${base}lost">Lost</a></p>
<h1>How often the lost list was right</h1>
${
  first === undefined || last === undefined
    ? html`<p class="empty">There is no past to judge yet: it takes fifteen months of mail.</p>`
    : html`<p class="lead">The list as it stood on the first of each month from ${first.slice(0, 10)} to ${last.slice(0, 10)}, judged by what people did
later: lines for L1, L2 and L3. Only what was known on the day made the list.</p>
<dl class="facts">
<dt>Precision</dt><dd><strong>${shown(record.precision)}</strong> <span class="muted">wanted: ${WANTED}. Of ${count(lineages.listed, 'series', 'series')}, each counted once, ${formatNumber(lineages.right)} were taken up later, ${formatNumber(lineages.wrong)} had been settled by then, and of ${formatNumber(lineages.open)} nothing has been heard since.</span></dd>
<dt>Recall</dt><dd><strong>${shown(record.recall)}</strong> <span class="muted">Of the questions of people what had become of something still open: the list had it, or has it within seven days unless somebody answers.</span></dd>
<dt>Recall, had nobody asked</dt><dd><strong>${shown(record.recallUnasked)}</strong> <span class="muted">The same without L6: a question that nobody answers within seven days is itself a reason to be on the list.</span></dd>
</dl>
<table class="rows" data-sortable><caption class="hidden-text">The record by year</caption>
<thead><tr><th scope="col">Year</th><th scope="col" class="num">Days</th><th scope="col" class="num">Lines</th><th scope="col" class="num">Right</th><th scope="col" class="num">Wrong</th><th scope="col" class="num">Open</th><th scope="col" class="num">Right of both</th><th scope="col" class="num">Questions</th><th scope="col" class="num">Hit</th><th scope="col" class="num">By L6</th><th scope="col" class="num">Settled</th><th scope="col" class="num">Missed</th></tr></thead>
<tbody>${years.map((year) =>
        yearRow(
          year,
          days.filter((one) => one.day.startsWith(year)),
          pings.filter((one) => one.at.startsWith(year)),
        ),
      )}</tbody></table>
<p class="small muted">Right: people pinged, answered, posted anew or committed it later. Wrong: it had been settled by that day. Open: neither. A question is
hit where the list had it, or would have had it within seven days had nobody asked; by L6 where the question itself brings it there; settled where what it asks about had been, or was put off.</p>
${
  missed.length === 0
    ? NOTHING
    : html`<details><summary>${count(missed.length, 'question')} that the list had nothing for</summary><ul>${missed
        .slice(-MISSED)
        .reverse()
        .map(
          (ping) =>
            html`<li>${time(view, ping.at, 'day')}: <a href="${mailPath(view.project, ping.messageId)}">the mail</a> <span class="muted">(then ${ping.status})</span></li>`,
        )}</ul></details>`
}`
}`
  return layout(view, { title: 'How often the lost list was right', place: 'lost', body })
}

function yearRow(year: string, days: readonly QueueDay[], pings: readonly JudgedPing[]): Html {
  const sum = (of: 'listed' | 'right' | 'wrong' | 'open'): number => days.reduce((n, day) => n + day[of], 0)
  const found = (what: JudgedPing['found']): number => pings.filter((ping) => ping.found === what).length
  const [right, wrong] = [sum('right'), sum('wrong')]
  const cells: readonly (readonly [label: string, value: string])[] = [
    ['days', formatNumber(days.length)],
    ['lines', formatNumber(sum('listed'))],
    ['right', formatNumber(right)],
    ['wrong', formatNumber(wrong)],
    ['open', formatNumber(sum('open'))],
    ['right of both', shown(right + wrong === 0 ? undefined : right / (right + wrong))],
    ['questions', formatNumber(pings.length)],
    ['hit', formatNumber(found('listed') + found('soon'))],
    ['by L6', formatNumber(found('asked'))],
    ['settled', formatNumber(found('closed'))],
    ['missed', formatNumber(found('missed'))],
  ]
  return html`<tr data-row><td class="title">${year}</td>${cells.map(([label, value]) => html`<td class="num" data-label="${label}">${value}</td>`)}</tr>
`
}

function shown(share: number | undefined): string {
  return share === undefined ? '–' : share.toFixed(3)
}
