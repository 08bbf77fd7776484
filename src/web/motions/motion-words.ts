import type { MotionRecord } from '../../core/governance/motion-record.ts'
import type { Outcome } from '../../core/governance/outcome.ts'
import { type Html, html } from '../html.ts'
import { encodePart, projectPath } from '../links.ts'
import type { SiteProject } from '../site.ts'

/** The page of a motion. */
export function motionPath(project: SiteProject, id: string): string {
  return `${projectPath(project)}motions/${encodePart(id)}`
}

/** How a motion stands, in a word or two. */
export function motionWord(motion: MotionRecord, outcome: Outcome): string {
  if (motion.problems.length > 0) return 'not opened'
  if (outcome.state === 'open' || outcome.state === 'review' || outcome.state === 'draft')
    return outcome.state
  if (outcome.state === 'cancelled') return 'cancelled'
  const result = outcome.result === 'organiser' ? 'ended' : (outcome.result ?? 'ended')
  if (outcome.state === 'challenged') return `${result}, challenged`
  return outcome.state === 'provisional' ? `${result}, provisional` : result
}

const COURTS: Readonly<Record<string, string>> = {
  open: 'court-review',
  review: 'court-review',
  passed: 'court-merged',
  failed: 'court-author',
}

/** The same as a badge: its colour says nothing that its word does not. */
export function motionBadge(motion: MotionRecord, outcome: Outcome): Html {
  const word = motionWord(motion, outcome)
  return html`<span class="status ${COURTS[word.split(',')[0] ?? ''] ?? 'court-rest'}">${word}</span>`
}

/** `+2`, `0`, `−1`; `?` for what could not be read. */
export function voteWord(value: number | undefined): string {
  if (value === undefined) return '?'
  return value > 0 ? `+${value}` : value < 0 ? `−${-value}` : '0'
}
