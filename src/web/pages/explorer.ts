import type { CommitFact } from '../../core/metrics/commit-fact.ts'
import { instantOf } from '../../core/time.ts'
import type { VersionMails } from '../../store/read/version-mails.ts'
import { type Board, boardPath, labelOf, linesOf, valueText } from '../dashboard/board.ts'
import { boardFilters, emptySelection } from '../dashboard/board-filters.ts'
import { boardLayout } from '../dashboard/board-layout.ts'
import {
  type Behind,
  type CommentRow,
  EXPLORER_ORDERS,
  EXPLORER_TABLES,
  type ExplorerOrder,
  type ExplorerTable,
  type PatchRow,
  type SeriesNumbers,
  type TagRow,
  tableBehind,
  type VersionRow,
} from '../dashboard/explorer.ts'
import { count, formatNumber, type Html, html, NOTHING } from '../html.ts'
import { commitPath, encodePart, mailPath, personPath, seriesPath } from '../links.ts'
import { statusBadge, tagBadge, versionName } from '../standing.ts'
import { showAddress } from '../view.ts'
import { boardTabs } from './board.ts'

/** One page of a table of the explorer. */
export interface ExplorerPage {
  readonly table: ExplorerTable
  readonly order: ExplorerOrder
  /** The number whose series are listed; `undefined`: all that pass the filter. */
  readonly behind: Behind | undefined
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly series: readonly SeriesNumbers[]
  readonly versions: readonly VersionRow[]
  readonly patches: readonly PatchRow[]
  readonly comments: readonly CommentRow[]
  readonly tags: readonly TagRow[]
  readonly commits: readonly CommitFact[]
  readonly commitTotal: number
  /** The mails of the versions in the rows. */
  readonly mails: VersionMails
}

const TITLES: Readonly<Record<ExplorerTable, string>> = {
  series: 'Series',
  versions: 'Versions',
  patches: 'Patches',
  comments: 'Comments',
  tags: 'Tags',
}
const ORDER_WORDS: Readonly<Record<ExplorerOrder, string>> = {
  started: 'newest first',
  merged: 'newest merge first',
  longest: 'longest first',
  comments: 'most comments first',
  versions: 'most versions first',
}

/** Everything behind the numbers, row by row. */
export function explorerPage(board: Board, model: ExplorerPage): Html {
  const empty = emptySelection(board, 'explorer')
  const body = html`${boardTabs(board, 'explorer')}
<h1>What stands behind the numbers?</h1>
<p class="lead">Every series, version, patch, comment and tag that the numbers are made of. A series leads to its own page, and to
<em>its numbers</em>.</p>
${boardFilters(board, 'explorer')}
${empty ?? rows(board, model)}`
  return boardLayout(board, 'Explorer', body)
}

function rows(board: Board, model: ExplorerPage): Html {
  const { behind } = model
  const keep = behindQuery(board, behind)
  const at = (more: Readonly<Record<string, string | undefined>>): string =>
    boardPath(board, 'explorer', {}, { ...keep, ...more })
  const counted = tableBehind(behind)
  const showOf = (table: ExplorerTable): string | undefined => (table === counted ? undefined : table)
  const show = showOf(model.table)
  const order = model.order === 'started' ? undefined : model.order
  const words = behind === undefined ? NOTHING : behindWords(board, behind, model)
  if (model.total === 0 && model.commitTotal > 0) return html`${words}${commitTable(board, model)}`
  return html`${words}
<nav class="views" aria-label="Tables">${EXPLORER_TABLES.map(
    (table) =>
      html`<a href="${at({ show: showOf(table) })}"${table === model.table ? html` aria-current="page"` : NOTHING}>${TITLES[table]}</a>`,
  )}</nav>
<div class="head-row"><p class="muted">${count(model.total, model.table === 'series' ? 'series' : TITLES[model.table].toLowerCase().replace(/e?s$/, ''), TITLES[model.table].toLowerCase())}</p>
<p class="take small"><a href="${boardPath(board, 'explorer.csv', {}, { ...keep, show })}">CSV</a> <a href="${boardPath(board, 'explorer.json', {}, { ...keep, show })}">JSON</a></p></div>
${
  model.total === 0
    ? html`<p class="empty">${behind === undefined ? 'None were posted in this period.' : 'Nothing: the number is a zero.'}</p>`
    : model.table === 'series'
      ? html`<p class="small">Order: ${EXPLORER_ORDERS.map(
          (one) =>
            html`<a class="choice" href="${at({ show, order: one === 'started' ? undefined : one })}"${one === model.order ? html` aria-current="true"` : NOTHING}>${ORDER_WORDS[one]}</a> `,
        )}</p>${seriesTable(board, model.series)}`
      : model.table === 'patches'
        ? patchTable(board, model)
        : model.table === 'versions'
          ? versionTable(board, model)
          : model.table === 'comments'
            ? commentTable(board, model)
            : tagTable(board, model)
}
${
  model.pages < 2
    ? NOTHING
    : html`<nav class="pager" aria-label="More of this list">${
        model.page === 1
          ? NOTHING
          : html`<a rel="prev" href="${at({ show, order, page: model.page === 2 ? undefined : String(model.page - 1) })}">← Before</a>`
      }<span class="muted">page ${formatNumber(model.page)} of ${formatNumber(model.pages)}</span>${
        model.page === model.pages
          ? NOTHING
          : html`<a rel="next" href="${at({ show, order, page: String(model.page + 1) })}">More →</a>`
      }</nav>`
}
${model.commitTotal === 0 ? NOTHING : commitTable(board, model)}`
}

/** What of an address says which number is looked behind. */
export function behindQuery(
  board: Board,
  behind: Behind | undefined,
): Readonly<Record<string, string | undefined>> {
  if (behind === undefined) return {}
  const { metric, line, point } = behind
  const x = metric.axis === 'person' ? String(board.people.get(point.x)?.id ?? 0) : point.x
  return { figure: metric.id, line, x }
}

function behindWords(board: Board, { metric, line: id, point }: Behind, model: ExplorerPage): Html {
  const line = linesOf(metric, [point]).find((one) => one.id === id)
  const place = labelOf(board, metric, point.x)
  return html`<p class="banner"><strong>${metric.title}</strong>: ${
    id === undefined
      ? html`all of ${place}.`
      : html`${line?.label ?? id}, ${place}:
<strong>${valueText(point.value, line?.unit ?? metric.unit)}</strong>.`
  } ${count(point.series?.length ?? 0, 'series', 'series')}${
    model.commitTotal > 0 ? ` and ${count(model.commitTotal, 'commit')}` : ''
  } stand behind it. <a href="${boardPath(board, `figures/${metric.id}`)}">How it is counted</a> ·
<a href="${boardPath(board, 'explorer')}">All series</a></p>`
}

function seriesTable(board: Board, rows: readonly SeriesNumbers[]): Html {
  const { view } = board
  return html`<table class="rows wide" data-sortable>
<caption class="hidden-text">Series</caption>
<thead><tr><th scope="col">Series</th><th scope="col">Status</th><th scope="col">Posted</th><th scope="col" class="num">Versions</th><th scope="col" class="num">Patches</th><th scope="col" class="num">Approved</th><th
 scope="col" class="num">Comments</th><th scope="col" class="num">First answer</th><th scope="col" class="num">Took</th></tr></thead>
<tbody>${rows.map(
    ({ fact, ...numbers }) => html`<tr data-row>
<td class="title"><a href="${seriesPath(view.project, fact.versions.at(-1)?.id ?? fact.lineage)}">${fact.title || '(no subject)'}</a>
<span class="sub">${personLink(board, fact.sender)} · ${fact.company} · <a href="${boardPath(board, `explorer/${encodePart(fact.lineage)}`)}">its numbers</a></span></td>
<td class="when">${statusBadge(fact.status)}</td>
<td class="when" data-label="posted">${day(fact.startedAt)}</td>
<td class="num" data-label="versions">${fact.versions.length}</td>
<td class="num" data-label="patches">${fact.patches}</td>
<td class="num" data-label="approved">${Math.round((numbers.approved / Math.max(1, fact.patches)) * 100)} %</td>
<td class="num" data-label="comments">${formatNumber(numbers.comments)}</td>
<td class="num" data-label="answered" data-sort="${numbers.response ?? ''}">${numbers.response === undefined ? '–' : valueText(Math.round(numbers.response * 10) / 10, 'days')}</td>
<td class="num" data-label="took" data-sort="${numbers.days}">${valueText(Math.round(numbers.days * 10) / 10, 'days')}${numbers.isOpen ? html` <span class="age">so far</span>` : NOTHING}</td>
</tr>
`,
  )}</tbody></table>`
}

function versionTable(board: Board, model: ExplorerPage): Html {
  const { view } = board
  return html`<table class="rows wide"><caption class="hidden-text">Versions</caption>
<thead><tr><th scope="col">Version</th><th scope="col">Posted</th><th scope="col">By</th><th scope="col" class="num">Patches</th></tr></thead>
<tbody>${model.versions.map(
    ({
      fact,
      version,
    }) => html`<tr data-row><td class="title"><a href="${seriesPath(view.project, version.id)}">${version.title || '(no subject)'}</a>
<span class="sub">${versionName(version.version, undefined)} of <a href="${boardPath(board, `explorer/${encodePart(fact.lineage)}`)}">${fact.title}</a></span></td>
<td class="when">${day(version.at)}</td><td class="who">${personLink(board, version.sender)}</td>
<td class="num" data-label="patches">${version.authors.filter((author) => author !== undefined).length}</td></tr>
`,
  )}</tbody></table>`
}

function patchTable(board: Board, model: ExplorerPage): Html {
  const { view } = board
  const mails = new Map(model.mails.patches.map((one) => [`${one.series} ${one.position}`, one]))
  return html`<table class="rows wide"><caption class="hidden-text">Patches</caption>
<thead><tr><th scope="col">Patch</th><th scope="col">Posted</th><th scope="col">Author</th><th scope="col">Merged</th></tr></thead>
<tbody>${model.patches.map(({ fact, version, slot }) => {
    const mail = mails.get(`${version.id} ${slot + 1}`)
    return html`<tr data-row><td class="title"><a href="${mailPath(view.project, mail?.messageId ?? version.id)}">${mail?.title ?? version.title}</a>
<span class="sub">${versionName(version.version, undefined)} ${slot + 1}/${version.total} of <a href="${seriesPath(view.project, version.id)}">${fact.title}</a></span></td>
<td class="when">${day(version.at)}</td><td class="who">${personLink(board, version.authors[slot] ?? version.sender)}</td>
<td class="when" data-label="merged">${mail?.merged === true ? 'yes' : 'no'}</td></tr>
`
  })}</tbody></table>`
}

function commentTable(board: Board, model: ExplorerPage): Html {
  const { view } = board
  const mails = new Map(model.mails.replies.map((one) => [`${one.series} ${one.at} ${one.sender}`, one]))
  return html`<table class="rows wide"><caption class="hidden-text">Comments</caption>
<thead><tr><th scope="col">Comment</th><th scope="col">When</th><th scope="col">By</th><th scope="col">Kind</th><th scope="col">Late</th></tr></thead>
<tbody>${model.comments.map(({ fact, version, reply, isLate }) => {
    const mail = mails.get(`${version.id} ${instantOf(reply.at)} ${reply.sender}`)
    return html`<tr data-row><td class="title"><a href="${mailPath(view.project, mail?.messageId ?? version.id)}">${mail?.subject ?? `Re: ${version.title}`}</a>
<span class="sub">on ${versionName(version.version, undefined)} of <a href="${seriesPath(view.project, version.id)}">${fact.title}</a></span></td>
<td class="when">${day(reply.at)}</td><td class="who">${personLink(board, reply.sender)}</td>
<td class="when">${reply.own ? 'by an author' : reply.review ? 'review' : 'reply'}</td><td class="when" data-label="late">${isLate ? 'yes' : 'no'}</td></tr>
`
  })}</tbody></table>`
}

const ORIGINS: Readonly<Record<string, string>> = {
  given: 'given in a reply',
  passed: 'passed on by somebody else',
  own: 'put in by the author',
  carried: 'carried from an older version',
}

function tagTable(board: Board, model: ExplorerPage): Html {
  const { view } = board
  const mails = new Map(
    model.mails.tags.map((one) => [`${one.series} ${one.at} ${one.key} ${one.person}`, one]),
  )
  return html`<table class="rows wide"><caption class="hidden-text">Tags</caption>
<thead><tr><th scope="col">Tag</th><th scope="col">By</th><th scope="col">When</th><th scope="col">Where from</th><th scope="col">Mail</th></tr></thead>
<tbody>${model.tags.map(({ fact, version, tag }) => {
    const mail = mails.get(`${version.id} ${instantOf(tag.at)} ${tag.key} ${tag.person}`)
    return html`<tr data-row><td class="title">${tagBadge(tag.key)} <span class="sub">${versionName(version.version, undefined)}${
      tag.patch === undefined ? '' : `, patch ${tag.patch + 1},`
    } of <a href="${seriesPath(view.project, version.id)}">${fact.title}</a></span></td>
<td class="who">${personLink(board, tag.person)}</td><td class="when">${day(tag.at)}</td><td class="when">${ORIGINS[tag.origin] ?? tag.origin}</td>
<td class="when"><a href="${mailPath(view.project, mail?.messageId ?? version.id)}">read<span class="hidden-text"> the mail with this ${tag.key}</span></a></td></tr>
`
  })}</tbody></table>`
}

function commitTable(board: Board, model: ExplorerPage): Html {
  return html`<h2>Commits behind it</h2>
<table class="rows wide"><caption class="hidden-text">Commits</caption>
<thead><tr><th scope="col">Commit</th><th scope="col">When</th><th scope="col">Author</th><th scope="col">Committer</th></tr></thead>
<tbody>${model.commits.map(
    (
      commit,
    ) => html`<tr data-row><td class="title"><a href="${commitPath(board.view.project, commit.sha)}">${commit.subject || commit.sha.slice(0, 12)}</a></td>
<td class="when">${day(commit.at)}</td><td class="who">${personLink(board, commit.author)}</td><td class="who">${personLink(board, commit.committer)}</td></tr>
`,
  )}</tbody></table>${
    model.commitTotal > model.commits.length
      ? html`<p class="muted small">The newest ${model.commits.length} of ${formatNumber(model.commitTotal)}; the JSON behind the figure has all.</p>`
      : NOTHING
  }`
}

/** Somebody by key: a link to their page where they have one. */
export function personLink(board: Board, key: string): Html {
  const person = board.people.get(key)
  return person === undefined
    ? html`<span class="person">${showAddress(board.view, key)}</span>`
    : html`<a class="person" href="${personPath(board.view.project, person.id)}">${person.name || showAddress(board.view, key)}</a>`
}

function day(at: number): Html {
  const instant = instantOf(at) ?? ''
  return html`<time datetime="${instant}">${instant.slice(0, 10)}</time>`
}
