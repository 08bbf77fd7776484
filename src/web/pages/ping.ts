import type { PingDraft } from '../../core/status/ping-draft.ts'
import { formatMailto, type MailDraft } from '../../exports/mail-file.ts'
import type { VersionEntry } from '../../store/read/lineage.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { seriesPath } from '../links.ts'
import { fullName, type View } from '../view.ts'

/** The draft of a mail that asks what became of a series. */
export interface PingPage {
  readonly shown: VersionEntry
  readonly draft: PingDraft
}

/** A draft as a mail file holds it: whoever sends it puts their own name on it. */
export function mailOfDraft(draft: PingDraft): MailDraft {
  return {
    from: undefined,
    to: draft.to,
    cc: draft.cc,
    subject: draft.subject,
    at: undefined,
    messageId: undefined,
    inReplyTo: draft.inReplyTo,
    references: draft.references,
    text: draft.text,
  }
}

/** The draft in three forms: a link for a mail program, a file, and text to copy. Nothing is sent from here. */
export function pingPage(view: View, { shown, draft }: PingPage): Html {
  const path = seriesPath(view.project, shown.name)
  const mailto = view.site.maskAddresses ? undefined : formatMailto(mailOfDraft(draft))
  const people = (some: PingDraft['to']): string => some.map((one) => fullName(view, one)).join(', ')
  const body = html`
<p class="crumbs"><a href="${path}">${shown.title || '(no subject)'}</a></p>
<h1>Draft of a mail</h1>
<p class="lead">A polite reply to whoever can act, everybody else who took part in Cc. Nothing is sent from here: read it,
change it, and send it as your own.</p>
<p>${mailto === undefined ? NOTHING : html`<a href="${mailto}">Open in a mail program</a> · `}<a href="${path}/ping.eml">as a mail file (.eml)</a></p>
<dl class="facts"><dt>To</dt><dd>${people(draft.to)}</dd>
${draft.cc.length === 0 ? NOTHING : html`<dt>Cc</dt><dd>${people(draft.cc)}</dd>`}
<dt>Subject</dt><dd>${draft.subject}</dd>
<dt>In-Reply-To</dt><dd class="mono">&lt;${draft.inReplyTo}&gt;</dd></dl>
<pre class="mail mail-box" tabindex="0">${draft.text}</pre>`
  return layout(view, { title: `Ask about ${shown.title}`, place: 'series', body })
}
