/** A message as a sentence for people: its first letter a capital, unless it is an address or a Message-ID, and a full stop. */
export function sentence(text: string): string {
  const [first = ''] = text.split(' ', 1)
  const begun = /[@/:]/.test(first) ? text : text.slice(0, 1).toUpperCase() + text.slice(1)
  return /[.!?]["”]?$/.test(begun) ? begun : `${begun}.`
}
