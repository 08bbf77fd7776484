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

/** The stylesheet is kept in parts, by what they are for, and sent as one. Later rules win, so the order counts. */
const STYLE = [
  'base',
  'frame',
  'overview',
  'charts',
  'dashboard',
  'tables',
  'series',
  'mail',
  'narrow-and-print',
  'motions',
  'reviews',
  'events',
  'agenda',
] as const

const files = new Map<string, StaticFile>()

/** A static file by name; `undefined` if there is none. Only the names listed here exist. */
export function findStatic(name: string): StaticFile | undefined {
  const known = files.get(name)
  if (known) return known
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined
  if (type === undefined) return undefined
  const body = name === 'style.css' ? STYLE.map((part) => read(`style/${part}.css`)).join('\n') : read(name)
  const version = createHash('sha256').update(body).digest('hex').slice(0, 10)
  const file = { type, body, version }
  files.set(name, file)
  return file
}

function read(path: string): string {
  return readFileSync(new URL(`../web/static/${path}`, import.meta.url), 'utf8')
}

/** The address of a static file. */
export function assetPath(name: string): string {
  return `/static/${name}?v=${findStatic(name)?.version ?? ''}`
}
