import {
  isForPatch,
  type MatchEntry,
  type PatchEntry,
  type TrailerEntry,
  type VersionContents,
} from '../../store/read/version.ts'
import { count, type Html, html, NOTHING, percent } from '../html.ts'
import { commitPath, mailPath, seriesPath } from '../links.ts'
import { changeSize } from '../listing.ts'
import { tagTone } from '../standing.ts'
import { nameOf, personName, showAddress, time, type View } from '../view.ts'
import { ranges } from './series-needs.ts'
import type { SeriesPage } from './series-page.ts'

/** The patches of a version, by slot: what each changes, who vouched for it, which commit it became. */
export function patchTable(view: View, model: SeriesPage): Html {
  const { patches, trailers } = model.contents
  if (patches.length === 0)
    return model.shown.pull
      ? NOTHING
      : html`<h2>Patches</h2><p class="empty">None of its patches reached the list.</p>`
  const authors = new Set(patches.map((patch) => patch.author.address))
  const showAuthor = authors.size > 1 || !authors.has(model.shown.sender.address)
  return html`<h2>Patches</h2>
<table class="rows">
<caption class="hidden-text">Patches of this version</caption>
<thead><tr><th scope="col">#</th><th scope="col">Patch</th><th scope="col">Change</th><th scope="col">Tags</th><th scope="col">Commit</th></tr></thead>
<tbody>${patches.map(
    (patch) => html`<tr data-row class="${patch.duplicate ? 'gone' : ''}">
<td class="num">${patch.position}</td>
<td class="title"><a href="${mailPath(view.project, patch.messageId)}">${patch.title || '(no subject)'}</a>
<span class="sub"><a href="${seriesPath(view.project, model.shown.name)}/diff#patch-${patch.position}">diff and comments</a> · ${showAuthor ? html`${personName(view, patch.author)} · ` : NOTHING}${patchNotes(view, model, patch)}</span></td>
<td class="when"><span title="${patch.files.slice(0, 30).join('\n')}">${changeSize(patch.additions, patch.deletions)}</span>
<span class="sub">${count(patch.files.length, 'file')}</span></td>
<td>${tagSummary(view, trailers, patch)}</td>
<td class="why">${
      patch.matches.length === 0
        ? html`<span class="muted">none found</span>`
        : patch.matches.map((match) => matchLine(view, model, match))
    }</td>
</tr>
`,
  )}</tbody></table>`
}

function patchNotes(view: View, model: SeriesPage, patch: PatchEntry): Html {
  const successor = model.successors.get(patch.message)
  return html`${patch.duplicate ? 'posted again in this version · ' : ''}${
    patch.state === 'superseded'
      ? successor === undefined
        ? 'superseded'
        : html`<a href="${mailPath(view.project, successor)}">superseded</a>`
      : patch.state === 'dropped'
        ? 'dropped from the newest version'
        : patch.merged
          ? 'merged'
          : 'live'
  }${patch.older.map(
    (older) =>
      html` · continues <a href="${mailPath(view.project, older.messageId)}" title="${older.evidence.join('; ')} (${percent(older.confidence)})">its older version</a>${older.confidence < 0.35 ? html` <abbr title="a guess">?</abbr>` : NOTHING}`,
  )}`
}

/** What each rule of matching found, in words. */
const RULE_WORDS: Readonly<Record<string, string>> = {
  link: 'it names the mail',
  date: 'the same author date',
  'patch-id': 'the same patch-id',
  'changed-lines': 'the same changed lines',
  subject: 'the same title',
  similarity: 'alike',
}

function matchLine(view: View, model: SeriesPage, match: MatchEntry): Html {
  const sure = match.counted
    ? NOTHING
    : html` <abbr class="muted" title="probable, and not counted">probable ?</abbr>`
  const where = match.development ? match.branch : `${match.branch} (backport)`
  const commit = model.evidence.get(match.sha)
  return html`<div><a class="mono" href="${commitPath(view.project, match.sha)}">${match.sha.slice(0, 12)}</a>${sure} <span class="muted small">${where}</span>
<details class="evidence"><summary class="small">why: ${match.rules.map((rule) => RULE_WORDS[rule] ?? rule).join(', ')}</summary><ul><li>${match.evidence} (${percent(match.confidence)})</li>${
    commit === undefined
      ? NOTHING
      : html`<li>${commit.title} <span class="muted">by ${nameOf(view, commit.person)}, committed ${time(view, match.committedAt)}</span></li>`
  }<li>on ${match.branches.length === 0 ? match.branch : match.branches.slice(0, 10).join(', ')} of ${match.repository}</li></ul></details></div>`
}

/** `Reviewed-by` and its kind, with the people behind each as a tooltip: one mark for each person. */
function tagSummary(view: View, trailers: readonly TrailerEntry[], patch: PatchEntry): Html {
  const seen = new Set<string>()
  const shown = trailers.filter((one) => {
    if (!one.personal || !VOUCHING.test(one.key)) return false
    if (!isForPatch(one, patch)) return false
    const key = `${one.key} ${one.address || one.name}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
  if (shown.length === 0) return html`<span class="muted">–</span>`
  return html`${shown
    .slice(0, 12)
    .map(
      (one) =>
        html`<span class="tag ${tagTone(one.key)}${one.origin === 'carried' ? ' carried' : ''}" title="${one.key}: ${one.name || showAddress(view, one.address)} (${originWords(one.origin)})">${initials(
          one.key,
        )} ${shortName(one.name, showAddress(view, one.address))}</span> `,
    )}${shown.length > 12 ? html`<span class="muted">+${shown.length - 12}</span>` : NOTHING}`
}

const VOUCHING = /^(?:reviewed|acked|tested|nacked|release-acked|reported-and-tested)-by$/i

/** `R-b` of `Reviewed-by`, as people write it. */
function initials(key: string): string {
  return key
    .split('-')
    .map((word) => (word.toLowerCase() === 'by' ? 'b' : word.slice(0, 1).toUpperCase()))
    .join('-')
}

function shortName(name: string, address: string): string {
  const first = name.split(' ')[0]
  return first === undefined || first === '' ? address : first
}

function originWords(origin: string): string {
  if (origin === 'carried') return 'carried by the author from an older version'
  return origin === 'own' ? 'in the posted mail' : 'given in a reply'
}

/** Every trailer of a version: who, for what, and where it stands. */
export function trailerList(view: View, contents: VersionContents): Html {
  const { trailers, patches } = contents
  if (trailers.length === 0) return NOTHING
  const slot = ({ patch: message, patches: several }: TrailerEntry): string => {
    if (several !== undefined) {
      const places = patches.filter((one) => several.includes(one.messageId)).map((one) => one.position)
      return places.length === 0 ? 'patches' : `patches ${ranges(places)}`
    }
    const patch = patches.find((one) => one.message === message)
    return message === undefined ? 'the series' : patch === undefined ? 'a patch' : `patch ${patch.position}`
  }
  return html`<h2>Trailers</h2>
<details${trailers.length <= 12 ? html` open` : NOTHING}><summary class="small muted">${count(trailers.length, 'trailer')}</summary>
<div class="scroll" tabindex="0" role="group" aria-label="Trailers"><table>
<thead><tr><th scope="col">Trailer</th><th scope="col">For</th><th scope="col">Origin</th></tr></thead>
<tbody>${trailers.map(
    (one) => html`<tr><td><span class="mono">${one.key}: ${
      one.personal
        ? nameOf(view, { name: one.name, address: one.address })
        : view.site.maskAddresses
          ? one.value.slice(0, 300).replace('@', ' at ')
          : one.value.slice(0, 300)
    }</span>${one.note === undefined ? NOTHING : html` <span class="muted"># ${one.note}</span>`}</td>
<td class="nowrap">${slot(one)}${one.scope === undefined ? NOTHING : html` <q class="small muted">${one.scope.slice(0, 80)}</q>`}${
      one.condition === undefined ? NOTHING : html` <q class="small muted">${one.condition.slice(0, 80)}</q>`
    }</td>
<td class="small"><a href="${mailPath(view.project, one.messageId)}">${originWords(one.origin)}</a>${
      one.givenIn === undefined
        ? NOTHING
        : html`, <a href="${mailPath(view.project, one.givenIn)}">where it was given</a>`
    }</td></tr>`,
  )}</tbody></table></div></details>`
}
