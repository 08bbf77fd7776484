import type { ThreadEntry } from '../../store/read/threads.ts'
import { type Html, html } from '../html.ts'
import { layout } from '../layout.ts'
import { mailPath, projectPath, withQuery } from '../links.ts'
import { pager } from '../listing.ts'
import { personName, time, type View } from '../view.ts'

/** One page of the recent threads. */
export interface ThreadsPage {
  readonly threads: readonly ThreadEntry[]
  readonly before: string | undefined
  readonly next: string | undefined
}

/** The threads of the list, the latest first: patches and everything else. */
export function threadsPage(view: View, model: ThreadsPage): Html {
  const path = `${projectPath(view.project)}threads`
  const body = html`<h1>Threads</h1>
<p class="lead">Every discussion on the list, patches or not, by its newest mail.</p>
${
  model.threads.length === 0
    ? html`<p class="empty">No mail has been read yet.</p>`
    : html`<table class="rows" data-sortable>
<caption class="hidden-text">Threads</caption>
<thead><tr><th scope="col">Thread</th><th scope="col" class="num">Mails</th><th scope="col">Begun</th><th scope="col">Newest mail</th></tr></thead>
<tbody>${model.threads.map(
        (
          one,
        ) => html`<tr data-row><td class="title"><a href="${mailPath(view.project, one.messageId)}">${one.subject || '(no subject)'}</a>
<span class="sub">${personName(view, one.sender)}</span></td>
<td class="num" data-label="mails">${one.mails}</td><td class="when" data-label="begun">${time(view, one.startedAt, 'age')}</td>
<td class="when" data-label="newest">${time(view, one.activeAt, 'age')}</td></tr>
`,
      )}</tbody></table>`
}
${pager({
  first: model.before === undefined ? undefined : path,
  next: model.next === undefined ? undefined : withQuery(path, { before: model.next }),
})}`
  return layout(view, { title: 'Threads', place: 'threads', body })
}
