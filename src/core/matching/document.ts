import type { Address } from '../mail/message.ts'
import type { PatchContent } from '../patches/diff.ts'
import { hashText } from '../patches/line-hash.ts'
import { parseSubject } from '../patches/subject.ts'
import { nameWords } from '../people/name.ts'
import { DAY, secondsOf } from '../time.ts'
import type { Candidate, Commit } from './match.ts'

/** What patches and commits are compared by; all lists of hashes are sorted and, but for `lines`, without repeats. */
export interface Document {
  /** Seconds since 1970: of the mail, or of the committing. */
  readonly at: number
  /** Key of its subject. */
  readonly key: string
  readonly isRevert: boolean
  /** Addresses and folded names of those who may have written it. */
  readonly authors: readonly string[]
  /** Changed lines, repeats kept. */
  readonly lines: Uint32Array
  readonly messageLines: Uint32Array
  readonly paths: Uint32Array
  readonly basenames: Uint32Array
  /** Words of the subject, and its runs of three letters. */
  readonly words: Uint32Array
  readonly trigrams: Uint32Array
}

/** A patch as it is compared. */
export interface PatchDocument extends Document {
  readonly candidate: Candidate
  /** Seconds since 1970 by its own `Date:` header. */
  readonly sentAt: number
}

/** A commit as it is compared. */
export interface CommitDocument extends Document {
  readonly commit: Commit
  readonly authoredAt: number
  /** Addresses and folded name of the committer. */
  readonly committers: readonly string[]
}

const EMPTY = new Uint32Array(0)

/** What a patch is compared by. */
export function patchDocument(candidate: Candidate): PatchDocument {
  const { key, content, author, sender } = candidate
  return Object.assign(
    describe(key, content, false, () => [author, sender]),
    {
      candidate,
      at: secondsOf(candidate.at),
      sentAt: secondsOf(candidate.sentAt ?? candidate.at),
    },
  )
}

/** What a commit is compared by. */
export function commitDocument(commit: Commit): CommitDocument {
  const { key } = parseSubject(commit.subject)
  return Object.assign(
    describe(key, commit.content, commit.reverts.length > 0, () => [commit.author]),
    {
      commit,
      at: secondsOf(commit.committedAt),
      authoredAt: secondsOf(commit.authoredAt),
      committers: authorKeys([commit.committer]),
    },
  )
}

/** Days from a patch to a commit, negative if it was posted later. */
export function daysUntil(patch: Document, commit: Document): number {
  return (commit.at - patch.at) / DAY
}

/** Whether somebody who may have written the one may have written the other. */
export function sameAuthor(a: Document, b: Document): boolean {
  return a.authors.some((key) => b.authors.includes(key))
}

/** By what a patch is found exactly. */
export interface PatchKeys {
  readonly messageId: string
  readonly key: string
  readonly patchId: string | undefined
  readonly changedLinesId: string | undefined
  /** Seconds since 1970 by its own `Date:` header. */
  readonly sentAt: number
}

/** By what a patch is found exactly. */
export function keysOf({ messageId, key, content, sentAt, at }: Candidate): PatchKeys {
  const { patchId, changedLinesId } = content
  return { messageId, key, patchId, changedLinesId, sentAt: secondsOf(sentAt ?? at) }
}

/**
 * Whether some rule but likeness can join the two: they have the same subject, change or date, or one names the other. A
 * patch outside of the window of a commit's quarter that shares none of these changes nothing about the commit.
 */
export function sharesKey(patch: PatchKeys, { key, authoredAt, commit }: CommitDocument): boolean {
  const { patchId, changedLinesId } = commit.content ?? {}
  return (
    (key !== '' && patch.key === key) ||
    (patchId !== undefined && patch.patchId === patchId) ||
    (changedLinesId !== undefined && patch.changedLinesId === changedLinesId) ||
    patch.sentAt === authoredAt ||
    commit.links.includes(patch.messageId) ||
    namedCommit(patch.messageId) === commit.sha
  )
}

/** The commit that a Message-ID begins with, as that of a mail made by `git format-patch` does. */
export function namedCommit(messageId: string): string | undefined {
  return /^([0-9a-f]{40})\./.exec(messageId)?.[1]
}

/** Most patches are compared with no commit of a quarter: what only that needs is made when it is asked for. */
function describe(
  key: string,
  content: PatchContent | undefined,
  reverts: boolean,
  people: () => readonly Address[],
): Omit<Document, 'at'> {
  let files: readonly string[] | undefined
  const pathsOf = (): readonly string[] => {
    files ??= (content?.files ?? []).flatMap(({ path, oldPath }) =>
      oldPath === undefined ? [path] : [path, oldPath],
    )
    return files
  }
  const authors = once(() => authorKeys(people()))
  const paths = once(() => hashSet(pathsOf()))
  const basenames = once(() => hashSet(pathsOf().map((path) => path.slice(path.lastIndexOf('/') + 1))))
  const words = once(() => hashSet(key.split(/[^a-z0-9_]+/).filter((word) => word.length > 1)))
  const trigrams = once(() => hashSet(trigramsOf(key)))
  return {
    key,
    isRevert: reverts || /^revert\b/.test(key),
    get authors() {
      return authors()
    },
    get lines() {
      return content?.lines ?? EMPTY
    },
    get messageLines() {
      return content?.messageLines ?? EMPTY
    },
    get paths() {
      return paths()
    },
    get basenames() {
      return basenames()
    },
    get words() {
      return words()
    },
    get trigrams() {
      return trigrams()
    },
  }
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

function trigramsOf(key: string): string[] {
  const text = key.slice(0, 300)
  return Array.from({ length: Math.max(text.length - 2, 0) }, (_, i) =>
    text.slice(i, i + 3).replaceAll(' ', '_'),
  )
}

function hashSet(texts: readonly string[]): Uint32Array {
  return Uint32Array.from(new Set(texts.map((text) => hashText(text)))).sort()
}

/**
 * By what people are told apart: lower-case addresses, and names with their words in order. A name of one word is too
 * common to say who it is; what a list adds ("Ada Example via list") is left out.
 */
export function authorKeys(addresses: readonly Address[]): readonly string[] {
  const keys = new Set<string>()
  for (const { name, address } of addresses) {
    keys.add(address.toLowerCase())
    const via = name.search(/ via /i)
    const words = nameWords(via > 0 ? name.slice(0, via) : name)
    if (words.length > 1) keys.add(words.sort().join(' '))
  }
  return [...keys]
}
