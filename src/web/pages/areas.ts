import type { OwnerlessFolder } from '../../core/people/find-ownerless.ts'
import type { MaintainerSection, MaintainersProblem } from '../../core/people/maintainers.ts'
import type { Instant } from '../../core/time.ts'
import type { AreaEntry } from '../../store/read/areas.ts'
import type { SeriesEntry } from '../../store/read/series-list.ts'
import { count, formatNumber, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { areaPath, projectPath, withQuery } from '../links.ts'
import { seriesTable } from '../listing.ts'
import { pastForm } from '../past-form.ts'
import type { View } from '../view.ts'
import { maintainerSection } from './maintainer-section.ts'
import { maintainersProblems } from './maintainers-problems.ts'

/** Every part of the code. */
export interface AreasPage {
  readonly areas: readonly AreaEntry[]
  /** From a MAINTAINERS file; else top folders. */
  readonly hasMaintainers: boolean
  /** Files that patches touched and that belong to nobody, by folder; the most touched first. */
  readonly ownerless: readonly OwnerlessFolder[]
  /** What of the MAINTAINERS file cannot be used. */
  readonly problems: readonly MaintainersProblem[]
  readonly days: number
}

/** The parts of the code, and what waits in each. */
export function areasPage(view: View, model: AreasPage): Html {
  const isPast = view.pastDay !== undefined
  const number = (n: number, label: string, href?: string): Html =>
    html`<td class="num" data-label="${label}">${
      n === 0
        ? html`<span class="muted">0</span>`
        : href === undefined
          ? formatNumber(n)
          : html`<a href="${href}">${formatNumber(n)}</a>`
    }</td>`
  const row = (one: AreaEntry): Html => {
    const asOf = view.pastDay
    const path = withQuery(areaPath(view.project, one.area), { asOf })
    const lost = withQuery(`${projectPath(view.project)}lost`, { area: one.area, asOf })
    return html`<tr data-row><td class="title"><a href="${path}">${one.area}</a></td>${number(one.open, 'open', path)}${number(one.reviewers, 'for reviewers')}${number(one.author, 'for authors')}${number(one.committers, 'to commit')}${number(one.unanswered, 'unanswered', `${path}#unanswered`)}${number(one.lost, 'lost', lost)}${isPast ? NOTHING : number(one.all, 'of all time')}</tr>
`
  }
  const body = html`<h1>Areas</h1>
<p class="lead">${
    model.hasMaintainers
      ? 'The sections of the MAINTAINERS file that answer for what patches touch.'
      : 'The top folders of what patches touch: the repository has no MAINTAINERS file.'
  } Open series are those with a mail within ${model.days} days; what is lost is counted however old it is.</p>
<div class="small">${pastForm(view, `${projectPath(view.project)}areas`)}</div>
${
  model.areas.length === 0
    ? html`<p class="empty">No patch touches any file yet.</p>`
    : html`<table class="rows" data-sortable><caption class="hidden-text">Areas</caption>
<thead><tr><th scope="col">Area</th><th scope="col" class="num">Open</th><th scope="col" class="num">For reviewers</th><th scope="col" class="num">For authors</th><th scope="col" class="num">To commit</th><th scope="col" class="num">Unanswered</th><th scope="col" class="num">Lost</th>${isPast ? NOTHING : html`<th scope="col" class="num">Of all time</th>`}</tr></thead>
<tbody>${model.areas.map(row)}</tbody></table>`
}
${model.hasMaintainers ? ownerless(model) : NOTHING}${maintainersProblems(model.problems)}`
  return layout(view, { title: 'Areas', place: 'areas', body })
}

const FOLDERS = 30

function ownerless({ ownerless: folders, days }: AreasPage): Html {
  const files = folders.reduce((sum, one) => sum + one.paths.length, 0)
  return html`<h2>Files that belong to nobody</h2>
${
  folders.length === 0
    ? html`<p class="muted">Every file that a patch of the last ${days} days touches has a section with a maintainer.</p>`
    : html`<p class="muted small">Of the files that patches of the last ${days} days touch, ${count(files, 'file')} in ${count(folders.length, 'folder')} are in no section with a maintainer but THE REST.</p>
<table class="rows" data-sortable><caption class="hidden-text">Files that belong to nobody</caption>
<thead><tr><th scope="col">Folder</th><th scope="col">Files</th><th scope="col" class="num">Patches</th></tr></thead>
<tbody>${folders.slice(0, FOLDERS).map(
        (one) =>
          html`<tr data-row><td class="title mono">${one.folder === '' ? '(top)' : one.folder}</td><td data-label="files"><details><summary class="small">${count(one.paths.length, 'file')}</summary><span class="mono small">${one.paths.slice(0, 100).join(', ')}${one.paths.length > 100 ? ' …' : ''}</span></details></td><td class="num" data-label="patches">${formatNumber(one.patches)}</td></tr>
`,
      )}</tbody></table>${folders.length > FOLDERS ? html`<p class="muted small">… and ${count(folders.length - FOLDERS, 'folder')} more.</p>` : NOTHING}`
}`
}

/** One part of the code. */
export interface AreaPage {
  readonly area: string
  /** Its section of MAINTAINERS; `undefined` where it is a folder. */
  readonly section: MaintainerSection | undefined
  /** The revision of the MAINTAINERS file that says so. */
  readonly revision: { readonly sha: string; readonly at: Instant } | undefined
  readonly open: readonly SeriesEntry[]
  readonly lost: number
  /** Of the last year: how long the first answer took in days, ascending, and how many had none. */
  readonly answers: { readonly days: readonly number[]; readonly unanswered: number }
  readonly days: number
}

/** Who answers for a part of the code, what waits there, how long answers take. */
export function areaPage(view: View, model: AreaPage): Html {
  const { section, area } = model
  const base = projectPath(view.project)
  const unanswered = model.open.filter((one) => one.status === 'new')
  const others = model.open.filter((one) => one.status !== 'new')
  const body = html`<p class="crumbs"><a href="${base}areas">Areas</a></p>
<h1>${area}</h1>
${section === undefined ? html`<p class="muted">Nobody in particular answers for it: no section of a MAINTAINERS file does.</p>` : NOTHING}
<dl class="facts">${section === undefined ? NOTHING : maintainerSection(view, section, model.revision)}<dt>First answers</dt><dd>${answerWords(model.answers)} · <a href="${withQuery(`${base}explorer`, { area, period: '1y', asOf: view.pastDay })}">series by series</a></dd>
<dt>Lost</dt><dd>${model.lost === 0 ? 'nothing' : html`<a href="${withQuery(`${base}lost`, { area, asOf: view.pastDay })}">${count(model.lost, 'series', 'series')}</a>`} · <a href="${areaPath(view.project, area)}/lost.atom">feed</a> · <a href="${withQuery(`${base}digest.txt`, { area })}">weekly text</a></dd></dl>
<h2 id="unanswered">Unanswered <span class="muted small">${count(unanswered.length, 'series', 'series')}</span></h2>
${unanswered.length === 0 ? html`<p class="muted">Nothing that was posted within ${model.days} days waits for its first answer.</p>` : seriesTable(view, unanswered, `Unanswered in ${area}`)}
<h2 id="open">${unanswered.length === 0 ? 'Open' : 'Open otherwise'} <span class="muted small">${count(others.length, 'series', 'series')}</span></h2>
${others.length === 0 ? html`<p class="muted">Nothing else that had a mail within ${model.days} days is open.</p>` : seriesTable(view, others, `Open in ${area}`, { sender: true, why: true })}`
  return layout(view, { title: area, place: 'areas', body })
}

function answerWords({ days, unanswered }: AreaPage['answers']): string {
  if (days.length === 0)
    return unanswered === 0
      ? 'nothing was posted within a year'
      : `none of ${unanswered} posted within a year was answered`
  const at = (share: number): number => days[Math.max(0, Math.ceil(days.length * share) - 1)] ?? 0
  const words = (value: number): string =>
    value < 1 ? `${Math.max(1, Math.round(value * 24))} h` : `${value.toFixed(1)} d`
  return `half within ${words(at(0.5))}, nine of ten within ${words(at(0.9))}; ${unanswered} of ${days.length + unanswered} unanswered (series begun within a year)`
}
