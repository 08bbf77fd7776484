import { randomBytes } from 'node:crypto'
import { UserError } from '../../core/errors.ts'
import { whyNotMode } from '../../core/governance/ballot-mode.ts'
import { checkOpening } from '../../core/governance/check-opening.ts'
import { findKind } from '../../core/governance/rule-pack.ts'
import { nearestWord } from '../nearest-word.ts'
import type { Court, Made } from './court.ts'
import { MOTION_SHAPES } from './motion-shapes.ts'

/** A draft, if whoever makes it may put such a motion. Throws `UserError` that says what it takes. */
export function judgeDraft(court: Court, payload: Readonly<Record<string, unknown>>): Made {
  const words = MOTION_SHAPES['motion-draft'].parse(payload)
  const { pack } = court.governance
  const kind = findKind(pack, words.kind)
  if (kind === undefined) {
    const near = nearestWord(
      words.kind,
      pack.kinds.map((one) => one.id),
    )
    throw new UserError('usage', `${pack.title} has no kind of decision "${words.kind}"`, {
      hint:
        near === undefined
          ? `It has ${pack.kinds.map((one) => one.id).join(', ')}.`
          : `Did you mean "${near}"?`,
    })
  }
  if (kind.openBy !== undefined && !kind.openBy.some((role) => court.roles.includes(role)))
    throw new UserError('forbidden', `to put this takes one of ${kind.openBy.join(', ')}`, {
      hint: 'Anybody who has the role can put it for you.',
    })
  const notMode = words.ballots === undefined ? undefined : whyNotMode(kind, words.ballots, court.roles)
  if (notMode !== undefined) throw new UserError('forbidden', notMode)
  if (words.deadline !== undefined && words.deadline <= court.now)
    throw new UserError('usage', 'its deadline is over already')
  const problems = checkOpening(
    // Who may vote is drawn when the call arrives.
    { ...kind, electorate: { ...kind.electorate, groups: [{ role: 'anyone' }], minSize: 0 } },
    { groups: [] },
    {
      type: 'opened',
      at: court.now,
      proposer: court.actor,
      proposerName: court.actor,
      textHash: '',
      options: words.options ?? [],
      ...(words.startingPosition === undefined ? {} : { startingPosition: words.startingPosition }),
    },
    court.roles,
  )
  const [problem] = problems
  if (problem !== undefined) throw new UserError('usage', problem)
  return { action: 'motion-draft', subject: `m-${randomBytes(6).toString('hex')}`, payload }
}
