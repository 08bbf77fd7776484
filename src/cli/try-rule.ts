import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readPack } from '../app/governance/read-pack.ts'
import { UserError } from '../core/errors.ts'
import { describeKind } from '../core/governance/describe-kind.ts'
import { findPreset, PRESETS } from '../core/governance/packs/presets.ts'
import { findKind, type ResolvedPack, resolvePack } from '../core/governance/rule-pack.ts'
import { tryRule } from '../core/governance/what-if.ts'
import { listMotions } from '../store/read/motions.ts'
import type { Arguments, Io } from './command.ts'
import type { OpenProject } from './open-project.ts'
import { plain } from './table.ts'

/** "What would have changed had this rule been in force?": every recorded decision counted again under a draft. */
export async function tryDraft(open: OpenProject, args: Arguments, io: Io, now: string): Promise<number> {
  const id = args.words[1] ?? ''
  const pack = packOf(args.text('pack'), open, io)
  const kind = findKind(pack, id)
  if (kind === undefined)
    throw new UserError('usage', `${pack.title} has no kind of decision "${id}"`, {
      hint: `It has ${pack.kinds.map((one) => one.id).join(', ')}.`,
    })
  const past = (await listMotions(open.database.kysely, open.projectId)).filter(
    ({ motion }) => motion.closed !== undefined && motion.kind.tally !== 'organiser',
  )
  const trial = tryRule(
    past.map(({ motion, ballots }) => ({
      id: motion.id,
      title: motion.title,
      kind: motion.kind,
      electorate: motion.electorate,
      ballots: ballots.map((one) => one.ballot),
      events: motion.events,
    })),
    kind,
    now,
  )
  if (args.flag('json')) {
    io.stdout.write(`${JSON.stringify(trial)}\n`)
    return 0
  }
  const lines = [
    `${kind.title} (${pack.id}):`,
    ...describeKind(kind).map((sentence) => `  ${sentence}`),
    '',
    `Of ${trial.decisions.length} decisions of the past ${trial.changed} would have come out otherwise.`,
    ...trial.decisions.map(
      (one) =>
        `  ${one.isChanged ? '≠' : '='} ${plain(one.title)}: was ${one.was ?? 'undecided'}, would be ${one.wouldBe ?? 'undecided'} (${plain(one.why)})`,
    ),
  ]
  io.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

function packOf(given: string | undefined, open: OpenProject, io: Io): ResolvedPack {
  if (given === undefined) {
    const { governance } = open.project
    if (governance !== undefined) return governance.pack
    throw new UserError('usage', 'no rule pack is configured', { hint: 'Name one with --pack.' })
  }
  const preset = findPreset(given)
  if (preset !== undefined) return resolvePack(preset, PRESETS)
  const path = resolve(io.cwd, given)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new UserError('usage', `${given} is no preset and no file that can be read`, {
      hint: `Presets are ${PRESETS.map((one) => one.id).join(', ')}.`,
      cause,
    })
  }
  const read = readPack(text, PRESETS)
  const [problem] = read.problems
  if (read.pack !== undefined) return read.pack
  throw new UserError(
    'config',
    `${path}:${problem?.line ?? 1} cannot be decided by: ${problem?.what ?? ''}`,
    {
      hint: 'The fields of a pack are explained in docs/rule-packs.md.',
    },
  )
}
