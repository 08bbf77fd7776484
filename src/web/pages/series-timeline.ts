import { raw } from 'hono/html'
import { CLOSED, STATUSES } from '../../core/status/status.ts'
import { secondsOf } from '../../core/time.ts'
import type { LineageStory } from '../../store/read/lineage.ts'
import { count, escapeHtml, type Html, html, NOTHING } from '../html.ts'
import { mailPath, seriesPath } from '../links.ts'
import { evidenceFold } from '../review/evidence-fold.ts'
import {
  lostBadges,
  statusBadge,
  statusWords,
  tagBadge,
  turnWords,
  versionLabel,
  versionName,
} from '../standing.ts'
import { formatInstant, personName, time, type View } from '../view.ts'
import { wordsOf } from './series-grounds.ts'
import type { SeriesPage } from './series-page.ts'

/** Who held the ball when: a bar by court, and the same as a list with everything that moved it. */
export function timeline(view: View, model: SeriesPage): Html {
  const { story } = model
  const events = listEvents(view, model)
  return html`<h2>Timeline</h2>
${bar(view, story)}
<details><summary class="small muted">${count(events.length, 'event')}</summary>
<div class="scroll" tabindex="0" role="group" aria-label="Timeline"><table>
<thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Then the turn of</th></tr></thead>
<tbody>${events.map((event) => html`<tr><td class="nowrap">${time(view, event.at)}</td><td>${event.what}</td><td class="nowrap">${event.turn}</td></tr>`)}</tbody>
</table></div></details>`
}

interface Event {
  readonly at: string
  /** Postings come before what follows from them. */
  readonly rank: number
  readonly what: Html
  readonly turn: string
}

function listEvents(view: View, model: SeriesPage): readonly Event[] {
  const { story, milestones } = model
  const events: Event[] = [
    ...story.versions.map((one) => ({
      at: one.at,
      rank: 0,
      turn: '',
      what: html`<a href="${seriesPath(view.project, one.name)}">${versionLabel(one)}</a> posted by ${personName(view, one.sender)}`,
    })),
    ...milestones.map((one) => ({
      at: one.at,
      rank: 1,
      turn: '',
      what: html`${personName(view, one.person)} <a href="${mailPath(view.project, one.messageId)}">reviewed</a> ${versionName(one.version, one.revision)}${one.tags.map(tagBadge)}`,
    })),
    ...story.intervals.map((one) => ({
      at: one.from,
      rank: 2,
      turn: one.turn === 'nobody' ? '–' : turnWords(one.turn),
      what: html`${statusBadge(one.status)}${lostBadges(one.lost)} <span class="muted">${one.why}</span> ${evidenceFold(
        view,
        model.evidence,
        one.evidence === undefined ? [] : [{ id: one.evidence, words: wordsOf(model, one.evidence) }],
      )}`,
    })),
  ]
  return events.sort((a, b) => (a.at === b.at ? a.rank - b.rank : a.at < b.at ? -1 : 1))
}

/** Width of the drawing; it is stretched to the page. */
const WIDTH = 1000

function bar(view: View, story: LineageStory): Html {
  const first = story.intervals[0]
  const last = story.intervals[story.intervals.length - 1]
  if (first === undefined || last === undefined) return NOTHING
  const start = secondsOf(first.from)
  const now = Math.max(secondsOf(view.asOf), secondsOf(last.from))
  const lived = secondsOf(last.from) - start
  // What is over goes on for ever: it is drawn short, so that the time before stays readable.
  const closed = STATUSES.some((one) => one === last.status && CLOSED.has(one))
  const end = closed ? Math.min(now, start + lived + Math.max(lived * 0.12, 86_400)) : now
  const span = Math.max(end - start, 1)
  const x = (at: number): number =>
    Math.round(((Math.min(Math.max(at, start), end) - start) / span) * WIDTH * 10) / 10
  const segments = story.intervals.map((one) => {
    const from = x(secondsOf(one.from))
    const to = one.to === undefined ? WIDTH : x(secondsOf(one.to))
    const words = `${one.status}: ${one.from.slice(0, 10)} to ${one.to === undefined ? 'now' : one.to.slice(0, 10)}; ${
      one.turn === 'nobody' ? 'nobody has to act' : `the turn of ${turnWords(one.turn)}`
    }`
    return `<rect class="court-${statusWords(one.status).court}" x="${from}" y="9" width="${Math.max(to - from, 1)}" height="16"><title>${escapeHtml(words)}</title></rect>`
  })
  const posted = story.versions.map(
    (one) =>
      `<rect class="posted" x="${Math.max(x(secondsOf(one.at)) - 0.8, 0)}" y="3" width="1.8" height="28"><title>${escapeHtml(`${versionLabel(one)} posted ${one.at.slice(0, 10)}`)}</title></rect>`,
  )
  const about = `${count(story.versions.length, 'version')} from ${first.from.slice(0, 10)}, now ${story.status}`
  return html`${raw(
    `<svg class="course" viewBox="0 0 ${WIDTH} 34" preserveAspectRatio="none" role="img" aria-label="${escapeHtml(about)}">${segments.join('')}${posted.join('')}</svg>`,
  )}<div class="course-ends"><span>${formatInstant(first.from, view.zone).slice(0, 10)}</span><span class="legend"><span><i class="key-1"></i>reviewers</span><span><i class="key-2"></i>author</span><span><i class="key-5"></i>ready, queued</span><span><i class="key-4"></i>merged</span></span><span>${
    closed ? 'since then' : formatInstant(view.asOf, view.zone).slice(0, 10)
  }</span></div>`
}
