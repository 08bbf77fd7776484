import type { ReplyEntry } from '../../store/read/version.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { mailPath } from '../links.ts'
import { excerptOf, mailBody, maskIn } from '../mails/mail-body.ts'
import { tagBadge } from '../standing.ts'
import { personName, time, type View } from '../view.ts'
import type { SeriesPage } from './series-page.ts'

/** Deeper than this, replies are drawn at one depth: a page is only so wide. */
const DEPTH = 8

/** The replies to a version: those to the series first, then patch by patch, each below what it answers. */
export function discussion(view: View, model: SeriesPage): Html {
  const { replies, patches } = model.contents
  if (replies.length === 0)
    return html`<h2>Discussion</h2><p class="empty">Nobody has answered this version on the list.</p>`
  const groups = [
    { title: 'To the series', of: undefined },
    ...patches.map((patch) => ({ title: `To patch ${patch.position}: ${patch.title}`, of: patch.message })),
  ]
  const known = new Set(patches.map((patch) => patch.message))
  return html`<h2>Discussion <span class="muted small">${count(replies.length, 'reply', 'replies')}</span></h2>
<div class="replies">${groups.map((group) => {
    const members = replies.filter((reply) =>
      group.of === undefined
        ? reply.patch === undefined || !known.has(reply.patch)
        : reply.patch === group.of,
    )
    return members.length === 0
      ? NOTHING
      : html`<h3>${groups.length > 2 || group.of === undefined ? group.title : 'To the patch'}</h3>${forest(view, model, members)}`
  })}</div>`
}

function forest(view: View, model: SeriesPage, members: readonly ReplyEntry[]): Html {
  const here = new Set(members.map((one) => one.message))
  const children = new Map<number, ReplyEntry[]>()
  const roots: ReplyEntry[] = []
  for (const one of members) {
    if (one.parent === undefined || !here.has(one.parent)) roots.push(one)
    else children.set(one.parent, [...(children.get(one.parent) ?? []), one])
  }
  const draw = (list: readonly ReplyEntry[], depth: number): Html =>
    html`<ul>${list.map((one) => {
      const below = children.get(one.message) ?? []
      return html`<li data-row>${replyBox(view, model, one)}${
        below.length === 0 || depth >= DEPTH ? NOTHING : draw(below, depth + 1)
      }</li>${depth >= DEPTH ? below.map((child) => flat(child)) : NOTHING}`
    })}</ul>`
  // Beyond the depth that is drawn, answers follow each other; a queue, so that a long chain needs no deep stack.
  const flat = (first: ReplyEntry): Html => {
    const out: Html[] = []
    const open = [first]
    for (let one = open.shift(); one !== undefined; one = open.shift()) {
      out.push(html`<li data-row>${replyBox(view, model, one)}</li>`)
      open.unshift(...(children.get(one.message) ?? []))
    }
    return html`${out}`
  }
  return draw(roots, 1)
}

function replyBox(view: View, model: SeriesPage, reply: ReplyEntry): Html {
  const tags = model.contents.trailers.filter(
    (one) => one.message === reply.message && one.personal && one.origin === 'reply',
  )
  const text = model.texts.get(reply.message)
  const path = mailPath(view.project, reply.messageId)
  const marks = html`${[...new Set(tags.map((tag) => tag.key))].map(tagBadge)}${
    reply.proposal
      ? html` <span class="tag" title="it holds a diff of its own: shown, and matched to commits">proposal</span>`
      : NOTHING
  }`
  if (text === undefined)
    return html`<p class="small">${personName(view, reply.sender)} <span class="muted">${time(view, reply.at)}</span>${marks} · <a href="${path}">read</a></p>`
  const excerpt = excerptOf(text)
  return html`<details><summary>${personName(view, reply.sender)} <span class="muted small">${time(view, reply.at)}</span>${marks}<span class="excerpt">${
    view.site.maskAddresses ? maskIn(excerpt) : excerpt
  }</span></summary>
<div class="in"><p class="small"><a href="${path}">This mail by itself</a></p>${mailBody(text, { mask: view.site.maskAddresses, limit: 40_000 })}</div></details>`
}
