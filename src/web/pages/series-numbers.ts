import { BALL_HOLDERS, ballDays, whoHeldTheBall } from '../../core/metrics/ball.ts'
import { BALL_LINES } from '../../core/metrics/ball-over-time.ts'
import { approvedAt, endOfVersion, firstResponse } from '../../core/metrics/events.ts'
import { listReadyWaits } from '../../core/metrics/ready-wait.ts'
import type { SeriesFact, VersionFact } from '../../core/metrics/series-fact.ts'
import { DAY, instantOf } from '../../core/time.ts'
import type { VersionMails } from '../../store/read/version-mails.ts'
import { type Board, valueText } from '../dashboard/board.ts'
import { boardLayout } from '../dashboard/board-layout.ts'
import { seriesNumbers } from '../dashboard/explorer.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { commitPath, mailPath, seriesPath } from '../links.ts'
import { statusBadge, tagBadge, versionName } from '../standing.ts'
import { boardTabs } from './board.ts'
import { personLink } from './explorer.ts'

/** One series in every number that there is of it. */
export function seriesNumbersPage(board: Board, fact: SeriesFact, mails: VersionMails): Html {
  const { view } = board
  const numbers = seriesNumbers(board, fact)
  const ready = listReadyWaits({ facts: [fact], asOf: board.record.asOf }).at(-1)
  const newest = fact.versions.at(-1)?.id ?? fact.lineage
  const body = html`${boardTabs(board, 'explorer')}
<p class="crumbs"><a href="${seriesPath(view.project, newest)}">The series and its mails</a></p>
<h1>${fact.title || '(no subject)'}</h1>
<dl class="facts">
<dt>Status</dt><dd>${statusBadge(fact.status)}</dd>
<dt>Posted by</dt><dd>${personLink(board, fact.sender)}, ${fact.company}${fact.newcomer ? ', a newcomer then' : ''}</dd>
<dt>Started</dt><dd>${day(fact.startedAt)}</dd>
<dt>First answer</dt><dd>${numbers.response === undefined ? 'none yet' : `after ${days(numbers.response)}`}</dd>
<dt>${fact.mergedAt === undefined ? (fact.droppedAt === undefined ? 'Open' : 'Closed') : 'Merged'}</dt><dd>${numbers.isOpen ? `for ${days(numbers.days)}` : `after ${days(numbers.days)}`}</dd>
${ready === undefined ? NOTHING : html`<dt>Ready</dt><dd>${ready.ended ? `committed ${days(ready.days)} later` : `for ${days(ready.days)}, not committed`}</dd>`}
<dt>Size</dt><dd>${count(fact.patches, 'patch', 'patches')}, ${count(fact.lines, 'line')}, ${fact.areas.join(', ') || 'no area'}</dd>
<dt>Comments</dt><dd>${count(numbers.comments, 'comment')} by ${count(numbers.commenters, 'person', 'people')}</dd>
</dl>
<h2>Who held the ball</h2>
${ball(board, fact)}
<h2>Versions</h2>
${versionTable(board, fact)}
<h2>Comments</h2>
${comments(board, fact, mails)}
<h2>Tags</h2>
${tags(board, fact, mails)}
<h2>Patches and commits</h2>
${patches(board, fact, mails)}`
  return boardLayout(board, `${fact.title}: numbers`, body)
}

function ball(board: Board, fact: SeriesFact): Html {
  const stretches = whoHeldTheBall(fact, board.record.asOf)
  const sums = ballDays(stretches)
  const whole = BALL_HOLDERS.reduce((sum, holder) => sum + sums[holder], 0)
  if (whole === 0) return html`<p class="muted">It was over as soon as it began.</p>`
  const start = fact.startedAt
  const scale = 1000 / (whole * DAY)
  return html`<svg class="course" viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true">${stretches.map(
    (one) =>
      html`<rect x="${((one.from - start) * scale).toFixed(1)}" y="0" width="${Math.max(0.5, (one.to - one.from) * scale).toFixed(1)}" height="24" class="ball-${one.holder}"><title>${labelOf(one.holder)}: ${days((one.to - one.from) / DAY)}, v${one.version + 1}</title></rect>`,
  )}</svg>
<table class="numbers narrow"><caption class="hidden-text">Days by who held the ball</caption><tbody>${BALL_HOLDERS.map(
    (holder) =>
      html`<tr><th scope="row"><i class="block ball-key-${holder}"></i>${labelOf(holder)}</th><td class="num">${days(sums[holder])}</td><td class="num">${Math.round((sums[holder] / whole) * 100)} %</td></tr>`,
  )}<tr><th scope="row">All</th><td class="num">${days(whole)}</td><td class="num">100 %</td></tr></tbody></table>`
}

function labelOf(holder: string): string {
  return BALL_LINES.find((line) => line.id === holder)?.label ?? holder
}

function versionTable(board: Board, fact: SeriesFact): Html {
  const { businessDays } = board.scope.calendar
  return html`<table class="rows"><caption class="hidden-text">Versions</caption>
<thead><tr><th scope="col">Version</th><th scope="col">Posted</th><th scope="col" class="num">Patches</th><th scope="col" class="num">Lines</th><th scope="col" class="num">First answer</th><th scope="col" class="num">Business days</th><th scope="col" class="num">Approved</th><th scope="col" class="num">Round took</th></tr></thead>
<tbody>${fact.versions.map((version, index) => {
    const answer = firstResponse(version)
    const approved = approvedAt(fact, index)
    const end = endOfVersion(fact, index)
    return html`<tr><td class="title"><a href="${seriesPath(board.view.project, version.id)}">${versionName(version.version, undefined)}</a> <span class="sub">${labels(version)}</span></td>
<td class="when">${day(version.at)}</td><td class="num" data-label="patches">${version.total}</td><td class="num" data-label="lines">${version.additions + version.deletions}</td>
<td class="num" data-label="answered">${answer === undefined ? '–' : days((answer.at - version.at) / DAY)}</td>
<td class="num" data-label="business">${answer === undefined ? '–' : valueText(Math.round(businessDays(version.at, answer.at) * 10) / 10, 'business days')}</td>
<td class="num" data-label="approved">${approved === undefined ? '–' : days((approved - version.at) / DAY)}</td>
<td class="num" data-label="round">${end === undefined ? 'goes on' : days((end - version.at) / DAY)}</td></tr>
`
  })}</tbody></table>`
}

function labels(version: VersionFact): string {
  const words = [
    ...(version.rfc ? ['RFC'] : []),
    ...(version.resend ? ['sent again'] : []),
    ...(version.stable ? ['backport'] : []),
    ...(version.target === undefined ? [] : [`for ${version.target}`]),
  ]
  return words.join(', ')
}

function comments(board: Board, fact: SeriesFact, mails: VersionMails): Html {
  const replies = mails.replies
  if (replies.length === 0) return html`<p class="muted">Nobody has written to it.</p>`
  const versions = new Map(fact.versions.map((one) => [one.id, one]))
  return html`<table class="rows wide"><caption class="hidden-text">Comments</caption>
<thead><tr><th scope="col">Comment</th><th scope="col">When</th><th scope="col">By</th><th scope="col">On</th></tr></thead>
<tbody>${replies.map(
    (
      reply,
    ) => html`<tr data-row><td class="title"><a href="${mailPath(board.view.project, reply.messageId)}">${reply.subject}</a></td>
<td class="when">${reply.at.slice(0, 10)}</td><td class="who">${personLink(board, reply.sender)}</td><td class="when">${versionName(versions.get(reply.series)?.version ?? 1, undefined)}${reply.position === undefined ? '' : `, patch ${reply.position}`}</td></tr>
`,
  )}</tbody></table>`
}

const ORIGINS: Readonly<Record<string, string>> = {
  reply: 'given in a reply',
  own: 'in the posted patch',
  carried: 'carried from an older version, not counted again',
}

function tags(board: Board, fact: SeriesFact, mails: VersionMails): Html {
  const all = mails.tags.filter((tag) => tag.key !== 'Signed-off-by' && tag.key !== 'Cc')
  if (all.length === 0) return html`<p class="muted">None but sign-offs.</p>`
  const versions = new Map(fact.versions.map((one) => [one.id, one]))
  return html`<table class="rows"><caption class="hidden-text">Tags</caption>
<thead><tr><th scope="col">Tag</th><th scope="col">By</th><th scope="col">When</th><th scope="col">On</th><th scope="col">Where from</th></tr></thead>
<tbody>${all.map(
    (
      tag,
    ) => html`<tr data-row><td class="title">${tagBadge(tag.key)}</td><td class="who">${personLink(board, tag.person)}</td>
<td class="when"><a href="${mailPath(board.view.project, tag.messageId)}">${tag.at.slice(0, 10)}</a></td><td class="when">${versionName(versions.get(tag.series)?.version ?? 1, undefined)}</td><td class="when">${ORIGINS[tag.origin] ?? tag.origin}</td></tr>
`,
  )}</tbody></table>`
}

function patches(board: Board, fact: SeriesFact, mails: VersionMails): Html {
  const newest = fact.versions.at(-1)
  const rows = mails.patches.filter((patch) => patch.series === newest?.id)
  const commits = new Map<string, SeriesFact['landed'][number][]>()
  for (const one of fact.landed) {
    const key = `${fact.versions[one.version]?.id} ${one.patch + 1}`
    const known = commits.get(key)
    if (known) known.push(one)
    else commits.set(key, [one])
  }
  return html`<table class="rows wide"><caption class="hidden-text">Patches of the newest version, and what they became</caption>
<thead><tr><th scope="col">Patch</th><th scope="col">Author</th><th scope="col">Commits</th></tr></thead>
<tbody>${rows.map(
    (
      patch,
    ) => html`<tr data-row><td class="title"><a href="${mailPath(board.view.project, patch.messageId)}">${patch.position}: ${patch.title}</a></td>
<td class="who">${personLink(board, patch.author)}</td><td class="when">${(
      commits.get(`${patch.series} ${patch.position}`) ?? []
    ).map(
      (one) =>
        html`<a class="mono" href="${commitPath(board.view.project, one.sha)}">${one.sha.slice(0, 12)}</a> ${day(one.at)}${one.development ? '' : ' (backport)'}<br>`,
    )}</td></tr>
`,
  )}</tbody></table>`
}

function days(value: number): string {
  return valueText(Math.round(value * 10) / 10, 'days')
}

function day(at: number): Html {
  const instant = instantOf(at) ?? ''
  return html`<time datetime="${instant}">${instant.slice(0, 10)}</time>`
}
