import { findTrailers, formatTrailer, type Trailer } from './trailers.ts'

/** A tag that was given on the list, ready to be written into a patch. */
export interface CollectedTag {
  readonly key: string
  readonly name: string
  readonly address: string
}

/**
 * The text of a patch mail with tags written into its commit message: below the trailers that stand there, in the order
 * given, each once. A tag that the message has already (same key and address) is not written again.
 *
 * The message ends at the first `---` line, else where the diff begins; a text without either gets its tags at the end.
 */
export function addTags(text: string, tags: readonly CollectedTag[]): string {
  const lines = text.split('\n')
  let end = lines.findIndex(
    (line) => line === '---' || line.startsWith('diff --git ') || /^(?:--- a\/|Index: )/.test(line),
  )
  if (end < 0) end = lines.length
  const message = lines.slice(0, end)
  const present = new Set(findTrailers(message, undefined).map(nameOf))
  const fresh = tags.filter((tag) => {
    const name = nameOf(tag)
    if (present.has(name)) return false
    present.add(name)
    return true
  })
  if (fresh.length === 0) return text
  while (message.length > 0 && message.at(-1)?.trim() === '') message.pop()
  const last = message.at(-1) ?? ''
  const isBlock = findTrailers([last], undefined).length > 0
  const added = fresh.map((tag) => formatTrailer(trailerOf(tag)))
  return [...message, ...(isBlock || message.length === 0 ? [] : ['']), ...added, ...lines.slice(end)].join(
    '\n',
  )
}

function nameOf(tag: Pick<Trailer, 'key' | 'name' | 'address'>): string {
  return `${tag.key.toLowerCase()} ${tag.address === '' ? tag.name.toLowerCase() : tag.address}`
}

function trailerOf(tag: CollectedTag): Trailer {
  const value = tag.name === '' ? tag.address : tag.address === '' ? tag.name : `${tag.name} <${tag.address}>`
  return { ...tag, value, note: undefined, typo: false }
}
