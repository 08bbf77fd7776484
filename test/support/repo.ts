import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A git repository of a test, whose commits have fixed people and times: one hour apart, from 2 March 2026, 09:00 UTC. */
export interface TestRepository {
  /** The folder that was asked for. */
  readonly path: string
  /** The git directory. */
  readonly folder: string
  /** Runs git in it and gives what it printed, without the last line end. */
  git(args: readonly string[], input?: string | Uint8Array): string
  /** Writes files (`undefined` deletes one) and commits them on the current branch; gives the commit. */
  commit(message: string, files?: Readonly<Record<string, string | Uint8Array | undefined>>): string
}

/** Makes an empty repository with a work tree, on the branch `main`. */
export function makeTestRepository(path: string): TestRepository {
  mkdirSync(path, { recursive: true })
  let count = 0
  const git = (args: readonly string[], input?: string | Uint8Array): string => {
    const at = `@${Date.UTC(2026, 2, 2, 9) / 1000 + count * 3600} +0000`
    const env = { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at }
    const options = { env, maxBuffer: 1 << 28, stdio: 'pipe' as const }
    return execFileSync('git', ['-C', path, ...args], input === undefined ? options : { ...options, input })
      .toString('utf8')
      .replace(/\n$/, '')
  }
  git(['init', '--quiet', '--initial-branch=main'])
  return {
    path,
    folder: join(path, '.git'),
    git,
    commit(message, files = {}) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true })
        if (text === undefined) rmSync(join(path, name))
        else writeFileSync(join(path, name), text)
      }
      git(['add', '--all'])
      git(
        ['commit', '--quiet', '--allow-empty', '--allow-empty-message', '--cleanup=verbatim', '--file=-'],
        message,
      )
      count++
      return git(['rev-parse', 'HEAD'])
    },
  }
}

/** What one commit of an archive does: a mail comes, one is deleted, or (v2) its history is purged of one. */
export type ArchiveStep = { readonly mail: Uint8Array } | { readonly deleted: Uint8Array }

/**
 * Adds commits to an archive of public-inbox in the bare repository `folder` (made where there is none), as
 * public-inbox does it: in `v2` one file `m` or `d`, in `v1` a file for each mail, named by the SHA-1 of its Message-ID.
 * `rewrite` begins the branch anew. Commits are a minute apart, from 2 March 2026, 09:00 UTC.
 */
export function growArchive(
  folder: string,
  version: 'v1' | 'v2',
  steps: readonly ArchiveStep[],
  nameOf: (mail: Uint8Array) => string,
  rewrite = false,
): void {
  const run = (args: readonly string[], input?: Uint8Array) =>
    execFileSync('git', args, { stdio: 'pipe', ...(input === undefined ? {} : { input }) }).toString('latin1')
  const git = (args: readonly string[], input?: Uint8Array) => run([`--git-dir=${folder}`, ...args], input)
  run(['init', '--quiet', '--bare', '--initial-branch=master', folder])
  const old = rewrite ? '' : git(['for-each-ref', '--format=%(objectname)', 'refs/heads/master']).trim()
  let at = Date.UTC(2026, 2, 2, 9) / 1000
  if (old !== '') at += 60 * Number(git(['rev-list', '--count', 'master']).trim())
  const parts: Buffer[] = []
  if (rewrite) parts.push(Buffer.from('reset refs/heads/master\n'))
  for (const [n, step] of steps.entries()) {
    const bytes = 'mail' in step ? step.mail : step.deleted
    const lines = ['commit refs/heads/master', `committer Ada Example <ada@example.org> ${at + n * 60} +0000`]
    lines.push('data 2', 'x', ...(n === 0 && old !== '' ? [`from ${old}`] : []))
    if (version === 'v2')
      lines.push('deleteall', `M 100644 inline ${'mail' in step ? 'm' : 'd'}`, `data ${bytes.length}`)
    else if ('mail' in step) lines.push(`M 100644 inline ${nameOf(bytes)}`, `data ${bytes.length}`)
    else lines.push(`D ${nameOf(bytes)}`)
    parts.push(Buffer.from(`${lines.join('\n')}\n`))
    if (version === 'v2' || 'mail' in step) parts.push(Buffer.from(bytes), Buffer.from('\n'))
  }
  git(['fast-import', '--quiet', '--force'], Buffer.concat(parts))
}
