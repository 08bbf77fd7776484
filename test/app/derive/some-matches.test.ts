import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GivenCandidate } from '../../../src/app/derive/candidate-changes.ts'
import type { Corrections } from '../../../src/app/derive/corrections.ts'
import { deriveSomeMatches, writeSomeMatches } from '../../../src/app/derive/some-matches.ts'
import { type SyncContext, type SyncJob, withRun } from '../../../src/app/with-run.ts'
import { joinChains } from '../../../src/core/matching/chains.ts'
import type { Candidate } from '../../../src/core/matching/match.ts'
import { ensureProject } from '../../../src/store/inputs/projects.ts'
import { contextFor } from '../../support/archive.ts'
import { quickEngines, temporaryFolder } from '../../support/db.ts'
import { matchEverything, rowsOfMatching } from '../../support/match-everything.ts'
import { numberOf, storeWorld, type World, worlds } from '../../support/match-worlds.ts'

test('what is matched where little has changed is what is matched of everything', async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new Error('there is an engine')
  const database = await engine.open()
  const context = await contextFor(database, temporaryFolder(), {
    lists: [{ address: 'devel@lists.example.org', source: 'mbox:none' }],
    repositories: [{ name: 'main', url: 'none' }],
  })
  let runs = 0
  const counts = { some: 0, all: 0 }
  await fc.assert(
    fc.asyncProperty(worlds, async ({ before, after }) => {
      const inProject = async <T extends object>(
        name: string,
        work: (job: SyncJob) => Promise<T>,
      ): Promise<T> => {
        const projectId = await ensureProject(database.kysely, name)
        return withRun({ ...context, projectId } satisfies SyncContext, 'sync', work)
      }
      const [one, other] = [`one${runs}`, `other${runs}`]
      runs += 1
      await inProject(other, async (job) => {
        await storeWorld(job, after)
        return matchAll(job, after, {})
      })
      await inProject(one, async (job) => {
        await storeWorld(job, before)
        const { prints } = await matchAll(job, before, {})
        await storeWorld(job, after)
        const some = await deriveSomeMatches(
          job,
          {
            ...changesOf(before, after),
            corrections: after.corrections,
            decided: decidedSince(before, after),
            commitsMayHaveChanged: true,
          },
          { quarters: prints },
        )
        counts[some.kind] += 1
        if (some.kind === 'all') return {}
        const old = await rowsOfMatching(job)
        await job.database.transaction((db) => writeSomeMatches(db, job.projectId, some))
        const now = await rowsOfMatching(job)
        const otherId = await ensureProject(database.kysely, other)
        expect(now).toEqual(await rowsOfMatching({ ...job, projectId: otherId }))
        // What is said to have changed has, and nothing else.
        const texts = (rows: readonly { message: number }[], message: number): string =>
          JSON.stringify(rows.filter((row) => row.message === message))
        const numbers = new Set([...old.matches, ...now.matches].map((row) => row.message))
        for (const number of numbers)
          expect(some.changedMessages.has(number)).toBe(
            texts(old.matches, number) !== texts(now.matches, number),
          )
        // A derivation of everything finds nothing to do.
        expect(await matchAll(job, after, some.prints)).toEqual({ prints: some.prints, anew: [] })
        expect(await rowsOfMatching(job)).toEqual(now)
        return {}
      })
    }),
    { numRuns: 120 },
  )
  expect(counts.some).toBeGreaterThan(counts.all)
}, 120_000)

const matchAll = (
  job: SyncJob,
  { patches: all, pulls: asked, corrections }: World,
  quarters: Readonly<Record<string, string>>,
) =>
  matchEverything(
    job,
    { candidates: all, pulls: asked, printOf: (id) => id },
    corrections,
    quarters,
    numberOf,
  )

function changesOf(before: World, after: World) {
  const chainOf = joinChains([...before.patches, ...after.patches])
  const old = new Map(before.patches.map((one) => [one.messageId, one]))
  const now = new Map(after.patches.map((one) => [one.messageId, one]))
  const all = [...new Set([...old.keys(), ...now.keys()])]
  const textOf = (one: Candidate | undefined): string =>
    JSON.stringify([one?.series, one?.older, one === undefined])
  const touched = new Set(all.filter((id) => textOf(old.get(id)) !== textOf(now.get(id))).map(chainOf))
  const candidates = new Map(
    all
      .filter((id) => touched.has(chainOf(id)))
      .map((id): [string, GivenCandidate | undefined] => {
        const candidate = now.get(id)
        return [id, candidate && { candidate, message: numberOf(id), mail: id }]
      }),
  )
  const known = new Set(before.pulls.map((one) => one.messageId))
  const pulls = new Map(
    after.pulls.filter((one) => !known.has(one.messageId)).map((one) => [one.messageId, one]),
  )
  return { candidates, pulls }
}

function decidedSince(before: World, after: World): Corrections['matches'] {
  const textsOf = (world: World): ReadonlySet<string> =>
    new Set(world.corrections.matches.map((one) => JSON.stringify(one)))
  const [old, now] = [textsOf(before), textsOf(after)]
  return [
    ...before.corrections.matches.filter((one) => !now.has(JSON.stringify(one))),
    ...after.corrections.matches.filter((one) => !old.has(JSON.stringify(one))),
  ]
}
