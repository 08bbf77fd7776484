import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rebuild } from '../../src/app/rebuild.ts'
import { sync } from '../../src/app/sync.ts'
import { dump } from '../../src/store/derived/dump.ts'
import { listSeriesExport } from '../../src/store/read/exports.ts'
import { contextFor, makeRepository, mbox, patchText } from '../support/archive.ts'
import { quickEngines, temporaryFolder } from '../support/db.ts'

// A reviewer under another address of the author's is no reviewer: .mailmap says who is who (gitmailmap(5)).
test.each(quickEngines)(
  '.mailmap of the development branch tells who is who, from when it says so',
  async (engine) => {
    const folder = temporaryFolder()
    writeFileSync(
      join(folder, 'list.mbox'),
      mbox([
        { id: 'p@x', subject: '[PATCH] wall: paint', text: patchText('a', 'red', 'blue') },
        {
          id: 'r@x',
          from: 'Adah',
          subject: 'Re: [PATCH] wall: paint',
          day: 1,
          answers: 'p@x',
          text: 'Reviewed-by: Adah Example <adah@example.org>',
        },
      ]),
    )
    const repo = makeRepository(join(folder, 'repo'), [{ message: 'start', files: { a: 'red\n' } }])
    const database = await engine.open()
    const context = await contextFor(database, folder, {
      lists: [{ address: 'devel@lists.example.org', source: 'mbox:list.mbox' }],
      repositories: [{ name: 'repo', url: repo }],
    })
    const status = async () =>
      (await listSeriesExport(database.kysely, context.projectId)).map((one) => one.status)
    await sync(context)
    expect(await status()).toEqual(['ready'])

    writeFileSync(join(repo, '.mailmap'), 'Ada Example <ada@example.org> <adah@example.org>\n')
    execFileSync('git', ['-C', repo, 'add', '.mailmap'])
    execFileSync('git', ['-C', repo, 'commit', '--quiet', '-m', 'one Ada'])
    expect((await sync(context)).derived.rebuilt).toBeUndefined()
    expect(await status()).toEqual(['new'])
    const derived = await dump(database.kysely, context.projectId, { names: false })
    expect(derived).not.toContain('"adah@example.org","Ada')
    await rebuild(context)
    expect(await dump(database.kysely, context.projectId, { names: false })).toBe(derived)

    // And from its first sync on, the same.
    const fresh = await engine.open()
    const again = await contextFor(fresh, folder, {
      lists: [{ address: 'devel@lists.example.org', source: 'mbox:list.mbox' }],
      repositories: [{ name: 'repo', url: repo }],
    })
    await sync(again)
    expect(await dump(fresh.kysely, again.projectId, { names: true })).toBe(
      await dump(database.kysely, context.projectId, { names: true }),
    )
  },
)
