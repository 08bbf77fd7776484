/**
 * Our scheduler beside the heuristic that the community uses, and beside chance: utility, missed interest, clashes,
 * the worst-off person, seconds of computing.
 *
 *     npm run bench:agenda -- [--data folder] [--seed n] [--prove seconds]
 *
 * `--data`: a folder with instances as JSON (else `agenda` in the folder that PATCHMOOT_DATA names); the twenty
 * seeded ones are always run. `--prove`: also asks the exact
 * solver about those of up to 20 sessions, at most so long for each. "kept" is what the heuristic gathers in sessions
 * that their leaders can lead; ours is compared with that, for it keeps the rules.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { certify } from '../src/app/hackathon/certificate.ts'
import { findBrokenRules, findLeaderClashes } from '../src/core/hackathon/broken-rules.ts'
import { chanceOf } from '../src/core/hackathon/chance.ts'
import { toDense } from '../src/core/hackathon/dense-instance.ts'
import { planGreedily } from '../src/core/hackathon/greedy-agenda.ts'
import type { Instance } from '../src/core/hackathon/instance.ts'
import { parseInstance } from '../src/core/hackathon/instance-file.ts'
import { type AgendaMeasures, measureAgenda } from '../src/core/hackathon/measure-agenda.ts'
import { planAgenda } from '../src/core/hackathon/plan-agenda.ts'
import type { Placement } from '../src/core/hackathon/session.ts'
import { makeInstances, type NamedInstance } from './agenda-instances.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(process.env['PATCHMOOT_DATA'] ?? '../shared/data', 'agenda') },
    seed: { type: 'string', default: '1' },
    prove: { type: 'string' },
    rounds: { type: 'string', default: '100' },
  },
})
const instances = [...readFolder(values.data), ...makeInstances(Number(values.seed))]
const failures: string[] = []
console.log(
  'instance'.padEnd(38),
  'random  greedy  (kept)    ours  optimum   bound  missed%       clashes  worst%   leaders  rules  seconds',
)
for (const { name, instance } of instances) await run(name, instance)
console.log(failures.length === 0 ? 'All targets reached.' : failures.join('\n'))
process.exitCode = failures.length === 0 ? 0 : 1

async function run(name: string, instance: Instance): Promise<void> {
  const greedy = runGreedy(instance, Number(values.rounds))
  // Of this process alone: on a busy machine a clock would measure others.
  const before = process.cpuUsage()
  const plan = planAgenda(instance, { seed: 1 })
  const { user, system } = process.cpuUsage(before)
  const seconds = (user + system) / 1e6
  const ours = measureAgenda(instance, plan.placements)
  const broken = findBrokenRules(instance, plan.placements)
  const proof = values.prove === undefined ? undefined : await certify(instance, Number(values.prove))
  const optimum = proof?.status === 'optimal' ? proof.utility : undefined
  const percent = (share: number | undefined): string => ((share ?? 0) * 100).toFixed(1)
  console.log(
    name.padEnd(38),
    String(Math.round(ours.random)).padStart(6),
    greedy.utility.toFixed(0).padStart(7),
    greedy.kept.toFixed(0).padStart(7),
    String(ours.utility).padStart(7),
    (optimum ?? proof?.status ?? '-').toString().padStart(8),
    String(ours.bound).padStart(7),
    `${percent(greedy.missed)} > ${percent(ours.missed)}`.padStart(12),
    `${greedy.clashes.toFixed(0)} > ${ours.clashes.length}`.padStart(9),
    `${percent(greedy.worst)} > ${percent(ours.satisfaction.worst)}`.padStart(12),
    `${greedy.leaders.toFixed(0)} > ${ours.leaderClashes.length}`.padStart(7),
    `${greedy.broken.toFixed(0)} > ${broken.length}`.padStart(7),
    seconds.toFixed(2).padStart(6),
  )
  const fail = (what: string): void => void failures.push(`${name}: ${what}`)
  if (ours.utility < greedy.best)
    fail(`${ours.utility} is below the greedy ${greedy.best}, of what leaders can lead`)
  if (ours.leaderClashes.length > 0) fail('a leader clashes')
  if (broken.length > 0) fail(`${broken.length} rules are broken`)
  if (plan.unplaced.length > 0) fail(`${plan.unplaced.length} sessions are not placed`)
  if (instance.sessions.length <= 20 && seconds > 1) fail(`took ${seconds.toFixed(2)} seconds`)
  if (optimum !== undefined && ours.utility < optimum - 1e-6)
    fail(`${ours.utility} is below the optimum ${optimum}`)
}

interface GreedyScore {
  readonly utility: number
  /** Of it, what is in sessions that their leaders can lead: the mean, and the best. */
  readonly kept: number
  readonly best: number
  readonly missed: number
  readonly clashes: number
  readonly worst: number
  readonly leaders: number
  readonly broken: number
}

/** The heuristic in many orders of equal sessions: means, and its best. It knows no rules, as the original. */
function runGreedy(instance: Instance, rounds: number): GreedyScore {
  const blind = toDense(
    instance,
    instance.slots.map((slot) => ({ kind: 'rooms', slot })),
  )
  const blindPresence = { ...blind, presence: new Float64Array(blind.presence.length).fill(1) }
  const scores = Array.from({ length: rounds }, (_, i) => {
    const plan = planGreedily(blindPresence, chanceOf(i))
    const placements: Placement[] = instance.slots.flatMap((slot, t) =>
      (plan.members[t] ?? []).map((d, i) => ({
        session: instance.sessions[d] ?? '',
        slot,
        room: instance.rooms[i]?.id ?? '',
      })),
    )
    return {
      measures: measureAgenda(instance, placements),
      kept: measureAgenda(instance, withLeaders(instance, placements)).utility,
      broken: findBrokenRules(instance, placements).length,
    }
  })
  const mean = (of: (one: AgendaMeasures) => number): number =>
    scores.reduce((sum, one) => sum + of(one.measures), 0) / scores.length
  return {
    utility: mean((one) => one.utility),
    kept: scores.reduce((sum, one) => sum + one.kept, 0) / scores.length,
    best: Math.max(...scores.map((one) => one.kept)),
    missed: mean((one) => one.missed ?? 0),
    clashes: mean((one) => one.clashes.length),
    worst: mean((one) => one.satisfaction.worst),
    leaders: mean((one) => one.leaderClashes.length),
    broken: scores.reduce((sum, one) => sum + one.broken, 0) / scores.length,
  }
}

/** What takes place of an agenda: of the sessions that need one person at once, one; none that needs who is away. */
function withLeaders(instance: Instance, placements: readonly Placement[]): readonly Placement[] {
  const interest = (session: string): number =>
    instance.weights.reduce((sum, row) => sum + (row[instance.sessions.indexOf(session)] ?? 0), 0)
  let kept = placements
  for (let left = placements.length; left > 0; left--) {
    const [clash] = findLeaderClashes(instance, kept)
    const worst = [...(clash?.sessions ?? [])].sort((a, b) => interest(a) - interest(b))[0]
    if (worst === undefined) break
    kept = kept.filter((one) => one.session !== worst)
  }
  return kept
}

function readFolder(folder: string): readonly NamedInstance[] {
  if (!existsSync(folder)) {
    console.log(`There are no instances in ${folder}: only the seeded ones are run.`)
    return []
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      const instance = parseInstance(text, { owners: true })
      if (instance === undefined) failures.push(`${name} is no instance`)
      return instance === undefined ? [] : [{ name: name.replace(/\.json$/, ''), instance }]
    })
}
