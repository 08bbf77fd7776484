import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseConfig } from '../../src/app/config.ts'
import type { SyncContext } from '../../src/app/with-run.ts'
import type { Database } from '../../src/store/database.ts'
import { ensureProject } from '../../src/store/inputs/projects.ts'

/** A mail of a test list, by what matters. */
export interface TestMail {
  readonly id: string
  /** A first name; the address follows from it, unless another one is given. */
  readonly from?: string
  readonly address?: string
  readonly subject: string
  /** Days and hours after 2 March 2026, 09:00 UTC. */
  readonly day?: number
  readonly answers?: string
  readonly text?: string
  readonly headers?: readonly string[]
}

/** The octets of a mail. */
export function mailText(mail: TestMail): string {
  const at = new Date(Date.UTC(2026, 2, 2, 9) + (mail.day ?? 0) * 86_400_000)
  const name = mail.from ?? 'Ada'
  const head = [
    `From: ${name} Example <${mail.address ?? `${name.toLowerCase()}@example.org`}>`,
    'To: devel@lists.example.org',
    `Subject: ${mail.subject}`,
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${mail.id}>`,
    ...(mail.answers === undefined ? [] : [`In-Reply-To: <${mail.answers}>`]),
    ...(mail.headers ?? []),
  ]
  return `${head.join('\n')}\n\n${mail.text ?? 'Hello.'}\n`
}

/** A patch that changes one line of a file, with what git writes around it. */
export function patchText(path: string, before: string, after: string, message = 'Because.'): string {
  return [
    message,
    '',
    'Signed-off-by: Ada Example <ada@example.org>',
    '---',
    ` ${path} | 2 +-`,
    ' 1 file changed, 1 insertion(+), 1 deletion(-)',
    '',
    `diff --git a/${path} b/${path}`,
    'index 1111111..2222222 100644',
    `--- a/${path}`,
    `+++ b/${path}`,
    '@@ -1 +1 @@',
    `-${before}`,
    `+${after}`,
    '--',
    '2.40.0',
  ].join('\n')
}

/** Mails as an mbox. */
export function mbox(mails: readonly TestMail[]): string {
  return mails
    .map(
      (mail) => `From mboxrd@z Thu Jan  1 00:00:00 1970\n${mailText(mail).replace(/^(>*From )/gm, '>$1')}\n`,
    )
    .join('')
}

/** A git repository whose commits are given as messages with the files that they write, one day apart. */
export function makeRepository(
  folder: string,
  commits: readonly { readonly message: string; readonly files: Readonly<Record<string, string>> }[],
): string {
  mkdirSync(folder, { recursive: true })
  const git = (args: readonly string[], day = 0): string => {
    const at = new Date(Date.UTC(2026, 2, 3, 12) + day * 86_400_000).toISOString()
    const env = { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at }
    return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', env })
  }
  git(['init', '--quiet', '--initial-branch=main'])
  for (const [day, commit] of commits.entries()) {
    for (const [path, text] of Object.entries(commit.files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    git(['add', '--all'])
    git(['commit', '--quiet', '--allow-empty', '-m', commit.message], day)
  }
  return folder
}

/** What the pipelines need, for a configuration of one project given as an object. */
export async function contextFor(
  database: Database,
  folder: string,
  project: object,
  more: Partial<SyncContext> = {},
): Promise<SyncContext> {
  const text = JSON.stringify({ projects: [{ id: 'test', ...project }] })
  const config = parseConfig(text, join(folder, 'patchmoot.json'), {})
  const [only] = config.projects
  if (only === undefined) throw new Error('a configuration has a project')
  return {
    database,
    config,
    project: only,
    projectId: await ensureProject(database.kysely, only.id),
    now: '2026-06-01T12:00:00Z',
    clock: () => '2026-06-01T12:00:00Z',
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...more,
  }
}
