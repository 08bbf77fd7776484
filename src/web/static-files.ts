import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** A file of `static/`, read once. */
interface StaticFile {
  readonly type: string
  readonly body: string
  /** Part of its address, so that it can be kept for ever by whoever fetched it. */
  readonly version: string
}

const TYPES: Readonly<Record<string, string>> = {
  'style.css': 'text/css; charset=utf-8',
  'app.js': 'text/javascript; charset=utf-8',
  'agenda.js': 'text/javascript; charset=utf-8',
  'favicon.svg': 'image/svg+xml',
}

const files = new Map<string, StaticFile>()

/** A static file by name; `undefined` if there is none. Only the names listed here exist. */
export function findStatic(name: string): StaticFile | undefined {
  const known = files.get(name)
  if (known) return known
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined
  if (type === undefined) return undefined
  const body = readFileSync(new URL(`static/${name}`, import.meta.url), 'utf8')
  const version = createHash('sha256').update(body).digest('hex').slice(0, 10)
  const file = { type, body, version }
  files.set(name, file)
  return file
}

/** The address of a static file. */
export function assetPath(name: string): string {
  return `/static/${name}?v=${findStatic(name)?.version ?? ''}`
}
