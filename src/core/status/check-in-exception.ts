import type { Address } from '../mail/message.ts'
import type { FileOwners } from '../people/file-owners.ts'
import type { CheckIn } from './check-in.ts'

/** Why a commit that does not meet the policy by its tags is nothing to be alarmed about. */
export type CheckInException =
  /** It takes back another commit. */
  | 'revert'
  /** What a release needs: versions, pinned revisions, generated files, the change log. */
  | 'release'
  /** It changes who answers for what, and nothing else. */
  | 'maintainers-only'
  /** Whoever committed it maintains the code: their commit approves it. */
  | 'by-maintainer'

/** A landed commit, as far as its exception is concerned. */
export interface ExceptionalCommit {
  readonly subject: string
  readonly committer: Address
  readonly files: readonly FileOwners[]
}

const RELEASE_FILES =
  /^(?:Config\.mk|CHANGELOG(?:\.md)?|README|SUPPORT\.md|xen\/Makefile|.*\/configure|configure|.*config\.h\.in|.*\/Doxyfile)$/
const RELEASE_SUBJECT =
  /\b(?:update|bump|set|switch|turn|pin|change)\b.{0,60}\b(?:version|release|rc\d*|debug|qemu|seabios|ovmf|mini-?os|tag|revision)\b|\b(?:autogen|autoconf|changelog|release notes)\b|^re-?run autogen/i

/**
 * The exception that explains a commit which does not meet R1 or R2, the first that applies; `undefined` where none
 * does, or where it needs none. Committers may commit without the conditions in exceptional circumstances, and these
 * are the ones that Xen's history is full of. Source: governance-cases, section E.
 */
export function findException(
  commit: ExceptionalCommit,
  found: CheckIn,
  personOf: (address: Address) => string,
): CheckInException | undefined {
  if (!found.rules.some((rule) => (rule.rule === 'R1' || rule.rule === 'R2') && !rule.isMet)) return undefined
  if (/^Revert\b|\brevert(?:s|ing)?\b/i.test(commit.subject)) return 'revert'
  const paths = commit.files.map((file) => file.path)
  if (paths.length > 0 && paths.every((path) => path === 'MAINTAINERS')) return 'maintainers-only'
  if (RELEASE_SUBJECT.test(commit.subject) || paths.every((path) => RELEASE_FILES.test(path)))
    return 'release'
  const committer = personOf(commit.committer)
  const isMaintainer = (file: FileOwners): boolean =>
    [...file.pool, ...file.general].some((one) => personOf(one) === committer)
  return commit.files.length > 0 && commit.files.every(isMaintainer) ? 'by-maintainer' : undefined
}
