import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { draftPack, kindIn, presetPack, tryOnRecord } from '../app/governance/try-rule.ts'
import { UserError } from '../core/errors.ts'
import { describeKind } from '../core/governance/describe-kind.ts'
import { describeOddities } from '../core/governance/oddities.ts'
import { findPreset, PRESETS } from '../core/governance/packs/presets.ts'
import type { ResolvedPack } from '../core/governance/rule-pack.ts'
import type { Arguments, Io } from './command.ts'
import type { OpenProject } from './open-project.ts'
import { plain } from './table.ts'

/** "What would have changed had this rule been in force?": every recorded decision counted again under a draft. */
export async function tryDraft(open: OpenProject, args: Arguments, io: Io, now: string): Promise<number> {
  const id = args.words[1] ?? ''
  const pack = packOf(args.text('pack'), open, io)
  const kind = kindIn(pack, id)
  const trial = await tryOnRecord(open.database.kysely, open.projectId, kind, now)
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
    ...(trial.oddities === undefined ? [] : ['', ...describeOddities(trial.oddities)]),
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
  if (findPreset(given) !== undefined) return presetPack(given)
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
  return draftPack(text, `${path}:`)
}
