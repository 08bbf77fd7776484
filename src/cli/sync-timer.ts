import { type ChildProcess, spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Io } from './command.ts'

/** The launcher beside `src` and `dist`. */
export const LAUNCHER = fileURLToPath(new URL('../../patchmoot', import.meta.url))

/**
 * Syncs now and then every so many minutes, in a process of its own, so that a large import never blocks a page. A
 * run that takes longer than that is waited for. What it complains about is handed on.
 *
 * Between two syncs another process finds since when patches do not apply, which no sync has time for: it holds no lock, stands
 * back for whatever else the machine has to do, and is killed when a sync is due: what it wrote is whole, and with the lowest
 * priority it might not come to an end by itself on a machine that is busy.
 *
 * `soon` syncs without waiting for the timer: at once, or when the run that is at work has ended.
 */
export function syncOnTimer(
  config: string,
  minutes: number,
  io: Io,
): { soon(): void; stop(): Promise<void> } {
  let child: ChildProcess | undefined
  let seeker: ChildProcess | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let isWanted = false
  let ended: Promise<unknown> = Promise.resolve()
  let sought: Promise<unknown> = Promise.resolve()

  const start = (words: readonly string[]): ChildProcess => {
    const started = spawn(process.execPath, [LAUNCHER, ...words, '--quiet', '--config', config], {
      cwd: io.cwd,
      env: io.env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    started.stderr?.setEncoding('utf8').on('data', (text: string) => {
      // A search that was told to stop has nothing to complain about.
      if (started !== seeker || !started.killed) io.stderr.write(text)
    })
    return started
  }
  /** What it ended with; `undefined`: it could not be started, or was stopped. */
  const endOf = (started: ChildProcess, what: string): Promise<number | undefined> =>
    new Promise((resolve) => {
      started.once('error', (error) => {
        io.stderr.write(`patchmoot: the ${what} could not be started: ${error.message}\n`)
        resolve(undefined)
      })
      started.once('close', (code) => resolve(code ?? undefined))
    })

  const seek = (): void => {
    const started = start(['applies', '--missing'])
    seeker = started
    standBack(started)
    sought = endOf(started, 'search for what broke patches').then(() => {
      if (seeker === started) seeker = undefined
    })
  }
  const run = (): void => {
    if (stopped) return
    isWanted = false
    seeker?.kill('SIGKILL')
    const started = start(['sync'])
    child = started
    ended = endOf(started, 'sync').then((code) => {
      child = undefined
      if (stopped) return
      timer = setTimeout(run, isWanted ? 0 : minutes * 60_000)
      if (code === 0 && !isWanted) seek()
    })
  }
  run()
  return {
    soon() {
      isWanted = true
      if (child !== undefined) return
      clearTimeout(timer)
      run()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      seeker?.kill('SIGKILL')
      child?.kill('SIGTERM')
      await Promise.all([ended, sought])
    },
  }
}

/** Gives a process the lowest priority, where the system has such a thing. */
function standBack(started: ChildProcess): void {
  if (started.pid === undefined) return
  try {
    setPriority(started.pid, constants.priority.PRIORITY_LOW)
  } catch (error) {
    // It has ended already, or the system does not let us: then it runs as everything else.
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}
