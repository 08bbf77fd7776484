import { type Html, html, NOTHING } from '../html.ts'
import { projectPath, withQuery } from '../links.ts'
import { type ListQuery, STATUS_CHOICES } from '../list-query.ts'
import { lostWords, turnWords } from '../standing.ts'
import type { View } from '../view.ts'
import type { SeriesList } from './series-list-page.ts'

/** A filter that is set, and the list without it. */
export interface Chip {
  readonly label: string
  readonly without: string
}

/** The filters that are set, in the order of the form. */
export function activeChips(view: View, model: SeriesList): readonly Chip[] {
  const { query } = model
  const path = `${projectPath(view.project)}series`
  const without = (change: Readonly<Record<string, string | readonly string[] | undefined>>): string =>
    withQuery(path, { ...query.raw, ...change })
  const chips: Chip[] = query.statuses.map((status) => ({
    label: status,
    without: without({ status: query.statuses.filter((one) => one !== status) }),
  }))
  const add = (name: string, label: string | undefined): void => {
    if (label !== undefined) chips.push({ label, without: without({ [name]: undefined }) })
  }
  add('q', query.words === undefined ? undefined : `“${query.words}”`)
  add('turn', query.turn === undefined ? undefined : `waits for ${turnWords(query.turn)}`)
  add('person', query.person === undefined ? undefined : `by ${model.personName ?? `person ${query.person}`}`)
  add('from', query.from === undefined ? undefined : `sender: ${query.from}`)
  add('list', query.list === undefined ? undefined : `on ${query.list}`)
  add('version', query.version === undefined ? undefined : `version ${query.version}`)
  add('waiting', query.waiting === undefined ? undefined : `waiting ${query.waiting} days or longer`)
  add('active', query.active === undefined ? undefined : `active within ${query.active} days`)
  add('quiet', query.quiet === undefined ? undefined : `silent for ${query.quiet} days or longer`)
  add('merged', query.merged === undefined ? undefined : `merged within ${query.merged} days`)
  add(
    'lost',
    query.lost === undefined
      ? undefined
      : query.lost === 'any'
        ? 'lost'
        : `lost ${query.lost}: ${lostWords(query.lost)}`,
  )
  return chips
}

type Option = readonly [value: string, label: string]

const TURNS: readonly Option[] = ['reviewers', 'author', 'committers', 'claimant', 'nobody'].map(
  (turn) => [turn, turnWords(turn)] as const,
)
const VERSIONS: readonly Option[] = [
  ['1', 'v1'],
  ['2', 'v2'],
  ['3', 'v3'],
  ['2+', 'v2 and later'],
  ['4+', 'v4 and later'],
]
const WAITING: readonly Option[] = [7, 14, 30, 90, 365].map(
  (n) => [String(n), `${n} days or longer`] as const,
)
const ACTIVE: readonly Option[] = [7, 30, 90, 365].map((n) => [String(n), `within ${n} days`] as const)
const QUIET: readonly Option[] = [
  ['30', '30 days'],
  ['90', '90 days (stalled)'],
  ['365', '365 days (abandoned)'],
]
const SORTS: readonly Option[] = [
  ['active', 'newest activity'],
  ['waiting', 'longest waiting'],
  ['started', 'newest first version'],
]

/** The form that writes the filters into the address. A past day knows fewer of them. */
export function filterForm(view: View, query: ListQuery): Html {
  const past = view.pastDay !== undefined
  const more = [query.version, query.waiting, query.active, query.quiet, query.list].some(
    (one) => one !== undefined,
  )
  const lists = view.project.lists.map((one): Option => [one.address, one.address])
  return html`<form class="filters" method="get" action="${projectPath(view.project)}series">
${past ? html`<input type="hidden" name="asOf" value="${view.pastDay}">` : NOTHING}${
  query.person === undefined ? NOTHING : html`<input type="hidden" name="person" value="${query.person}">`
}${query.merged === undefined ? NOTHING : html`<input type="hidden" name="merged" value="${query.merged}">`}
<div class="line">
<label class="field grow">Text in titles${past ? '' : ' and mails'} <input type="search" name="q" value="${query.words ?? ''}" maxlength="300"></label>
${past ? NOTHING : html`<label class="field">Sender <input name="from" value="${query.from ?? ''}" maxlength="300" size="14"></label>`}
${choice('turn', 'Waits for', TURNS, query.turn)}
${past ? NOTHING : choice('sort', 'Order', SORTS, query.sort, false)}
<button>Filter</button>
</div>
<fieldset><legend>Status</legend>${STATUS_CHOICES.map(
    (status) =>
      html`<label><input type="checkbox" name="status" value="${status}"${
        query.statuses.includes(status) ? html` checked` : NOTHING
      }>${status}</label>`,
  )}<label><input type="checkbox" name="lost" value="any"${query.lost === undefined ? NOTHING : html` checked`}>lost</label></fieldset>
${
  past
    ? NOTHING
    : html`<details${more ? html` open` : NOTHING}><summary>Version, age and list</summary><div class="line">
${choice('version', 'Version', VERSIONS, query.version)}
${choice('waiting', 'Waiting', WAITING, query.waiting)}
${choice('active', 'Active', ACTIVE, query.active)}
${choice('quiet', 'Silent for', QUIET, query.quiet)}
${lists.length > 1 ? choice('list', 'List', lists, query.list) : NOTHING}
</div></details>`
}
</form>`
}

function choice(
  name: string,
  label: string,
  options: readonly Option[],
  chosen: string | number | undefined,
  any = true,
): Html {
  const value = chosen === undefined ? undefined : String(chosen)
  const all =
    value === undefined || options.some(([one]) => one === value)
      ? options
      : [...options, [value, value] as const]
  return html`<label class="field">${label} <select name="${name}">${any ? html`<option value="">any</option>` : NOTHING}${all.map(
    ([one, words]) =>
      html`<option value="${one}"${one === value ? html` selected` : NOTHING}>${words}</option>`,
  )}</select></label>`
}
