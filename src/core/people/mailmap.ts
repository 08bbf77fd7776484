import { parseAddress } from './written-person.ts'

/** One line of a `.mailmap`: whoever commits so is to be known so. Addresses are lower case. */
export interface MailmapEntry {
  /** The proper name; `undefined` where the line gives none. */
  readonly name: string | undefined
  readonly address: string
  /** Only commits under this name are meant (git's fourth form); `undefined`: under any. */
  readonly commitName: string | undefined
  readonly commitAddress: string
}

/**
 * The entries of a `.mailmap` file, in order. Lines that are none of git's four forms are left out:
 *
 *     Proper Name <commit@>                          Proper Name <proper@> <commit@>
 *     <proper@> <commit@>                            Proper Name <proper@> Commit Name <commit@>
 *
 * Source: gitmailmap(5).
 */
export function parseMailmap(text: string): readonly MailmapEntry[] {
  const entries: MailmapEntry[] = []
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 1000).trim()
    if (line === '' || line.startsWith('#')) continue
    const firstEnd = line.indexOf('>')
    const first = parseAddress(line.slice(0, firstEnd + 1))
    if (first === undefined) continue
    const rest = line.slice(firstEnd + 1)
    const second = parseAddress(rest.slice(0, rest.indexOf('>') + 1))
    const name = first.name === '' ? undefined : first.name
    if (second === undefined) {
      if (name !== undefined)
        entries.push({ name, address: first.address, commitName: undefined, commitAddress: first.address })
    } else
      entries.push({
        name,
        address: first.address,
        commitName: second.name === '' ? undefined : second.name,
        commitAddress: second.address,
      })
  }
  return entries
}
