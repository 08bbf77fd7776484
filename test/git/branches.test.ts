import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  branchMembership,
  findDefaultBranch,
  isLike,
  listBranches,
  selectBranches,
} from '../../src/git/branches.ts'
import { temporaryFolder } from '../support/folder.ts'
import { makeTestRepository } from '../support/repo.ts'

function makeRepository(...branches: readonly string[]) {
  const repository = makeTestRepository(join(temporaryFolder(), 'repo'))
  const tip = repository.commit('one', { a: 'a' })
  for (const branch of branches) repository.git(['update-ref', `refs/heads/${branch}`, tip])
  return { ...repository, tip }
}

const names = (branches: readonly { readonly name: string }[]) => branches.map((branch) => branch.name)

describe('branches', () => {
  it('are listed by name, hostile ones too, and no tags', async () => {
    const { folder, git, tip } = makeRepository('stable-4.17', '-x', '--all', 'for/next', 'ünï')
    git(['tag', 'v1'])
    git(['update-ref', 'refs/notes/x', tip])
    expect(names(await listBranches(folder))).toEqual([
      '--all',
      '-x',
      'for/next',
      'main',
      'stable-4.17',
      'ünï',
    ])
    expect((await listBranches(folder)).every((branch) => branch.tip === tip)).toBe(true)
  })

  it('of a clone with a work tree are those of its origin, too', async () => {
    const origin = makeRepository('stable-1.0', 'topic')
    const clone = join(temporaryFolder(), 'clone')
    execFileSync('git', ['clone', '--quiet', origin.path, clone], { stdio: 'pipe' })
    const tip = origin.commit('two', { a: 'b' })
    execFileSync('git', ['-C', clone, 'fetch', '--quiet'], { stdio: 'pipe' })
    const branches = await listBranches(join(clone, '.git'))
    expect(names(branches)).toEqual(['main', 'stable-1.0', 'topic'])
    // The local branch is the one that somebody stands on.
    expect(branches[0]?.tip).not.toBe(tip)
  })

  it('have a default: what HEAD names, main, master, the only one', async () => {
    const defaultOf = async (...all: string[]) => {
      const { folder, git } = makeRepository(...all)
      git(['update-ref', '-d', 'refs/heads/main'])
      return await findDefaultBranch(folder, await listBranches(folder))
    }
    const { folder, git } = makeRepository('trunk', 'master')
    git(['symbolic-ref', 'HEAD', 'refs/heads/trunk'])
    expect(await findDefaultBranch(folder, await listBranches(folder))).toBe('trunk')
    expect(await defaultOf('a', 'master')).toBe('master')
    expect(await defaultOf('only')).toBe('only')
    await expect(defaultOf('a', 'b')).rejects.toMatchObject({
      message: expect.stringContaining('has no default branch'),
      hint: 'Name the branches to follow: "branches": ["a"].',
    })
    await expect(defaultOf()).rejects.toMatchObject({ hint: expect.stringContaining('no branches at all') })
  })

  it('of a clone default to that of its origin, whatever somebody works on', async () => {
    const origin = makeRepository('topic')
    const clone = join(temporaryFolder(), 'clone')
    execFileSync('git', ['clone', '--quiet', origin.path, clone], { stdio: 'pipe' })
    execFileSync('git', ['-C', clone, 'checkout', '--quiet', 'topic'], { stdio: 'pipe' })
    const folder = join(clone, '.git')
    expect(await findDefaultBranch(folder, await listBranches(folder))).toBe('main')
  })

  it('are followed: the default and stable-*, unless said otherwise', () => {
    const all = ['main', 'next', 'stable-1', 'stable-2', 'staging', 'topic'].map((name) => ({
      name,
      tip: name,
    }))
    const select = (patterns?: readonly string[], development?: string) =>
      names(selectBranches('r', all, { patterns, development, defaultBranch: 'main' }))
    expect(select()).toEqual(['main', 'stable-1', 'stable-2'])
    expect(select(undefined, 'staging')).toEqual(['staging', 'main', 'stable-1', 'stable-2'])
    expect(select(['stable-*', 'main'])).toEqual(['main', 'stable-1', 'stable-2'])
    expect(select(['next', 'main'])).toEqual(['next', 'main'])
    expect(select(['s*'])).toEqual(['stable-1', 'stable-2', 'staging'])
    expect(select(['*'])).toEqual(['main', 'next', 'stable-1', 'stable-2', 'staging', 'topic'])
    for (const wrong of [['none'], ['x*'], ['--all'], ['a..b'], ['main^']])
      expect(() => select(wrong)).toThrow(expect.objectContaining({ code: 'source' }))
    expect(() => select(['mian'])).toThrow('r has no branch "mian"')
    expect(() => select(undefined, 'mian')).toThrow('r has no branch "mian"')
  })

  it('are like a pattern in linear time', () => {
    expect(isLike('stable-4.17', 'stable-*')).toBe(true)
    expect(isLike('a/b/c', 'a*c')).toBe(true)
    expect(isLike('ab', 'a*b')).toBe(true)
    expect(isLike('aba', 'ab*ba')).toBe(false)
    expect(isLike('abcabd', 'a*b*d')).toBe(true)
    expect(isLike('main', 'main')).toBe(true)
    expect(isLike('mains', 'main')).toBe(false)
    expect(isLike('a'.repeat(100_000), `${'a*'.repeat(1000)}b`)).toBe(false)
  })
})

describe('on which branches a commit is', () => {
  it('is what git says of each', async () => {
    const repository = makeTestRepository(join(temporaryFolder(), 'repo'))
    const { git, commit, folder } = repository
    for (const n of [1, 2, 3]) commit(`main ${n}`, { [`m${n}`]: 'x' })
    git(['checkout', '--quiet', '-b', 'stable-1', 'HEAD~1'])
    commit('backport', { b: 'x' })
    git(['checkout', '--quiet', '-b', 'topic'])
    commit('topic', { t: 'x' })
    git(['checkout', '--quiet', 'main'])
    git(['merge', '--quiet', '--no-ff', '--message=merge', 'topic'])
    commit('main 4', { m4: 'x' })
    git(['checkout', '--quiet', '--orphan', 'alone'])
    commit('alone', { o: 'x' })
    git(['branch', 'same', 'topic'])
    const branches = await listBranches(folder)
    const found = await branchMembership(folder, branches)
    const all = git(['rev-list', '--all']).split('\n')
    expect(found.size).toBe(all.length)
    for (const sha of all) {
      const truth = git(['for-each-ref', '--contains', sha, '--format=%(refname:short)', 'refs/heads']).split(
        '\n',
      )
      expect(found.get(sha), sha).toEqual(truth.sort())
    }
    expect((await branchMembership(folder, [])).size).toBe(0)
  })
})
