import { createHash } from 'node:crypto'

/**
 * Which mails of a Maildir were read, in at most 6 kB however many there are.
 *
 * The cursor is the name of the newest mail read, and a sum over the names of all up to it. New mail has a later name,
 * so it is what comes after. But files are also deleted, and moved in from elsewhere under an old name, and both change
 * the sum. So that this does not mean reading everything again, the names are dealt into 256 groups by their digest, and
 * each group has a sum of its own: for one deleted mail, 1 in 256 is read again, which stores nothing twice.
 */
export interface MaildirCursor {
  /** The unchanging part of the name of the newest mail read. */
  readonly after: string | undefined
  readonly sums: MaildirSums
}

const GROUPS = 256
const MODULUS = 2 ** 48

/** Sums over sets of names: 48 bits of the digests of the names of each group, added up. */
export class MaildirSums {
  readonly #sums: Float64Array
  #last: { readonly key: string; readonly group: number; readonly value: number } | undefined

  constructor(sums = new Float64Array(GROUPS)) {
    this.#sums = sums
  }

  copy(): MaildirSums {
    return new MaildirSums(this.#sums.slice())
  }

  add(key: string): void {
    const { group, value } = this.#digest(key)
    this.#sums[group] = (this.of(group) + value) % MODULUS
  }

  remove(key: string): void {
    const { group, value } = this.#digest(key)
    this.#sums[group] = (this.of(group) - value + MODULUS) % MODULUS
  }

  /** The group of a name, 0 to 255. */
  groupOf(key: string): number {
    return this.#digest(key).group
  }

  /** The sum of a group; 0 for an empty one. */
  of(group: number): number {
    return this.#sums[group] ?? 0
  }

  /** The groups whose sums differ. */
  changedFrom(other: MaildirSums): ReadonlySet<number> {
    const groups = [...this.#sums.keys()]
    return new Set(groups.filter((group) => this.of(group) !== other.of(group)))
  }

  toJSON(): Readonly<Record<string, string>> {
    const sums = [...this.#sums.entries()].filter(([, sum]) => sum !== 0)
    return Object.fromEntries(sums.map(([group, sum]) => [`g${group}`, sum.toString(36)]))
  }

  #digest(key: string) {
    if (this.#last?.key === key) return this.#last
    const digest = createHash('sha256').update(key).digest()
    this.#last = { key, group: digest[0] ?? 0, value: digest.readUIntBE(1, 6) }
    return this.#last
  }
}

/** The cursor as text: JSON. */
export function formatMaildirCursor(cursor: MaildirCursor): string {
  return JSON.stringify(cursor)
}

/** What a cursor says; nothing read where it is none of ours. */
export function parseMaildirCursor(text: string | undefined): MaildirCursor {
  const none = { after: undefined, sums: new MaildirSums() }
  if (text === undefined) return none
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return none
  }
  if (typeof value !== 'object' || value === null) return none
  const after = 'after' in value && typeof value.after === 'string' ? value.after : undefined
  const written = 'sums' in value && typeof value.sums === 'object' && value.sums !== null ? value.sums : {}
  const sums = new Float64Array(GROUPS)
  for (const [name, sum] of Object.entries(written)) {
    const group = Number(/^g(\d{1,3})$/.exec(name)?.[1] ?? -1)
    if (group >= 0 && group < GROUPS && typeof sum === 'string' && /^[0-9a-z]{1,10}$/.test(sum))
      sums[group] = Number.parseInt(sum, 36)
  }
  return { after, sums: new MaildirSums(sums) }
}
