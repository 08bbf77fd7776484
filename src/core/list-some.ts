/** The first few of a list in words: "a, b, c and 4 more". */
export function listSome(words: readonly string[], most = 3): string {
  const more = words.length - most
  return `${words.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
