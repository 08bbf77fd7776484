import { raw } from 'hono/html'
import type { ChangeWeight, DifferenceLine, PatchComparison } from '../../core/patches/compare-versions.ts'
import type { LineageStory, VersionEntry } from '../../store/read/lineage.ts'
import type { PatchEntry, TrailerEntry } from '../../store/read/version.ts'
import { count, escapeHtml, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { mailPath, seriesPath, withQuery } from '../links.ts'
import { maskIn } from '../mails/mail-body.ts'
import { tagTone, versionLabel } from '../standing.ts'
import { nameOf, showAddress, time, type View } from '../view.ts'

/** A tag that one of two versions has, and what became of it. */
export interface ComparedTag {
  readonly trailer: TrailerEntry
  /** `kept`: given to the older, in the mail of the newer. `left`: given to the older only. `new`: in the newer only. */
  readonly fate: 'kept' | 'left' | 'new'
}

/** A patch of one version beside what it was or became. */
export interface ComparedPair extends PatchComparison {
  readonly before: PatchEntry | undefined
  readonly after: PatchEntry | undefined
  readonly tags: readonly ComparedTag[]
}

/** Two versions of a lineage side by side. */
export interface ComparePage {
  readonly story: LineageStory
  readonly older: VersionEntry
  readonly newer: VersionEntry
  readonly pairs: readonly ComparedPair[]
  /** Patches whose mails are too long, or not here: they could not be compared. */
  readonly missing: number
}

const WEIGHTS: Readonly<Record<ChangeWeight, { readonly word: string; readonly about: string }>> = {
  same: { word: 'unchanged', about: 'equal, but for where it applies' },
  moved: { word: 'rebased', about: 'the same changes among other lines' },
  message: { word: 'message', about: 'only its message differs' },
  spacing: { word: 'spacing', about: 'only white space differs in its changes' },
  code: { word: 'changed', about: 'its changes differ' },
  new: { word: 'new', about: 'the older version has no such patch' },
  dropped: { word: 'dropped', about: 'the newer version has no such patch' },
}

/** What changed between two versions, patch by patch. */
export function comparePage(view: View, model: ComparePage): Html {
  const { older, newer, pairs } = model
  const path = seriesPath(view.project, newer.name)
  const body = html`
<p class="crumbs"><a href="${path}">${newer.title || '(no subject)'}</a></p>
<h1>${versionLabel(older)} to ${versionLabel(newer)}</h1>
<p class="lead">Posted ${time(view, older.at, 'day')} and ${time(view, newer.at, 'day')}. ${summary(pairs)} Patches belong
together as <code>git range-diff</code> pairs them${beyond(pairs)}; what a rebase moves is not shown.</p>
${chooser(view, model)}
${model.missing === 0 ? NOTHING : html`<p class="banner">${count(model.missing, 'patch', 'patches')} could not be compared: the mails are too long or not here.</p>`}
<table class="rows"><caption class="hidden-text">Patches of both versions</caption>
<thead><tr><th scope="col" class="num">Was</th><th scope="col" class="num">Is</th><th scope="col">Patch</th><th scope="col">Change</th><th scope="col">Tags</th></tr></thead>
<tbody>${pairs.map((pair, n) => row(view, pair, n))}</tbody></table>
${pairs.map((pair, n) => details(view, pair, n))}`
  return layout(view, {
    title: `${versionLabel(older)} to ${versionLabel(newer)} of ${newer.title}`,
    place: 'series',
    body,
  })
}

/** What range-diff gives up, and the lineage does not. */
function beyond(pairs: readonly ComparedPair[]): string {
  const linked = pairs.filter((pair) => pair.isLinked).length
  return linked === 0
    ? ''
    : `, but for ${linked} that ${linked === 1 ? 'is' : 'are'} known to be a next version`
}

function summary(pairs: readonly ComparedPair[]): string {
  const of = (...weights: readonly ChangeWeight[]): number =>
    pairs.filter((pair) => weights.includes(pair.weight)).length
  const parts = [
    [of('code', 'spacing'), 'changed'],
    [of('message'), 'changed in their message only'],
    [of('same', 'moved'), 'unchanged'],
    [of('new'), 'new'],
    [of('dropped'), 'dropped'],
  ] as const
  const words = parts.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`)
  return words.length === 0 ? '' : `${words.join(', ')}.`
}

function chooser(view: View, { story, older, newer }: ComparePage): Html {
  if (story.versions.length < 3) return NOTHING
  const labels = story.versions.map(versionLabel)
  // Of two that are called the same, the day tells which is meant.
  const labelOf = (one: VersionEntry): Html =>
    labels.filter((label) => label === versionLabel(one)).length === 1
      ? html`${versionLabel(one)}`
      : html`${versionLabel(one)} of ${time(view, one.at, 'day')}`
  return html`<nav aria-label="Versions to compare"><ul class="chips">${story.versions
    .filter((one) => one.position < newer.position)
    .map(
      (one) =>
        html`<li><a class="choice" href="${withQuery(`${seriesPath(view.project, newer.name)}/compare`, { with: one.name })}"${one.id === older.id ? html` aria-current="true"` : NOTHING}>from ${labelOf(one)}</a></li>`,
    )}</ul><ul class="chips">${story.versions
    .filter((one) => one.position > older.position)
    .map(
      (one) =>
        html`<li><a class="choice" href="${withQuery(`${seriesPath(view.project, one.name)}/compare`, { with: older.name })}"${one.id === newer.id ? html` aria-current="true"` : NOTHING}>to ${labelOf(one)}</a></li>`,
    )}</ul></nav>`
}

function row(view: View, pair: ComparedPair, n: number): Html {
  const shown = pair.after ?? pair.before
  const { word, about } = WEIGHTS[pair.weight]
  const hasMore = pair.message.length > 0 || pair.interdiff.length > 0
  const slot = (patch: PatchEntry | undefined): Html =>
    patch === undefined
      ? html`–`
      : html`<a href="${mailPath(view.project, patch.messageId)}">${patch.position}</a>`
  return html`<tr data-row class="${pair.weight === 'dropped' ? 'gone' : ''}"><td class="num">${slot(pair.before)}</td><td class="num">${slot(pair.after)}</td>
<td class="title">${hasMore ? html`<a href="#pair-${n}">${shown?.title || '(no subject)'}</a>` : shown?.title || '(no subject)'}</td>
<td class="when"><span class="weight ${pair.weight}" title="${about}">${word}</span></td>
<td>${pair.tags.map((one) => tag(view, one, pair.weight))}</td></tr>
`
}

function tag(view: View, { trailer, fate }: ComparedTag, weight: ChangeWeight): Html {
  const who = nameOf(view, { name: trailer.name, address: trailer.address })
  const words =
    fate === 'left'
      ? 'given to the older version, not in the newer mail'
      : fate === 'new'
        ? 'in the newer mail only'
        : weight === 'code'
          ? 'kept, over a change of the code'
          : 'kept; what it was given for is the same'
  return html`<span class="tag ${tagTone(trailer.key)} ${fate === 'left' ? 'left' : weight === 'code' && fate === 'kept' ? 'doubtful' : ''}" title="${trailer.key}: ${who} ${showAddress(view, trailer.address)} (${words})">${trailer.key} ${who}${
    fate === 'left'
      ? html` <span class="muted">left out</span>`
      : fate === 'kept' && weight === 'code'
        ? html` <span class="muted">kept over a change</span>`
        : NOTHING
  }</span> `
}

function details(view: View, pair: ComparedPair, n: number): Html {
  if (pair.message.length === 0 && pair.interdiff.length === 0) return NOTHING
  const shown = pair.after ?? pair.before
  return html`<h2 id="pair-${n}">${pair.after?.position ?? '–'}. ${shown?.title || '(no subject)'}</h2>
${pair.message.length === 0 ? NOTHING : html`<h3>Message</h3>${differenceView(view, pair.message)}`}
${pair.interdiff.length === 0 ? NOTHING : html`<h3>Changes</h3>${differenceView(view, pair.interdiff)}`}`
}

const MOST_LINES = 1500

/** A diff of diffs: what went and what came at the left, the diff's own signs beside it. */
function differenceView(view: View, lines: readonly DifferenceLine[]): Html {
  const out = lines.slice(0, MOST_LINES).map((line) => {
    if (line.kind === 'gap') return '<span class="sig">…\n</span>'
    const sign = line.kind === 'older' ? '−' : line.kind === 'newer' ? '+' : ' '
    const css =
      line.kind === 'older'
        ? 'del'
        : line.kind === 'newer'
          ? 'add'
          : /^(?: ## |@@)/.test(line.text)
            ? 'hunk'
            : 'same'
    return `<span class="${css}">${sign} ${escapeHtml(view.site.maskAddresses ? maskIn(line.text) : line.text)}\n</span>`
  })
  const cut = lines.length - MOST_LINES
  return html`${raw(`<pre class="code" tabindex="0">${out.join('')}</pre>`)}${cut > 0 ? html`<p class="empty">… ${cut} more lines.</p>` : NOTHING}`
}
