/**
 * The Message-IDs that a line of text names: as a part of an archive's URL (lore, public-inbox, msgid.link,
 * Patchwork: any part of the path with an "@" in it) or in angle brackets. Without brackets, in order.
 *
 * An address in angle brackets is no Message-ID: only what no person's address looks like is taken (many digits,
 * or great length), unless the line is known to name mails (`namesMails`).
 */
export function findWrittenIds(line: string, namesMails = false): readonly string[] {
  const found: string[] = []
  const text = line.length > 2000 ? line.slice(0, 2000) : line
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const url = /^[^\s<>"'`\]]{1,1000}/.exec(text.slice(at + 3))?.[0] ?? ''
    const id = idOfUrl(url)
    if (id !== undefined) found.push(id)
  }
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const close = text.indexOf('>', at)
    if (close < 0) break
    const inside = text.slice(at + 1, close).trim()
    if (!inside.includes('://') && isMessageId(inside) && (namesMails || isNoAddress(inside)))
      found.push(inside)
  }
  return found
}

function idOfUrl(url: string): string | undefined {
  // The host is no part of the path; what stands behind "#" and "?" neither, but for `?i=` of marc.info.
  const [path = '', query = ''] = url.split('#', 1)[0]?.split('?', 2) ?? []
  const segments = path.split('/').slice(1)
  for (const segment of [...segments, query.startsWith('i=') ? (query.slice(2).split('&')[0] ?? '') : '']) {
    if (!segment.includes('@') && !/%40/i.test(segment)) continue
    const id = decode(segment)
      .replace(/[).,;:]{1,9}$/, '')
      .replace(/^</, '')
      .replace(/>$/, '')
    if (isMessageId(id)) return id
  }
  return undefined
}

function decode(segment: string): string {
  return segment.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

function isMessageId(text: string): boolean {
  const at = text.indexOf('@')
  return (
    at > 0 &&
    at < text.length - 1 &&
    text.length <= 250 &&
    !/[\s<>"]/.test(text) &&
    text.lastIndexOf('@') === at
  )
}

/** Six digits in its first part, or longer than people's names are. */
function isNoAddress(id: string): boolean {
  const local = id.slice(0, id.indexOf('@'))
  return local.length >= 28 || (local.length >= 10 && local.replace(/\D/g, '').length >= 6)
}
