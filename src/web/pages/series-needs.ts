import type { Need } from '../../core/status/needs.ts'
import type { Remedy } from '../../core/status/remedy.ts'
import { COUNTING, type TagRecord } from '../../core/status/tags.ts'
import type { PatchCheck } from '../../store/read/review.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { mailPath, seriesPath } from '../links.ts'
import { evidenceFold, type Ground, groundsOfItems } from '../review/evidence-fold.ts'
import { tagTone } from '../standing.ts'
import { nameOf, personName, time, type View } from '../view.ts'
import { wordsOf } from './series-grounds.ts'
import type { SeriesPage } from './series-page.ts'

/** What a series still needs, by name, and what the policy says of each file; nothing for one that is closed. */
export function needsSection(view: View, model: SeriesPage, isOpen: boolean): Html {
  const { review } = model
  if (review === undefined || !isOpen) return NOTHING
  const { needs, checks } = review
  return html`<h2>What it still needs</h2>
${
  needs.length === 0
    ? html`<p>Nothing: every patch has what is asked for, and nothing is open.</p>`
    : html`<ul class="needs">${needs.map((need) => needLine(view, model, need))}</ul>`
}${checks.length === 0 ? NOTHING : checkTable(view, checks)}`
}

function needLine(view: View, model: SeriesPage, need: Need): Html {
  return html`<li>${need.text}${
    need.kind === 'answer'
      ? NOTHING
      : html` <span class="muted small">since ${time(view, need.since, 'day+age')}</span>`
  } ${evidenceFold(view, model.evidence, needGrounds(model, need))}</li>`
}

/** What a need follows from: the open item in its own words, the patches that lack it, the tags that do not count. */
function needGrounds(model: SeriesPage, need: Need): readonly Ground[] {
  const { review, live } = model
  const item = review?.items.find((one) => one.messageId === need.evidence && need.kind === 'answer')
  if (item !== undefined) return groundsOfItems([item])
  const patches = [...live].filter(([, position]) => need.positions.includes(position))
  const tags = (review?.tags ?? []).filter(
    (tag) => !COUNTING.has(tag.status) && patches.some(([id]) => id === tag.patch),
  )
  return [
    ...(patches.length === 0 && need.evidence !== undefined ? [{ id: need.evidence }] : []),
    ...patches.map(([id, position]) => ({ id, note: `patch ${position}` })),
    ...tags.map((tag) => ({
      id: tag.messageId,
      note: `${tag.key}, which does not count (${STATUS_WORDS[tag.status]})`,
    })),
  ]
}

const FILES = 200

const BY: Readonly<Record<PatchCheck['files'][number]['by'], string>> = {
  specific: 'approved',
  nested: 'approved by a more general maintainer',
  missing: 'missing',
}

function checkTable(view: View, checks: readonly PatchCheck[]): Html {
  const files = checks.flatMap((check) => check.files.map((file) => ({ check, file })))
  const missing = files.filter((one) => one.file.by === 'missing').length
  return html`<details><summary class="small muted">The check-in policy, file by file: ${count(files.length, 'file')}${
    missing === 0 ? '' : `, ${missing} without approval`
  }</summary>
<div class="scroll" tabindex="0" role="group" aria-label="The check-in policy"><table>
<thead><tr><th scope="col">Patch</th><th scope="col">File</th><th scope="col">Who may approve</th><th scope="col">Approval</th></tr></thead>
<tbody>${files.slice(0, FILES).map(
    ({ check, file }) => html`<tr><td class="num">${check.position}</td><td class="mono">${file.path}</td>
<td class="small">${file.pool.slice(0, 6).map((one, i) => html`${i === 0 ? '' : ', '}${nameOf(view, one)}`)}${
      file.area === undefined ? NOTHING : html` <span class="muted">(${file.area})</span>`
    }</td><td class="${file.by === 'missing' ? 'lost-word' : 'muted'} small">${BY[file.by]}</td></tr>`,
  )}</tbody></table></div>
<ul class="small">${checks.flatMap((check) =>
    check.rules
      .filter((rule) => !rule.isMet)
      .map(
        (rule) =>
          html`<li>patch ${check.position}: ${rule.text} <span class="muted">(${rule.rule})</span></li>`,
      ),
  )}</ul></details>`
}

/** What would bring it back, and the draft of a mail that asks for it. */
export function remedyLines(view: View, remedies: readonly Remedy[], series: string): Html {
  if (remedies.length === 0) return NOTHING
  return html`${remedies.map(
    (remedy) =>
      html`<p class="small">To do: ${remedy.text}${
        remedy.ask.length === 0
          ? NOTHING
          : html`: ${remedy.ask.slice(0, 6).map((one, i) => html`${i === 0 ? '' : ', '}${personName(view, one)}`)}`
      }${
        remedy.next.length === 0
          ? NOTHING
          : html`; then ${remedy.next.slice(0, 4).map((one, i) => html`${i === 0 ? '' : ', '}${personName(view, one)}`)}${remedy.next.length > 4 ? ` and ${remedy.next.length - 4} more` : ''}`
      }</p>`,
  )}${
    view.pastDay === undefined
      ? html`<p class="small"><a href="${seriesPath(view.project, series)}/ping">Draft a mail that asks</a></p>`
      : NOTHING
  }`
}

const STATUS_WORDS: Readonly<Record<TagRecord['status'], string>> = {
  valid: 'holds',
  carried: 'kept by the author over a change',
  conditional: 'on a condition',
  claimed: 'stands in the patch; nobody is known to have given it',
  stale: 'the patch changed since',
  revoked: 'taken back',
  behalf: 'passed on by somebody else',
}

/** Who vouches for the live patches, person by person, and what became of each tag. */
export function voucherTable(view: View, model: SeriesPage): Html {
  const { review } = model
  if (review === undefined || review.tags.length === 0) return NOTHING
  const people = new Map<string, TagRecord[]>()
  for (const tag of review.tags) people.set(tag.person, [...(people.get(tag.person) ?? []), tag])
  return html`<h2>Who vouches for it</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Who vouches for it"><table>
<thead><tr><th scope="col">Person</th><th scope="col">Tag</th><th scope="col">Patches</th><th scope="col">What became of it</th></tr></thead>
<tbody>${[...people.values()].flatMap((tags) => rowsOf(view, model, tags))}</tbody></table></div>`
}

/** One row for each kind of tag that one person gave with one fate. */
function rowsOf(view: View, model: SeriesPage, tags: readonly TagRecord[]): readonly Html[] {
  const places = model.live
  const groups = new Map<string, TagRecord[]>()
  for (const tag of tags) {
    const name = `${tag.key} ${tag.status} ${tag.scope ?? ''} ${tag.condition?.text ?? ''} ${tag.forgotten}`
    groups.set(name, [...(groups.get(name) ?? []), tag])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const patches = [...new Set(group.flatMap((tag) => places.get(tag.patch) ?? []))].sort((a, b) => a - b)
    return [
      html`<tr><td>${personName(view, first)}</td>
<td><a class="tag ${tagTone(first.key)}" href="${mailPath(view.project, first.messageId)}">${first.key}</a></td>
<td class="nowrap">${patches.length === places.size && places.size > 1 ? 'all' : ranges(patches)}</td>
<td class="small">${STATUS_WORDS[first.status]}${first.forgotten ? '; the author left it out of the newest version' : ''}${
        first.scope === undefined ? NOTHING : html` · <q>${first.scope}</q>`
      }${first.condition === undefined ? NOTHING : html` · <q>${first.condition.text}</q>${first.condition.by === 'committer' ? ' (while committing)' : ''}`}${
        first.typo ? ' · misspelt' : ''
      } ${evidenceFold(view, model.evidence, tagGrounds(model, group))}</td></tr>`,
    ]
  })
}

/** Where a tag was given, and the live patches that it is held against. */
function tagGrounds(model: SeriesPage, group: readonly TagRecord[]): readonly Ground[] {
  return [
    ...group.map((tag) => ({ id: tag.messageId, note: 'given in', words: wordsOf(model, tag.messageId) })),
    ...group
      .filter((tag) => tag.status === 'carried' || tag.status === 'stale')
      .map((tag) => ({
        id: tag.patch,
        note: `patch ${model.live.get(tag.patch) ?? '?'}, which changed since`,
      })),
  ]
}

/** "1-3, 5". */
export function ranges(numbers: readonly number[]): string {
  const found: [number, number][] = []
  for (const number of numbers) {
    const last = found.at(-1)
    if (last !== undefined && last[1] === number - 1) last[1] = number
    else found.push([number, number])
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}
