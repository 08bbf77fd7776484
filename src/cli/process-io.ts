import type { Io, Output } from './command.ts'

/** The world as this process has it. SIGINT and SIGTERM abort the signal; a second one ends at once. */
export function processIo(): Io {
  const abort = new AbortController()
  const stop = (signal: NodeJS.Signals): void => {
    if (abort.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143)
    abort.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  const color = process.env['NO_COLOR'] === undefined || process.env['NO_COLOR'] === ''
  return {
    stdout: outputOf(process.stdout, color),
    stderr: outputOf(process.stderr, color),
    env: process.env,
    cwd: process.cwd(),
    now: () => `${new Date().toISOString().slice(0, 19)}Z`,
    signal: abort.signal,
  }
}

function outputOf(stream: NodeJS.WriteStream, color: boolean): Output {
  // `patchmoot export … | head` closes the pipe: whoever reads no more wants no more, and that is no error.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') process.exit(0)
    throw error
  })
  return {
    isTerminal: stream.isTTY === true && color && process.env['TERM'] !== 'dumb',
    columns: stream.columns ?? 80,
    write: (text) => stream.write(text),
    drain: () =>
      stream.writableLength === 0
        ? Promise.resolve()
        : new Promise((resolve) => stream.write('', () => resolve())),
  }
}
