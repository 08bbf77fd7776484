import { html as tag } from 'hono/html'

/** Markup that is ready to be sent: everything that was put into it has been escaped. */
export type Html = ReturnType<typeof tag>

/** Escapes what it is given, except other `Html`; `undefined`, `null` and booleans are left out. */
export const html = tag

/** Nothing. */
export const NOTHING: Html = tag``

/**
 * Characters that reorder, hide or join text in ways that no reader sees: control characters, bidirectional
 * marks, invisible separators and signs. A title could pretend to be another with them.
 */
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/** Names every character that cannot be seen: `⟨U+202E⟩`. No page of ours holds any, so whole pages go through it. */
export function showInvisible(text: string): string {
  return text.replace(
    INVISIBLE,
    (mark) => `⟨U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  )
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it stands in markup or in a quoted attribute; for what is built line by line, where `html` would be slow. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => ESCAPES[mark] ?? mark)
}

/** `1 patch`, `2 patches`, `1,204 mails`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${formatNumber(n)} ${n === 1 ? one : many}`
}

/** With a comma between thousands. */
export function formatNumber(n: number): string {
  return n.toLocaleString('en-GB')
}

/** `93 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
