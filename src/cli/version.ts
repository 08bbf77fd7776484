import { readFileSync } from 'node:fs'

/** The version of this Patchmoot, from its package.json (two folders up, from `src` and `dist` alike). */
export function version(): string {
  const read: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const found = typeof read === 'object' && read !== null && 'version' in read ? read.version : undefined
  return typeof found === 'string' ? found : 'unknown'
}
