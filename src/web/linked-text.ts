import { type Html, html } from './html.ts'

/** Plain text with its web addresses as links; line ends are kept by the style sheet (`.plain-text`). */
export function linkedText(text: string): Html {
  const parts = text.split(/(\bhttps?:\/\/[^\s<>"'`\\^{}|]{1,2000})/)
  return html`${parts.map((part, index) => {
    if (index % 2 === 0) return part
    // What ends a sentence does not belong to the address.
    const address = part.replace(/[.,;:!?)\]]{1,9}$/, '')
    return html`<a href="${address}" rel="nofollow noopener">${address}</a>${part.slice(address.length)}`
  })}`
}
