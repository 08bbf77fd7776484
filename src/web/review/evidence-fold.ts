import type { OpenItem } from '../../core/status/open-items.ts'
import type { Evidence } from '../../store/read/evidence.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { evidencePath } from '../links.ts'
import { maskIn } from '../mails/mail-body.ts'
import { nameOf, time, type View } from '../view.ts'

/** A mail or commit that a statement rests on. */
export interface Ground {
  /** Message-ID or hash. */
  readonly id: string
  /** What of it matters: words of it, as far as they are at hand. */
  readonly words?: string | undefined
  /** What it is to the statement. */
  readonly note?: string | undefined
}

/** Grounds that are listed; the rest is counted. */
const MOST = 30

/** What a statement rests on, folded away: each mail and commit with who, when, its title and the words that matter. */
export function evidenceFold(
  view: View,
  known: ReadonlyMap<string, Evidence>,
  grounds: readonly Ground[],
  label = 'evidence',
): Html {
  const each = [...new Map(grounds.map((one) => [`${one.id} ${one.note ?? ''}`, one])).values()]
  if (each.length === 0) return NOTHING
  return html`<details class="evidence"><summary class="small">${label}</summary><ul>${each
    .slice(0, MOST)
    .map((one) => groundLine(view, known.get(one.id), one))}${
    each.length > MOST ? html`<li class="muted">… and ${each.length - MOST} more</li>` : NOTHING
  }</ul></details>`
}

function groundLine(view: View, found: Evidence | undefined, { id, words, note }: Ground): Html {
  const href = evidencePath(view.project, id)
  const shown = words?.trim()
  return html`<li>${note === undefined ? NOTHING : html`${note}: `}${
    found === undefined
      ? html`<a class="mono" href="${href}">${id}</a> <span class="muted">(not here)</span>`
      : html`<a href="${href}">${found.title || '(no subject)'}</a> <span class="muted">${
          found.kind === 'commit' ? 'commit by ' : ''
        }${nameOf(view, found.person)}, ${time(view, found.at)}</span>`
  }${
    shown === undefined || shown === ''
      ? NOTHING
      : html`<q>${view.site.maskAddresses ? maskIn(shown) : shown}</q>`
  }</li>`
}

/** What reviewers still wait for, each as the ground of a statement. */
export function groundsOfItems(items: readonly OpenItem[]): readonly Ground[] {
  return items.map((item) => ({ id: item.messageId, words: item.excerpt, note: ITEM_WORDS[item.kind] }))
}

/** What a line of a list rests on: its own mail or commit, and what reviewers still wait for. */
export function groundsOf(
  evidence: string | undefined,
  items: readonly OpenItem[] | undefined,
): readonly Ground[] {
  const open = groundsOfItems(items ?? [])
  return evidence === undefined || open.some((one) => one.id === evidence)
    ? open
    : [{ id: evidence }, ...open]
}

const ITEM_WORDS: Readonly<Record<OpenItem['kind'], string>> = {
  objection: 'objection',
  condition: 'condition',
  question: 'question',
  request: 'request',
}
