import type { Metric } from './metric.ts'
import { listWeeks, weekOf } from './weeks.ts'

/** What was started and what was merged, week by week. */
export const merged: Metric = {
  id: 'merged',
  title: 'Started and merged series',
  unit: 'series',
  definition:
    'Lineages by the week (Monday to Sunday, UTC) in which their first version was posted, and those that are merged now by the week in which the last of their patches was committed to the development branch.',
  compute(facts, asOf) {
    const count = (instants: readonly (string | undefined)[]): Map<string, number> => {
      const found = new Map<string, number>()
      for (const at of instants)
        if (at !== undefined && at <= asOf) found.set(weekOf(at), (found.get(weekOf(at)) ?? 0) + 1)
      return found
    }
    const started = count(facts.map((fact) => fact.startedAt))
    const done = count(facts.map((fact) => fact.mergedAt))
    const first = [...started.keys(), ...done.keys()].reduce((a, b) => (b < a ? b : a), asOf)
    const weeks = listWeeks(first, asOf)
    return [
      ...weeks.map((at) => ({ line: 'merged', at, value: done.get(at) ?? 0 })),
      ...weeks.map((at) => ({ line: 'started', at, value: started.get(at) ?? 0 })),
    ]
  },
}
