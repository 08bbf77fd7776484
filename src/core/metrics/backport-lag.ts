import { DAY } from '../time.ts'
import { QUANTILE_LINES, quantilesOverTime, type Timing } from './cohorts.ts'
import { activeIn } from './events.ts'
import type { Metric } from './metric.ts'

/** How long a change takes from the development branch to a stable one. */
export const backportLag: Metric = {
  id: 'backport-lag',
  absent: 'Only where stable branches are followed, and fixes picked to them.',
  title: 'Days until a backport',
  unit: 'days',
  axis: 'time',
  coarse: true,
  shape: 'lines',
  countedBy: 'committed',
  lines: QUANTILE_LINES,
  definition:
    'For each patch that is on the development branch and on another one: days from its first commit there to the first here, by when it was backported. Only what was backported is in it: nobody can tell what is still to be. A backport never counts as the merge of a patch.',
  source:
    'Backport lag, in what the Xen dashboard lacked; there the newest commit on any branch was the merge date.',
  compute(scope) {
    const timings = activeIn(scope).flatMap((fact): Timing[] => {
      const first = new Map<string, { development?: number; other?: number }>()
      for (const one of fact.landed) {
        const key = `${one.version} ${one.patch}`
        const known = first.get(key) ?? {}
        if (one.development) known.development = Math.min(known.development ?? one.at, one.at)
        else known.other = Math.min(known.other ?? one.at, one.at)
        first.set(key, known)
      }
      return [...first.values()].flatMap(({ development, other }) =>
        development === undefined || other === undefined || other < development
          ? []
          : [{ fact, at: other, days: (other - development) / DAY, ended: true }],
      )
    })
    return quantilesOverTime(scope, timings)
  },
}
