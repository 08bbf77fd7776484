import { raw } from 'hono/html'
import type { CommentThread } from '../../core/patches/comment-threads.ts'
import type { FileHeader } from '../../core/patches/diff-scan.ts'
import { type ApplyProblem, listFilePatches } from '../../core/patches/file-patches.ts'
import { type PatchLine, type PatchText, pathOf } from '../../core/patches/patch-text.ts'
import { escapeHtml, type Html, html, NOTHING } from '../html.ts'
import { maskIn } from '../mails/mail-body.ts'

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
  const changes = listFilePatches(patch)
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
  return html`${patch.files.map((header, file) => {
    const lines = files.get(file) ?? []
    // Of a rename or a change of mode there may be nothing but its header.
    if (lines.length === 0 && left < 0 && header.change === 'modified' && !header.binary) return NOTHING
    return html`<section class="diff-file"><h3 class="mono">${pathOf(header)}${changeOf(header)}</h3>${problemLine(changes[file]?.problem)}${pieces(patch, lines, extras)}</section>`
  })}${cut > 0 ? html`<p class="empty">… ${cut} more lines are in the mail.</p>` : NOTHING}`
}

/** What happens to the file as a whole, behind its name. */
function changeOf({ change, oldPath, oldMode, newMode }: FileHeader): string {
  const words = [
    change === 'renamed' || change === 'copied'
      ? `${change} from ${oldPath ?? '?'}`
      : change === 'modified'
        ? ''
        : change,
    oldMode !== undefined && newMode !== undefined && oldMode !== newMode
      ? `mode ${oldMode} to ${newMode}`
      : '',
  ].filter((word) => word !== '')
  return words.length === 0 ? '' : ` (${words.join(', ')})`
}

const PROBLEMS: Readonly<Record<ApplyProblem, string>> = {
  binary:
    'A binary change: there are no lines to show, and whether it applies cannot be tried from the mail.',
  damaged:
    'Damaged: a hunk has other lines than its header says, as when a mail program wrapped or cut them. Git refuses it.',
  submodule: 'It moves a submodule to another commit.',
}

function problemLine(problem: ApplyProblem | undefined): Html {
  return problem === undefined ? NOTHING : html`<p class="problem small">${PROBLEMS[problem]}</p>`
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
