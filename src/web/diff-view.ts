import { raw } from 'hono/html'
import type { CommentThread } from '../core/patches/comment-threads.ts'
import { type PatchLine, type PatchText, pathOf } from '../core/patches/patch-text.ts'
import { escapeHtml, type Html, html, NOTHING } from './html.ts'
import { maskIn } from './mail-body.ts'

/** What is drawn of a diff beside its lines. */
export interface DiffExtras {
  /** What the names of its lines begin with, so that they are one of a kind on the page. */
  readonly prefix: string
  /** By line. */
  readonly threads: ReadonlyMap<number, readonly CommentThread[]>
  /** Addresses are written as `name at host`. */
  readonly mask: boolean
  /** Draws a talk below its line. */
  readonly draw: (thread: CommentThread) => Html
}

/** A diff, file by file, with what is said about its lines below them; at most `limit` lines of it. */
export function diffView(patch: PatchText, extras: DiffExtras, limit: number): Html {
  const files = new Map<number, number[]>()
  let left = limit
  let cut = 0
  for (const [n, line] of patch.lines.entries()) {
    if (line.file < 0) continue
    if (left-- <= 0) {
      cut++
      continue
    }
    const lines = files.get(line.file)
    if (lines) lines.push(n)
    else files.set(line.file, [n])
  }
  return html`${[...files].map(([file, lines]) => {
    const header = patch.files[file]
    const change = header === undefined || header.change === 'modified' ? '' : ` (${header.change})`
    return html`<section class="diff-file"><h4 class="mono">${header === undefined ? '' : pathOf(header)}${change}</h4>${pieces(patch, lines, extras)}</section>`
  })}${cut > 0 ? html`<p class="empty">… ${cut} more lines are in the mail.</p>` : NOTHING}`
}

/** The message of a patch, line by line, with what is said about it. */
export function messageView(patch: PatchText, extras: DiffExtras, limit: number): Html {
  const lines: number[] = []
  for (const [n, line] of patch.lines.entries()) {
    if (line.kind !== 'message' || lines.length >= limit) break
    lines.push(n)
  }
  // The last of them is what stands below "---": a diffstat mostly, which the files below tell better.
  const end = lines.findIndex((n) => patch.lines[n]?.text === '---')
  const spoken = lines.findLastIndex((n) => extras.threads.has(n))
  const shown = end < 0 ? lines : lines.slice(0, Math.max(end, spoken + 1))
  return pieces(patch, shown, extras)
}

/** Lines in one piece up to each that is spoken of, and the talk behind it. */
function pieces(patch: PatchText, lines: readonly number[], extras: DiffExtras): Html {
  const out: Html[] = []
  let piece: string[] = []
  const close = (): void => {
    if (piece.length > 0) out.push(html`${raw(`<pre class="code" tabindex="0">${piece.join('')}</pre>`)}`)
    piece = []
  }
  const hasHunks = lines.some((n) => patch.lines[n]?.kind === 'hunk')
  for (const n of lines) {
    const line = patch.lines[n]
    if (line === undefined) continue
    const threads = extras.threads.get(n)
    // What the header of a file says is in its title, unless it says all there is.
    if (line.kind !== 'file' || !hasHunks || threads !== undefined)
      piece.push(lineMarkup(line, `${extras.prefix}${n}`, extras.mask))
    if (threads === undefined) continue
    close()
    for (const thread of threads) out.push(extras.draw(thread))
  }
  close()
  return html`${out}`
}

const CLASSES: Readonly<Record<PatchLine['kind'], string>> = {
  added: 'add',
  deleted: 'del',
  hunk: 'hunk',
  file: 'sig',
  same: 'same',
  message: 'same',
  other: 'sig',
}

function lineMarkup(line: PatchLine, id: string, mask: boolean): string {
  const number = (n: number, width: number): string => `${n === 0 ? '' : n}`.padStart(width)
  const isCode = line.kind === 'added' || line.kind === 'deleted' || line.kind === 'same'
  const numbers = isCode ? `<i class="n">${number(line.old, 5)}${number(line.new, 6)}</i> ` : ''
  return `<span class="${CLASSES[line.kind]}" id="${id}">${numbers}${escapeHtml(mask ? maskIn(line.text) : line.text)}\n</span>`
}
