import type { Message, Part } from '../../core/mail/message.ts'
import type { Variant } from '../../store/inputs/raw.ts'
import type { MailEntry, MailRecord } from '../../store/read/message.ts'
import { count, formatNumber, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { mailPath, projectPath, seriesPath, withQuery } from '../links.ts'
import { mailBody } from '../mails/mail-body.ts'
import { threadTree } from '../mails/thread-tree.ts'
import { formatInstant, fullName, personName, showAddress, time, type View } from '../view.ts'

/** One mail, read from its octets, and the thread around it. */
export interface MailPage {
  readonly mail: MailRecord
  readonly message: Message
  /** Only the beginning of the mail was read. */
  readonly cut: boolean
  /** Its header lines as they came. */
  readonly headers: string
  /** Other octets that came under the same Message-ID, the shown one included. */
  readonly variants: readonly Variant[]
  /** The variant that is shown. */
  readonly digest: string
  readonly thread: readonly MailEntry[]
  /** The thread has more mails than are listed. */
  readonly threadCut: boolean
}

/** Addresses of a header that are listed one by one; the rest is counted. */
const MOST_RECIPIENTS = 25

/** A mail: who, when, what it says, what hangs on it, and where it stands in its thread. */
export function mailPage(view: View, model: MailPage): Html {
  const { mail, message } = model
  const path = mailPath(view.project, mail.messageId)
  const variant = model.digest === mail.digest ? {} : { digest: model.digest }
  const body = html`
<p class="crumbs"><a href="${projectPath(view.project)}threads">Threads</a>${
    mail.series === undefined
      ? NOTHING
      : html` / <a href="${seriesPath(view.project, mail.series.name)}">${mail.series.title || 'its series'}</a>`
  }</p>
<h1>${message.subject || '(no subject)'}</h1>
<dl class="facts">
<dt>From</dt><dd>${personName(view, mail.sender, mail.senderId)}${mail.sender.name === '' ? NOTHING : html` <span class="muted">&lt;${showAddress(view, mail.sender.address)}&gt;</span>`}${
    mail.author.address === mail.sender.address
      ? NOTHING
      : html` <span class="muted">for the author ${fullName(view, mail.author)}</span>`
  }</dd>
<dt>Date</dt><dd>${time(view, mail.at, 'minute')} <span class="muted">(${time(view, mail.at, 'age')})</span>${clock(view, mail)}</dd>
${recipients(view, 'To', message.to)}${recipients(view, 'Cc', message.cc)}
<dt>Message-ID</dt><dd class="mono">${mail.messageId}</dd>
${mail.parents[0] === undefined ? NOTHING : parent(view, model, mail.parents[0])}
<dt>Lists</dt><dd>${mail.lists.join(', ')}</dd>
<dt>Download</dt><dd><a href="${withQuery(`${path}/raw`, variant)}" rel="nofollow">raw mail</a> <span class="muted">(${formatNumber(mail.size)} octets)</span></dd>
${variants(view, model)}
</dl>
${
  mail.problems.length === 0
    ? NOTHING
    : html`<div class="banner past"><p><strong>This mail could not be read whole.</strong></p><ul>${mail.problems.map(
        (problem) => html`<li>${problem.place}: ${problem.what}</li>`,
      )}</ul></div>`
}
<details><summary class="small muted">All headers</summary><div class="mail-box">${mailBody(model.headers, {
    mask: view.site.maskAddresses,
    plain: true,
  })}</div></details>
${model.cut ? html`<p class="banner past">This mail is very large: only its beginning is shown.</p>` : NOTHING}
<div class="mail-box">${mailBody(message.text, { mask: view.site.maskAddresses })}</div>
${attachments(message.parts)}
<h2>Thread <span class="muted small">${model.threadCut ? `the first ${model.thread.length} mails` : count(model.thread.length, 'mail')}</span></h2>
${threadTree(view, model.thread, mail.message)}`
  return layout(view, { title: message.subject || '(no subject)', place: undefined, body })
}

/** The Date header and the time of receipt, where they are not the instant that is used. */
function clock(view: View, mail: MailRecord): Html {
  if (mail.sentAt === mail.at) return NOTHING
  const said = mail.sentAt === undefined ? 'no date that can be read' : formatInstant(mail.sentAt, view.zone)
  return html` <span class="muted">· its own clock said ${said}; the time of receipt is used</span>`
}

function recipients(view: View, name: string, people: Message['to']): Html {
  if (people.length === 0) return NOTHING
  const shown = people.slice(0, MOST_RECIPIENTS)
  const rest = people.length - shown.length
  return html`<dt>${name}</dt><dd>${shown.map((one) => fullName(view, one)).join(', ')}${rest === 0 ? '' : ` and ${rest} more`}</dd>`
}

function parent(view: View, model: MailPage, messageId: string): Html {
  const known = model.thread.find((one) => one.messageId === messageId)
  return html`<dt>Answers</dt><dd>${
    known === undefined
      ? html`<span class="mono">${messageId}</span> <span class="muted">(not in this archive)</span>`
      : html`<a href="${mailPath(view.project, messageId)}">${known.subject || '(no subject)'}</a>`
  }</dd>`
}

function variants(view: View, model: MailPage): Html {
  if (model.variants.length < 2) return NOTHING
  const path = mailPath(view.project, model.mail.messageId)
  return html`<dt>Variants</dt><dd>${model.variants.map(
    (one) =>
      html`<div>${
        one.digest === model.digest
          ? html`<strong class="mono">${one.digest.slice(0, 12)}</strong> shown`
          : html`<a class="mono" href="${withQuery(path, { digest: one.digest })}">${one.digest.slice(0, 12)}</a>`
      } <span class="muted">${formatNumber(one.size)} octets, by ${one.lists.join(', ')}</span></div>`,
  )}<span class="muted small">The same Message-ID came with different content: all of it is kept.</span></dd>`
}

function attachments(parts: readonly Part[]): Html {
  const other = parts.filter(
    (part) => part.attachment || part.filename !== undefined || part.text === undefined,
  )
  if (other.length === 0) return NOTHING
  return html`<h2>Attachments</h2>
<ul>${other
    .slice(0, 200)
    .map(
      (part) =>
        html`<li>${part.filename ?? '(no name)'} <span class="muted">${part.contentType}, ${formatNumber(part.size)} octets</span></li>`,
    )}</ul>${other.length > 200 ? html`<p class="muted">and ${other.length - 200} more</p>` : NOTHING}
<p class="muted small">They are inside the raw mail.</p>`
}
