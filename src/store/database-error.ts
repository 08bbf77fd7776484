import { UserError } from '../core/errors.ts'

/** A database URL without its password, fit for a message. */
export function nameDatabase(url: string): string {
  if (!/^postgres(?:ql)?:/i.test(url)) return url
  try {
    const parsed = new URL(url)
    if (parsed.password !== '') parsed.password = '***'
    for (const key of [...parsed.searchParams.keys()])
      if (/password/i.test(key)) parsed.searchParams.set(key, '***')
    return parsed.toString()
  } catch {
    // Not to be taken apart, so not to be shown either: the password could be anywhere in it.
    return `${url.slice(0, url.indexOf(':'))}://…`
  }
}

interface Explained {
  readonly what: string
  readonly hint: string
}

const NOTHING_LOST = 'Nothing is lost: the next run continues where this one stopped.'

const SQLITE: readonly (readonly [RegExp, Explained])[] = [
  [
    /^SQLITE_NOTADB/,
    { what: 'is not a SQLite database', hint: 'Give another path after "sqlite:", or move that file away.' },
  ],
  [
    /^SQLITE_CORRUPT/,
    {
      what: 'is damaged',
      hint: 'Restore it from a backup, or move it away and run sync again: mail and commits are read anew.',
    },
  ],
  [
    /^(?:EEXIST|ENOTDIR|ENOENT|ENAMETOOLONG)$/,
    { what: 'is in a folder that cannot be made', hint: 'Give another path after "sqlite:".' },
  ],
  [
    /^(?:SQLITE_FULL|ENOSPC$)/,
    { what: 'cannot grow: the disk is full', hint: `Free some space. ${NOTHING_LOST}` },
  ],
  [
    /^(?:SQLITE_(?:READONLY|PERM|AUTH)|(?:EACCES|EPERM|EROFS)$)/,
    { what: 'cannot be written', hint: 'Check the permissions of the file and of its folder.' },
  ],
  [
    /^SQLITE_(?:BUSY|LOCKED)/,
    {
      what: 'is locked by another process',
      hint: `Wait for that process to finish, or end it. ${NOTHING_LOST}`,
    },
  ],
  [
    /^SQLITE_(?:IOERR|CANTOPEN|PROTOCOL|NOLFS)/,
    { what: 'cannot be read or written', hint: `Check the disk and the permissions. ${NOTHING_LOST}` },
  ],
]

const POSTGRES: readonly (readonly [RegExp, Explained])[] = [
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, { what: 'names a host that is not known', hint: 'Check the host name.' }],
  [
    /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOENT)$/,
    { what: 'cannot be reached', hint: 'Check that the server runs, and the host and port.' },
  ],
  [/^28/, { what: 'refuses this user or password', hint: 'Check user and password of the URL.' }],
  [/^3D000$/, { what: 'names a database that does not exist', hint: 'Create it (createdb NAME).' }],
  [/^3F000$/, { what: 'names a schema that does not exist', hint: 'Create it, or leave search_path out.' }],
  [/^42501$/, { what: 'does not let this user do that', hint: 'Give the user rights on the database.' }],
  [/^53100$/, { what: 'cannot grow: the disk is full', hint: `Free some space. ${NOTHING_LOST}` }],
  [/^53/, { what: 'has no room for this connection', hint: 'Raise max_connections, or wait.' }],
  [
    /^(?:57P|08|25P03|ECONNRESET$|EPIPE$|EPROTO$)/,
    { what: 'ended the connection', hint: `Check the server. ${NOTHING_LOST}` },
  ],
  [
    /^(?:40001|40P01|55P03)$/,
    { what: 'is locked by another process', hint: `Run it again. ${NOTHING_LOST}` },
  ],
]

/**
 * What an engine's error means to the person at the keyboard: a `UserError` where they can fix it
 * (a wrong path, an unreachable server, a full disk, a lost connection), the same error otherwise.
 */
export function explainDatabaseError(error: unknown, url: string): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error
  const code = codeOf(error)
  const name = nameDatabase(url)
  const table = url.startsWith('sqlite:') ? SQLITE : POSTGRES
  const found = table.find(([pattern]) => pattern.test(code))?.[1]
  if (!found) return error
  return new UserError('database', `the database ${name} ${found.what}`, { hint: found.hint, cause: error })
}

function codeOf(error: Error): string {
  if (/ConnectionFailed/.test(error.message)) return 'SQLITE_CANTOPEN'
  if (/Connection terminated|timeout exceeded when trying to connect|timeout expired/.test(error.message))
    return /timeout/.test(error.message) ? 'ETIMEDOUT' : 'ECONNRESET'
  // A query on a connection of which the end was noticed before the query was sent: pg has no code for it.
  if (/^Client (?:has encountered a connection error|was closed) and is not queryable$/.test(error.message))
    return 'ECONNRESET'
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && code !== '') return code
  // Several addresses were tried (localhost: ::1, 127.0.0.1) and each failed.
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return codeOf(error.errors[0])
  return ''
}
