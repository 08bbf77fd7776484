import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { UserError } from '../core/errors.ts'

/** A server at work. */
export interface Listening {
  readonly url: string
  close(): Promise<void>
}

type Fetch = (request: Request) => Response | Promise<Response>

/** Answers HTTP at a port. Throws `UserError` when it is taken, or not to be had. */
export async function listen(fetch: Fetch, port: number, host: string): Promise<Listening> {
  const server = createServer(getRequestListener(fetch))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(explain(cause, port, host)))
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  const shown = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return {
    url: `http://${shown.includes(':') ? `[${shown}]` : shown}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function explain(cause: NodeJS.ErrnoException, port: number, host: string): Error {
  if (cause.code === 'EADDRINUSE')
    return new UserError('conflict', `port ${port} is taken`, {
      hint: 'Choose another one with --port.',
      cause,
    })
  if (cause.code === 'EACCES')
    return new UserError('forbidden', `port ${port} may not be used by this user`, {
      hint: 'Choose one above 1023 with --port.',
      cause,
    })
  if (cause.code === 'EADDRNOTAVAIL' || cause.code === 'ENOTFOUND')
    return new UserError('usage', `${host} is no address of this machine`, {
      hint: 'Choose another one with --host.',
      cause,
    })
  return cause
}
