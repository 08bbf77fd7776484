import { LOST_REASONS } from '../core/status/lost.ts'
import type { SeriesStatus, TurnHolder } from '../core/status/status.ts'
import { type Html, html } from './html.ts'

/** What each status says, for people, and whose court it is in (which decides the colour). */
export const STATUS_WORDS: Readonly<
  Record<SeriesStatus, { readonly court: string; readonly about: string }>
> = {
  new: { court: 'review', about: 'nobody but its author has written about it' },
  rfc: { court: 'review', about: 'comments are asked for; it is not meant to be committed yet' },
  'needs-approval': { court: 'review', about: 'somebody answered, but not every patch has an approval' },
  discussion: { court: 'review', about: 'the author has answered; reviewers are to say whether it will do' },
  ready: { court: 'go', about: 'every patch has an approval by someone else, and nothing is open' },
  queued: { court: 'go', about: 'somebody said that it is applied; it is not in the repository yet' },
  'changes-requested': { court: 'author', about: 'a reviewer asked for something; the author is to act' },
  incomplete: { court: 'author', about: 'mails of it are missing on the list' },
  deferred: { court: 'rest', about: 'put off until something else has happened' },
  rejected: { court: 'rest', about: 'somebody who may said no' },
  withdrawn: { court: 'rest', about: 'its author withdrew it' },
  'partly-merged': { court: 'merged', about: 'some of its patches are on the development branch' },
  merged: { court: 'merged', about: 'all of its patches are on the development branch' },
  superseded: { court: 'rest', about: 'a newer version took its place' },
}

const TURN_WORDS: Readonly<Record<TurnHolder, string>> = {
  author: 'the author',
  reviewers: 'reviewers',
  committers: 'committers',
  claimant: 'whoever took it',
  nobody: 'nobody',
}

/** What a status from the database means; one that this version does not know is shown as it is. */
export function statusWords(status: string): { readonly court: string; readonly about: string } {
  const known = Object.entries(STATUS_WORDS).find(([name]) => name === status)
  return known ? known[1] : { court: 'rest', about: status }
}

/** A status: a mark whose colour says whose court it is in, and its name. */
export function statusBadge(status: string): Html {
  const { court, about } = statusWords(status)
  return html`<span class="status court-${court}" title="${about}">${status}</span>`
}

/** Whose turn it is, in words. */
export function turnWords(turn: string): string {
  const known = Object.entries(TURN_WORDS).find(([name]) => name === turn)
  return known ? known[1] : turn
}

/** Why something is lost, by code. */
export function lostWords(reason: string): string {
  const known = Object.entries(LOST_REASONS).find(([name]) => name === reason)
  return known ? known[1] : reason
}

/** The reasons for which something is lost, each with its meaning as a tooltip. */
export function lostBadges(reasons: readonly string[]): Html {
  return html`${reasons.map(
    (reason) => html` <span class="lost" title="lost: ${lostWords(reason)}">lost ${reason}</span>`,
  )}`
}

/** `v3`, or as it was written. */
export function versionName(version: number, revision: string | undefined): string {
  return revision === undefined ? `v${version}` : revision
}

/** What of a version its label tells. */
interface Labelled {
  readonly version: number
  readonly revision: string | undefined
  readonly rfc: boolean
  readonly resend: boolean
  readonly pull: boolean
}

/** `v2`, `v2 RFC`, `v1 resent`. */
export function versionLabel(version: Labelled): string {
  const notes = [version.rfc ? 'RFC' : '', version.resend ? 'resent' : '', version.pull ? 'pull' : '']
  return [versionName(version.version, version.revision), ...notes].filter((one) => one !== '').join(' ')
}

/** A tag somebody gave, green for a yes and red for a no. */
export function tagBadge(key: string): Html {
  return html` <span class="tag ${tagTone(key)}">${key}</span>`
}

/** `yes`, `no`, or neither. */
export function tagTone(key: string): string {
  if (/^nack/i.test(key)) return 'no'
  return /^(?:reviewed|acked|tested|release-acked)-by$/i.test(key) ? 'yes' : ''
}
