import { UserError } from '../../core/errors.ts'
import type { DecisionKind } from '../../core/governance/decision-kind.ts'
import { findPreset, PRESETS } from '../../core/governance/packs/presets.ts'
import { findKind, type ResolvedPack, resolvePack } from '../../core/governance/rule-pack.ts'
import { type Trial, tryRule } from '../../core/governance/what-if.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { listMotions } from '../../store/read/motions.ts'
import { readPack } from './read-pack.ts'

/** "What would have changed had this rule been in force?": every recorded decision counted again under another kind. */
export async function tryOnRecord(
  db: Db,
  projectId: number,
  kind: DecisionKind,
  now: Instant,
): Promise<Trial> {
  const past = (await listMotions(db, projectId)).filter(
    ({ motion }) => motion.closed !== undefined && motion.kind.tally !== 'organiser',
  )
  return tryRule(
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
}

/** A preset by its name. Throws `UserError` that lists them. */
export function presetPack(id: string): ResolvedPack {
  const preset = findPreset(id)
  if (preset !== undefined) return resolvePack(preset, PRESETS)
  throw new UserError('usage', `there is no rule pack "${id.slice(0, 80)}"`, {
    hint: `There are ${PRESETS.map((one) => one.id).join(', ')}.`,
  })
}

/** A pack read from its text; `place`: what stands before the line of an error. Throws `UserError` that names line and rule. */
export function draftPack(text: string, place: string): ResolvedPack {
  const read = readPack(text, PRESETS)
  const [problem] = read.problems
  if (read.pack !== undefined) return read.pack
  throw new UserError(
    'config',
    `${place}${problem?.line ?? 1} cannot be decided by: ${problem?.what ?? ''}`,
    {
      hint: 'The fields of a pack are explained in docs/rule-packs.md.',
    },
  )
}

/** A kind of a pack. Throws `UserError` that lists them. */
export function kindIn(pack: ResolvedPack, id: string): DecisionKind {
  const kind = findKind(pack, id)
  if (kind !== undefined) return kind
  throw new UserError('usage', `${pack.title} has no kind of decision "${id.slice(0, 80)}"`, {
    hint: `It has ${pack.kinds.map((one) => one.id).join(', ')}.`,
  })
}
