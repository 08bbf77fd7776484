import type { MetricRecord } from '../../app/dashboard/record.ts'
import { isOpenStatus } from '../../core/metrics/complete-facts.ts'
import type { Filter } from '../../core/metrics/filter.ts'
import { remember } from '../../core/metrics/remember.ts'
import type { SeriesFact } from '../../core/metrics/series-fact.ts'
import { NO_COMPANY } from '../../core/people/affiliations.ts'
import { type Board, boardPath } from '../dashboard/board.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { encodePart, projectPath, seriesPath } from '../links.ts'
import { boardTabs } from './board.ts'

/** The dashboard shown to a room: what one has to know, and five questions with the live data that answer them. */
export function tourPage(board: Board): Html {
  const { view } = board
  const base = projectPath(view.project)
  const examples = findExamples(board.record)
  const to = (page: string, change: Partial<Filter>, words: string, anchor = ''): Html =>
    html`<a href="${boardPath(board, page, change)}${anchor === '' ? '' : `#${anchor}`}">${words}</a>`
  const numbersOf = (fact: SeriesFact, words: string): Html =>
    html`<a href="${boardPath(board, `explorer/${encodePart(fact.lineage)}`)}">${words}</a>`
  const body = html`${boardTabs(board, 'tour')}
<h1>How is this read?</h1>
<p class="lead">Ten minutes, in front of a room or alone. Every link leads into the live data of ${view.project.title} with its
filter set; what it shows changes with them.</p>
<div class="prose tour">
<h2>What one has to know</h2>
<ol>
<li><strong>A series is one piece of work, with all its versions.</strong> ${
    examples.complex === undefined
      ? 'A v4 is no new series.'
      : html`${numbersOf(examples.complex, `“${examples.complex.title}”`)} has ${examples.complex.versions.length} versions and is one.`
  }</li>
<li><strong>A review is an answer with substance by somebody else,</strong> with or without a tag. A tag counts once, where it was
given: what an author carries along is not given again. ${to('community/reviewing', {}, 'Tags by kind', 'tag-kinds')} shows the carried ones apart.</li>
<li><strong>What waits is not left out.</strong> Every duration says how many are still open, and counts these for as long as they
have waited. So a median can be missing: then fewer than half are through. ${to('performance', {}, 'Days until the first answer', 'first-response')}.</li>
<li><strong>Each figure says what it is counted by.</strong> By when it was started and by when it was merged are two questions:
${to('performance/merging', {}, 'the one', 'time-to-merge')} and ${to('performance/merging', {}, 'the other', 'time-to-merge-by-merge')}.</li>
<li><strong>The filter is the address.</strong> Send the link, and somebody else sees the same. Every mark of a chart narrows to what it stands
for, every number leads to the series behind it, and <code>asOf=</code> shows the past as it looked then: ${asOfLink(board)}.</li>
</ol>
<h2>1. Who reviews, and who should be thanked?</h2>
<p>${to('community/reviewing', { period: '1y' }, 'Companies and people reviewing in the last year', 'reviewing-companies')}, by what they
reviewed and not by one tag alone.${
    examples.company === undefined
      ? NOTHING
      : html` For one company: ${to('community/reviewing', { period: '1y', company: examples.company, part: 'reviewer' }, examples.company)}.`
  } ${board.rankings ? 'Here tables of people can be sorted.' : 'People stand in order of names: this is no league.'}</p>
<h2>2. Do those who post also review?</h2>
<p>${to('community', { period: '1y' }, 'Posting and reviewing, by company', 'balance-companies')}: what each gives and what each asks for.
${to('community', {}, 'On how many people reviewing rests', 'concentration')} says how many would have to leave for half of it to go.</p>
<h2>3. Where does the time go?</h2>
<p>${to('performance/merging', {}, 'Who held the ball', 'ball')}: the days of what was merged, by who had to act. Then by size:
${to('performance/merging', { patches: { least: 5, most: undefined } }, 'series of five and more patches', 'merge-curve')} beside
${to('performance/merging', { patches: { least: 1, most: 1 } }, 'single patches', 'merge-curve')}.${
    examples.area === undefined
      ? NOTHING
      : html` And by area: ${to('performance', { areas: [examples.area] }, `how ${examples.area} is answered`, 'response-levels')}.`
  }</p>
<h2>4. What is approved and forgotten, and what did nobody look at?</h2>
<p>${to('explorer', { statuses: ['ready'], period: 'all' }, 'What has its approvals and is on no branch')}; ${to('backlog/outcomes', {}, 'the share that is ignored', 'ignored')};
and the <a href="${base}lost">lost list</a>, which says why for each, and <a href="${base}lost/record">how often it was right</a>.${
    examples.waiting === undefined
      ? NOTHING
      : html` The one that waits the longest of all now: <a href="${seriesPath(view.project, examples.waiting.lineage)}">“${examples.waiting.title}”</a>.`
  }</p>
<h2>5. What happened to this one?</h2>
<p>${examples.complex === undefined ? NOTHING : html`A hard one: ${numbersOf(examples.complex, examples.complex.title)}. `}${
    examples.simple === undefined
      ? NOTHING
      : html`An easy one: ${numbersOf(examples.simple, examples.simple.title)}. `
  }Every version, answer, tag and commit, and who held the ball when; or look for one in the ${to('explorer', {}, 'explorer')}.</p>
<h2>And where these numbers differ from those you knew</h2>
<p>${to('corrected', {}, 'The old method beside ours')}, on the same data. How good the record is stands on ${to('quality/data', {}, 'its own page')}; every definition in
<code>docs/methods.md</code>, and under its chart.</p>
</div>`
  return layout(view, { title: 'Tour', place: 'dashboard', body })
}

interface Examples {
  readonly complex: SeriesFact | undefined
  readonly simple: SeriesFact | undefined
  readonly waiting: SeriesFact | undefined
  readonly company: string | undefined
  readonly area: string | undefined
}

/** Things that are there: what is shown to a room has to be true. */
const findExamples = remember((record: MetricRecord): Examples => {
  const { facts } = record
  const most = <T>(all: readonly T[], value: (one: T) => number): T | undefined =>
    all.reduce<T | undefined>(
      (best, one) => (best === undefined || value(one) > value(best) ? one : best),
      undefined,
    )
  const weight = (fact: SeriesFact): number =>
    fact.versions.length * 10 + fact.versions.reduce((sum, one) => sum + one.replies.length, 0)
  return {
    complex: most(facts, weight),
    simple: most(
      facts.filter((fact) => fact.mergedAt !== undefined && fact.versions.length === 1 && fact.patches === 1),
      (fact) => fact.startedAt,
    ),
    waiting: most(
      facts.filter((fact) => isOpenStatus(fact.status) && fact.turn === 'reviewers'),
      (fact) => -(fact.versions.at(-1)?.at ?? 0),
    ),
    company: mostOften(
      facts.flatMap((fact) =>
        fact.versions.flatMap((one) =>
          one.replies
            .filter((reply) => reply.review)
            .map((reply) => record.people.companyOf(reply.sender, reply.at)),
        ),
      ),
    ),
    area: mostOften(facts.flatMap((fact) => fact.areas)),
  }
})

function mostOften(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== NO_COMPANY) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0]
}

function asOfLink(board: Board): Html {
  const middle = new Date(((board.record.firstAt + board.record.asOf) / 2) * 1000).toISOString().slice(0, 10)
  return html`<a href="${boardPath({ ...board, view: { ...board.view, pastDay: middle } }, 'backlog')}">the backlog of ${middle}</a>`
}
