/** What something is about, as text: a topic, one bullet of it (`topic:xsplice/3`), a session or an action. */
export type Reference = `topic:${string}` | `session:${string}` | `action:${string}` | `event:${string}`

const REFERENCE = /^(topic|session|action|event):([a-z0-9][a-z0-9.-]{0,99})(?:\/([1-9]\d{0,5}))?$/

/** A reference taken apart. `item` is the number of a bullet, in topics only. */
export interface ReferenceParts {
  readonly kind: 'topic' | 'session' | 'action' | 'event'
  readonly id: string
  readonly item: number | undefined
}

/** A text as a reference; `undefined` for anything else. */
export function parseReference(text: string): ReferenceParts | undefined {
  const found = REFERENCE.exec(text)
  if (found === null) return undefined
  const [, kind, id = '', item] = found
  if (item !== undefined && kind !== 'topic') return undefined
  if (kind !== 'topic' && kind !== 'session' && kind !== 'action' && kind !== 'event') return undefined
  return { kind, id, item: item === undefined ? undefined : Number(item) }
}

/** The reference to a topic, or to a bullet of it. */
export function topicReference(topic: string, item?: number): Reference {
  return item === undefined ? `topic:${topic}` : `topic:${topic}/${item}`
}

/** Whether a text can be the id of something: lower-case letters, digits, dots and hyphens, at most 100. */
export function isId(text: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{0,99}$/.test(text)
}

/**
 * An id made of a title, which none of `taken` is: `hvmlite-pvhv2-roadmap`, `…-2` where that is taken. The words
 * of other scripts are kept by their code points, so that every title has one.
 */
export function idOfTitle(title: string, taken: { has(id: string): boolean } = new Set<string>()): string {
  const plain = title
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9\s/_.,:+()-]/g, (char) =>
      /[\p{L}\p{N}]/u.test(char) ? (char.codePointAt(0)?.toString(16) ?? '') : ' ',
    )
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== '')
  const stem = words.join('-').slice(0, 60).replace(/-$/, '') || 'untitled'
  if (!taken.has(stem)) return stem
  for (let n = 2; ; n++) if (!taken.has(`${stem}-${n}`)) return `${stem}-${n}`
}
