import type { Address } from '../mail/message.ts'
import { parseAddress } from '../people/written-person.ts'

const HEADERS = /^(?:from|date|subject|author|sent|to|cc|message-id|x-[a-z-]{1,30}):/i

/**
 * The person of the `From:` line with which a mail's text begins: who wrote the change, if it is not the sender.
 * `undefined` where the text begins otherwise. Blank lines and the other headers that git allows there may come
 * before it, and the `From <sha>` line of an attached patch.
 */
export function findInBodyAuthor(text: string): Address | undefined {
  let at = 0
  for (let count = 0; count < 20 && at < text.length; count++) {
    let end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    const line = text.slice(at, Math.min(end, at + 1000)).trim()
    at = end + 1
    if (line === '') continue
    if (/^(?:from|author):/i.test(line)) {
      const next =
        text
          .slice(at, at + 300)
          .split('\n', 1)[0]
          ?.trim() ?? ''
      const value = line.slice(line.indexOf(':') + 1).trim()
      return parseAddress(!value.includes('@') && next.startsWith('<') ? `${value} ${next}` : value)
    }
    if (!HEADERS.test(line) && !/^From [0-9a-f]{40} /.test(line)) return undefined
  }
  return undefined
}
