import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** What a program took, with all that it started. */
export interface Measured {
  readonly code: number
  readonly wallSeconds: number
  /** User and system time, of it and everything that it started. */
  readonly cpuSeconds: number
  /** The largest resident set of the program itself, in MB; `undefined` where /proc cannot tell. */
  readonly peakMegabytes: number | undefined
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs a program to its end. The shell's own `times` gives the CPU time, because it counts grandchildren (git) too; the
 * peak is read from /proc while it runs.
 */
export async function runMeasured(
  command: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Measured> {
  const started = performance.now()
  const script = '"$@"; code=$?; times >&3; exit $code'
  const child = spawn('sh', ['-c', script, 'sh', ...command], {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const texts = ['', '', '', '']
  for (const n of [1, 2, 3])
    child.stdio[n]?.on('data', (chunk: Buffer) => (texts[n] += chunk.toString('utf8')))
  const peaks = new Map<number, number>()
  const timer = setInterval(() => watchTree(child.pid ?? 0, peaks), 50)
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve(status ?? 1))
  })
  clearInterval(timer)
  return {
    code,
    wallSeconds: (performance.now() - started) / 1000,
    cpuSeconds: cpuOf(texts[3] ?? ''),
    peakMegabytes: peaks.size === 0 ? undefined : Math.max(...peaks.values()) / 1024,
    stdout: texts[1] ?? '',
    stderr: texts[2] ?? '',
  }
}

/** The last line of `times` is that of the children: `1m2.34s 0m0.50s`. */
function cpuOf(text: string): number {
  const last = text.trim().split('\n').at(-1) ?? ''
  let seconds = 0
  for (const part of last.matchAll(/(\d+)m([\d.]+)s/g)) seconds += Number(part[1]) * 60 + Number(part[2])
  return seconds
}

/** Notes the high-water mark of every process below one. */
function watchTree(root: number, peaks: Map<number, number>): void {
  const children = new Map<number, number[]>()
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue
      const parent = Number(statusField(name, 'PPid'))
      const others = children.get(parent)
      if (others) others.push(Number(name))
      else children.set(parent, [Number(name)])
    }
  } catch (error) {
    if (error instanceof Error) return // no /proc on this system: nothing to tell
    throw error
  }
  const open = [...(children.get(root) ?? [])]
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    const peak = Number(/\d+/.exec(statusField(String(pid), 'VmHWM') ?? '')?.[0] ?? 0)
    if (peak > 0) peaks.set(pid, Math.max(peak, peaks.get(pid) ?? 0))
    open.push(...(children.get(pid) ?? []))
  }
}

function statusField(pid: string, field: string): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'latin1')
    return new RegExp(`^${field}:\\s*(.*)$`, 'm').exec(text)?.[1]
  } catch (error) {
    // It ended between the listing and the reading.
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}
