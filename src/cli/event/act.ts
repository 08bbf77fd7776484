import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { actOnEvent } from '../../app/hackathon/act-on-event.ts'
import { HACKATHON_ACTS } from '../../app/hackathon/act-shapes.ts'
import { nearestWord } from '../../app/nearest-word.ts'
import { UserError } from '../../core/errors.ts'
import type { Arguments, Io } from '../command.ts'
import { instantOption } from '../instant-option.ts'
import type { OpenProject } from '../open-project.ts'
import { plain } from '../table.ts'
import { actingPerson } from './person.ts'

/** `event act ID KIND JSON`: anything that a person can do on a page, for scripts. */
export async function actByHand(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const [, event = '', kind = '', text] = args.words
  if (!HACKATHON_ACTS.some((one) => one === kind)) {
    const near = nearestWord(kind, HACKATHON_ACTS)
    throw new UserError('usage', `there is no act "${kind}"`, {
      hint: near === undefined ? `There are ${HACKATHON_ACTS.join(', ')}.` : `Did you mean "${near}"?`,
    })
  }
  const answer = await actOnEvent(
    { ...open, clock: () => instantOption(args, io) },
    { person: actingPerson(args), event, kind, payload: readPayload(text, args.text('payload'), io) },
  )
  if (answer.kind === 'refused')
    throw new UserError(
      answer.code === 'not-found' ? 'not-found' : answer.code === 'forbidden' ? 'forbidden' : 'conflict',
      answer.why,
      { hint: 'Nothing was recorded.' },
    )
  const conflict = answer.kind === 'conflict' ? answer.conflict : undefined
  if (args.flag('json'))
    io.stdout.write(`${JSON.stringify({ kind: answer.kind, sequence: answer.sequence, conflict })}\n`)
  else if (conflict !== undefined)
    io.stdout.write(
      `Recorded as decision ${answer.sequence}, and changed nothing: ${plain(conflict.other)} changed ${plain(conflict.about)} meanwhile (${conflict.fields.join(', ')}). Both are kept.\n`,
    )
  else io.stdout.write(`Recorded as decision ${answer.sequence}.\n`)
  return conflict === undefined ? 0 : 1
}

function readPayload(
  text: string | undefined,
  file: string | undefined,
  io: Io,
): Readonly<Record<string, unknown>> {
  const json = file === undefined ? (text ?? '{}') : readText(resolve(io.cwd, file))
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch (cause) {
    throw new UserError('usage', 'what the act says is no JSON', {
      hint: 'Write it as {"key": "value"}.',
      cause,
    })
  }
  throw new UserError('usage', 'what the act says is no JSON object', {
    hint: 'Write it as {"key": "value"}.',
  })
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new UserError('usage', `${path} cannot be read`, { hint: 'Name a file with JSON.', cause })
  }
}
