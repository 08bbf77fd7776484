import type { Compared, PeriodReport } from '../core/metrics/period-report.ts'
import type { SeriesFact } from '../core/metrics/series-fact.ts'
import { instantOf } from '../core/time.ts'

/** What a report is written with, beside its numbers. */
export interface ReportWords {
  readonly title: string
  /** `2026Q3`. */
  readonly period: string
  /** The period before it. */
  readonly before: string
  /** Where the numbers can be looked at; `undefined`: nowhere that others can reach. */
  readonly address: string | undefined
  readonly nameOf: (person: string) => string
  /** The address of a series; `undefined`: its Message-ID stands for it. */
  readonly addressOf: (fact: SeriesFact) => string | undefined
  /** People are named by what waits for them: only where the project wants rankings. */
  readonly names: boolean
}

/** A part of a report: a heading, numbers, and things by name. */
export interface ReportSection {
  readonly heading: string
  readonly numbers: readonly ReportNumber[]
  readonly items: readonly ReportItem[]
  readonly note?: string
}

/** A number beside that of the period before. */
export interface ReportNumber {
  readonly label: string
  readonly now: string
  readonly before: string
  /** `+18`, `-0.5 d`; of shares in points; empty where nothing changed or one of the two cannot be told. */
  readonly change: string
}

/** Something by name. */
export interface ReportItem {
  readonly text: string
  readonly address: string | undefined
}

/** A report in parts, in the order in which one reads: load and waiting are not last. */
export function reportSections(report: PeriodReport, words: ReportWords): readonly ReportSection[] {
  const { waiting } = report
  return [
    {
      heading: 'What came',
      numbers: [
        count('Series started', report.started),
        count('Versions posted', report.versions),
        count('Reviews given', report.reviews),
        count('People reviewing', report.people),
        count('New people', report.newcomers),
      ],
      items: [],
    },
    {
      heading: 'What landed',
      numbers: [
        count('Series merged', report.merged),
        count('Rejected or withdrawn', report.dropped),
        count('Commits', report.commits),
        share('Vouched for by somebody else', report.vouched),
        days('Half were merged within', report.timeToMerge),
        // What was started in a quarter is never that old at its end.
        ...(report.accepted.now === undefined && report.accepted.before === undefined
          ? []
          : [share('Merged within 90 days', report.accepted)]),
      ],
      items: report.landed.map((fact) => item(fact, words, `${plural(fact.patches, 'patch', 'patches')}`)),
    },
    {
      heading: 'What waits, and on whom',
      numbers: [
        count('Open', report.open),
        count('  on reviewers', waiting.reviewers),
        count('  on authors', waiting.author),
        count('  on committers', waiting.committers),
        count('  on nobody', waiting.nobody),
        days('Half were answered within', report.firstResponse),
        share('Answered in 5 business days', report.inTime),
        days('Half were committed, once ready, within', report.readyWait),
      ],
      items: [
        ...report.longest.map((fact) => item(fact, words, `waits for review since ${day(newestAt(fact))}`)),
        ...report.ready.map((fact) => item(fact, words, 'ready, not committed')),
      ],
    },
    {
      heading: 'What was lost',
      numbers: [count('Lost', report.lost), count('Started, and ignored for 30 days', report.ignored)],
      items: report.lostSeries.map((fact) => item(fact, words, `last version of ${day(newestAt(fact))}`)),
    },
    {
      heading: 'Who is overloaded',
      numbers: [count('People who gave half of the reviews', report.half)],
      items: words.names
        ? report.load.map(({ person, waiting: n, reviewed }) => ({
            text: `${words.nameOf(person)}: ${plural(n, 'series', 'series')} wait, ${plural(reviewed, 'version')} reviewed`,
            address: undefined,
          }))
        : [],
      ...(words.names || report.load.length === 0
        ? {}
        : {
            note: `For each of ${report.load.length === 1 ? 'one person' : `${report.load.length} people`} two or more series wait, for one ${report.load[0]?.waiting ?? 0}.`,
          }),
    },
  ]
}

function newestAt(fact: SeriesFact): number {
  return fact.versions.at(-1)?.at ?? fact.startedAt
}

function day(at: number): string {
  return (instantOf(at) ?? '').slice(0, 10)
}

function item(fact: SeriesFact, words: ReportWords, about: string): ReportItem {
  return {
    text: `${fact.title || '(no subject)'} (${words.nameOf(fact.sender)}; ${about})`,
    address: words.addressOf(fact) ?? `<${fact.lineage}>`,
  }
}

const format = (value: number | undefined, unit: string): string =>
  value === undefined ? '-' : `${(Math.round(value * 10) / 10).toLocaleString('en-GB')}${unit}`

/** What changed since the period before, in the same unit. */
function changeOf({ now, before }: Compared, unit: string): string {
  if (now === undefined || before === undefined) return ''
  const change = Math.round((now - before) * 10) / 10
  return change === 0 ? '' : `${change > 0 ? '+' : ''}${format(change, unit)}`
}

function numberOf(label: string, both: Compared, unit: string, changed = unit): ReportNumber {
  const { now, before } = both
  return { label, now: format(now, unit), before: format(before, unit), change: changeOf(both, changed) }
}

function count(label: string, both: Compared): ReportNumber {
  return numberOf(label, both, '')
}

function share(label: string, both: Compared): ReportNumber {
  return numberOf(label, both, ' %', '')
}

function days(label: string, both: Compared): ReportNumber {
  return numberOf(label, both, ' d')
}

function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}

const COLUMNS = 72
const NOW = 50
const BEFORE = 61
const CHANGE = 71

/** A report as a mail to the list: at most 72 columns, plain text. */
export function formatReportText(report: PeriodReport, words: ReportWords): string {
  const title = `${words.title}: ${words.period}`
  const lines = [...wrap(title, '', ''), '='.repeat(Math.min(COLUMNS, width(title))), '']
  // Two days are too long for a column, and the head has them.
  const [head, last] = [words.period, words.before].map((one) => (one.length > 10 ? '' : one))
  lines.push(row('', head || 'now', last || 'before', 'change'), '')
  for (const section of reportSections(report, words)) {
    lines.push(section.heading, '-'.repeat(width(section.heading)))
    for (const { label, now, before, change } of section.numbers) lines.push(row(label, now, before, change))
    if (section.items.length > 0) lines.push('')
    for (const one of section.items) {
      lines.push(...wrap(one.text, '* ', '  '))
      // An address is never broken. A link may be longer than a line; a Message-ID that is does without.
      if (one.address !== undefined && (one.address.startsWith('http') || width(one.address) <= COLUMNS - 2))
        lines.push(`  ${one.address}`)
    }
    if (section.note !== undefined) lines.push('', ...wrap(section.note, '', ''))
    lines.push('')
  }
  lines.push(
    ...wrap(
      'A series is all versions of one piece of work. What is open counts for as long as it has waited (Kaplan-Meier); "-" is what cannot be told yet.',
      '',
      '',
    ),
  )
  if (words.address !== undefined) lines.push('', words.address)
  return `${lines.join('\n')}\n`
}

function row(label: string, now: string, before: string, change: string): string {
  const left = label.padEnd(NOW - now.length) + now
  const both = left.padEnd(BEFORE - before.length) + before
  return (both.padEnd(CHANGE - change.length) + change).trimEnd()
}

/** Text in lines of at most 72 columns; a word that is longer stands alone. */
function wrap(text: string, first: string, others: string): readonly string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (!isEmpty && width(line) + 1 + width(word) > COLUMNS) {
      lines.push(line)
      line = others
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line]
}

function width(text: string): number {
  return [...text].length
}

/** A report as Markdown. What mails say is text: no mark of theirs means anything. */
export function formatReportMarkdown(report: PeriodReport, words: ReportWords): string {
  const lines = [`# ${escapeMarkdown(`${words.title}: ${words.period}`)}`, '']
  for (const section of reportSections(report, words)) {
    lines.push(
      `## ${section.heading}`,
      '',
      `| | ${words.period} | ${words.before} | change |`,
      '|---|--:|--:|--:|',
    )
    for (const { label, now, before, change } of section.numbers)
      lines.push(`| ${label.trim()} | ${now} | ${before} | ${change} |`)
    if (section.items.length > 0) lines.push('')
    for (const { text, address } of section.items)
      lines.push(
        address?.startsWith('http') === true
          ? `* [${escapeMarkdown(text)}](<${address.replace(/[<>\\]/g, encodeURIComponent)}>)`
          : `* ${escapeMarkdown(text)}${address === undefined ? '' : ` ${escapeMarkdown(address)}`}`,
      )
    if (section.note !== undefined) lines.push('', section.note)
    lines.push('')
  }
  if (words.address !== undefined) lines.push(`<${words.address}>`, '')
  return lines.join('\n')
}

/** What Markdown would read as a mark, and what would begin a list or a heading at the start of a line. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|~&#]/g, '\\$&')
    .replace(/^([-+]|\d{1,9}[.)])/, '\\$1')
}

/** A report as one HTML page that needs nothing beside it. */
export function formatReportHtml(report: PeriodReport, words: ReportWords): string {
  const title = escapeHtml(`${words.title}: ${words.period}`)
  const parts = reportSections(report, words).map((section) => {
    const rows = section.numbers
      .map(
        ({ label, now, before, change }) =>
          `<tr><th scope="row"${label.startsWith(' ') ? ' class="in"' : ''}>${escapeHtml(label.trim())}</th><td>${escapeHtml(now)}</td><td class="before">${escapeHtml(before)}</td><td>${escapeHtml(change)}</td></tr>`,
      )
      .join('\n')
    const items = section.items
      .map(({ text, address }) =>
        address?.startsWith('http') === true
          ? `<li><a href="${escapeHtml(address)}">${escapeHtml(text)}</a></li>`
          : `<li>${escapeHtml(text)}${address === undefined ? '' : ` <code>${escapeHtml(address)}</code>`}</li>`,
      )
      .join('\n')
    const note = section.note === undefined ? '' : `<p>${escapeHtml(section.note)}</p>`
    return `<h2>${section.heading}</h2>\n<table><thead><tr><td></td><th scope="col">${escapeHtml(words.period)}</th><th scope="col">${escapeHtml(words.before)}</th><th scope="col">change</th></tr></thead>\n<tbody>${rows}</tbody></table>\n${items === '' ? '' : `<ul>${items}</ul>`}${note}`
  })
  const foot =
    words.address === undefined
      ? ''
      : `<p><a href="${escapeHtml(words.address)}">${escapeHtml(words.address)}</a></p>`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}table{border-collapse:collapse;width:100%}td,thead th{text-align:right;font-variant-numeric:tabular-nums}th{text-align:left;font-weight:400}.in{padding-left:1.2rem}.before{opacity:.75}tr{border-bottom:1px solid #8884}h2{font-size:1.1rem;margin-top:2rem}</style></head>
<body><h1>${title}</h1>
${parts.join('\n')}
<p>A series is all versions of one piece of work. What is open counts for as long as it has waited (Kaplan-Meier); “-” is what cannot be told yet.</p>
${foot}</body></html>
`
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
