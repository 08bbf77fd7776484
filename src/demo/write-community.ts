import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../core/errors.ts'
import { runGit } from '../git/git.ts'
import type { Community } from './community.ts'
import { formatFastImport, IMPORT_REF } from './repository.ts'
import type { DemoMail } from './world.ts'

/** Where the parts of a community were written to. */
export interface CommunityFiles {
  /** An mbox for each list. */
  readonly lists: readonly { readonly address: string; readonly mbox: string }[]
  /** A bare git repository. */
  readonly repository: string
}

/** Writes a community into a folder: an mbox for each list, and a bare git repository. */
export async function writeCommunity(
  community: Pick<Community, 'mails' | 'repository'>,
  folder: string,
  signal?: AbortSignal,
): Promise<CommunityFiles> {
  mkdirSync(folder, { recursive: true })
  const addresses = [...new Set(community.mails.map((mail) => mail.list))].sort()
  const lists = addresses.map((address) => {
    const mbox = join(folder, `${address.slice(0, address.indexOf('@'))}.mbox`)
    writeFileSync(mbox, formatMbox(community.mails.filter((mail) => mail.list === address)))
    return { address, mbox }
  })
  const repository = join(folder, 'quarry.git')
  rmSync(repository, { recursive: true, force: true })
  const stream = Buffer.concat([...formatFastImport(community.repository)])
  await git(['init', '--quiet', '--bare', '--initial-branch=main', repository], { signal })
  await git(['fast-import', '--quiet', '--date-format=raw'], { repository, input: stream, signal })
  await git(['update-ref', '-d', IMPORT_REF], { repository, signal })
  return { lists, repository }
}

async function git(args: readonly string[], options: Parameters<typeof runGit>[1]): Promise<void> {
  const result = await runGit(args, options)
  options?.signal?.throwIfAborted()
  if (result.status !== 0)
    throw new UserError(
      'source',
      `git ${args[0]} of the demo failed: ${result.stderr.trim().slice(0, 300)}`,
      {
        hint: 'See that there is room on the disk, and that git is 2.28 or newer.',
      },
    )
}

/** The mails as one mbox, in the order given; lines that begin with "From " are quoted as mboxrd has it. */
export function formatMbox(mails: readonly DemoMail[]): Buffer {
  const newline = Buffer.from('\n')
  return Buffer.concat(
    mails.flatMap((mail) => {
      const day = new Date(mail.receivedAt * 1000).toUTCString()
      // "Mon, 15 Apr 2024 09:30:12 GMT" as asctime() writes it.
      const [name = '', date = '', month = '', year = '', time = ''] = day.replace(',', '').split(' ')
      const head = `From mboxrd@z ${name} ${month} ${String(Number(date)).padStart(2)} ${time} ${year}\n`
      return [Buffer.from(head), quoteFrom(Buffer.from(mail.bytes)), newline, newline]
    }),
  )
}

function quoteFrom(bytes: Buffer): Buffer {
  // Latin-1 keeps every octet as it is.
  const text = bytes.toString('latin1')
  return Buffer.from(text.replace(/^(>*From )/gm, '>$1').replace(/\n$/, ''), 'latin1')
}
