import type { LineageStory, VersionEntry } from '../../store/read/lineage.ts'
import { count, type Html, html, NOTHING, percent } from '../html.ts'
import { layout } from '../layout.ts'
import { mailPath, projectPath, seriesPath, withQuery } from '../links.ts'
import { changeSize } from '../listing.ts'
import { mailBody } from '../mails/mail-body.ts'
import { pastForm } from '../past-form.ts'
import { refusedBanner } from '../refused-form.ts'
import { applyLine } from '../review/apply-words.ts'
import { evidenceFold } from '../review/evidence-fold.ts'
import { originLines } from '../review/origin-lines.ts'
import { lostWords, statusBadge, statusWords, turnWords, versionLabel, versionName } from '../standing.ts'
import { fullName, nameOf, personName, time, type View } from '../view.ts'
import { shellQuote } from '../words.ts'
import { rewriteLines } from './rewritten-history.ts'
import { decisionsSection, recordedBanner } from './series-decisions.ts'
import { discussion } from './series-discussion.ts'
import { standingGrounds } from './series-grounds.ts'
import { needsSection, remedyLines, voucherTable } from './series-needs.ts'
import type { SeriesPage } from './series-page.ts'
import { patchTable, trailerList } from './series-patches.ts'
import { timeline } from './series-timeline.ts'

/** Below this a link between versions is a guess (`SeriesLink.confidence`). */
const GUESS = 0.35

/** A piece of work: where it stands and why, all its versions, one of them in full. */
export function seriesPage(view: View, model: SeriesPage): Html {
  const { story, shown } = model
  const newest = story.versions.find((one) => one.id === story.newest) ?? shown
  const said = decisionsSection(view, model)
  const body = html`
<p class="crumbs"><a href="${projectPath(view.project)}series">Series</a> / <a href="${sender(view, model, newest)}">${nameOf(view, newest.sender)}</a></p>
<h1>${shown.title || '(no subject)'}</h1>
${refusedBanner(view.refused, said)}${recordedBanner(view, model.recorded)}${standing(view, model)}
${needsSection(view, model, isOpen(story))}
${model.origins.length === 0 ? NOTHING : html`<p>${originLines(view, model.origins)}</p>`}${said}
${timeline(view, model)}
<nav aria-label="Versions"><ul class="tabs">${story.versions.map(
    (one) =>
      html`<li><a href="${withQuery(seriesPath(view.project, one.name), { asOf: view.pastDay })}"${one.id === shown.id ? html` aria-current="page"` : NOTHING}>${versionLabel(
        one,
      )} <span class="small muted">${one.at.slice(0, 10)}</span></a></li>`,
  )}</ul></nav>
${reviewLinks(view, model)}
${versionFacts(view, model)}
${
  model.cover === undefined
    ? NOTHING
    : html`<h2>${shown.pull ? 'Pull request' : 'Cover letter'}</h2>
<p class="small muted">${nameOf(view, shown.sender)}, ${time(view, shown.at)} · <a href="${mailPath(
        view.project,
        model.cover.messageId,
      )}">this mail by itself</a></p>
<div class="mail-box">${mailBody(model.cover.text, { mask: view.site.maskAddresses, limit: 60_000 })}</div>`
}
${patchTable(view, model)}
${shown.id === story.newest || story.effective.length > 0 ? voucherTable(view, model) : NOTHING}
${trailerList(view, model.contents)}
${discussion(view, model)}`
  return layout(view, { title: shown.title || '(no subject)', place: 'series', body })
}

function sender(view: View, model: SeriesPage, version: VersionEntry): string {
  const id = model.people.get(version.senderKey)
  return id === undefined
    ? withQuery(`${projectPath(view.project)}series`, { from: version.sender.address })
    : `${projectPath(view.project)}people/${id}`
}

/** To its diffs with the comments at their lines, and to what changed since the version before. */
function reviewLinks(view: View, { story, shown, contents }: SeriesPage): Html {
  const path = seriesPath(view.project, shown.name)
  const before = story.versions.findLast((one) => one.position < shown.position)
  if (contents.patches.length === 0) return NOTHING
  return html`<p><a href="${withQuery(`${path}/diff`, { asOf: view.pastDay })}">Patches with the comments at their lines</a>${
    before === undefined
      ? NOTHING
      : html` · <a href="${withQuery(`${path}/compare`, { with: before.name, asOf: view.pastDay })}">What changed since ${versionLabel(before)}</a>`
  }</p>`
}

function isOpen(story: LineageStory): boolean {
  return !['merged', 'rejected', 'withdrawn'].includes(story.status)
}

function standing(view: View, model: SeriesPage): Html {
  const { story, shown, review, applies } = model
  const { court } = statusWords(story.status)
  return html`<section class="standing court-${court}" aria-label="Where it stands">
<p>${statusBadge(story.status)} <span class="muted">·</span> ${story.why}, since ${time(view, story.since, 'day+age')}</p>
${
  story.derivedStatus === undefined
    ? NOTHING
    : html`<p class="small">Set by hand. Mail and repository alone would say: ${statusBadge(story.derivedStatus)}</p>`
}${
  story.turn === 'nobody'
    ? NOTHING
    : html`<p>It is the turn of <strong>${turnWords(story.turn)}</strong>${
        story.holders.length === 0
          ? NOTHING
          : html`: ${story.holders.map((one, i) => html`${i === 0 ? '' : ', '}${personName(view, one)}`)}`
      }.</p>`
}${evidenceFold(view, model.evidence, standingGrounds(model), 'What this rests on')}${rewriteLines(view, model.rewrites)}${story.lost.map(
  (reason) =>
    html`<p><span class="lost">lost ${reason}</span> ${lostWords(reason)} · <a href="${withQuery(
      `${projectPath(view.project)}lost`,
      { reason },
    )}">others like it</a></p>`,
)}${remedyLines(view, review?.remedies ?? [], story.versions.at(-1)?.name ?? story.name)}${
  applies === undefined || !isOpen(story)
    ? NOTHING
    : html`<p class="small">On the branch today: ${applyLine(view, applies)}</p>`
}<div class="small">${pastForm(view, seriesPath(view.project, shown.name))}</div></section>`
}

function versionFacts(view: View, model: SeriesPage): Html {
  const { story, shown, contents } = model
  const missing =
    shown.total === undefined
      ? []
      : Array.from({ length: Math.min(shown.total, 1000) }, (_, i) => i + 1).filter(
          (slot) => !contents.patches.some((patch) => patch.position === slot),
        )
  const links = story.links.filter((link) => link.newer === shown.id)
  return html`<dl class="facts">
<dt>Posted</dt><dd>${time(view, shown.at)} by ${fullName(view, shown.sender)}${
    shown.status === 'superseded'
      ? html` · <span class="muted">superseded by a newer version</span>`
      : NOTHING
  }</dd>
<dt>Holds</dt><dd>${count(shown.patches, 'patch', 'patches')}${
    shown.total === undefined || shown.complete ? '' : ` of ${shown.total}`
  }, ${changeSize(shown.additions, shown.deletions)}, ${count(shown.replies, 'reply', 'replies')}${
    missing.length === 0
      ? NOTHING
      : html`; <strong>missing on the list: ${missing.slice(0, 20).join(', ')}${missing.length > 20 ? ' …' : ''}</strong>`
  }</dd>
${targets(shown)}
${links.map((link) => {
  const older = story.versions.find((one) => one.id === link.older)
  return older === undefined
    ? NOTHING
    : html`<dt>Continues</dt><dd><a href="${seriesPath(view.project, older.name)}">${versionLabel(older)}</a>${
        link.confidence < GUESS
          ? html` <abbr title="a guess: confidence ${percent(link.confidence)}">?</abbr>`
          : NOTHING
      } <span class="muted">${link.evidence.join('; ')} (${percent(link.confidence)})</span></dd>`
})}
<dt>Grouped by</dt><dd class="muted">${shown.evidence.join('; ') || 'one mail'} (${percent(shown.confidence)})</dd>
<dt>Apply</dt><dd>${commands(view, shown, story)}</dd>
</dl>`
}

function targets(version: VersionEntry): Html {
  const words = ['target', 'stable', 'trees'].flatMap((name) => {
    const value = version.tags[name]
    return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []
  })
  return words.length === 0 ? NOTHING : html`<dt>Meant for</dt><dd>${words.join(', ')}</dd>`
}

function commands(view: View, version: VersionEntry, story: LineageStory): Html {
  // What a part of is on the branch already does not apply whole.
  const isPartly =
    story.status === 'partly-merged' && version.id === story.newest && view.pastDay === undefined
  const path = seriesPath(view.project, version.name)
  const url = `${view.origin}${path}`
  const file = `${versionName(version.version, version.revision).replace(/[^A-Za-z0-9.-]/g, '_')}.mbox`
  return html`<a href="${path}/mbox">mbox of the patches</a> · ${view.pastDay !== undefined ? NOTHING : html`<a href="${path}/effective.mbox" title="the newest posting of each patch that is not on the branch yet, with the tags that hold written in">mbox of what is live, tags collected</a> ·`} <a href="${path}/thread.mbox">mbox with cover letter and replies</a>
<pre class="command">curl -sL ${shellQuote(`${url}/${isPartly ? 'effective.mbox' : 'mbox'}`)} | git am -3 --patch-format=mboxrd
curl -sL ${shellQuote(`${url}/thread.mbox`)} -o ${file} &amp;&amp; b4 am -m ${file} ${version.name.startsWith('-') ? '-- ' : ''}${shellQuote(version.name)}</pre>`
}
