import { type DenseInstance, toDense } from '../../core/hackathon/dense-instance.ts'
import type { Instance } from '../../core/hackathon/instance.ts'

/** What an exact solver says of an instance. */
export interface Certificate {
  /** `optimal`: no agenda that places everything and keeps the rules gathers more than `utility`. */
  readonly status: 'optimal' | 'infeasible' | 'unfinished'
  /** The interest that the best agenda gathers; of `unfinished`, that nobody can gather more. */
  readonly utility: number | undefined
}

/** Above this many sessions the exact solver rarely ends in useful time (hackathon dossier, section 3.2). */
export const MOST_CERTIFIED_SESSIONS = 20

/**
 * Asks HiGHS (an optional dependency, WASM) for the best agenda of an instance, to tell whether one that was made by
 * search can be bettered. It computes for up to `seconds` and blocks this thread meanwhile: not for a server's own
 * thread. `undefined` where the solver is not installed, or the instance is too large to try.
 */
export async function certify(instance: Instance, seconds: number): Promise<Certificate | undefined> {
  if (instance.sessions.length > MOST_CERTIFIED_SESSIONS) return undefined
  const solver = await loadSolver()
  if (solver === undefined) return undefined
  const answer = solver.solve(formatModel(toDense(instance)), {
    output_flag: false,
    time_limit: seconds,
    mip_rel_gap: 0,
    mip_abs_gap: 0.5,
  })
  if (answer.Status === 'Optimal')
    return { status: 'optimal', utility: Math.round(answer.ObjectiveValue * 10) / 10 }
  if (answer.Status === 'Infeasible') return { status: 'infeasible', utility: undefined }
  return { status: 'unfinished', utility: undefined }
}

interface Solver {
  readonly solve: (
    model: string,
    options: Readonly<Record<string, number | boolean>>,
  ) => { readonly Status: string; readonly ObjectiveValue: number }
}

// The package's types describe its CommonJS build, in which the loader is `default.default`; Node gives the other.
function loaderOf(value: unknown): (() => Promise<Solver>) | undefined {
  return typeof value === 'function' ? (value as () => Promise<Solver>) : undefined
}

async function loadSolver(): Promise<Solver | undefined> {
  try {
    const module: { readonly default: unknown } = await import('highs')
    const load = loaderOf(module.default)
    return load === undefined ? undefined : await load()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}

/**
 * The instance as an integer program in CPLEX LP format (hackathon dossier, section 3.1): `x` says that a session is
 * in a slot, `y` that a person is in it; who is in a session follows from where the sessions are.
 */
export function formatModel(dense: DenseInstance): string {
  const { people, sessions, slots } = dense
  const may = (d: number, t: number): boolean =>
    dense.allowed[d * slots + t] === 1 && !(isAlike(dense) && t > d)
  const places = Array.from({ length: sessions }, (_, d) => [...Array(slots).keys()].filter((t) => may(d, t)))
  const objective: string[] = []
  const rows: string[] = []
  const sum = (terms: readonly string[]): string => (terms.length === 0 ? '0 one' : terms.join(' + '))
  for (let u = 0; u < people; u++)
    for (let t = 0; t < slots; t++) {
      const there: string[] = []
      for (let d = 0; d < sessions; d++) {
        const worth = (dense.weights[d * people + u] ?? 0) * (dense.presence[t * people + u] ?? 0)
        if (worth <= 0 || !may(d, t)) continue
        const y = `y_${u}_${d}_${t}`
        there.push(y)
        objective.push(`${worth} ${y}`)
        rows.push(`${y} - x_${d}_${t} <= 0`)
      }
      if (there.length > 1) rows.push(`${sum(there)} <= 1`)
    }
  for (let d = 0; d < sessions; d++) rows.push(`${sum((places[d] ?? []).map((t) => `x_${d}_${t}`))} = 1`)
  for (let t = 0; t < slots; t++) {
    const here = [...Array(sessions).keys()].filter((d) => may(d, t)).map((d) => `x_${d}_${t}`)
    if (here.length > 0) rows.push(`${sum(here)} <= ${dense.roomCounts[t] ?? 0}`)
  }
  for (let d = 0; d < sessions; d++) {
    for (const e of dense.apart[d] ?? [])
      if (e > d)
        for (let t = 0; t < slots; t++)
          if (may(d, t) && may(e, t)) rows.push(`x_${d}_${t} + x_${e}_${t} <= 1`)
    for (const e of dense.earlier[d] ?? [])
      for (let t = 0; t < slots; t++) {
        // When d is in slot t, e is in none from t on.
        const late = (places[e] ?? []).filter((s) => s >= t).map((s) => `x_${e}_${s}`)
        if (may(d, t) && late.length > 0) rows.push(`x_${d}_${t} + ${sum(late)} <= 1`)
      }
  }
  const binaries = places.flatMap((list, d) => list.map((t) => `x_${d}_${t}`))
  return [
    'Maximize',
    ` interest: ${objective.length === 0 ? '0 one' : objective.join('\n + ')}`,
    'Subject To',
    ...rows.map((row, i) => ` r${i}: ${row}`),
    'Bounds',
    ' one = 1',
    ...objective.map((term) => ` 0 <= ${term.slice(term.indexOf(' ') + 1)} <= 1`),
    'Binaries',
    ` ${binaries.join('\n ')}`,
    'End',
    '',
  ].join('\n')
}

/** All slots are alike: then the first session may as well be in the first slot, the second in the first two, … */
function isAlike(dense: DenseInstance): boolean {
  return (
    dense.allowed.every((one) => one === 1) &&
    dense.presence.every((one) => one === 1) &&
    dense.earlier.every((list) => list.length === 0) &&
    dense.roomCounts.every((count) => count === dense.roomCounts[0])
  )
}
