import type {
  BareFact,
  FactInterval,
  JoinedCourse,
  LandedFact,
  ReplyFact,
  Seconds,
  TagFact,
  VersionFact,
} from './series-fact.ts'

/**
 * A fact as a short text, for the database: JSON arrays in which persons, areas and words are numbers into one list,
 * and instants are seconds after the first version.
 *
 * Written for speed of reading: a list of 35,000 mails has its facts in some 10 MB of text, which is read in a blink.
 */
export function formatFact(fact: BareFact): string {
  const words: string[] = []
  const numbers = new Map<string, number>()
  const word = (text: string | undefined): number => {
    if (text === undefined) return -1
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, words.length)
    words.push(text)
    return words.length - 1
  }
  const start = fact.versions[0]?.at ?? 0
  const since = (at: Seconds): number => at - start
  const intervals = (all: readonly FactInterval[]): IntervalText[] =>
    all.map((one) => [
      since(one.from),
      one.to === undefined ? null : since(one.to),
      word(one.status),
      word(one.turn),
      one.lost ? 1 : 0,
    ])
  const text: Omit<FactText, 'w'> = {
    l: fact.lineage,
    s: start,
    v: fact.versions.map((one) => [
      one.id === fact.lineage ? 0 : one.id,
      one.title,
      since(one.at),
      one.version,
      word(one.sender),
      flags(one.rfc, one.resend, one.pull, one.stable),
      word(one.target),
      one.total,
      one.authors.map(word),
      one.additions,
      one.deletions,
      one.files,
      one.areas.map(word),
      one.asked === undefined ? -1 : one.asked.all,
      one.asked?.reached ?? 0,
      one.replies.flatMap((reply) => [
        since(reply.at),
        word(reply.sender),
        reply.patch ?? -1,
        flags(reply.own, reply.review, reply.asks, reply.maintainer),
      ]),
    ]),
    t: fact.tags.flatMap((tag) => [
      word(tag.key),
      word(tag.person),
      since(tag.at),
      tag.version,
      tag.patch ?? -1,
      ORIGINS.indexOf(tag.origin),
    ]),
    c: fact.landed.map((one) => [one.version, one.patch, one.sha, since(one.at), one.development ? 1 : 0]),
    i: intervals(fact.intervals),
    j: fact.joined.map((one) => [one.first, intervals(one.intervals)]),
    k: fact.links.map(([newer, older]) => [newer, older]),
  }
  return JSON.stringify({ ...text, w: words })
}

type IntervalText = [from: number, to: number | null, status: number, turn: number, lost: number]

interface FactText {
  l: string
  s: number
  w: string[]
  v: [
    id: string | 0,
    title: string,
    at: number,
    version: number,
    sender: number,
    flags: number,
    target: number,
    total: number,
    authors: number[],
    additions: number,
    deletions: number,
    files: number,
    areas: number[],
    asked: number,
    reached: number,
    replies: number[],
  ][]
  t: number[]
  c: [version: number, patch: number, sha: string, at: number, development: number][]
  i: IntervalText[]
  j: [first: number, intervals: IntervalText[]][]
  k: [newer: number, older: number][]
}

const ORIGINS = ['given', 'passed', 'own', 'carried'] as const

function flags(...all: readonly boolean[]): number {
  return all.reduce((bits, flag, n) => (flag ? bits | (1 << n) : bits), 0)
}

/**
 * The fact that `formatFact` wrote. `shared` keeps one copy of each word over many facts. Throws `SyntaxError` on any
 * other text.
 */
export function parseFact(text: string, shared: Map<string, string> = new Map()): BareFact {
  const read: FactText = JSON.parse(text)
  const words = read.w.map((one) => {
    const known = shared.get(one)
    if (known !== undefined) return known
    shared.set(one, one)
    return one
  })
  const word = (n: number): string => words[n] ?? ''
  const optional = (n: number): string | undefined => words[n]
  const start = read.s
  const intervals = (all: readonly IntervalText[]): FactInterval[] =>
    all.map(([from, to, status, turn, lost]) => ({
      from: start + from,
      to: to === null ? undefined : start + to,
      status: word(status),
      turn: word(turn),
      lost: lost === 1,
    }))
  const tags: TagFact[] = []
  for (let n = 0; n + 5 < read.t.length; n += 6) {
    const patch = read.t[n + 4] ?? -1
    tags.push({
      key: word(read.t[n] ?? -1),
      person: word(read.t[n + 1] ?? -1),
      at: start + (read.t[n + 2] ?? 0),
      version: read.t[n + 3] ?? 0,
      patch: patch < 0 ? undefined : patch,
      origin: ORIGINS[read.t[n + 5] ?? 0] ?? 'given',
    })
  }
  return {
    lineage: read.l,
    versions: read.v.map(
      (one): VersionFact => ({
        id: one[0] === 0 ? read.l : one[0],
        title: one[1],
        at: start + one[2],
        version: one[3],
        sender: word(one[4]),
        rfc: (one[5] & 1) !== 0,
        resend: (one[5] & 2) !== 0,
        pull: (one[5] & 4) !== 0,
        stable: (one[5] & 8) !== 0,
        target: optional(one[6]),
        total: one[7],
        authors: one[8].map(optional),
        additions: one[9],
        deletions: one[10],
        files: one[11],
        areas: one[12].map(word),
        asked: one[13] < 0 ? undefined : { all: one[13], reached: one[14] },
        replies: readReplies(one[15], start, word),
      }),
    ),
    tags,
    landed: read.c.map(
      ([version, patch, sha, at, development]): LandedFact => ({
        version,
        patch,
        sha,
        at: start + at,
        development: development === 1,
      }),
    ),
    intervals: intervals(read.i),
    joined: read.j.map(([first, all]): JoinedCourse => ({ first, intervals: intervals(all) })),
    links: read.k,
  }
}

function readReplies(numbers: readonly number[], start: Seconds, word: (n: number) => string): ReplyFact[] {
  const replies: ReplyFact[] = []
  for (let n = 0; n + 3 < numbers.length; n += 4) {
    const patch = numbers[n + 2] ?? -1
    const bits = numbers[n + 3] ?? 0
    replies.push({
      at: start + (numbers[n] ?? 0),
      sender: word(numbers[n + 1] ?? -1),
      patch: patch < 0 ? undefined : patch,
      own: (bits & 1) !== 0,
      review: (bits & 2) !== 0,
      asks: (bits & 4) !== 0,
      maintainer: (bits & 8) !== 0,
    })
  }
  return replies
}
