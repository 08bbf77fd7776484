import { createHash } from 'node:crypto'
import { UserError } from '../core/errors.ts'

/** Whether a text names a repository on another machine (or a `file://` URL) rather than a path. */
export function isUrl(text: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(text) || /^[^/\s@:]{1,200}(@[^/\s@:]{1,200})?:(?!\/\/)\S/.test(text)
  )
}

/** The address without password, for messages. At a web address the user goes too: it may be a token. */
export function maskUrl(text: string): string {
  return text
    .replace(/(https?:\/\/)[^/\s@]{1,2000}@/gi, '$1…@')
    .replace(/(:\/\/[^/\s:@]{0,200}):[^/\s@]{0,2000}@/g, '$1:…@')
}

/** The path that a `file://` URL or a plain path means, `undefined` for anything that git has to fetch. */
export function localPath(text: string): string | undefined {
  if (/^file:\/\//i.test(text)) {
    const path = text.slice(7).replace(/^localhost(?=\/)/i, '')
    return path.startsWith('/') ? path : undefined
  }
  return isUrl(text) ? undefined : text
}

/** A short name for a folder that holds a copy of `url`: 16 hex. The same when only the password is another one. */
export function nameOfUrl(url: string): string {
  return createHash('sha256').update(maskUrl(url)).digest('hex').slice(0, 16)
}

const TRANSPORTS = new Set(['https', 'http', 'ssh', 'git', 'file', 'git+ssh', 'ssh+git'])

/**
 * Refuses what git could take for an option or would run as a program: a leading `-`, `ext::` and `fd::` addresses,
 * any other transport than those of git itself. Throws `UserError` that names the value.
 */
export function checkAddress(text: string, what = 'repository'): void {
  const shown = maskUrl(text)
  if (text === '' || text.startsWith('-') || /[\0\r\n]/.test(text))
    throw new UserError('source', `${what} "${shown}" is no address that git can be given`, {
      hint: 'Give a path or an https://, ssh:// or git:// URL. A path that begins with "-" is written "./-…".',
    })
  const scheme = /^([a-z][a-z0-9+.-]*):(:|\/\/)/i.exec(text)
  if (scheme && (scheme[2] === ':' || !TRANSPORTS.has((scheme[1] ?? '').toLowerCase())))
    throw new UserError(
      'source',
      `${what} "${shown}" uses the transport "${scheme[1]}", which is not allowed`,
      {
        hint: 'Use https://, ssh://, git:// or a path.',
      },
    )
}

/** Refuses branch names that git could take for an option or a range. Throws `UserError`. */
export function checkBranch(name: string): void {
  if (name === '' || name.startsWith('-') || /[\0-\x20~^:?[\\\x7f]|\.\.|@\{/.test(name))
    throw new UserError('source', `"${name}" is no name of a branch`, {
      hint: 'Name the branch as `git branch` shows it; `*` stands for any characters.',
    })
}
