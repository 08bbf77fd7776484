import { createHash } from 'node:crypto'

/** A short print of some texts: equal lists have equal prints, different ones (as good as) never. */
export function printOf(parts: Iterable<string>): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('base64url').slice(0, 16)
}
