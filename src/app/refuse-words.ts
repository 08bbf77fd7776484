import type { z } from 'zod'
import { UserError } from '../core/errors.ts'
import { STATUSES } from '../core/status/status.ts'
import type { DecisionAction } from './decision-shapes.ts'

/** What a word of a decision is called, and how it is written. */
const FIELDS: Readonly<Record<string, readonly [name: string, hint: string]>> = {
  by: ['day', 'Write it as 2026-05-01.'],
  until: ['day', 'Write it as 2026-05-01.'],
  reason: ['reason', 'Say why, in a few words.'],
  older: [
    'Message-ID',
    'Give the one of a mail of the older version: it stands in that mail and on its page.',
  ],
  series: [
    'Message-ID',
    'Give the one of a mail of the series that it belongs to, or "own" for a series of its own.',
  ],
  status: ['status', `There are ${STATUSES.join(', ')}.`],
  difficulty: ['difficulty', 'It is easy, medium or hard.'],
  skills: ['list of skills', 'Name the most important ones.'],
  mentor: ['mentor', 'Name who helps, and how to reach them.'],
  person: ['mail address', 'It looks like name@example.org.'],
  commit: ['commit', 'Give 7 to 40 hex digits of a commit on a branch that is followed.'],
  sequence: ['number of a decision', '"patchmoot decide log" lists them.'],
}

/** Why the words of a decision are not recorded, in the words of whoever wrote them. */
export function refuseWords(
  action: DecisionAction,
  words: Readonly<Record<string, unknown>>,
  issue: z.core.$ZodIssue | undefined,
): UserError {
  const field = String(issue?.path[0] ?? '')
  const known = FIELDS[field]
  if (issue === undefined || known === undefined)
    return new UserError('usage', `this ${action} cannot be recorded: ${field}: ${issue?.message}`, {
      hint: 'See "patchmoot help decide".',
    })
  const [name, hint] = known
  const given = words[field]
  const text = given === undefined || given === '' ? undefined : String(given)
  if (text === undefined) return new UserError('usage', `the ${name} is missing`, { hint })
  if (issue.code === 'too_big')
    return new UserError('usage', `the ${name} is longer than ${issue.maximum} characters`, {
      hint: `It has ${text.length}.`,
    })
  return new UserError('usage', `"${text.slice(0, 60)}" is no ${name}`, { hint })
}
