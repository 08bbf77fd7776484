import type { Context } from 'hono'

/**
 * Whether a request comes from this machine, and was meant for it: the connection does, and the name that was asked for
 * is one of this machine's own. A proxy in front of the server, and a page that has its name point here, fail the second.
 */
export function isLocal(c: Context): boolean {
  const address = remoteAddress(c)
  if (address !== undefined && !isLoopbackAddress(address)) return false
  const host = hostOf(c).replace(/:\d+$/, '')
  return host === 'localhost' || isLoopbackAddress(host.replace(/^\[|\]$/g, ''))
}

function hostOf(c: Context): string {
  return c.req.header('host') ?? new URL(c.req.url).host
}

function isLoopbackAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '')
  return plain === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(plain)
}

/** The address of the other end, where a socket is below; `undefined` in tests, where none is. */
export function remoteAddress(c: Context): string | undefined {
  const env: unknown = c.env
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return undefined
  const { incoming } = env
  if (typeof incoming !== 'object' || incoming === null || !('socket' in incoming)) return undefined
  const { socket } = incoming
  if (typeof socket !== 'object' || socket === null || !('remoteAddress' in socket)) return undefined
  return typeof socket.remoteAddress === 'string' ? socket.remoteAddress : ''
}
