import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../core/errors.ts'
import { DAY, type Instant } from '../core/time.ts'
import { type Community, type CommunityOptions, makeCommunity } from '../demo/community.ts'
import { listEventMails } from '../demo/events/event-mails.ts'
import { listNextActs } from '../demo/events/next-event.ts'
import { listPastActs } from '../demo/events/past-event.ts'
import { DRAFTED } from '../demo/motions.ts'
import { GONE } from '../demo/people.ts'
import { CARRIED, REVIEW_ACTS } from '../demo/review-acts.ts'
import { LEADERS } from '../demo/topics/decisions.ts'
import { RELEASER } from '../demo/topics/releases.ts'
import { formatMbox, writeCommunity } from '../demo/write-community.ts'
import { demoPeople } from './demo-people.ts'

/** A demo community on the disk. */
export interface PreparedDemo {
  readonly folder: string
  /** Its configuration: `sync`, `status`, `export` and the rest work with it. */
  readonly config: string
  /** Its last instant, at which its clock stands still. */
  readonly until: Instant
  readonly mails: number
}

/**
 * A community in a folder of its own below `parent`, with a configuration beside it. The folder is named for what is
 * in it, so that one that is there already is used as it is, database and all. Throws `UserError` when it cannot be
 * written.
 */
export async function prepareDemo(
  options: CommunityOptions,
  parent: string,
  signal?: AbortSignal,
): Promise<PreparedDemo> {
  const community = makeCommunity(options)
  // Also what its people do on pages: a database in which they did less is another demo's.
  const acts = [listPastActs(community), listNextActs(community), DRAFTED, REVIEW_ACTS, CARRIED]
  const print = createHash('sha1')
    .update(community.digest)
    .update(configText(community))
    .update(formatMbox(listEventMails(community)))
    .update(JSON.stringify(acts))
    .digest('hex')
  const folder = join(parent, `demo-${print.slice(0, 12)}`)
  if (!existsSync(folder)) {
    // Written beside and then renamed: a run that was killed leaves nothing that looks whole.
    const unfinished = `${folder}.part-${process.pid}`
    try {
      await writeDemo(community, unfinished, signal)
      // Somebody else may have been faster.
      if (existsSync(folder)) rmSync(unfinished, { recursive: true })
      else renameSync(unfinished, folder)
    } catch (cause) {
      if (existsSync(unfinished)) rmSync(unfinished, { recursive: true })
      throw cause instanceof UserError || signal?.aborted ? cause : cannotWrite(parent, cause)
    }
  }
  return describe(community, folder)
}

/**
 * Writes a community and its configuration into exactly this folder, which is new or empty. Throws `UserError` when it
 * is neither.
 */
export async function writeDemo(
  community: Community,
  folder: string,
  signal?: AbortSignal,
): Promise<PreparedDemo> {
  mkdirSync(folder, { recursive: true })
  if (readdirSync(folder).length > 0)
    throw new UserError('conflict', `${folder} is not empty`, { hint: 'Name a folder that is new.' })
  await writeCommunity(community, folder, signal)
  writeFileSync(join(folder, 'events.mbox'), formatMbox(listEventMails(community)))
  writeFileSync(join(folder, 'patchmoot.json'), configText(community))
  return describe(community, folder)
}

/** The configuration that shows a community. */
function configText(community: Community): string {
  const lists = [...new Set(community.mails.map((mail) => mail.list))].sort()
  const config = {
    database: 'sqlite:patchmoot.sqlite',
    // Its clock stands still: there is never anything new.
    sync: { every: 0 },
    projects: [
      {
        id: 'quarry',
        title: 'Quarry',
        lists: lists.map((address) => ({
          address,
          source: `mbox:${address.slice(0, address.indexOf('@'))}.mbox`,
        })),
        mailboxes: [{ address: 'events@example.org', source: 'mbox:events.mbox', for: 'registration' }],
        repositories: [{ name: 'quarry', url: 'quarry.git' }],
        ...demoPeople(community),
        bots: ['ci@bots.example.org'],
        freezes: [freezeOf(community)],
        governance: 'xen-v3',
        roles: rolesOf(community),
      },
    ],
  }
  const head = `// A made-up community, written by "patchmoot demo". Nobody in it exists; ${lists[0] ?? ''} is no list.`
  return `${head}\n${JSON.stringify(config, undefined, 2)}\n`
}

/** Its days, up to the one before the release. */
function freezeOf({ freeze, people }: Community): object {
  const dayOf = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10)
  return {
    from: dayOf(freeze.from),
    until: dayOf(freeze.until - DAY),
    releaseManager: people.find((one) => one.name === RELEASER)?.address,
  }
}

/** Who has which role beside those of MAINTAINERS. One was given back, and one is held by somebody who is gone. */
function rolesOf({ people, options }: Community): readonly object[] {
  const since = `${Number(options.until.slice(0, 4)) - 3}-03-01`
  const address = (name: string): string => people.find((one) => one.name === name)?.address ?? ''
  const role = (id: string, name: string, more: object = {}): object => ({
    role: id,
    person: address(name),
    name,
    from: since,
    ...more,
  })
  return [
    ...LEADERS.map((name) => role('leadership-team', name)),
    role('community-manager', 'Grete Halvorsen'),
    role('event-organiser', 'Wanda Kowalczyk'),
    // Patches to the tools go to them, and nobody has heard of them for long.
    { role: 'maintainer', person: GONE.address, name: GONE.name, scope: 'TOOLS', from: since },
    role('release-manager', RELEASER),
    role('security-team', 'Ines Okafor'),
    role('security-team', 'Luca Ferrante'),
    role('release-manager', 'Wanda Kowalczyk', {
      from: `${Number(since.slice(0, 4)) - 1}-03-01`,
      until: since,
    }),
  ]
}

function describe({ options, mails }: Community, folder: string): PreparedDemo {
  return { folder, config: join(folder, 'patchmoot.json'), until: options.until, mails: mails.length }
}

function cannotWrite(folder: string, cause: unknown): UserError {
  return new UserError('config', `the demo cannot be written to ${folder}`, {
    hint: 'Name a folder that you may write to with --folder.',
    cause,
  })
}
