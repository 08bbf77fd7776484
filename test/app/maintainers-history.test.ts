import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sync } from '../../src/app/sync.ts'
import { readCursor } from '../../src/store/inputs/cursors.ts'
import { listFileRevisions } from '../../src/store/inputs/file-revisions.ts'
import { contextFor, mbox } from '../support/archive.ts'
import { quickEngines, temporaryFolder } from '../support/db.ts'
import { makeTestRepository } from '../support/repo.ts'

test.each(quickEngines)(
  'the history of MAINTAINERS is read when the branch moved, on $name',
  async (engine) => {
    const folder = temporaryFolder()
    const repository = makeTestRepository(join(folder, 'house'))
    repository.commit('start', { wall: 'brick\n' })
    writeFileSync(join(folder, 'list.mbox'), mbox([{ id: 'a@x', subject: 'hello' }]))
    const database = await engine.open()
    const context = await contextFor(database, folder, {
      lists: [{ address: 'devel@lists.example.org', source: 'mbox:list.mbox' }],
      repositories: [{ name: 'house', url: 'house' }],
    })
    const read = async (clock: string) => {
      await sync({ ...context, clock: () => clock })
      const { kysely } = database
      const cursor = await readCursor(kysely, context.projectId, 'repository house', 'history of MAINTAINERS')
      const revisions = await listFileRevisions(kysely, context.projectId, 'MAINTAINERS')
      return { ...cursor, revisions: revisions.map((one) => one.sha) }
    }
    const tip = () => repository.git(['rev-parse', 'HEAD'])

    const first = { cursor: tip(), syncedAt: '2026-06-01T12:00:00Z', revisions: [] }
    expect(await read('2026-06-01T12:00:00Z')).toEqual(first)
    // There is none, which is known by now.
    expect(await read('2026-06-02T12:00:00Z')).toEqual(first)

    repository.commit('who answers', { MAINTAINERS: 'WALLS\nM: Ada Example <ada@example.org>\nF: wall\n' })
    const second = { cursor: tip(), syncedAt: '2026-06-03T12:00:00Z', revisions: [tip()] }
    expect(await read('2026-06-03T12:00:00Z')).toEqual(second)
    expect(await read('2026-06-04T12:00:00Z')).toEqual(second)

    repository.commit('mortar', { wall: 'brick and mortar\n' })
    expect(await read('2026-06-05T12:00:00Z')).toEqual({
      ...second,
      cursor: tip(),
      syncedAt: '2026-06-05T12:00:00Z',
    })
  },
)
