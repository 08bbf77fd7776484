import type { MailEntry } from '../../store/read/message.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { mailPath } from '../links.ts'
import { nameOf, time, type View } from '../view.ts'

/** Deeper than this, answers are drawn at one depth. */
const DEPTH = 12

/** A thread as nested lists; a subject is repeated only where it changes. `here` is marked. */
export function threadTree(view: View, mails: readonly MailEntry[], here: number): Html {
  const known = new Set(mails.map((one) => one.message))
  const children = new Map<number, MailEntry[]>()
  const roots: MailEntry[] = []
  for (const one of mails) {
    if (one.parent === undefined || !known.has(one.parent)) roots.push(one)
    else children.set(one.parent, [...(children.get(one.parent) ?? []), one])
  }
  const row = (one: MailEntry, above: string | undefined): Html => {
    const subject = one.subject || '(no subject)'
    const same = above !== undefined && bare(subject) === bare(above)
    const words = same ? nameOf(view, one.sender) : subject
    const link =
      one.message === here
        ? html`<span class="here" aria-current="page">${words}</span>`
        : html`<a href="${mailPath(view.project, one.messageId)}">${words}</a>`
    return html`<span class="row">${link} <span class="muted small">${same ? NOTHING : html`${nameOf(view, one.sender)}, `}${time(view, one.at)}</span></span>`
  }
  const draw = (list: readonly MailEntry[], above: string | undefined, depth: number): Html =>
    html`<ul>${list.map((one) => {
      const below = children.get(one.message) ?? []
      if (below.length === 0) return html`<li data-row>${row(one, above)}</li>\n`
      if (depth < DEPTH)
        return html`<li data-row>${row(one, above)}${draw(below, one.subject, depth + 1)}</li>\n`
      return html`<li data-row>${row(one, above)}</li>\n${flat(below, one.subject)}`
    })}</ul>`
  // A queue in place of calls: a chain of ten thousand answers must not exhaust the stack.
  const flat = (list: readonly MailEntry[], above: string): Html => {
    const out: Html[] = []
    const open = list.map((mail) => ({ mail, above }))
    for (let one = open.shift(); one !== undefined; one = open.shift()) {
      out.push(html`<li data-row>${row(one.mail, one.above)}</li>\n`)
      const subject = one.mail.subject
      open.unshift(...(children.get(one.mail.message) ?? []).map((mail) => ({ mail, above: subject })))
    }
    return html`${out}`
  }
  return html`<div class="thread">${draw(roots, undefined, 1)}</div>`
}

/** A subject without the marks of an answer. */
function bare(subject: string): string {
  let rest = subject.trim()
  for (let i = 0; i < 5 && /^(?:re|aw|antw|sv|fwd?)\s?:/i.test(rest); i++)
    rest = rest.slice(rest.indexOf(':') + 1).trimStart()
  return rest
}
