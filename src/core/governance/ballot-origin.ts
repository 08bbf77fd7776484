import type { Ballot } from './motion.ts'

/**
 * The mail, or the entry of the log, that a ballot was cast by: of a ballot on several options every one has the same.
 * A Message-ID may hold a "#" itself, so that only the option is taken off.
 */
export function originOf(ballot: Pick<Ballot, 'id' | 'option'>): string {
  const suffix = ballot.option === undefined ? '' : `#${ballot.option}`
  return suffix !== '' && ballot.id.endsWith(suffix) ? ballot.id.slice(0, -suffix.length) : ballot.id
}
