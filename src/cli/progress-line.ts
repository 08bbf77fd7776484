import type { OnProgress, Progress } from '../app/progress.ts'
import type { Output } from './command.ts'

const TERMINAL_MS = 100
const PLAIN_MS = 5000

/**
 * Shows progress: a bar with rate and time left that redraws itself on a terminal, a plain line every few seconds
 * elsewhere. `end` finishes the line.
 */
export function progressLine(
  out: Output,
  options: { readonly quiet: boolean; readonly clockMs?: () => number },
): { readonly show: OnProgress; end(): void } {
  const clockMs = options.clockMs ?? (() => performance.now())
  let step = ''
  let startedAt = 0
  let startedWith = 0
  let shownAt = Number.NEGATIVE_INFINITY
  let last: Progress | undefined
  let open = false

  const print = (progress: Progress): void => {
    const seconds = (clockMs() - startedAt) / 1000
    const text = describe(progress, seconds > 0.2 ? (progress.done - startedWith) / seconds : 0)
    if (out.isTerminal) out.write(`\r\u001b[K${barOf(progress)}${text}`.slice(0, out.columns + 4))
    else out.write(`${text}\n`)
    open = out.isTerminal
    last = undefined
  }
  const finish = (): void => {
    if (last) print(last)
    if (open) out.write('\n')
    open = false
  }
  return {
    show(progress) {
      if (options.quiet) return
      if (progress.step !== step) {
        finish()
        step = progress.step
        startedAt = clockMs()
        startedWith = 0
        shownAt = out.isTerminal ? Number.NEGATIVE_INFINITY : startedAt
      }
      last = progress
      if (clockMs() - shownAt < (out.isTerminal ? TERMINAL_MS : PLAIN_MS)) return
      shownAt = clockMs()
      print(progress)
    },
    end: finish,
  }
}

/** `reading devel@example.org: 1,200 of 5,588 mails, 2,900/s, 2 s left`. */
function describe(progress: Progress, rate: number): string {
  const { done, total, unit } = progress
  const parts = [
    `${progress.step}: ${number(done)}${total === undefined ? '' : ` of ${number(total)}`}${unit === 'steps' ? '' : ` ${unit}`}`,
  ]
  if (rate > 0 && unit !== 'steps') {
    parts.push(`${number(Math.round(rate))}/s`)
    if (total !== undefined && total > done) parts.push(`${duration((total - done) / rate)} left`)
  }
  return parts.join(', ')
}

const BAR = 20

function barOf(progress: Progress): string {
  if (progress.total === undefined || progress.total === 0) return ''
  const filled = Math.min(BAR, Math.round((progress.done / progress.total) * BAR))
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}] `
}

/** `2 s`, `3 min`, `1 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** `35,118`. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}
