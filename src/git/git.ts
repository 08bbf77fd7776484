import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { UserError } from '../core/errors.ts'
import { maskUrl } from './address.ts'

/** What running git needs beside its arguments. */
export interface GitOptions {
  /** The git directory; left out for commands that need none (`clone`, `ls-remote`). */
  readonly repository?: string | undefined
  readonly signal?: AbortSignal | undefined
  readonly input?: string | Uint8Array | undefined
  /**
   * For commands that reach other machines: reads the configuration of the user and the system (proxies,
   * credentials, `insteadOf`). Every other command runs without, so that nobody's taste changes what is read.
   */
  readonly network?: boolean | undefined
}

/** How a run of git ended. */
export interface GitResult {
  readonly status: number
  readonly stdout: Buffer
  readonly stderr: string
}

// Nothing that a repository brings along may run or change what is printed.
const SAFE = [
  'safe.directory=*',
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.attributesFile=/dev/null',
  // Attributes (which files are binary) come from nowhere: git 2.43 began to look for them in HEAD of a bare repository.
  'attr.tree=refs/none',
  'core.quotePath=true',
  'protocol.ext.allow=never',
  'protocol.fd.allow=never',
  'gc.autoDetach=false',
  'maintenance.autoDetach=false',
  'advice.detachedHead=false',
  'log.showSignature=false',
  'diff.noprefix=false',
  'diff.mnemonicPrefix=false',
  'diff.suppressBlankEmpty=false',
  'diff.wsErrorHighlight=none',
].flatMap((setting) => ['-c', setting])

const NETWORK_PROTOCOLS = 'https:http:ssh:git:file'
const STDERR_LIMIT = 64 * 1024

function environment(network: boolean): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {}
  // GIT_DIR and its like would point git elsewhere, e.g. when called from a hook.
  const keep =
    /^GIT_(SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|PROXY_COMMAND|SSL_\w+|HTTP_\w+|CONFIG_GLOBAL|CONFIG_SYSTEM|EXEC_PATH|AUTHOR_\w+|COMMITTER_\w+)$/
  for (const [name, value] of Object.entries(process.env))
    if (!name.startsWith('GIT_') || keep.test(name)) env[name] = value
  Object.assign(env, {
    LC_ALL: 'C',
    LANGUAGE: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_GRAFT_FILE: '/dev/null',
    GIT_PAGER: 'cat',
    // Stronger than any `protocol.….allow` of a repository. A partial clone would fetch what it lacks from the address
    // in its configuration, by the ssh command in its configuration; older gits do not know GIT_NO_LAZY_FETCH.
    GIT_ALLOW_PROTOCOL: network ? NETWORK_PROTOCOLS : 'none',
  })
  if (network) env['GIT_SSH_COMMAND'] ??= 'ssh -o BatchMode=yes'
  else
    Object.assign(env, { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_ATTR_NOSYSTEM: '1' })
  return env
}

/** Starts git without a shell, with settings under which nothing of the repository is executed. */
export function spawnGit(args: readonly string[], options: GitOptions = {}): ChildProcessWithoutNullStreams {
  // The folder that the program was started in is no business of git: it would read a `.gitattributes` there, take a
  // file for a revision of the same name, or follow the configuration of a repository around it.
  const folder = options.repository === undefined ? '/' : resolve(options.repository)
  const where = options.repository === undefined ? [] : [`--git-dir=${folder}`]
  const child = spawn('git', [...SAFE, ...where, ...args], {
    cwd: folder,
    env: environment(options.network === true),
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.signal ? { signal: options.signal } : {}),
  })
  // A child that ends before it read everything closes the pipe: its exit status tells why, not EPIPE.
  child.stdin.on('error', () => undefined)
  return child
}

interface Ending {
  /** The exit status; rejects when git could not be started at all. */
  readonly status: Promise<number>
  stderr(): string
}

function watch(child: ChildProcessWithoutNullStreams): Ending {
  let text = ''
  child.stderr.setEncoding('utf8')
  child.stderr.on('data', (chunk: string) => {
    text = (text + chunk).slice(-STDERR_LIMIT)
  })
  const status = new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 128))
  })
  // Whoever awaits it sees the rejection; nobody may have got that far yet.
  status.catch(() => undefined)
  return { status, stderr: () => text }
}

/** Why git could not be started: it is not there, or the folder is not. */
export function cannotStart(cause: unknown, repository: string | undefined): unknown {
  if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) return cause
  if (repository !== undefined && !existsSync(repository))
    return new UserError('source', `the repository ${repository} is not there`, {
      hint: 'Was it moved or deleted?',
      cause,
    })
  return new UserError('source', 'the program "git" was not found', {
    hint: 'Install git (Debian: apt install git) and see that it is in the PATH.',
    cause,
  })
}

/** Runs git to its end and gives what it printed, whatever its exit status. Throws `UserError` without git. */
export async function runGit(args: readonly string[], options: GitOptions = {}): Promise<GitResult> {
  options.signal?.throwIfAborted()
  const child = spawnGit(args, options)
  const ending = watch(child)
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stdin.end(options.input ?? '')
  try {
    return { status: await ending.status, stdout: Buffer.concat(chunks), stderr: ending.stderr() }
  } catch (cause) {
    throw cannotStart(cause, options.repository)
  }
}

/** What git printed. Throws `UserError` naming the repository when git fails. */
export async function readGit(args: readonly string[], options: GitOptions = {}): Promise<string> {
  const result = await runGit(args, options)
  options.signal?.throwIfAborted()
  if (result.status !== 0) throw gitError(args, options.repository, result)
  return result.stdout.toString('utf8')
}

/**
 * What git prints, as it comes. Throws `UserError` naming the repository when git fails, after everything that it
 * printed was given; leaving the loop early ends git.
 */
export async function* streamGit(
  args: readonly string[],
  options: GitOptions = {},
): AsyncGenerator<Buffer, void, void> {
  options.signal?.throwIfAborted()
  const child = spawnGit(args, options)
  const ending = watch(child)
  child.stdin.end(options.input ?? '')
  try {
    for await (const chunk of child.stdout) yield chunk
    const status = await ending.status
    options.signal?.throwIfAborted()
    if (status !== 0)
      throw gitError(args, options.repository, { status, stderr: ending.stderr(), stdout: Buffer.alloc(0) })
  } catch (cause) {
    options.signal?.throwIfAborted()
    throw cannotStart(cause, options.repository)
  } finally {
    if (child.exitCode === null) child.kill()
  }
}

/** The line of git's complaint that says most. */
export function complaintOf(stderr: string): string {
  const lines = stderr.split(/[\r\n]+/).filter((line) => line.trim() !== '')
  const worst = lines.find((line) => /^(fatal|error):/.test(line)) ?? lines.at(-1) ?? 'no reason given'
  return maskUrl(worst.replace(/^(fatal|error):\s*/, '')).slice(0, 300)
}

function gitError(args: readonly string[], repository: string | undefined, result: GitResult): UserError {
  const verb = args.find((arg) => !arg.startsWith('-')) ?? ''
  const where = repository === undefined ? '' : ` in ${repository}`
  return new UserError('source', `git ${verb}${where} failed: ${complaintOf(result.stderr)}`, {
    hint:
      repository === undefined
        ? 'See that the address is right.'
        : `Check it with: git --git-dir=${repository} fsck`,
  })
}
