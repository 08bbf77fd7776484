/**
 * A text in `format=flowed` with its soft line breaks undone (RFC 3676): paragraphs in one line each, space-stuffing
 * removed, quotes kept behind ">" marks of their depth. `deleteSpace` is the parameter `DelSp=yes`.
 *
 * A line that ends in a blank goes on in the next one of the same quote depth; the signature line "-- " does not, nor does a
 * line of nothing but blanks: the RFC lets it, but in mails about patches it is an empty line of a diff.
 */
export function unflow(text: string, deleteSpace: boolean): string {
  // Neither a soft break nor a stuffed line: it is as it was written.
  if (!text.includes(' \n') && !text.includes('\n ') && !text.startsWith(' ')) return text
  const lines: string[] = []
  let depth = -1
  let paragraph = ''
  const lineEnds = text.split('\n')
  for (let n = 0; n < lineEnds.length; n++) {
    const line = lineEnds[n] ?? ''
    let quotes = 0
    while (line.charCodeAt(quotes) === GREATER) quotes++
    const stuffed = line.charCodeAt(quotes) === SPACE ? quotes + 1 : quotes
    const content = stuffed === 0 ? line : line.slice(stuffed)
    const isSignature = content === '-- '
    if (depth >= 0 && (depth !== quotes || isSignature)) {
      lines.push(quoted(paragraph, depth))
      depth = -1
      paragraph = ''
    }
    const isFlowed = content.endsWith(' ') && !isSignature && content.trim() !== '' && n < lineEnds.length - 1
    if (isFlowed) {
      paragraph += deleteSpace ? content.slice(0, -1) : content
      depth = quotes
    } else {
      lines.push(quoted(depth >= 0 ? paragraph + content : content, quotes))
      depth = -1
      paragraph = ''
    }
  }
  if (depth >= 0) lines.push(quoted(paragraph, depth))
  return lines.join('\n')
}

const SPACE = 32
const GREATER = 62

function quoted(content: string, depth: number): string {
  if (depth === 0) return content
  return content === '' ? '>'.repeat(depth) : `${'>'.repeat(depth)} ${content}`
}
