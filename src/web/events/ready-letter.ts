import { type Html, html, NOTHING } from '../html.ts'

/** A mail that somebody sends from their own mail program. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** What mail programs take as an address. */
const MOST_MAILTO = 6_000

/** The address by which a mail program opens a mail; `undefined` where it is too long for that. */
export function mailtoOf({ to, subject, text }: Letter): string | undefined {
  const body = encodeURIComponent(text.replaceAll('\n', '\r\n'))
  const address = `mailto:${encodeURIComponent(to).replace(/%40/g, '@')}?subject=${encodeURIComponent(subject)}&body=${body}`
  return address.length > MOST_MAILTO ? undefined : address
}

/** A mail ready to be sent: to be opened in the mail program, or copied. */
export function readyLetter(title: string, letter: Letter): Html {
  const mailto = mailtoOf(letter)
  return html`<details><summary>${title}</summary>${mailto === undefined ? NOTHING : html`<p class="links"><a href="${mailto}">Open in the mail program</a></p>`}
<pre class="command">To: ${letter.to}
Subject: ${letter.subject}

${letter.text}</pre></details>`
}
