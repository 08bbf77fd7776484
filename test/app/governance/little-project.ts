import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decideMotion, type MotionAct } from '../../../src/app/governance/decide-motion.ts'
import { draftMail, type ReadyMail } from '../../../src/app/governance/ready-mails.ts'
import { sync } from '../../../src/app/sync.ts'
import type { SyncContext } from '../../../src/app/with-run.ts'
import { countMotion } from '../../../src/core/governance/count-motion.ts'
import type { Outcome } from '../../../src/core/governance/outcome.ts'
import { type MotionEntry, readMotion } from '../../../src/store/read/motions.ts'
import { contextFor, mailText, makeRepository, type TestMail } from '../../support/archive.ts'
import { quickEngines, temporaryFolder } from '../../support/db.ts'

/** A project in a folder of its own, whose list and mailbox grow mail by mail, and whose clock is set by hand. */
export interface LittleProject {
  readonly context: SyncContext
  /** Syncs with these mails in the list, and these in the mailbox for ballots, at an instant. */
  readonly at: (
    now: string,
    list?: readonly TestMail[],
    mailbox?: readonly TestMail[],
  ) => Promise<SyncContext>
  readonly act: (
    now: string,
    person: string,
    action: string,
    subject: string,
    payload: object,
  ) => Promise<MotionAct>
  readonly entry: (id: string) => Promise<MotionEntry>
  readonly outcome: (id: string, now: string) => Promise<Outcome>
  readonly call: (id: string) => Promise<ReadyMail>
}

function mboxOf(mails: readonly TestMail[]): string {
  return mails
    .map(
      (mail) => `From mboxrd@z Thu Jan  1 00:00:00 1970\n${mailText(mail).replace(/^(>*From )/gm, '>$1')}\n`,
    )
    .join('')
}

/** Opens one. `files`: of the one commit of its repository; without them it has none. */
export async function littleProject(
  project: object,
  files?: Readonly<Record<string, string>>,
): Promise<LittleProject> {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const folder = temporaryFolder()
  if (files !== undefined) makeRepository(join(folder, 'repo'), [{ message: 'begin', files }])
  const written: { list: TestMail[]; mailbox: TestMail[] } = { list: [], mailbox: [] }
  const write = (): void => {
    writeFileSync(join(folder, 'mails'), mboxOf(written.list))
    writeFileSync(join(folder, 'ballots'), mboxOf(written.mailbox))
  }
  write()
  const context = await contextFor(await engine.open(), folder, {
    lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
    mailboxes: [{ address: 'vote@example.org', source: 'mbox:ballots', for: 'ballots' }],
    ...(files === undefined ? {} : { repositories: [{ name: 'repo', url: 'repo' }] }),
    ...project,
  })
  const db = context.database.kysely
  const entry = async (id: string): Promise<MotionEntry> => {
    const found = await readMotion(db, context.projectId, id)
    if (found === undefined) throw new Error(`there is no motion ${id}`)
    return found
  }
  return {
    context,
    entry,
    at: async (now, list = [], mailbox = []) => {
      written.list.push(...list)
      written.mailbox.push(...mailbox)
      write()
      const then = { ...context, now, clock: () => now }
      await sync(then)
      return then
    },
    act: (now, person, action, subject, payload) =>
      decideMotion({ ...context, clock: () => now }, { person, action, subject, payload: { ...payload } }),
    outcome: async (id, now) => {
      const { motion, ballots } = await entry(id)
      return countMotion(
        motion,
        ballots.map((one) => one.ballot),
        now,
      )
    },
    call: async (id) => draftMail(context.project, (await entry(id)).motion),
  }
}

/** A role of somebody called so. */
export const role = (id: string, name: string, more: object = {}): object => ({
  role: id,
  person: `${name.toLowerCase()}@example.org`,
  name: `${name} Example`,
  ...more,
})
