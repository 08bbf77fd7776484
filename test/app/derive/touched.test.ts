import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { decide } from '../../../src/app/decide.ts'
import { rebuild } from '../../../src/app/rebuild.ts'
import { sync } from '../../../src/app/sync.ts'
import type { SyncContext } from '../../../src/app/with-run.ts'
import { UserError } from '../../../src/core/errors.ts'
import { dump } from '../../../src/store/derived/dump.ts'
import { contextFor, makeRepository, mbox, patchText, type TestMail } from '../../support/archive.ts'
import { quickEngines, temporaryFolder } from '../../support/db.ts'

/** A project that grows: mails and commits come, people decide, time goes by. */
interface World {
  readonly add: (...mails: readonly TestMail[]) => void
  readonly commit: (message: string, files: Readonly<Record<string, string>>, day: number) => void
  readonly decide: (
    action: string,
    subject: string,
    payload: Readonly<Record<string, unknown>>,
  ) => Promise<void>
  /** The newest commit. */
  readonly head: () => string
  /** Catches up: why everything was derived, `undefined` for what is touched alone. */
  readonly catchUp: (day: number) => Promise<string | undefined>
  /** That a derivation of everything would not change a row. */
  readonly expectWhole: () => Promise<void>
}

const closings: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closings) await close()
})

async function makeWorld(more: object = {}): Promise<World> {
  const [engine] = quickEngines
  if (engine === undefined) throw new Error('there is an engine')
  const folder = temporaryFolder()
  const database = await engine.open()
  closings.push(() => database.close())
  const repository = makeRepository(join(folder, 'git'), [{ message: 'Begin', files: { README: 'walls\n' } }])
  const base = await contextFor(database, folder, {
    lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
    repositories: [{ name: 'walls', url: repository }],
    ...more,
  })
  const mails: TestMail[] = []
  writeFileSync(join(folder, 'mails'), '')
  let context: SyncContext = base
  const git = (args: readonly string[], at: string): void => {
    const env = { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at }
    execFileSync('git', ['-C', repository, ...args], { env })
  }
  return {
    add(...some) {
      mails.push(...some)
      writeFileSync(join(folder, 'mails'), mbox(mails))
    },
    commit(message, files, day) {
      for (const [path, text] of Object.entries(files)) writeFileSync(join(repository, path), text)
      git(['add', '--all'], atDay(day))
      git(
        ['-c', 'user.name=Bo Example', '-c', 'user.email=bo@example.org', 'commit', '-qm', message],
        atDay(day),
      )
    },
    head: () => execFileSync('git', ['-C', repository, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
    async decide(action, subject, payload) {
      await decide(context, { action, subject, payload, person: 'bo@example.org' })
    },
    async catchUp(day) {
      context = { ...base, now: atDay(day), clock: () => atDay(day) }
      return (await sync(context)).derived.whole
    },
    async expectWhole() {
      const rows = async (): Promise<string> =>
        // When the rows were written is of no account.
        (await dump(database.kysely, context.projectId, { names: false })).replace(/"[^"]*"\]\n$/, '')
      const found = await rows()
      await rebuild(context)
      expect(found).toBe(await rows())
    },
  }
}

/** An instant so many days after 2 March 2026 (a Monday), 09:00 UTC. */
function atDay(day: number): string {
  return `${new Date(Date.UTC(2026, 2, 2, 9) + day * 86_400_000).toISOString().slice(0, 19)}Z`
}

const wall = (lines: string): string => patchText('wall.c', 'one', lines)

/** Work that has everything to do with one another: by title, sender, thread, name, version. */
const MAILS: readonly TestMail[] = [
  { id: 'a0@x', subject: '[PATCH 0/2] walls', day: 0 },
  { id: 'a1@x', subject: '[PATCH 1/2] wall: paint', day: 0.001, answers: 'a0@x', text: wall('two') },
  {
    id: 'a2@x',
    subject: '[PATCH 2/2] wall: brush',
    day: 0.002,
    answers: 'a0@x',
    text: patchText('brush.c', '1', '2'),
  },
  {
    id: 'r1@x',
    from: 'Bo',
    subject: 'Re: [PATCH 1/2] wall: paint',
    day: 0.1,
    answers: 'a1@x',
    text: 'Why red?',
  },
  { id: 'b0@x', subject: '[PATCH v2 0/2] walls', day: 0.2 },
  { id: 'b1@x', subject: '[PATCH v2 1/2] wall: paint', day: 0.201, answers: 'b0@x', text: wall('three') },
  {
    id: 'b2@x',
    subject: '[PATCH v2 2/2] wall: brush',
    day: 0.202,
    answers: 'b0@x',
    text: patchText('brush.c', '1', '3'),
  },
  {
    id: 'r2@x',
    from: 'Bo',
    subject: 'Re: [PATCH v2 1/2] wall: paint',
    day: 0.3,
    answers: 'b1@x',
    text: 'Reviewed-by: Bo Example <bo@example.org>',
  },
  // Somebody takes it over, from under a mail that may be missing.
  {
    id: 'c1@x',
    from: 'Cy',
    subject: '[PATCH v3] wall: paint',
    day: 0.5,
    answers: 'r2@x',
    text: wall('four'),
  },
  // The same person under another address.
  {
    id: 'd1@x',
    address: 'ada@work.example.org',
    subject: '[PATCH] wall: paint',
    day: 0.6,
    text: wall('five'),
  },
  // It names what is older, or is not here yet.
  {
    id: 'e1@x',
    from: 'Dee',
    subject: '[PATCH v2] roof: tile',
    day: 0.8,
    text: `Supersedes: <e0@x>\n${patchText('roof.c', 'old', 'newer')}`,
  },
  {
    id: 'e0@x',
    from: 'Dee',
    subject: '[PATCH] roof: slate',
    day: 0.7,
    text: patchText('roof.c', 'old', 'new'),
  },
  {
    id: 'f1@x',
    from: 'Bo',
    subject: 'Re: [PATCH v3] wall: paint',
    day: 0.9,
    answers: 'c1@x',
    text: wall('six'),
  },
  { id: 'g1@x', from: 'Eve', subject: '[PATCH] door', day: 1, text: patchText('door.c', 'shut', 'open') },
  { id: 'g2@x', from: 'Eve', subject: 'Re: [PATCH] door', day: 1.1, answers: 'g1@x', text: 'Ping?' },
]

const COMMITS = [
  { message: 'wall: paint', files: { 'wall.c': 'three\n' }, day: 1.2 },
  { message: 'door\n\nLink: https://lore.kernel.org/all/g1@x/', files: { 'door.c': 'open\n' }, day: 1.3 },
  { message: 'roof: tile', files: { 'roof.c': 'newer\n' }, day: 1.4 },
]

const anyStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('mails'), count: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('commit'), count: fc.constant(1) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('not-lost', 'state', 'group', 'link', 'match', 'unmatch'),
      count: fc.nat({ max: 20 }),
    }),
  },
)

describe('what is derived from the part that is touched', () => {
  test('is what a derivation of everything gives, whatever comes in which order', {
    timeout: 600_000,
  }, async () => {
    let parts = 0
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...MAILS], { minLength: MAILS.length }),
        fc.array(anyStep, { minLength: 5, maxLength: 12 }),
        async (order, steps) => {
          const world = await makeWorld()
          const left = [...order]
          const commits = [...COMMITS]
          const here: string[] = []
          let day = 1.5
          const add = (count: number): void => {
            const some = left.splice(0, count)
            world.add(...some)
            here.push(...some.map((mail) => mail.id))
          }
          add(1)
          await world.catchUp(day)
          for (const { kind, count } of steps) {
            day += 0.1
            const subject = here[count % here.length] ?? ''
            const older = here[(count + 1) % here.length] ?? ''
            // Of what fits into no series nothing can be decided.
            const act = (payload: Readonly<Record<string, unknown>>): Promise<void> =>
              world.decide(kind, subject, payload).catch((error: unknown) => {
                if (!(error instanceof UserError)) throw error
              })
            if (kind === 'mails') add(count)
            else if (kind === 'commit') {
              const commit = commits.shift()
              if (commit) world.commit(commit.message, commit.files, commit.day)
            } else if (kind === 'not-lost') await act({ reason: 'it waits for another' })
            else if (kind === 'state') await act({ status: 'deferred' })
            else if (subject !== older) await act(kind === 'group' ? { series: older } : { older })
            if ((await world.catchUp(day)) === undefined) parts++
          }
          await world.expectWhole()
        },
      ),
      { numRuns: Number(process.env['PATCHMOOT_RUNS'] ?? 6) },
    )
    expect(parts).toBeGreaterThan(10)
  })
})
