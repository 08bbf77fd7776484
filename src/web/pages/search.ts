import type { MailEntry } from '../../store/read/message.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { mailPath, projectPath, withQuery } from '../links.ts'
import { pager } from '../listing.ts'
import { personName, time, type View } from '../view.ts'

/** What a search found. */
export interface SearchPage {
  readonly words: string
  readonly order: 'rank' | 'time'
  readonly mails: readonly MailEntry[]
  readonly total: number
  /** There are more than `total`. */
  readonly more: boolean
  readonly offset: number
  readonly next: number | undefined
}

const KINDS: Readonly<Record<string, string>> = {
  patch: 'patch',
  cover: 'cover letter',
  pull: 'pull request',
  reply: 'reply',
  bot: 'bot',
  other: '',
}

/** Mails by their words. */
export function searchPage(view: View, model: SearchPage): Html {
  const path = `${projectPath(view.project)}search`
  const link = (query: {
    readonly order?: string | undefined
    readonly offset?: number | undefined
  }): string =>
    withQuery(path, { q: model.words, order: model.order === 'rank' ? 'rank' : undefined, ...query })
  const body = html`<div class="head-row"><h1>Search</h1>${
    model.words === ''
      ? NOTHING
      : html`<p class="muted">${model.more ? 'more than ' : ''}${count(model.total, 'mail')} · ${
          model.order === 'rank'
            ? html`best first · <a href="${link({ order: undefined })}">newest first</a>`
            : html`newest first · <a href="${link({ order: 'rank' })}">best first</a>`
        }</p>`
  }</div>
<form class="filters" method="get" action="${path}" role="search" aria-label="Search again"><div class="line">
<label class="field grow">Words in subject, sender or text <input type="search" name="q" value="${model.words}" maxlength="400"></label><button>Search</button></div>
<p class="small muted">All words must occur. <code>"…"</code> a phrase, <code>-word</code> without it, <code>word*</code> its beginnings,
<code>OR</code> between words, <code>subject:</code>, <code>from:</code> or <code>body:</code> before one.</p></form>
${
  model.words === ''
    ? NOTHING
    : model.mails.length === 0
      ? html`<p class="empty"><strong>No mail holds “${model.words}”.</strong> Fewer words find more; <code>word*</code> finds words that begin so.</p>`
      : html`<table class="rows"><caption class="hidden-text">Mails that were found</caption>
<thead><tr><th scope="col">Mail</th><th scope="col">Kind</th><th scope="col">Date</th></tr></thead>
<tbody>${model.mails.map(
          (
            mail,
          ) => html`<tr data-row><td class="title"><a href="${mailPath(view.project, mail.messageId)}">${mail.subject || '(no subject)'}</a>
<span class="sub">${personName(view, mail.sender)}</span></td><td class="when">${KINDS[mail.kind] ?? ''}</td><td class="when">${time(view, mail.at, 'day+age')}</td></tr>
`,
        )}</tbody></table>`
}
${pager({
  first: model.offset === 0 ? undefined : link({}),
  next: model.next === undefined ? undefined : link({ offset: model.next }),
})}`
  return layout(view, {
    title: model.words === '' ? 'Search' : `“${model.words}”`,
    place: 'search',
    body,
    query: model.words,
  })
}
