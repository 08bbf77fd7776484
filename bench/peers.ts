import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Measured, runMeasured } from './measured-run.ts'

/** Another program on the same mails. */
export interface Peer {
  readonly name: string
  readonly measured: Measured | undefined
  /** Why it was not measured. */
  readonly missing: string | undefined
}

/** `notmuch new` on a Maildir. */
export async function runNotmuch(maildir: string, folder: string): Promise<Peer> {
  const name = 'notmuch new'
  if (!isInstalled('notmuch')) return { name, measured: undefined, missing: 'notmuch is not installed' }
  mkdirSync(folder, { recursive: true })
  const config = join(folder, 'notmuch-config')
  writeFileSync(
    config,
    `[database]\npath=${folder}\nmail_root=${maildir}\n[user]\nname=Bench\nprimary_email=bench@example.org\n[new]\ntags=\nignore=\n[maildir]\nsynchronize_flags=false\n`,
  )
  const env = { ...process.env, NOTMUCH_CONFIG: config }
  return {
    name,
    measured: await runMeasured(['notmuch', 'new', '--quiet'], { cwd: folder, env }),
    missing: undefined,
  }
}

/** `public-inbox-index` on a public-inbox archive of one epoch. */
export async function runPublicInbox(source: string, folder: string): Promise<Peer> {
  const name = 'public-inbox-index'
  const skip = (missing: string): Peer => ({ name, measured: undefined, missing })
  if (!isInstalled('public-inbox-index')) return skip('public-inbox is not installed')
  const location = source.slice('public-inbox:'.length)
  if (!source.startsWith('public-inbox:') || !existsSync(join(location, 'HEAD')))
    return skip('the list is no public-inbox repository on this machine')
  mkdirSync(join(folder, 'git'), { recursive: true })
  symlinkSync(location, join(folder, 'git/0.git'))
  writeFileSync(join(folder, 'inbox.lock'), '')
  const home = join(folder, 'home')
  const config = join(home, '.public-inbox/config')
  mkdirSync(join(home, '.public-inbox'), { recursive: true })
  writeFileSync(
    config,
    `[publicinbox "bench"]\n\taddress = bench@example.org\n\turl = http://example.org/bench\n\tinboxdir = ${folder}\n\tversion = 2\n\tindexlevel = full\n`,
  )
  const env = { ...process.env, HOME: home, PI_CONFIG: config }
  const measured = await runMeasured(['public-inbox-index', '--no-fsync', '--indexlevel=full', folder], {
    cwd: folder,
    env,
  })
  return measured.code === 0
    ? { name, measured, missing: undefined }
    : skip(`it failed: ${measured.stderr.trim().split('\n').at(-1) ?? ''}`)
}

function isInstalled(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' })
    return true
  } catch (error) {
    if (error instanceof Error && 'status' in error) return false
    throw error
  }
}
