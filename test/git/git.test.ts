import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { complaintOf, readGit, runGit, streamGit } from '../../src/git/git.ts'
import { temporaryFolder } from '../support/folder.ts'
import { makeTestRepository } from '../support/repo.ts'

const started = process.cwd()
const path = process.env['PATH']

afterEach(() => {
  process.chdir(started)
  process.env['PATH'] = path
  delete process.env['GIT_DIR']
  delete process.env['GIT_CONFIG_COUNT']
})

function repositoryOfTwo() {
  const repository = makeTestRepository(join(temporaryFolder(), 'repo'))
  repository.commit('one', { 'a.c': 'one\n' })
  repository.commit('two', { 'a.c': 'two\n' })
  return repository
}

describe('running git', () => {
  it('gives what git printed, and its failure as a sentence', async () => {
    const { folder } = repositoryOfTwo()
    expect(await readGit(['rev-list', '--count', 'HEAD'], { repository: folder })).toBe('2\n')
    expect(await runGit(['cat-file', '-e', 'nothing'], { repository: folder })).toMatchObject({ status: 128 })
    await expect(readGit(['cat-file', '-p', 'nothing'], { repository: folder })).rejects.toMatchObject({
      code: 'source',
      message: `git cat-file in ${folder} failed: Not a valid object name nothing`,
      hint: expect.stringContaining('fsck'),
    })
  })

  it('says when git, or the repository, is not there', async () => {
    const { folder } = repositoryOfTwo()
    await expect(readGit(['log'], { repository: `${folder}-x` })).rejects.toMatchObject({
      message: `the repository ${folder}-x is not there`,
    })
    process.env['PATH'] = temporaryFolder()
    await expect(readGit(['log'], { repository: folder })).rejects.toMatchObject({
      code: 'source',
      message: 'the program "git" was not found',
    })
  })

  it('does not depend on the folder or the environment of the caller', async () => {
    const { folder } = repositoryOfTwo()
    const elsewhere = temporaryFolder()
    writeFileSync(join(elsewhere, '.gitattributes'), '* -diff\n')
    writeFileSync(join(elsewhere, 'HEAD'), '')
    process.chdir(elsewhere)
    process.env['GIT_DIR'] = elsewhere
    Object.assign(process.env, {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'color.ui',
      GIT_CONFIG_VALUE_0: 'always',
    })
    const log = await readGit(['log', '-p', '-1', '--format=%s', 'HEAD'], { repository: folder })
    expect(log).toContain('+two')
  })

  it('runs nothing that a repository brings along', async () => {
    const repository = repositoryOfTwo()
    const mark = join(temporaryFolder(), 'ran')
    const program = join(temporaryFolder(), 'program')
    writeFileSync(program, `#!/bin/sh\ntouch ${mark}\ncat\n`)
    chmodSync(program, 0o755)
    mkdirSync(join(repository.folder, 'hooks'), { recursive: true })
    for (const hook of [
      'reference-transaction',
      'post-checkout',
      'post-index-change',
      'pre-auto-gc',
      'post-merge',
    ]) {
      writeFileSync(join(repository.folder, 'hooks', hook), `#!/bin/sh\ntouch ${mark}\n`)
      chmodSync(join(repository.folder, 'hooks', hook), 0o755)
    }
    writeFileSync(join(repository.folder, 'info', 'attributes'), '* diff=evil filter=evil\n')
    for (const [key, value] of [
      ['core.fsmonitor', program],
      ['core.pager', program],
      ['core.hooksPath', join(repository.folder, 'hooks')],
      ['diff.external', program],
      ['diff.evil.command', program],
      ['diff.evil.textconv', program],
      ['filter.evil.clean', program],
      ['filter.evil.smudge', program],
      ['log.showSignature', 'true'],
      ['gpg.program', program],
      ['core.alternateRefsCommand', program],
    ] as const)
      repository.git(['config', key, value])
    rmSync(mark, { force: true })
    const at = { repository: repository.folder }
    await readGit(['log', '-p', '--no-ext-diff', '--no-textconv', 'HEAD'], at)
    await readGit(['update-ref', 'refs/heads/other', 'HEAD'], at)
    await readGit(['for-each-ref'], at)
    expect(existsSync(mark)).toBe(false)
  })

  it('does not let a partial clone fetch, by whatever its configuration says', async () => {
    const { folder, git } = repositoryOfTwo()
    git(['config', 'uploadpack.allowFilter', 'true'])
    const partial = join(temporaryFolder(), 'partial.git')
    execFileSync('git', ['clone', '--quiet', '--bare', '--filter=blob:none', `file://${folder}`, partial], {
      stdio: 'pipe',
    })
    const mark = join(temporaryFolder(), 'ran')
    const config = (key: string, value: string) =>
      execFileSync('git', [`--git-dir=${partial}`, 'config', key, value], { stdio: 'pipe' })
    config('core.sshCommand', `touch ${mark};`)
    config('protocol.allow', 'always')
    config('protocol.ssh.allow', 'always')
    config('protocol.ext.allow', 'always')
    for (const url of ['ssh://localhost/x', `ext::touch ${mark}`, `file://${folder}`]) {
      config('remote.origin.url', url)
      const result = await runGit(['cat-file', '-p', 'HEAD:a.c'], { repository: partial })
      expect(result.status).not.toBe(0)
      expect(existsSync(mark)).toBe(false)
    }
  })

  it('ends git when the signal says so, and when nobody reads on', async () => {
    const repository = repositoryOfTwo()
    repository.commit('large', { large: 'x'.repeat(5_000_000) })
    const args = ['cat-file', '-p', 'HEAD:large']
    const controller = new AbortController()
    const reason = new Error('enough')
    const reading = async () => {
      for await (const chunk of streamGit(args, { repository: repository.folder, signal: controller.signal }))
        if (chunk.length > 0) controller.abort(reason)
    }
    await expect(reading()).rejects.toBe(reason)
    await expect(readGit(args, { repository: repository.folder, signal: controller.signal })).rejects.toBe(
      reason,
    )
    for await (const chunk of streamGit(args, { repository: repository.folder })) {
      expect(chunk.length).toBeLessThan(5_000_000)
      break
    }
  })

  it('gives all that a stream had before git failed', async () => {
    const { folder, git } = repositoryOfTwo()
    const blob = git(['rev-parse', 'HEAD:a.c'])
    rmSync(join(folder, 'objects', blob.slice(0, 2), blob.slice(2)))
    let text = ''
    const reading = async () => {
      for await (const chunk of streamGit(['log', '--format=%s', '-p', '--reverse'], { repository: folder }))
        text += chunk.toString('latin1')
    }
    await expect(reading()).rejects.toMatchObject({
      code: 'source',
      message: expect.stringContaining(folder),
    })
    expect(text).toContain('+one')
  })

  it('finds the line that says most', () => {
    expect(complaintOf('warning: x\nfatal: it broke\nhint: y\n')).toBe('it broke')
    expect(complaintOf('Host key verification failed.\r\n')).toBe('Host key verification failed.')
    expect(complaintOf('')).toBe('no reason given')
    expect(complaintOf('fatal: https://a:geheim@h/x not found')).toBe('https://…@h/x not found')
    expect(complaintOf(`fatal: ${'x'.repeat(1000)}`)).toHaveLength(300)
  })
})
