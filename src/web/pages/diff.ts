import type { Comment } from '../../core/patches/comment.ts'
import type { CommentThread, LineFate, TalkState } from '../../core/patches/comment-threads.ts'
import type { PatchText } from '../../core/patches/patch-text.ts'
import type { OpenItem } from '../../core/status/open-items.ts'
import type { LineageStory, VersionEntry } from '../../store/read/lineage.ts'
import type { PatchEntry, ReplyEntry } from '../../store/read/version.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { mailPath, seriesPath, withQuery } from '../links.ts'
import { changeSize } from '../listing.ts'
import { mailBody } from '../mails/mail-body.ts'
import { diffView, messageView } from '../review/diff-view.ts'
import { versionLabel } from '../standing.ts'
import { nameOf, personName, time, type View } from '../view.ts'

/** One patch with what is said about it. */
export interface ReviewedPatch {
  readonly entry: PatchEntry
  /** `undefined`: too long to be shown among others. */
  readonly text: PatchText | undefined
  readonly threads: readonly CommentThread[]
  /** What was wrong with its mail. */
  readonly problems: readonly { readonly place: string; readonly what: string }[]
  /** It came as an attachment. */
  readonly isAttached: boolean
  /** What the next version made of its lines, and which version that is. */
  readonly next:
    | { readonly messageId: string; readonly fateOf: (line: number) => LineFate | undefined }
    | undefined
}

/** The patches of a version as diffs, with the comments at their lines. */
export interface DiffPage {
  readonly story: LineageStory
  readonly shown: VersionEntry
  readonly patches: readonly ReviewedPatch[]
  /** Only the patch in this slot. */
  readonly only: number | undefined
  readonly replies: ReadonlyMap<string, ReplyEntry>
  /** By the mail that raised them. */
  readonly items: ReadonlyMap<string, OpenItem>
}

/** Lines of diffs that one page shows, and that each patch of many may take. */
const PAGE_LINES = 8000
const PATCH_LINES = 3000

/** The patches of a version with the review at the code that it speaks of. */
export function diffPage(view: View, model: DiffPage): Html {
  const { story, shown } = model
  const path = seriesPath(view.project, shown.name)
  const talks = model.patches.reduce((sum, one) => sum + one.threads.length, 0)
  let left = PAGE_LINES
  const body = html`
<p class="crumbs"><a href="${path}">${shown.title || '(no subject)'}</a></p>
<h1>Patches and comments</h1>
<p class="lead">${versionLabel(shown)}: ${count(model.patches.length, 'patch', 'patches')}${
    model.only === undefined ? NOTHING : html` (<a href="${path}/diff">show all</a>)`
  }, ${
    talks === 0
      ? 'no comments yet'
      : html`${count(talks, 'talk')} about ${model.patches.length === 1 ? 'it' : 'them'}, each at the line that was quoted above it`
  }.</p>
<nav aria-label="Versions"><ul class="tabs">${story.versions.map(
    (one) =>
      html`<li><a href="${withQuery(`${seriesPath(view.project, one.name)}/diff`, { asOf: view.pastDay })}"${one.id === shown.id ? html` aria-current="page"` : NOTHING}>${versionLabel(one)} <span class="small muted">${one.at.slice(0, 10)}</span></a></li>`,
  )}</ul></nav>
${model.patches.length === 0 ? html`<p class="empty">None of its patches reached the list.</p>` : NOTHING}
${model.patches.map((patch) => {
  const limit = Math.min(left, model.only === undefined ? PATCH_LINES : PAGE_LINES)
  left -= Math.min(limit, patch.text?.lines.length ?? 0)
  return patchSection(view, model, patch, Math.max(limit, 0))
})}`
  return layout(view, { title: `Patches of ${shown.title}`, place: 'series', body })
}

function patchSection(view: View, model: DiffPage, patch: ReviewedPatch, limit: number): Html {
  const { entry, text, threads } = patch
  const head = html`<h2 id="patch-${entry.position}">${entry.position}. <a href="${mailPath(view.project, entry.messageId)}">${entry.title || '(no subject)'}</a></h2>
<p class="small muted">${personName(view, entry.author)}, ${time(view, entry.at)} · ${changeSize(entry.additions, entry.deletions)} in ${count(entry.files.length, 'file')} · ${threads.length === 0 ? 'no comments' : count(threads.length, 'talk')}${
    patch.next === undefined
      ? NOTHING
      : html` · <a href="${mailPath(view.project, patch.next.messageId)}">next version</a>`
  }</p>`
  if (text === undefined || limit === 0)
    return html`${head}<p class="empty">Too long for this page: <a href="${withQuery(`${seriesPath(view.project, model.shown.name)}/diff`, { patch: entry.position })}">this patch alone</a>, or <a href="${mailPath(view.project, entry.messageId)}">the mail</a>.</p>`
  const draw = (thread: CommentThread): Html => talk(view, model, patch, thread)
  const byLine = new Map<number, CommentThread[]>()
  for (const thread of threads)
    if (thread.line !== undefined) byLine.set(thread.line, [...(byLine.get(thread.line) ?? []), thread])
  const extras = { prefix: `p${entry.position}-`, threads: byLine, mask: view.site.maskAddresses, draw }
  // A line that a mail program made is in no file: what is said about it is not lost with it.
  const isNowhere = (line: number): boolean => {
    const found = text.lines[line]
    return found === undefined || (found.file < 0 && found.kind !== 'message')
  }
  const whole = threads.filter((thread) => thread.line === undefined || isNowhere(thread.line))
  return html`${head}${notes(patch, text)}
<details open><summary class="small muted">Message</summary>${messageView(text, extras, 400)}</details>
${diffView(text, extras, limit)}
${whole.length === 0 ? NOTHING : html`<h3>About the whole</h3>${whole.map(draw)}`}`
}

/** What a reader should know of the mail before they trust what is shown of it. */
function notes(patch: ReviewedPatch, text: PatchText): Html {
  const lines = [
    ...(patch.isAttached ? ['It came as an attachment.'] : []),
    ...(text.files.length === 0 ? ['There is no change in it that git could read.'] : []),
    ...patch.problems.slice(0, 10).map(({ place, what }) => `${place}: ${what}`),
  ]
  return lines.length === 0
    ? NOTHING
    : html`<ul class="problem small">${lines.map((line) => html`<li>${line}</li>`)}</ul>`
}

const FATES: Readonly<Record<LineFate, string>> = {
  changed: 'the next version changed this line',
  near: 'the next version changed lines next to it',
  kept: 'the next version left this line as it was',
  gone: 'the next version no longer touches this file',
}

const TALKS: Readonly<Record<TalkState, string>> = {
  open: 'waits for an answer',
  promised: 'promised',
  answered: 'answered',
  settled: 'settled',
}

function talk(view: View, model: DiffPage, patch: ReviewedPatch, thread: CommentThread): Html {
  const [first] = thread.comments
  const item = first === undefined ? undefined : model.items.get(first.messageId)
  const fate = thread.line === undefined ? undefined : patch.next?.fateOf(thread.line)
  const notes = [talkWords(view, thread.state, item), ...(fate === undefined ? [] : [FATES[fate]])]
  return html`<div class="talk ${thread.state}"><p class="small muted">${notes.join(' · ')}</p>${thread.comments.map(
    (comment) => commentBox(view, model, comment),
  )}</div>`
}

/** Where a talk stands; who holds it, where the mail that began it is an open item. */
function talkWords(view: View, state: TalkState, item: OpenItem | undefined): string {
  if (item?.state === 'to-verify') return `${nameOf(view, item.holder)} is to look at the new version`
  if (state === 'open' && item !== undefined) return `${nameOf(view, item.holder)} is to answer`
  if (state === 'answered' && item !== undefined)
    return `answered; ${nameOf(view, item.holder)} is to say whether it will do`
  return TALKS[state]
}

function commentBox(view: View, model: DiffPage, comment: Comment): Html {
  const reply = model.replies.get(comment.messageId)
  return html`<div class="comment"><p class="small">${
    reply === undefined
      ? NOTHING
      : html`${personName(view, reply.sender)} <span class="muted">${time(view, reply.at)}</span> · `
  }<a href="${mailPath(view.project, comment.messageId)}">mail</a>${
    comment.place.kind === 'lost'
      ? html` <span class="muted">(the lines that it quotes were not found)</span>`
      : NOTHING
  }</p>${mailBody(comment.text, { mask: view.site.maskAddresses, limit: 20_000 })}</div>`
}
