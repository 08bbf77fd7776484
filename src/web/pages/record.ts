import { count, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { mailPath, projectPath, withQuery } from '../links.ts'
import { motionPath } from '../motions/motion-words.ts'
import { time, type View } from '../view.ts'

/** A line of the record as visitors may see it. */
export interface RecordLine {
  readonly sequence: number
  readonly at: string
  readonly person: string
  readonly action: string
  readonly subject: string
  /** What was decided, in words; private ballots say only that they are. */
  readonly words: string
  readonly digest: string
  /** The motion that it is about, with its title. */
  readonly motion: { readonly id: string; readonly title: string } | undefined
  /** The subject is a mail of the list. */
  readonly isMail: boolean
}

/** A part of the record, the newest first. */
export interface RecordPage {
  readonly lines: readonly RecordLine[]
  readonly total: number
  readonly head: string | undefined
  readonly words: string | undefined
  readonly next: number | undefined
  /** Recorded counts, and how many of them come out again. */
  readonly counts: { readonly all: number; readonly right: number }
  readonly broken: string | undefined
}

/** Every decision that was recorded, and whether the record is whole. */
export function recordPage(view: View, model: RecordPage): Html {
  const path = `${projectPath(view.project)}record`
  const body = html`<div class="head-row"><h1>The record</h1><p class="muted">${count(model.total, 'decision')}</p></div>
<p class="lead">Everything that people have decided here, in one chain: each entry holds the digest of the one before it.</p>
${
  model.broken === undefined
    ? html`<p>The chain is whole. ${model.counts.all === 0 ? NOTHING : html`${model.counts.right} of ${count(model.counts.all, 'recorded count')} came out again from the ballots.`}
${model.head === undefined ? NOTHING : html`Its head is <code class="digest">${model.head}</code>; whoever noted it elsewhere sees with <code>patchmoot verify --head</code> whether anything was cut off since.`}</p>`
    : html`<p class="banner failed" role="alert"><strong>The chain does not hold:</strong> ${model.broken}</p>`
}
<form class="filters" method="get" action="${path}"><div class="line"><label class="field grow">Words of a decision, a name, a title <input type="search" name="q" value="${model.words ?? ''}" maxlength="200"></label><button>Find</button></div></form>
<p class="small">As a table: <a href="${path}/record.csv">CSV</a>, <a href="${path}/record.json">JSON</a>; the decisions with their ballots and counts: <a href="${path}/decisions.csv">CSV</a>,
<a href="${path}/decisions.json">JSON</a>. <a href="${path}/try">Try another rule on the past</a>.</p>
${
  model.lines.length === 0
    ? html`<p class="empty">${model.words === undefined ? 'Nobody has decided anything yet.' : `No decision has “${model.words}”.`}</p>`
    : html`<table class="rows wide"><caption class="hidden-text">Decisions, the newest first</caption>
<thead><tr><th scope="col" class="num">No.</th><th scope="col">Decision</th><th scope="col">By</th><th scope="col">When</th><th scope="col">Digest</th></tr></thead>
<tbody>${model.lines.map((line) => row(view, line))}</tbody></table>`
}
${model.next === undefined ? NOTHING : html`<nav class="pager" aria-label="More of this list"><a rel="next" href="${withQuery(path, { q: model.words, before: model.next })}">Earlier →</a></nav>`}`
  return layout(view, { title: 'The record', place: 'motions', body })
}

function row(view: View, line: RecordLine): Html {
  const about =
    line.motion !== undefined
      ? html`<a href="${motionPath(view.project, line.motion.id)}">${line.motion.title}</a>`
      : line.isMail
        ? html`<a href="${mailPath(view.project, line.subject)}">${line.subject}</a>`
        : html`${line.subject}`
  return html`<tr data-row id="d${line.sequence}"><td class="num">${line.sequence}</td>
<td class="title">${about}<span class="sub">${line.action}${line.words === '' ? NOTHING : html`: ${line.words}`}</span></td>
<td class="who">${line.person}</td><td class="when" data-label="when">${time(view, line.at)}</td>
<td class="when" data-label="digest"><code title="${line.digest}">${line.digest.slice(0, 12)}</code></td></tr>
`
}
