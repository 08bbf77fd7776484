import type { Io, Output } from '../../src/cli/command.ts'
import { runCli } from '../../src/cli/main.ts'

/** What a command of a test said, and its exit code. */
export interface CliRun {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command in this process, in a folder, at a still instant. */
export async function cli(
  cwd: string,
  words: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string>>
    readonly now?: string
    readonly signal?: AbortSignal
    readonly terminal?: boolean
  } = {},
): Promise<CliRun> {
  const texts = { out: '', err: '' }
  const output = (name: 'out' | 'err'): Output => ({
    write(text) {
      texts[name] += text
      return true
    },
    drain: async () => undefined,
    isTerminal: options.terminal ?? false,
    columns: 80,
  })
  const io: Io = {
    stdout: output('out'),
    stderr: output('err'),
    env: options.env ?? {},
    cwd,
    now: () => options.now ?? '2026-06-01T12:00:00Z',
    signal: options.signal ?? new AbortController().signal,
  }
  const code = await runCli(words, io)
  return { code, ...texts }
}
