import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BlobReader } from '../../src/git/tree-reader.ts'
import { temporaryFolder } from '../support/folder.ts'
import { makeTestRepository } from '../support/repo.ts'

const textOf = (found: { readonly bytes: Buffer } | undefined): string | undefined =>
  found?.bytes.toString('utf8')

test('files that are asked for at once come back each as its own; what is not there is nothing', async () => {
  const repository = makeTestRepository(temporaryFolder())
  const names = Array.from({ length: 300 }, (_, n) => `file ${n}`)
  const commit = repository.commit('start', Object.fromEntries(names.map((name) => [name, `${name}\n`])))
  const reader = new BlobReader(join(repository.path, '.git'))
  const asked = names.flatMap((name) => [`${commit}:${name}`, `${commit}:no ${name}`, 'a\nb'])
  const found = await Promise.all(asked.map((name) => reader.read(name)))
  expect(found.map(textOf)).toEqual(names.flatMap((name) => [`${name}\n`, undefined, undefined]))
  reader.close()
})

test('closed in mid-question it answers with nothing, and what is asked afterwards is answered', async () => {
  const repository = makeTestRepository(temporaryFolder())
  const commit = repository.commit('start', { 'a.c': 'a\n' })
  const reader = new BlobReader(join(repository.path, '.git'))
  const open = reader.read(`${commit}:a.c`)
  reader.close()
  const next = reader.read(`${commit}:a.c`)
  expect([textOf(await open), textOf(await next)]).toEqual([undefined, 'a\n'])
  reader.close()
})
