import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Runs a script of the tests in several processes that begin at the same moment: each says `ready` when it has loaded
 * (see `startTogether`), and all are let go when the last one has. Gives what each of them wrote after that.
 */
export async function runTogether(
  script: URL,
  words: readonly (readonly string[])[],
): Promise<readonly string[]> {
  const children = words.map((each) =>
    spawn(process.execPath, ['--import', 'tsx', fileURLToPath(script), ...each], {
      stdio: ['pipe', 'pipe', 'pipe'],
    }),
  )
  const texts = children.map(() => ({ out: '', err: '' }))
  const ready = children.map(
    (child, n) =>
      new Promise<void>((resolve) => {
        const text = texts[n] ?? { out: '', err: '' }
        child.stderr.setEncoding('utf8').on('data', (piece: string) => {
          text.err += piece
        })
        child.stdout.setEncoding('utf8').on('data', (piece: string) => {
          text.out += piece
          if (text.out.startsWith('ready\n')) resolve()
        })
        child.once('close', () => resolve())
      }),
  )
  const ended = children.map(
    (child, n) =>
      new Promise<string>((resolve, reject) => {
        child.once('error', reject)
        child.once('close', (code) =>
          code === 0
            ? resolve((texts[n]?.out ?? '').slice('ready\n'.length))
            : reject(new Error(`${script.pathname} ended with ${code}: ${texts[n]?.err}`)),
        )
      }),
  )
  await Promise.all(ready)
  // One that ended early reads no more; why it did is in `ended`.
  for (const child of children) child.stdin.on('error', () => undefined).end('\n')
  return Promise.all(ended)
}

/** In such a script: says that it is ready, and waits until all are. */
export async function startTogether(): Promise<void> {
  process.stdout.write('ready\n')
  await new Promise((resolve) => process.stdin.once('data', resolve))
}
