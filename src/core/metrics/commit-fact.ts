import type { Seconds } from './series-fact.ts'

/** What metrics know of one commit on a branch that is followed. Merges are none. */
export interface CommitFact {
  readonly repository: string
  /** 40 hex. */
  readonly sha: string
  readonly subject: string
  readonly at: Seconds
  readonly author: string
  readonly committer: string
  /** On the development branch. */
  readonly development: boolean
  /** Trailers of its message that name a person. */
  readonly tags: readonly { readonly key: string; readonly person: string }[]
  /** Hashes, abbreviated as written, of what it says to repair. */
  readonly fixes: readonly string[]
  /** Hashes of what it takes back. */
  readonly reverts: readonly string[]
  /** Hashes of what it was picked from. */
  readonly pickedFrom: readonly string[]
  /** `undefined` where no MAINTAINERS file said who answers for what. */
  readonly checkIn: CommitCheckIn | undefined
}

/** What the check-in policy finds in the message of a commit alone. Persons are keys. */
export interface CommitCheckIn {
  /** Whose approval its files lack: of each list any one person. */
  readonly lacks: readonly (readonly string[])[]
  /** Nobody but those who wrote it vouches for it. */
  readonly alone: boolean
  /** Who committed it answers for one of its files, by the most specific section. */
  readonly responsible: boolean
}

/** What stands in columns of its own beside the text of a fact. */
export type CommitFactKey = Pick<CommitFact, 'repository' | 'sha' | 'at' | 'development'>

/** A fact as a short text, for the database, without what has a column. */
export function formatCommitFact(fact: CommitFact): string {
  return JSON.stringify([
    fact.subject,
    fact.author,
    fact.committer,
    fact.tags.flatMap((tag) => [tag.key, tag.person]),
    fact.fixes,
    fact.reverts,
    fact.pickedFrom,
    ...(fact.checkIn === undefined
      ? []
      : [Number(fact.checkIn.alone) + 2 * Number(fact.checkIn.responsible), fact.checkIn.lacks]),
  ])
}

/** The fact that `formatCommitFact` wrote. `shared` keeps one copy of each word over many facts. */
export function parseCommitFact(
  key: CommitFactKey,
  text: string,
  shared: Map<string, string> = new Map(),
): CommitFact {
  const word = (one: string): string => {
    const known = shared.get(one)
    if (known !== undefined) return known
    shared.set(one, one)
    return one
  }
  const [subject, author, committer, tags, fixes, reverts, pickedFrom, flags, lacks]: CommitText =
    JSON.parse(text)
  const found: { key: string; person: string }[] = []
  for (let n = 0; n + 1 < tags.length; n += 2)
    found.push({ key: word(tags[n] ?? ''), person: word(tags[n + 1] ?? '') })
  return {
    // Written out, and not spread: tens of thousands of objects of one shape are read ten times faster.
    repository: word(key.repository),
    sha: key.sha,
    at: key.at,
    development: key.development,
    subject,
    author: word(author),
    committer: word(committer),
    tags: found,
    fixes,
    reverts,
    pickedFrom,
    checkIn:
      flags === undefined
        ? undefined
        : {
            lacks: (lacks ?? []).map((people) => people.map(word)),
            alone: (flags & 1) !== 0,
            responsible: (flags & 2) !== 0,
          },
  }
}

type CommitText = [
  subject: string,
  author: string,
  committer: string,
  tags: string[],
  fixes: string[],
  reverts: string[],
  pickedFrom: string[],
  flags?: number,
  lacks?: string[][],
]
