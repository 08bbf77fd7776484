import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { landingTimes } from '../../src/git/landing-times.ts'
import { temporaryFolder } from '../support/folder.ts'
import { makeTestRepository } from '../support/repo.ts'

/** Commits are an hour apart, from 2 March 2026, 09:00 UTC. */
const hour = (n: number): string => new Date(Date.UTC(2026, 2, 2, 9 + n)).toISOString().replace('.000', '')

describe('when commits came to a branch', () => {
  test('is when they were merged, through branches of branches, and by the first merge that held them', async () => {
    const { folder, git, commit } = makeTestRepository(join(temporaryFolder(), 'repo'))
    const merge = (name: string): string => {
      git(['merge', '--quiet', '--no-ff', '--no-commit', name])
      return commit(`Merge ${name}`)
    }
    const base = commit('base', { base: '0' }) // hour 0
    git(['checkout', '--quiet', '-b', 'topic'])
    const first = commit('first', { topic: '1' }) // hour 1
    git(['checkout', '--quiet', '-b', 'sub'])
    const deep = commit('deep', { sub: '1' }) // hour 2
    git(['checkout', '--quiet', 'topic'])
    const inner = merge('sub') // hour 3
    git(['checkout', '--quiet', 'main'])
    const own = commit('own', { main: '1' }) // hour 4
    const one = merge('topic') // hour 5
    git(['checkout', '--quiet', 'topic'])
    const second = commit('second', { topic: '2' }) // hour 6
    git(['checkout', '--quiet', 'main'])
    const two = merge('topic') // hour 7
    const found = await landingTimes(folder, git(['rev-parse', 'main']))
    expect(Object.fromEntries(found)).toEqual({
      [first]: hour(5),
      [deep]: hour(5),
      [inner]: hour(5),
      [second]: hour(7),
    })
    for (const sha of [base, own, one, two]) expect(found.has(sha)).toBe(false)
  })

  test('of a branch without merges is when they were committed', async () => {
    const { folder, git, commit } = makeTestRepository(join(temporaryFolder(), 'repo'))
    commit('one')
    commit('two')
    expect((await landingTimes(folder, git(['rev-parse', 'main']))).size).toBe(0)
  })
})
