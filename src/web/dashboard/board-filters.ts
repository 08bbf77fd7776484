import {
  DEFAULT_PERIOD,
  type Filter,
  KINDS,
  PRESETS,
  SIZES,
  STATUS_WORDS,
} from '../../core/metrics/filter.ts'
import { formatFilter, formatRange } from '../../core/metrics/filter-text.ts'
import { nameOfStart, STEPS } from '../../core/metrics/period.ts'
import { remember } from '../../core/metrics/remember.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { projectPath } from '../links.ts'
import { type Board, boardPath } from './board.ts'

type Option = readonly [value: string, label: string]

const PARTS: readonly Option[] = [
  ['author', 'posted it'],
  ['reviewer', 'reviewed it'],
  ['either', 'did either'],
]
const PATCHES: readonly Option[] = ['1', '2', '3', '4', '5+'].map((one) => [one, one] as const)
const VERSIONS: readonly Option[] = ['1', '2', '3', '4+', '2+'].map((one) => [one, one] as const)
const SIZE_OPTIONS: readonly Option[] = SIZES.map(
  (one) =>
    [one.id, Number.isFinite(one.most) ? `${one.id}: up to ${one.most} lines` : `${one.id}: more`] as const,
)
const KIND_LABELS: Readonly<Record<string, string>> = {
  patch: 'patches',
  rfc: 'requests for comments',
  stable: 'backports',
  pull: 'pull requests',
}
/** So many companies and areas are offered; others can be had by following a row. */
const MOST_OFFERED = 80

/** The form that writes the filter into the address. It works without a script, and keeps what it has no field for. */
export function boardFilters(board: Board, page: string): Html {
  const { filter } = board
  const more =
    filter.areas.length + filter.kinds.length > 0 ||
    [filter.patches, filter.size, filter.versions, filter.newcomer, filter.list, filter.by].some(
      (one) => one !== undefined,
    )
  const lists = board.view.project.lists.map((one): Option => [one.address, one.address])
  const { areas, companies } = offeredOf(board.record)
  return html`<form class="filters" method="get" action="${projectPath(board.view.project)}${page}">
${board.view.pastDay === undefined ? NOTHING : html`<input type="hidden" name="asOf" value="${board.view.pastDay}">`}
<div class="line">
${select('period', 'Period', [['', 'last 2 years'], ...PRESETS.filter((one) => one.id !== DEFAULT_PERIOD).map((one): Option => [one.id, one.id === 'all' ? 'all' : `last ${one.label}`])], filter.period === DEFAULT_PERIOD ? undefined : filter.period)}
<label class="field">Person <input name="who" value="${board.person === undefined ? (filter.person ?? '') : board.person.name || board.person.key}" maxlength="200" size="16" placeholder="name or address"></label>
${select('company', 'Company', [['', 'any'], ...companies], filter.company)}
${select('part', 'who', PARTS, filter.part)}
${select('status', 'Status', [['', 'any'], ...STATUS_WORDS.map((one): Option => [one, one])], filter.statuses[0])}
<button>Show</button>
</div>
${filter.statuses.slice(1).map((status) => html`<input type="hidden" name="status" value="${status}">`)}
<details${more ? html` open` : NOTHING}><summary>Days, area, size, versions and more</summary><div class="line">
<label class="field">Any days from <input type="date" name="from" min="1970-01-01"></label>
<label class="field">to <input type="date" name="to" min="1970-01-01"></label>
${select('area', 'Area', [['', 'any'], ...areas], filter.areas[0])}
${filter.areas.slice(1).map((area) => html`<input type="hidden" name="area" value="${area}">`)}
${select('patches', 'Patches', [['', 'any'], ...PATCHES], filter.patches && formatRange(filter.patches))}
${select('size', 'Size', [['', 'any'], ...SIZE_OPTIONS], filter.size)}
${select('versions', 'Versions', [['', 'any'], ...VERSIONS], filter.versions && formatRange(filter.versions))}
${select(
  'newcomer',
  'Newcomers',
  [
    ['', 'and others'],
    ['yes', 'only'],
    ['no', 'left out'],
  ],
  filter.newcomer === undefined ? undefined : filter.newcomer ? 'yes' : 'no',
)}
${select('kind', 'Kind', [['', 'any'], ...KINDS.map((one): Option => [one, KIND_LABELS[one] ?? one])], filter.kinds[0])}
${filter.kinds.slice(1).map((kind) => html`<input type="hidden" name="kind" value="${kind}">`)}
${lists.length > 1 ? select('list', 'List', [['', 'any'], ...lists], filter.list) : NOTHING}
${select('by', 'Pieces', [['', 'as fits'], ...STEPS.map((one): Option => [one, `${one}s`])], filter.by)}
</div></details>
</form>
${chips(board, page)}`
}

/** The areas and companies that are offered: counted once for each record. */
const offeredOf = remember((record: Board['record']) => ({
  areas: offered(record.facts.flatMap((fact) => fact.areas)),
  companies: offered(record.facts.map((fact) => fact.company)),
}))

function offered(values: readonly string[]): readonly Option[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, MOST_OFFERED)
    .map(([value]) => value)
    .sort((a, b) => a.localeCompare(b, 'en'))
    .map((value) => [value, value] as const)
}

function select(name: string, label: string, options: readonly Option[], chosen: string | undefined): Html {
  const all =
    chosen === undefined || options.some(([value]) => value === chosen)
      ? options
      : [...options, [chosen, chosen] as const]
  return html`<label class="field">${label} <select name="${name}">${all.map(
    ([value, text]) =>
      html`<option value="${value}"${value === (chosen ?? '') ? html` selected` : NOTHING}>${text}</option>`,
  )}</select></label>`
}

/** What is set, in words, each with a link that takes it away. */
function chips(board: Board, page: string): Html {
  const { filter } = board
  const set: readonly (readonly [string, Partial<Filter>])[] = [
    ...chip(filter.period, (text) => `period: ${text.replace('..', ' to ')}`, { period: undefined }),
    ...chip(filter.by, (text) => `by ${text}`, { by: undefined }),
    ...chip(filter.person, () => `${partWords(filter)}: ${board.person?.name || `person ${filter.person}`}`, {
      person: undefined,
    }),
    ...chip(filter.company, (text) => `${partWords(filter)}: ${text}`, { company: undefined }),
    ...chip(filter.list, (text) => `on ${text}`, { list: undefined }),
    ...filter.areas.map(
      (area) => [`area: ${area}`, { areas: filter.areas.filter((one) => one !== area) }] as const,
    ),
    ...chip(filter.patches, (range) => `patches: ${formatRange(range)}`, { patches: undefined }),
    ...chip(filter.size, (size) => `size: ${size}`, { size: undefined }),
    ...chip(filter.versions, (range) => `versions: ${formatRange(range)}`, { versions: undefined }),
    ...filter.statuses.map(
      (status) => [status, { statuses: filter.statuses.filter((one) => one !== status) }] as const,
    ),
    ...chip(filter.newcomer, (yes) => (yes ? 'newcomers' : 'no newcomers'), { newcomer: undefined }),
    ...filter.kinds.map(
      (kind) => [KIND_LABELS[kind] ?? kind, { kinds: filter.kinds.filter((one) => one !== kind) }] as const,
    ),
  ]
  if (set.length === 0) return NOTHING
  const nothing = Object.fromEntries(
    set.flatMap(([, change]) => Object.keys(change)).map((key) => [key, EMPTY[key]]),
  )
  return html`<ul class="chips" aria-label="Filters; each link takes one away">${set.map(
    ([label, without]) =>
      html`<li><a href="${boardPath(board, page, without)}" title="Take this filter away">${label}</a></li>`,
  )}<li><a class="all" href="${boardPath(board, page, nothing)}">Clear all</a></li></ul>`
}

const EMPTY: Readonly<Record<string, unknown>> = { areas: [], statuses: [], kinds: [], part: 'author' }

function chip<T>(
  value: T | undefined,
  label: (value: T) => string,
  without: Partial<Filter>,
): readonly (readonly [string, Partial<Filter>])[] {
  return value === undefined ? [] : [[label(value), without]]
}

function partWords({ part }: Filter): string {
  return part === 'author' ? 'posted by' : part === 'reviewer' ? 'reviewed by' : 'posted or reviewed by'
}

/** What the numbers of a page are of, in a sentence. */
export function selectionWords(board: Board): Html {
  const { scope, record } = board
  const from = nameOfStart(scope.period.from)
  const to = nameOfStart(Math.max(scope.period.from, scope.period.to - 1))
  const n = scope.facts.length
  return html`<p class="muted small">${
    n === record.facts.length
      ? html`<a href="${boardPath(board, 'explorer')}">All ${n.toLocaleString('en-GB')} series</a>`
      : html`<a href="${boardPath(board, 'explorer')}">${n.toLocaleString('en-GB')} of ${record.facts.length.toLocaleString('en-GB')} series</a>`
  }, looked at from ${from} to ${to}. All versions of one piece of work are one series.</p>`
}

/** A page whose filter names something that there is not, or that nothing passes. */
export function emptySelection(board: Board, page: string): Html | undefined {
  if (board.unread.length > 0)
    return html`<div class="empty"><p><strong>${board.unread
      .map(([name, value]) => `“${value}” is no ${NAMES[name] ?? name}`)
      .join(
        '; ',
      )}.</strong> So nothing is shown. <a href="${boardPath(board, page)}">Show the page without it</a>, or choose
something else above.</p></div>`
  if (board.filter.person !== undefined && board.person === undefined)
    return html`<div class="empty"><p><strong>Nobody here has the number ${board.filter.person}.</strong>
<a href="${boardPath(board, page, { person: undefined })}">Show everybody</a>, or <a href="${projectPath(board.view.project)}people">look
somebody up</a>.</p></div>`
  if (board.record.facts.length === 0)
    return html`<div class="empty"><p><strong>No series yet.</strong> ${
      board.view.state.asOf === undefined
        ? 'They appear when the first sync is complete.'
        : 'No mail on the list holds a patch that could be read by then.'
    }</p></div>`
  if (board.scope.facts.length === 0)
    return html`<div class="empty"><p><strong>No series passes these filters.</strong> Take one away above, or
<a href="${boardPath(board, page, clearOf(board.filter))}">show all</a>.</p></div>`
  if (board.scope.period.to - board.scope.period.from <= 0)
    return html`<div class="empty"><p><strong>Nothing lies in this period.</strong> The record goes from
${nameOfStart(board.record.firstAt)} to ${nameOfStart(board.record.asOf)}. <a href="${boardPath(board, page, { period: undefined })}">Show
the last two years</a>.</p></div>`
  return undefined
}

function clearOf(filter: Filter): Partial<Filter> {
  return Object.fromEntries(
    formatFilter(filter)
      .map(([name]) =>
        name === 'area' ? 'areas' : name === 'status' ? 'statuses' : name === 'kind' ? 'kinds' : name,
      )
      .map((key) => [key, EMPTY[key]]),
  )
}

const NAMES: Readonly<Record<string, string>> = {
  period: 'period',
  by: 'piece of time',
  person: 'number of a person',
  part: 'part that somebody can have',
  patches: 'number of patches',
  versions: 'number of versions',
  size: 'size',
  status: 'status',
  newcomer: 'answer to “newcomers?”',
  kind: 'kind of series',
}
