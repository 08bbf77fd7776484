import type { Message } from '../mail/message.ts'

/** Senders that are programs on many lists: address patterns with `*`. */
const KNOWN_BOTS = [
  'lkp@intel.com',
  'patchwork-bot*@kernel.org',
  'patchwork*@*',
  'tip-bot*@*',
  'syzbot*@*',
  'osstest*@*',
  'kernelci*@*',
  '*+notifications@gitlab.com',
  'gitlab@*',
  'notifications@github.com',
  'noreply@github.com',
  'no-reply@patchew.org',
  'noreply@patchew.org',
  'scan-admin@coverity.com',
  'mailer-daemon@*',
  'buildbot@*',
  'noreply-spamdigest@google.com',
].map((pattern) => pattern.split('*'))

/**
 * Was this mail sent by a program? By what its headers say (`Auto-Submitted`, `X-Patchwork-Hint: ignore`,
 * `X-Patchwork-Bot`), by well-known senders, or by the configured patterns: addresses or display names, in any
 * case, in which `*` stands for anything.
 */
export function isBot(message: Message, patterns: readonly string[] = []): boolean {
  const automatic = message.header('auto-submitted')
  if (automatic !== undefined && !/^\s*no\b/i.test(automatic)) return true
  if (/\bignore\b/i.test(message.header('x-patchwork-hint') ?? '')) return true
  if (message.header('x-patchwork-bot') !== undefined) return true
  const from = message.from
  if (from === undefined) return false
  const name = from.name.toLowerCase()
  return (
    KNOWN_BOTS.some((pieces) => matchesPieces(pieces, from.address)) ||
    patterns.some((pattern) => matches(pattern, from.address) || (name !== '' && matches(pattern, name)))
  )
}

function matches(pattern: string, text: string): boolean {
  return matchesPieces(pattern.toLowerCase().split('*'), text.slice(0, 400))
}

/** Piece after piece, each at its first place: linear, and right because `*` takes anything. */
function matchesPieces(pieces: readonly string[], text: string): boolean {
  const first = pieces[0] ?? ''
  if (pieces.length === 1) return first === text
  const last = pieces[pieces.length - 1] ?? ''
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false
  let at = first.length
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return at <= text.length - last.length
}
