import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GitObject, readObjects } from '../../src/git/objects.ts'
import { temporaryFolder } from '../support/folder.ts'
import { makeTestRepository } from '../support/repo.ts'

async function read(
  folder: string,
  names: readonly string[],
  limit = 1_000_000,
): Promise<readonly GitObject[]> {
  const found: GitObject[] = []
  for await (const one of readObjects(folder, names, { limit })) found.push(one)
  return found
}

function store(blobs: readonly Uint8Array[]) {
  const repository = makeTestRepository(join(temporaryFolder(), 'repo'))
  const ids = blobs.map((blob) => repository.git(['hash-object', '-w', '--stdin'], blob))
  return { ...repository, ids }
}

function textOf(object: GitObject | undefined): string {
  return object?.kind === 'object' ? Buffer.from(object.bytes).toString('latin1') : `(${object?.kind})`
}

describe('objects', () => {
  it('come in the order in which they were asked for, each once for each name', async () => {
    const { folder, ids } = store([Buffer.from('one'), Buffer.from(''), Buffer.from('two\nblob 3\n')])
    const [one = '', empty = '', two = ''] = ids
    const found = await read(folder, [two, empty, 'nothing:m', one, one, `${'0'.repeat(40)}`])
    expect(found.map(textOf)).toEqual(['two\nblob 3\n', '', '(missing)', 'one', 'one', '(missing)'])
    expect(found[0]).toMatchObject({ kind: 'object', oid: two, type: 'blob' })
  })

  it('are passed over when they are too large', async () => {
    const { folder, ids } = store([Buffer.alloc(3_000_000, 'x'), Buffer.from('small')])
    const found = await read(folder, ids)
    expect(found).toMatchObject([{ kind: 'too-large', oid: ids[0], size: 3_000_000 }, { kind: 'object' }])
  })

  it('are named when they are damaged, and the next ones come', async () => {
    const { folder, ids } = store(['a', 'b', 'c', 'd', 'e'].map((text) => Buffer.from(text)))
    for (const id of [ids[0], ids[2], ids[3]].map(String)) {
      const file = join(folder, 'objects', id.slice(0, 2), id.slice(2))
      rmSync(file)
      writeFileSync(file, 'no object')
    }
    const found = await read(folder, ids)
    expect(found.map(textOf).map((text) => (text === '(damaged)' ? '(missing)' : text))).toEqual([
      '(missing)',
      'b',
      '(missing)',
      '(missing)',
      'e',
    ])
  })

  it('are the octets that were put in', async () => {
    const blob = fc.uint8Array({ maxLength: 200_000, size: 'max' })
    await fc.assert(
      fc.asyncProperty(fc.array(blob, { minLength: 1, maxLength: 4 }), async (blobs) => {
        const { folder, ids } = store(blobs)
        const found = await read(folder, ids)
        expect(
          found.map(
            (one) =>
              one.kind === 'object' &&
              Buffer.compare(one.bytes, blobs[found.indexOf(one)] ?? Buffer.alloc(0)),
          ),
        ).toEqual(blobs.map(() => 0))
      }),
      { numRuns: 10 },
    )
  })

  it('stop when the signal says so', async () => {
    const { folder, ids } = store([Buffer.from('a'), Buffer.from('b')])
    const controller = new AbortController()
    const reason = new Error('enough')
    const reading = async () => {
      for await (const one of readObjects(folder, ids, { limit: 10, signal: controller.signal }))
        if (one.kind === 'object') controller.abort(reason)
    }
    await expect(reading()).rejects.toBe(reason)
  })

  it('of a repository that is not there are a sentence', async () => {
    await expect(read(join(temporaryFolder(), 'none'), ['HEAD'])).rejects.toMatchObject({ code: 'source' })
  })
})
