import { describe, expect, test } from 'vitest'
import type { Database } from '../../../src/store/database.ts'
import {
  appendCommits,
  type IncomingCommit,
  listBranches,
  listCommitBranches,
  listCommitShas,
  listCommits,
  readDiffs,
  replaceBranches,
  replaceCommitBranches,
} from '../../../src/store/inputs/commits.ts'
import { ensureProject } from '../../../src/store/inputs/projects.ts'
import { listRepositoryFiles, replaceRepositoryFiles } from '../../../src/store/inputs/repository-files.ts'
import { engines } from '../../support/db.ts'

const sha = (digit: string): string => digit.repeat(40)

function commit(digit: string, day: number, more: Partial<IncomingCommit> = {}): IncomingCommit {
  const at = `2026-03-0${day}T09:00:00Z`
  return {
    repository: 'main',
    sha: sha(digit),
    author: { name: 'Ada Example', address: 'ada@example.org' },
    authoredAt: at,
    committer: { name: 'Bo Example', address: 'bo@example.org' },
    committedAt: at,
    parents: 1,
    message: `change ${digit}`,
    diff: `diff --git a/${digit} b/${digit}\n`,
    ...more,
  }
}

const shas = async (database: Database, project: number) =>
  (await listCommits(database.kysely, project)).map((one) => one.sha)

describe.each(engines)('commits on $name', (engine) => {
  const open = async () => {
    const database = await engine.open()
    return { database, db: database.kysely, project: await ensureProject(database.kysely, 'test') }
  }

  test('come back as they are in git, by time, then hash, and stay as they came first', async () => {
    const { database, db, project } = await open()
    const merge = commit('b', 2, { parents: 2, diff: undefined, message: 'Merge branch "x"' })
    const odd = commit('a', 2, {
      author: { name: 'Ädä \0 Éxample', address: '' },
      message: 'nul \0, half \ud800, 漢字 and "quotes"\n\nSigned-off-by: x',
    })
    await appendCommits(db, project, [commit('c', 3), merge, commit('d', 1), odd])
    await appendCommits(db, project, [commit('d', 1, { message: 'something else' }), commit('e', 4)])
    expect(await shas(database, project)).toEqual([...'dabce'].map(sha))
    const [first, strange, merged] = await listCommits(db, project)
    const { diff: _, ...thin } = commit('d', 1)
    expect(first).toEqual(thin)
    expect(merged).toMatchObject({ parents: 2, message: 'Merge branch "x"' })
    expect(strange?.author.name).toMatch(/^Ädä . Éxample$/)
    expect(strange?.message).toMatch(/^nul ., half .+, 漢字 and "quotes"\n\nSigned-off-by: x$/)
  })

  test('are of one repository each, and can be asked for by hash', async () => {
    const { db, project } = await open()
    await appendCommits(db, project, [commit('a', 1), commit('b', 2)])
    await appendCommits(db, project, [
      commit('a', 1, { repository: 'stable' }),
      commit('c', 3, { repository: 'stable' }),
    ])
    await appendCommits(db, await ensureProject(db, 'other'), [commit('f', 1)])
    const named = async (only: Parameters<typeof listCommits>[2]) =>
      (await listCommits(db, project, only)).map((one) => `${one.sha[0]} ${one.repository}`)
    expect(await named({})).toEqual(['a main', 'a stable', 'b main', 'c stable'])
    expect(await named({ repository: 'stable' })).toEqual(['a stable', 'c stable'])
    expect(await named({ shas: [sha('a'), sha('f')] })).toEqual(['a main', 'a stable'])
    expect(await named({ repository: 'main', shas: [sha('a'), sha('c')] })).toEqual(['a main'])
    expect(await named({ shas: [] })).toEqual([])
    expect([...(await listCommitShas(db, project, 'stable'))].sort()).toEqual([sha('a'), sha('c')])
  })

  test('have diffs octet for octet, but for merges', async () => {
    const { db, project } = await open()
    const octets = Uint8Array.from({ length: 5000 }, (_, n) => (n * 7 + n * n) & 255)
    await appendCommits(db, project, [
      commit('a', 1, { diff: octets }),
      commit('b', 2, { diff: undefined, parents: 2 }),
      commit('c', 3, { diff: '' }),
    ])
    const diffs = await readDiffs(db, project, 'main', [...'abcd'].map(sha))
    expect([...diffs.keys()].sort()).toEqual([sha('a'), sha('c')])
    expect(Buffer.compare(diffs.get(sha('a')) ?? new Uint8Array(), octets)).toBe(0)
    expect(diffs.get(sha('c'))).toHaveLength(0)
    expect((await readDiffs(db, project, 'other', [sha('a')])).size).toBe(0)
  })

  test('a thousand of them are kept and found', async () => {
    const { db, project } = await open()
    const many = Array.from({ length: 1203 }, (_, n) => commit('0', 1, { sha: String(n).padStart(40, '0') }))
    await appendCommits(db, project, many)
    await appendCommits(db, project, many)
    expect((await listCommitShas(db, project, 'main')).size).toBe(1203)
    const found = await readDiffs(
      db,
      project,
      'main',
      many.map((one) => one.sha),
    )
    expect(found.size).toBe(1203)
  })
})

describe.each(engines)('branches on $name', (engine) => {
  const open = async () => {
    const database = await engine.open()
    return { database, db: database.kysely, project: await ensureProject(database.kysely, 'test') }
  }

  test('are in the order of the configuration, and the newest look replaces the one before', async () => {
    const { database, db, project } = await open()
    const branch = (name: string, digit: string, development = false) => ({
      name,
      tip: sha(digit),
      development,
    })
    const before = [branch('staging', 'a', true), branch('main', 'b'), branch('stable-1', 'c')]
    await database.transaction((inside) => replaceBranches(inside, project, 'main', before))
    await database.transaction((inside) =>
      replaceBranches(inside, project, 'other', [branch('x', 'd', true)]),
    )
    expect(await listBranches(db, project, 'main')).toEqual(before)
    const now = [branch('main', 'e', true), branch('staging', 'a')]
    await database.transaction((inside) => replaceBranches(inside, project, 'main', now))
    expect(await listBranches(db, project, 'main')).toEqual(now)
    expect(await listBranches(db, project, 'other')).toHaveLength(1)
    await database.transaction((inside) => replaceBranches(inside, project, 'main', []))
    expect(await listBranches(db, project, 'main')).toEqual([])
  })

  test('a commit that rewritten history left behind is on none of them, and still there', async () => {
    const { database, db, project } = await open()
    await appendCommits(db, project, [commit('a', 1), commit('b', 2), commit('c', 3)])
    const on = (entries: readonly (readonly [string, readonly string[]])[]) =>
      database.transaction((inside) => replaceCommitBranches(inside, project, 'main', new Map(entries)))
    await on([
      [sha('a'), ['main', 'stable-1']],
      [sha('b'), ['main']],
    ])
    await on([
      [sha('a'), ['main', 'stable-1']],
      [sha('c'), ['main']],
    ])
    const found = await listCommitBranches(db, project, 'main')
    expect(Object.fromEntries(found)).toEqual({ [sha('a')]: ['main', 'stable-1'], [sha('c')]: ['main'] })
    expect(await shas(database, project)).toEqual([sha('a'), sha('b'), sha('c')])
  })

  test('what belongs together is written in one transaction', async () => {
    const { db, project } = await open()
    await expect(replaceBranches(db, project, 'main', [])).rejects.toThrow('needs a transaction')
    await expect(replaceCommitBranches(db, project, 'main', new Map())).rejects.toThrow('needs a transaction')
  })

  test('files at the tip replace those before', async () => {
    const { database, db, project } = await open()
    const put = (repository: string, files: Readonly<Record<string, string>>) =>
      database.transaction((inside) =>
        replaceRepositoryFiles(
          inside,
          project,
          repository,
          Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
        ),
      )
    await put('main', { '.mailmap': 'old', other: 'x' })
    await put('stable', { '.mailmap': 'stable' })
    await put('main', { '.mailmap': 'new \0 \xff' })
    const found = await listRepositoryFiles(db, project, '.mailmap')
    expect(found.map((one) => [one.repository, Buffer.from(one.bytes).toString()])).toEqual([
      ['main', 'new \0 \xff'],
      ['stable', 'stable'],
    ])
    expect(await listRepositoryFiles(db, project, 'other')).toEqual([])
  })
})
