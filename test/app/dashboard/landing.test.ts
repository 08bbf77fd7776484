import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { completeRecord, loadBareRecord } from '../../../src/app/dashboard/record.ts'
import { sync } from '../../../src/app/sync.ts'
import { instantOf } from '../../../src/core/time.ts'
import { contextFor, mbox, patchText } from '../../support/archive.ts'
import { quickEngines, temporaryFolder } from '../../support/db.ts'
import { makeTestRepository } from '../../support/repo.ts'

const DAYS = 9

test('a patch that a maintainer commits to a topic branch is merged when that is, and not a day before', async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const folder = temporaryFolder()
  const patch = { id: 'p@x', subject: '[PATCH] driver: move', day: 1.51, text: patchText('a', 'one', 'two') }
  writeFileSync(join(folder, 'list.mbox'), mbox([patch]))
  const { path, git, commit } = makeTestRepository(join(folder, 'repo'))
  // One commit an hour; the patch is posted after a day and a half.
  const until = (hour: number): void => {
    for (; hours < hour; hours++) commit(`something else, ${hours}`)
  }
  let hours = 1
  commit('begin', { a: 'one\n' })
  until(48)
  git(['checkout', '--quiet', '-b', 'topic'])
  commit('driver: move\n\nBecause.\n\nSigned-off-by: Ada Example <ada@example.org>', { a: 'two\n' })
  hours++
  git(['checkout', '--quiet', 'main'])
  until(DAYS * 24)
  git(['merge', '--quiet', '--no-ff', '--no-commit', 'topic'])
  commit('Merge branch topic')
  const database = await engine.open()
  const context = await contextFor(database, folder, {
    lists: [{ address: 'devel@lists.example.org', source: 'mbox:list.mbox' }],
    repositories: [{ name: 'repo', url: path, branches: ['main'] }],
  })
  await sync(context)
  const bare = await loadBareRecord(database.kysely, context.projectId, context.project)
  const merged = '2026-03-11T09:00:00Z'
  const [fact] = completeRecord(bare, '2026-06-01T12:00:00Z', true).facts
  expect(instantOf(fact?.mergedAt ?? 0)).toBe(merged)
  expect(fact?.landed.map((one) => instantOf(one.at))).toEqual([merged])
  const before = completeRecord(bare, '2026-03-11T08:59:59Z', false)
  expect(before.facts.map((one) => [one.status === 'merged', one.landed.length])).toEqual([[false, 0]])
  // The commit was made days before; what stands on the branch then does not have it.
  expect(before.commits.some((one) => one.subject === 'driver: move')).toBe(false)
}, 60_000)
