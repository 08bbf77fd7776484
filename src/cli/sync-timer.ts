import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Io } from './command.ts'

/** The launcher beside `src` and `dist`. */
export const LAUNCHER = fileURLToPath(new URL('../../patchmoot', import.meta.url))

/**
 * Syncs now and then every so many minutes, in a process of its own, so that a large import never blocks a page. A
 * run that takes longer than that is waited for. What it complains about is handed on.
 *
 * `soon` syncs without waiting for the timer: at once, or when the run that is at work has ended.
 */
export function syncOnTimer(
  config: string,
  minutes: number,
  io: Io,
): { soon(): void; stop(): Promise<void> } {
  let child: ChildProcess | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let isWanted = false
  let ended: Promise<void> = Promise.resolve()

  const run = (): void => {
    if (stopped) return
    isWanted = false
    const started = spawn(process.execPath, [LAUNCHER, 'sync', '--quiet', '--config', config], {
      cwd: io.cwd,
      env: io.env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    child = started
    started.stderr?.setEncoding('utf8').on('data', (text: string) => void io.stderr.write(text))
    ended = new Promise((resolve) => {
      const done = (): void => {
        child = undefined
        if (!stopped) timer = setTimeout(run, isWanted ? 0 : minutes * 60_000)
        resolve()
      }
      started.once('error', (error) => {
        io.stderr.write(`patchmoot: the sync could not be started: ${error.message}\n`)
        done()
      })
      started.once('close', done)
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
      child?.kill('SIGTERM')
      await ended
    },
  }
}
