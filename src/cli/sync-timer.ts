import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Io } from './command.ts'

/** The launcher beside `src` and `dist`. */
export const LAUNCHER = fileURLToPath(new URL('../../patchmoot', import.meta.url))

/**
 * Syncs now and then every so many minutes, in a process of its own, so that a large import never blocks a page. A
 * run that takes longer than that is waited for. What it complains about is handed on.
 */
export function syncOnTimer(config: string, minutes: number, io: Io): { stop(): Promise<void> } {
  let child: ChildProcess | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let ended: Promise<void> = Promise.resolve()

  const run = (): void => {
    if (stopped) return
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
        if (!stopped) timer = setTimeout(run, minutes * 60_000)
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
    async stop() {
      stopped = true
      clearTimeout(timer)
      child?.kill('SIGTERM')
      await ended
    },
  }
}
