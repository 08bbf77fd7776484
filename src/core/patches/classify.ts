import type { Subject } from './subject.ts'
import type { OwnText } from './unquoted.ts'

/** What `classify` decides by. */
export interface Signs {
  readonly subject: Subject
  readonly own: OwnText
  readonly isBot: boolean
  /** The mail holds a diff of its own. */
  readonly hasDiff: boolean
  /** `git send-email` or `b4` sent it. */
  readonly isFromGit: boolean
  /** An in-body `From:` names the author: a whole patch was forwarded. */
  readonly hasInBodyAuthor: boolean
}

/**
 * The kind of a mail, first rule that applies: sent by a program; a reply (or reminder, or forwarded mail); a pull
 * request; a cover letter; a patch; other.
 *
 * Two mails that look like replies are patches: a numbered one with a diff and no quotes that git made (its sender
 * forgot to drop "Re:"), and a patch forwarded whole, with its author named in the body.
 * Source: patch-trackers dossier, section 2.4.
 */
export function classify(signs: Signs): MessageKind {
  const { subject, own } = signs
  if (signs.isBot) return 'bot'
  if (subject.reply || subject.ping || subject.forward) return isPatchAfterAll(signs) ? 'patch' : 'reply'
  if (isPullRequest(own, subject)) return 'pull'
  if (subject.index === 0) return 'cover'
  return signs.hasDiff ? 'patch' : 'other'
}

function isPatchAfterAll({ subject, own, hasDiff, isFromGit, hasInBodyAuthor }: Signs): boolean {
  if (!hasDiff || own.hasQuotes || subject.ping) return false
  if (subject.forward) return hasInBodyAuthor
  return subject.patch && subject.index !== undefined && subject.index > 0 && (isFromGit || isFormatted(own))
}

/** Its words end in the `---` that `git format-patch` puts above the diffstat, behind a sign-off. */
function isFormatted(own: OwnText): boolean {
  const end = own.lines.indexOf('---')
  return end > 0 && own.lines.slice(0, end).some((line) => /^signed-off-by:/i.test(line))
}

const CHANGES = 'The following changes since commit '
const AVAILABLE = /^are available in the [Gg]it repository at:?/

/** What `git request-pull` writes; or a subject that says so above an address to pull from. */
function isPullRequest(own: OwnText, subject: Subject): boolean {
  if (own.lines.some((line) => line.startsWith(CHANGES)))
    return own.lines.some((line) => AVAILABLE.test(line.trim()))
  if (!subject.pull || (subject.index !== undefined && subject.index > 0) || own.diffAt !== undefined)
    return false
  return own.lines.some((line) => /(?:git|https?|ssh):\/\/\S/.test(line) || /\bgit@\S{1,100}:\S/.test(line))
}

/**
 * What a mail is, as far as the mail alone tells (patch-trackers dossier, section 2.4).
 *
 * A mail of kind `other` can still turn out to be a cover letter when patches of its sender hang below it
 * (a naked cover letter): only the thread shows that, and `findSeries` decides it.
 */
export type MessageKind = 'patch' | 'cover' | 'pull' | 'reply' | 'bot' | 'other'
