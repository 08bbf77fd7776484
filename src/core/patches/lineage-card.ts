import type { MessageFacts } from './facts.ts'
import type { SenderBook } from './lineage-people.ts'
import type { Series } from './series.ts'

/** A patch of a series, with what it is compared by. */
export interface PatchCard {
  readonly id: string
  readonly series: Series
  readonly slot: number
  /** Numbers of its author, as the sender book knows them. */
  readonly author: readonly number[]
  /** Seconds since 1970. */
  readonly at: number
  readonly key: string
  readonly words: ReadonlySet<string>
  /** Of its title: three characters each in one number, sorted. */
  readonly trigrams: Uint32Array
  /** Sorted hashes of changed lines, repeats kept. */
  readonly lines: Uint32Array
  /** Sorted. */
  readonly paths: readonly string[]
  readonly names: ReadonlySet<string>
  readonly patchId: string | undefined
  readonly changedLinesId: string | undefined
  readonly changeId: string | undefined
}

/** A series, with what it is compared by. */
export interface SeriesCard {
  readonly series: Series
  /** Numbers of its sender, as the sender book knows them. */
  readonly sender: readonly number[]
  /** Seconds since 1970. */
  readonly at: number
  /** Orders versions: 2 for v2, 2.001 for v2.1. */
  readonly rank: number
  /** The title that stands for the whole, as a key; empty where there is none (no cover letter, several patches). */
  readonly rootKey: string
  readonly patches: readonly PatchCard[]
  /** `change-id:` of the cover letter or of the only patch. */
  readonly changeId: string | undefined
  /** A mail of it says "[PATCH]" or the like: the notes of a maintainer's tree ("added to -mm") do not. */
  readonly isProposal: boolean
  /** Message-IDs that its mails call an older version, and others that they name. */
  readonly supersedes: readonly string[]
  readonly links: readonly string[]
}

const NO_LINES = new Uint32Array()

/** The card of a series, to be made in order of time. Patches of which nothing is known are left out. */
export function seriesCard(
  series: Series,
  factsOf: (messageId: string) => MessageFacts | undefined,
  people: SenderBook,
): SeriesCard {
  const sender = people.numbersOf(series.sender, series.at)
  const patches: PatchCard[] = []
  series.patches.forEach((id, index) => {
    const facts = id === undefined ? undefined : factsOf(id)
    if (facts !== undefined) patches.push(patchCard(series, index + 1, facts, people))
  })
  const cover = series.cover === undefined ? undefined : factsOf(series.cover)
  const only = series.patches.length === 1 ? patches[0] : undefined
  const own = [cover, ...patches.map((patch) => factsOf(patch.id))].filter((facts) => facts !== undefined)
  return {
    series,
    sender,
    at: Date.parse(series.at) / 1000,
    rank: rankOf(series),
    rootKey: cover?.subject.key ?? only?.key ?? '',
    patches,
    changeId: cover?.changeId ?? only?.changeId,
    isProposal: own.some(({ subject }) => subject.patch || subject.rfc || subject.resend),
    supersedes: [...new Set(own.flatMap((facts) => facts.supersedes))],
    links: [...new Set(own.flatMap((facts) => facts.links))],
  }
}

function patchCard(series: Series, slot: number, facts: MessageFacts, people: SenderBook): PatchCard {
  const { subject, patch } = facts
  let paths: readonly string[] | undefined
  let words: ReadonlySet<string> | undefined
  let trigrams: Uint32Array | undefined
  let names: ReadonlySet<string> | undefined
  return {
    id: facts.messageId,
    series,
    slot,
    author: people.numbersOf(facts.author, series.at),
    at: Date.parse(facts.at) / 1000,
    key: subject.key,
    // Most patches are compared with none: what only that needs is made when it is asked for.
    get words() {
      words ??= new Set(subject.key.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ''))
      return words
    },
    get trigrams() {
      trigrams ??= trigramsOf(subject.key)
      return trigrams
    },
    get lines() {
      return patch?.lines ?? NO_LINES
    },
    get paths() {
      paths ??= pathsOf(patch)
      return paths
    },
    get names() {
      names ??= new Set(this.paths.map((path) => path.slice(path.lastIndexOf('/') + 1)))
      return names
    },
    patchId: patch?.patchId,
    changedLinesId: patch?.changedLinesId,
    changeId: facts.changeId,
  }
}

function pathsOf(patch: MessageFacts['patch']): readonly string[] {
  const paths = new Set<string>()
  for (const file of patch?.files ?? []) {
    paths.add(file.path)
    if (file.oldPath !== undefined) paths.add(file.oldPath)
  }
  return [...paths].sort()
}

function trigramsOf(key: string): Uint32Array {
  const text = ` ${key.slice(0, 200)} `
  const found = new Set<number>()
  for (let at = 0; at + 3 <= text.length; at++)
    found.add(
      (Math.imul(text.charCodeAt(at), 0x9e3779b1) +
        Math.imul(text.charCodeAt(at + 1), 0x85ebca77) +
        text.charCodeAt(at + 2)) >>>
        0,
    )
  return Uint32Array.from(found).sort()
}

function rankOf(series: Series): number {
  const minor = /^v\d{1,9}(?:\.(\d{1,3})|([a-z]))$/.exec(series.revision ?? '')
  if (minor === null) return series.version
  const letter = minor[2] === undefined ? 0 : minor[2].charCodeAt(0) - 96
  return series.version + (Number(minor[1] ?? 0) + letter) / 1000
}
