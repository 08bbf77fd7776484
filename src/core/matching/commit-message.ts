import { findWrittenIds } from '../patches/written-ids.ts'
import type { Commit } from './match.ts'

/** More Message-IDs and hashes than this are not read from one message. */
const MOST = 50
const LONGEST = 100_000

/** What matching reads in the message of a commit. */
export type CommitWords = Pick<Commit, 'subject' | 'links' | 'pickedFrom' | 'reverts'>

/**
 * What the message of a commit says of where it comes from: subject, mails that it names, commits that it was
 * picked from or takes back.
 *
 * Mails are named by `Link:`, `Message-Id:` and the like, or by the address of an archive anywhere; a Message-ID
 * may stand bare behind its keyword. Hashes have 7 to 40 digits.
 */
export function readCommitMessage(message: string): CommitWords {
  const lines = message.slice(0, LONGEST).split('\n')
  const links = new Set<string>()
  for (const line of lines) {
    if (!line.includes('@') && !/%40/.test(line)) continue
    const named = /^\s{0,8}(?:link|message-id|msgid|patchwork|lore)\s?:\s{0,8}(.{1,1000})$/i.exec(line)?.[1]
    if (named === undefined && !line.includes('://')) continue
    const found = findWrittenIds(line)
    const bare = /^<?([^\s<>:/]{3,240}@[^\s<>:/]{1,240})>?\s*$/.exec(named ?? '')?.[1]
    for (const id of bare === undefined || found.includes(bare) ? found : [...found, bare]) links.add(id)
  }
  return {
    subject: lines.find((line) => line.trim() !== '')?.trim() ?? '',
    links: [...links].slice(0, MOST),
    pickedFrom: findHashes(
      lines,
      /cherry[- ]picked from(?: commit)? ([0-9a-f]{7,40})\b|\bcommit ([0-9a-f]{40}) upstream\b/i,
    ),
    reverts: findHashes(lines, /\breverts commit ([0-9a-f]{7,40})\b/i),
  }
}

function findHashes(lines: readonly string[], pattern: RegExp): readonly string[] {
  const hashes = new Set<string>()
  for (const line of lines) {
    const found = pattern.exec(line.slice(0, 400))
    const hash = found?.[1] ?? found?.[2]
    if (hash !== undefined) hashes.add(hash.toLowerCase())
  }
  return [...hashes].slice(0, MOST)
}
