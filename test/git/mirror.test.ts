import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listBranches } from '../../src/git/branches.ts'
import { runGit } from '../../src/git/git.ts'
import { findGitFolder, isRepository, mirrorRepository, mirrorUrl } from '../../src/git/mirror.ts'
import { temporaryFolder } from '../support/folder.ts'
import { makeTestRepository } from '../support/repo.ts'
import { publishRepository, serveFolder } from '../support/web-server.ts'

const makeRepository = () => {
  const repository = makeTestRepository(join(temporaryFolder(), 'repo'))
  repository.commit('one', { 'a.c': 'one\n' })
  return repository
}

describe('a repository at a path', () => {
  it('is used as it is: bare, with a work tree, a work tree of another, or behind a link', async () => {
    const { path, folder, git } = makeRepository()
    const place = temporaryFolder()
    const bare = join(place, 'bare.git')
    execFileSync('git', ['clone', '--quiet', '--bare', path, bare], { stdio: 'pipe' })
    git(['worktree', 'add', '--quiet', '--detach', join(place, 'tree')])
    symlinkSync(path, join(place, 'link'))
    expect(await mirrorRepository(path, place)).toBe(folder)
    expect(await mirrorRepository(`file://${path}`, place)).toBe(folder)
    expect(await mirrorRepository(bare, place)).toBe(bare)
    expect(await findGitFolder(join(place, 'link'))).toBe(folder)
    const tree = await mirrorRepository(join(place, 'tree'), place)
    expect((await listBranches(tree)).map((branch) => branch.name)).toEqual(['main'])
  })

  it('may be relative', async () => {
    const { path } = makeRepository()
    const started = process.cwd()
    process.chdir(join(path, '..'))
    try {
      const folder = await mirrorRepository('repo', 'cache')
      expect((await listBranches(folder)).map((branch) => branch.name)).toEqual(['main'])
    } finally {
      process.chdir(started)
    }
  })

  it('is not looked for in the folders above', async () => {
    const { path } = makeRepository()
    mkdirSync(join(path, 'sub'))
    await expect(mirrorRepository(join(path, 'sub'), temporaryFolder())).rejects.toMatchObject({
      message: `repository ${join(path, 'sub')} is no git repository`,
    })
  })

  it('that is none is one sentence', async () => {
    const place = temporaryFolder()
    writeFileSync(join(place, 'file'), '')
    for (const [path, what] of [
      [join(place, 'none'), 'is not there'],
      [place, 'is no git repository'],
      [join(place, 'file'), 'is no git repository'],
      ['-x', 'is no address'],
      ['ext::sh -c true', 'transport "ext"'],
    ] as const)
      await expect(mirrorRepository(path, place)).rejects.toMatchObject({
        code: 'source',
        message: expect.stringContaining(what),
        hint: expect.stringMatching(/./),
      })
  })
})

describe('a copy of a repository behind a URL', () => {
  it('has its branches, and is not cloned again', async () => {
    const origin = makeRepository()
    origin.git(['branch', 'stable-1.0'])
    origin.git(['update-ref', 'refs/pull/1/head', 'HEAD'])
    const copy = join(temporaryFolder(), 'deep', 'copy.git')
    expect(await mirrorUrl(`file://${origin.path}`, copy)).toBe(copy)
    expect((await listBranches(copy)).map((branch) => branch.name)).toEqual(['main', 'stable-1.0'])
    expect(
      (await runGit(['rev-parse', '--verify', 'refs/pull/1/head'], { repository: copy })).status,
    ).not.toBe(0)

    const tip = origin.commit('two', { 'a.c': 'two\n' })
    await mirrorUrl(`file://${origin.path}`, copy)
    expect((await listBranches(copy))[0]).toEqual({ name: 'main', tip })
  })

  it('follows what is forced, deleted, renamed and put in its place', async () => {
    const origin = makeRepository()
    origin.git(['branch', 'topic'])
    const url = `file://${origin.path}`
    const copy = join(temporaryFolder(), 'copy.git')
    await mirrorUrl(url, copy)

    origin.git(['branch', '--delete', '--force', 'topic'])
    origin.git(['branch', 'topic/a'])
    origin.git(['checkout', '--quiet', '--orphan', 'other'])
    const tip = origin.commit('anew', { 'a.c': 'anew\n' })
    origin.git(['branch', '--force', 'main', 'other'])
    origin.git(['branch', '--move', 'other', 'trunk'])
    await mirrorUrl(url, copy)
    expect(await listBranches(copy)).toEqual([
      { name: 'main', tip },
      { name: 'topic/a', tip: expect.not.stringMatching(tip) },
      { name: 'trunk', tip },
    ])
    const head = await runGit(['symbolic-ref', 'HEAD'], { repository: copy })
    expect(head.stdout.toString()).toBe('refs/heads/trunk\n')
  })

  it('may be of an empty repository, which fills later', async () => {
    const origin = makeTestRepository(join(temporaryFolder(), 'repo'))
    const copy = join(temporaryFolder(), 'copy.git')
    await mirrorUrl(`file://${origin.path}`, copy)
    expect(await listBranches(copy)).toEqual([])
    origin.commit('one', { a: 'a' })
    await mirrorUrl(`file://${origin.path}`, copy)
    expect(await listBranches(copy)).toHaveLength(1)
  })

  it('is made again where a clone was killed', async () => {
    const origin = makeRepository()
    const copy = join(temporaryFolder(), 'copy.git')
    mkdirSync(`${copy}.part/objects`, { recursive: true })
    writeFileSync(`${copy}.part/HEAD`, 'half')
    await mirrorUrl(`file://${origin.path}`, copy)
    expect(await listBranches(copy)).toHaveLength(1)
    expect(existsSync(`${copy}.part`)).toBe(false)
  })

  it('does not keep the password of its address, which may change', async () => {
    const origin = makeRepository()
    publishRepository(origin.folder)
    const { url } = await serveFolder(origin.path)
    const cache = temporaryFolder()
    const withPassword = (password: string) => `${url.replace('//', `//ada:${password}@`)}/.git`
    const copy = await mirrorRepository(withPassword('geheim'), cache)
    const files = execFileSync('grep', ['-rlE', 'geheim|remote', copy], { encoding: 'utf8' })
    expect(files).toBe(`${join(copy, 'config')}\n`)
    expect(readFileSync(join(copy, 'config'), 'utf8')).toMatch(/url = http:\/\/…@127/)

    const tip = origin.commit('two', { 'a.c': 'two\n' })
    publishRepository(origin.folder)
    expect(await mirrorRepository(withPassword('anders'), cache)).toBe(copy)
    expect(await listBranches(copy)).toEqual([{ name: 'main', tip }])
  })

  it('that cannot be had leaves nothing, and is one sentence', async () => {
    const place = temporaryFolder()
    const error = mirrorUrl(`file://${join(place, 'none')}`, join(place, 'copy.git'))
    await expect(error).rejects.toMatchObject({
      code: 'source',
      message: expect.stringMatching(/none cannot be read by git: /),
      hint: expect.stringContaining('git ls-remote'),
    })
    expect([existsSync(join(place, 'copy.git')), existsSync(join(place, 'copy.git.part'))]).toEqual([
      false,
      false,
    ])
  })

  it('is found by asking', async () => {
    const { path } = makeRepository()
    expect(await isRepository(`file://${path}`)).toBe(true)
    expect(await isRepository(`file://${path}-x`)).toBe(false)
    await expect(isRepository('ext::sh -c true')).rejects.toMatchObject({ code: 'source' })
  })

  it('stops when the signal says so', async () => {
    const reason = new Error('enough')
    const copy = join(temporaryFolder(), 'copy.git')
    const { path } = makeRepository()
    await expect(mirrorUrl(`file://${path}`, copy, AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(existsSync(copy)).toBe(false)
  })
})
