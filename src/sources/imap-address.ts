import { UserError } from '../core/errors.ts'

/** Where an IMAP folder is and how it is reached. */
export interface ImapAddress {
  readonly user: string
  readonly password: string
  readonly host: string
  readonly port: number
  /** `on`: from the first octet; `starttls`: after a greeting in plain; `off`: not at all. */
  readonly tls: 'on' | 'starttls' | 'off'
  readonly folder: string
}

const REMEDY =
  'Write imap:USER:$IMAP_PASSWORD@HOST/FOLDER and put the password into the environment variable IMAP_PASSWORD.'

/**
 * What `USER:PASSWORD@HOST[:PORT][/FOLDER][?tls=on|starttls|off]` means, with or without `//` in front.
 *
 * The folder is INBOX unless named. Port 993, or none: TLS. Port 143: STARTTLS, without which no password is sent. To this
 * machine itself any port but 993 is spoken to in plain. Throws `UserError` (without the password) for anything else.
 */
export function readImapAddress(location: string): ImapAddress {
  const text = location.replace(/^\/\//, '')
  const slash = text.indexOf('/')
  const end = slash < 0 ? text.search(/\?tls=[a-z]*$/) : slash
  const authority = end < 0 ? text : text.slice(0, end)
  const rest = end < 0 ? '' : text.slice(end)
  const at = authority.lastIndexOf('@')
  const shown = `imap:${maskImapAddress(location)}`
  if (at <= 0) throw new UserError('source', `${shown} does not say who reads the mail`, { hint: REMEDY })
  const credentials = authority.slice(0, at)
  const colon = credentials.indexOf(':')
  if (colon < 0 || colon === credentials.length - 1)
    throw new UserError('source', `${shown} has no password`, { hint: REMEDY })

  const place = /^(?:\[([0-9a-f:.]{2,45})\]|([^\s:[\]]{1,253}))(?::(\d{1,5}))?$/i.exec(
    authority.slice(at + 1),
  )
  const host = place?.[1] ?? place?.[2]
  const port = Number(place?.[3] ?? 993)
  if (host === undefined || port < 1 || port > 65535)
    throw new UserError('source', `${shown} does not name a host`, { hint: REMEDY })

  const query = /\?tls=([a-z]*)$/.exec(rest)
  const folder = decode((query === null ? rest : rest.slice(0, query.index)).slice(1))
  return {
    user: decode(credentials.slice(0, colon)),
    password: decode(credentials.slice(colon + 1)),
    host,
    port,
    tls: query === null ? usualTls(host, port) : namedTls(query[1] ?? '', shown),
    folder: folder === '' ? 'INBOX' : folder,
  }
}

/** The address without password, for messages. */
export function maskImapAddress(location: string): string {
  const slash = location.replace(/^\/\//, '  ').indexOf('/')
  const end = location.lastIndexOf('@', slash < 0 ? location.length : slash)
  const colon = location.indexOf(':')
  return colon < 0 || end <= colon ? location : `${location.slice(0, colon)}:…${location.slice(end)}`
}

/** Whether a host is this machine, by what it is called; nothing is looked up. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host)
}

function usualTls(host: string, port: number): ImapAddress['tls'] {
  if (port === 993) return 'on'
  if (isLoopback(host)) return 'off'
  return port === 143 ? 'starttls' : 'on'
}

function namedTls(name: string, shown: string): ImapAddress['tls'] {
  if (name === 'on' || name === 'starttls' || name === 'off') return name
  throw new UserError('source', `${shown} asks for "tls=${name}", which is not known`, {
    hint: 'Known are tls=on (the usual), tls=starttls, and tls=off, which sends the password unprotected.',
  })
}

// Values from the environment come percent-encoded; what somebody typed may hold a lone percent sign.
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
