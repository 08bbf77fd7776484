import { type ChildProcess, spawn } from 'node:child_process'
import type { Io } from './command.ts'
import { LAUNCHER } from './sync-timer.ts'

/** After a derivation that did not end well, most often because somebody syncs by hand, another one is tried. */
const FIRST_RETRY_MS = 5000
const LAST_RETRY_MS = 300_000

/**
 * Derives what follows from what people decide, for a server that does not sync: when it is asked to, in a process of its own, so
 * that no page waits for it. What is asked for while one is at work is done by another one behind it.
 *
 * A decision is in the log before this is asked: killed at any moment, nothing is lost, and the next derivation takes it.
 */
export function deriveWhenAsked(config: string, io: Io): { soon(): void; stop(): Promise<void> } {
  let child: ChildProcess | undefined
  let timer: NodeJS.Timeout | undefined
  let isWanted = false
  let stopped = false
  let retryMs = FIRST_RETRY_MS
  let ended: Promise<unknown> = Promise.resolve()

  const run = (): void => {
    if (stopped || child !== undefined) return
    isWanted = false
    let complaint = ''
    const words = ['sync', '--derive', '--quiet', '--config', config]
    const started = spawn(process.execPath, [LAUNCHER, ...words], {
      cwd: io.cwd,
      env: io.env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    child = started
    started.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(0, 10_000)
    })
    ended = new Promise<void>((resolve) => {
      const end = (code: number | null, words: string): void => {
        if (child !== started) return
        child = undefined
        resolve()
        if (stopped) return
        if (code === 0) {
          retryMs = FIRST_RETRY_MS
          if (isWanted) run()
          return
        }
        // Told once: what it waits for may take an hour, and nothing is lost meanwhile.
        if (retryMs === FIRST_RETRY_MS) io.stderr.write(words)
        timer = setTimeout(run, retryMs)
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
      }
      started.once('error', (error) =>
        end(null, `patchmoot: the derivation could not be started: ${error.message}\n`),
      )
      started.once('close', (code) => end(code, complaint))
    })
  }
  return {
    soon() {
      isWanted = true
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
