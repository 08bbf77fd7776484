import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A file of real data that tests may use and the project may not hold: in the folder that PATCHMOOT_DATA names.
 * `undefined`, with a message, where it is absent.
 */
export function findRealData(name: string): string | undefined {
  const folder = process.env['PATCHMOOT_DATA']
  const path = folder === undefined ? undefined : join(folder, name)
  if (path !== undefined && existsSync(path)) return path
  console.warn(`skipped: ${name} is in no folder named by PATCHMOOT_DATA`)
  return undefined
}

/** A clone of Xen's repository, with the commit asked for. */
export interface XenRepository {
  readonly git: (...args: string[]) => string
}

/** The clone (or its git directory) that PATCHMOOT_XEN names; `undefined`, with a message, where there is none. */
export function findXenRepository(commit: string): XenRepository | undefined {
  const path = process.env['PATCHMOOT_XEN']
  if (path === undefined) {
    console.warn('skipped: PATCHMOOT_XEN names no clone of xenproject.org/xen.git')
    return undefined
  }
  const directory = existsSync(join(path, '.git')) ? join(path, '.git') : path
  const git = (...args: string[]): string =>
    execFileSync('git', ['--git-dir', directory, ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  try {
    git('cat-file', '-e', `${commit}^{commit}`)
  } catch {
    console.warn(`skipped: ${path} has no commit ${commit}`)
    return undefined
  }
  return { git }
}
