import type { Address } from '../../src/core/mail/message.ts'
import { readCommitMessage } from '../../src/core/matching/commit-message.ts'
import type { Candidate, Commit } from '../../src/core/matching/match.ts'
import { type PatchContent, readPatchContent } from '../../src/core/patches/diff.ts'
import { parseSubject } from '../../src/core/patches/subject.ts'
import { addDays, type Instant } from '../../src/core/time.ts'

/** Day 0 of the little worlds in the matching tests: in the middle of a quarter. */
export const START: Instant = '2026-02-10T09:00:00Z'

/** A made-up person: Ada is Ada Example <ada@example.org>. */
export const person = (name: string): Address => ({
  name: `${name} Example`,
  address: `${name.toLowerCase()}@example.org`,
})

/** A diff of one file: the lines that go, and those that come, between two that stay. */
export function edit(
  path: string,
  before: readonly string[],
  after: readonly string[],
  around = 'around',
): string {
  const lines = [
    ` ${around} {`,
    ...before.map((line) => `-${line}`),
    ...after.map((line) => `+${line}`),
    ` } ${around}`,
  ]
  return `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -10,${before.length + 2} +10,${after.length + 2} @@\n${lines.join('\n')}\n`
}

/** A diff that adds a file with these lines. */
export function create(path: string, lines: readonly string[]): string {
  return `diff --git a/${path} b/${path}\nnew file mode 100644\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}\n`).join('')}`
}

/** What a patch mail of a little world says. */
export interface LittlePatch {
  readonly id: string
  readonly subject: string
  readonly diff: string
  /** Days after the start. */
  readonly on?: number
  readonly by?: string
  /** Where somebody else sent it. */
  readonly sentBy?: string
  readonly body?: string
  /** A series by its name; alone: its own. */
  readonly series?: string
  readonly index?: number
  /** The patches before it in its chain, newest first. */
  readonly older?: readonly string[]
  readonly proposal?: boolean
}

/** A patch as matching sees it. */
export function patchMail(given: LittlePatch): Candidate {
  const at = addDays(START, given.on ?? 0)
  const proposal = given.proposal ?? false
  return {
    messageId: `${given.id}@example.org`,
    at,
    sentAt: at,
    sender: person(given.sentBy ?? given.by ?? 'Ada'),
    author: person(given.by ?? 'Ada'),
    key: parseSubject(given.subject).key,
    content: contentOf(given.body, given.diff),
    series: proposal ? undefined : `${given.series ?? given.id}@example.org`,
    index: proposal ? undefined : (given.index ?? 1),
    proposal,
    older: (given.older ?? []).map((id) => `${id}@example.org`),
  }
}

/** What a commit of a little world says. */
export interface LittleCommit {
  /** Short: it is filled up to 40 digits. */
  readonly sha: string
  readonly subject: string
  readonly diff: string
  /** Days after the start on which it was committed. */
  readonly on?: number
  /** Days after the start on which it was written; else a day that no mail of these tests has. */
  readonly written?: number
  readonly by?: string
  readonly committer?: string
  readonly body?: string
}

/** A commit as matching sees it. */
export function commitOf(given: LittleCommit): Commit {
  const message = `${given.subject}\n\n${given.body ?? ''}\n`
  return {
    repository: 'main',
    sha: shaOf(given.sha),
    author: person(given.by ?? 'Ada'),
    authoredAt: addDays(START, given.written ?? (given.on ?? 3) - 0.123),
    committer: person(given.committer ?? 'Max'),
    committedAt: addDays(START, given.on ?? 3),
    ...readCommitMessage(message),
    content: contentOf(given.body, given.diff),
    branches: ['master'],
    onDevelopmentBranch: true,
  }
}

/** The whole hash of a short one. */
export function shaOf(short: string): string {
  return short.padEnd(40, '0')
}

function contentOf(body: string | undefined, diff: string): PatchContent {
  const content = readPatchContent(`${body ?? ''}\n\n---\n${diff}`)
  if (content === undefined) throw new Error('no diff')
  return content
}
