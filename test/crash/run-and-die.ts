import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Runs one of the scripts of this folder in a process of its own that dies at the nth step. Gives what it printed,
 * `undefined` if it died.
 */
export async function runAndDie(
  script: 'killed-sync.ts' | 'killed-applies.ts',
  folder: string,
  url: string,
  nth: number,
): Promise<string | undefined> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  try {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', path, folder, url, String(nth)])
    return stdout
  } catch (error) {
    if (error instanceof Error && 'signal' in error && error.signal === 'SIGKILL') return undefined
    throw error
  }
}
