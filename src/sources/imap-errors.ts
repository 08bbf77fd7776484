import { UserError } from '../core/errors.ts'
import type { ImapAddress } from './imap-address.ts'

/** What imapflow and Node say of a failure, as far as they say it. */
interface Failure {
  readonly code: string
  readonly refused: boolean
  readonly tls: boolean
}

/** A failure of a connection as a sentence with its remedy; anything that is no such failure as it is. */
export function explainImapError(cause: unknown, address: ImapAddress): unknown {
  if (!(cause instanceof Error) || cause instanceof UserError) return cause
  const { code, refused, tls } = failureOf(cause)
  const place = `${address.host}:${address.port}`
  const error = (message: string, hint: string) => new UserError('source', message, { hint, cause })
  const said = complaintOf(cause)

  if (refused)
    return error(
      `the IMAP server ${address.host} refuses the user ${address.user}: ${said}`,
      'See that user and password are right; many servers want a password made for programs ("app password").',
    )
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return error(
      `the IMAP server ${address.host} is not known (${code})`,
      'See that its name is spelled right and that this machine can look names up.',
    )
  if (code === 'ECONNREFUSED')
    return error(
      `nothing listens for IMAP at ${place}`,
      'Name the port if it is not 993: imap:USER:$IMAP_PASSWORD@HOST:PORT/FOLDER.',
    )
  if (tls || /^ERR_(TLS|SSL)_|CERT|^UNABLE_TO_/.test(code))
    return error(
      `no secure connection to ${place}: ${said}`,
      'For a certificate of your own put its authority into a file and set NODE_EXTRA_CA_CERTS to it; "?tls=starttls" is for servers that begin in plain (port 143).',
    )
  if (/TIMEOUT|^ETIMEDOUT$|^E(HOST|NET)UNREACH$/.test(code))
    return error(
      `the IMAP server ${place} does not answer (${code})`,
      'See that host and port are right, that no firewall is between, and that TLS is spoken there ("?tls=starttls" if it begins in plain).',
    )
  if (/^(NoConnection|EConnectionClosed|ClosedAfterConnect\w+|ECONNRESET|EPIPE|StateLogout)$/.test(code))
    return error(
      `the IMAP server ${place} closed the connection: ${said}`,
      'What was read is kept; the next sync goes on from there.',
    )
  if (code !== '' || 'responseStatus' in cause)
    return error(
      `the IMAP server ${address.host} cannot be read: ${said}`,
      'What was read is kept; the next sync goes on from there.',
    )
  return cause
}

/** That there is no such folder, and which there are. */
export function missingFolder(address: ImapAddress, names: readonly string[], cause: unknown): UserError {
  const some = names.slice(0, 8).join(', ')
  const more = names.length > 8 ? ` and ${names.length - 8} more` : ''
  return new UserError(
    'source',
    `the user ${address.user} has no folder "${address.folder}" at ${address.host}`,
    {
      hint: some === '' ? 'There are no folders at all.' : `There are ${some}${more}.`,
      cause,
    },
  )
}

/** What the server, or the system, said: one line, short. */
export function complaintOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause).slice(0, 300)
  const said = ['responseText', 'reason'].map((name) => read(cause, name)).find((text) => text !== '')
  return (said ?? cause.message).replace(/\s+/g, ' ').slice(0, 300)
}

function failureOf(cause: Error): Failure {
  return {
    code: read(cause, 'code'),
    refused: 'authenticationFailed' in cause && cause.authenticationFailed === true,
    tls: 'tlsFailed' in cause && cause.tlsFailed === true,
  }
}

function read(cause: Error, name: string): string {
  const value: unknown = Reflect.get(cause, name)
  return typeof value === 'string' ? value : ''
}
