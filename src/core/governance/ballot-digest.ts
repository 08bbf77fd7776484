import { createHash } from 'node:crypto'
import type { Instant } from '../time.ts'
import type { Ballot } from './motion.ts'

/**
 * One digest over everything that was cast before an instant: SHA-256 (hex), whatever the order of the list. Written
 * into the log at the close, it shows later whether a ballot came, went or was changed.
 */
export function digestBallots(ballots: readonly Ballot[], before: Instant): string {
  const texts = ballots
    .filter((one) => one.at < before)
    .map((one) =>
      JSON.stringify([
        one.id,
        one.person ?? null,
        one.group ?? null,
        one.at,
        one.option ?? null,
        one.value ?? null,
        one.isWithdrawal,
        one.isProxy,
      ]),
    )
    .sort()
  return createHash('sha256').update(texts.join('\n')).digest('hex')
}
