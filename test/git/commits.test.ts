import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listBranches } from '../../src/git/branches.ts'
import { type CommitsWanted, type CommitText, DIFF_LIMIT, readCommits } from '../../src/git/commits.ts'
import { temporaryFolder } from '../support/folder.ts'
import { makeTestRepository } from '../support/repo.ts'

const make = () => makeTestRepository(join(temporaryFolder(), 'repo'))

async function read(folder: string, wanted: Partial<CommitsWanted> = {}): Promise<readonly CommitText[]> {
  const found: CommitText[] = []
  for await (const one of readCommits(folder, { branches: await listBranches(folder), ...wanted }))
    found.push(one)
  return found
}

const subjects = (commits: readonly CommitText[]) => commits.map((commit) => commit.subject)
const diffOf = (commit: CommitText | undefined) => Buffer.from(commit?.diff ?? '').toString('latin1')

describe('commits', () => {
  it('come whole, parents first', async () => {
    const { folder, git, commit } = make()
    const one = commit('core: begin\n\nBecause.\n\nSigned-off-by: Ada Example <ada@example.org>\n', {
      'a.c': 'one\n',
    })
    const two = commit('core: go on', { 'a.c': 'two\n' })
    const [first, second] = await read(folder)
    expect(first).toMatchObject({
      sha: one,
      parents: [],
      author: { name: 'Ada Example', address: 'ada@example.org' },
      authoredAt: '2026-03-02T09:00:00Z',
      committedAt: '2026-03-02T09:00:00Z',
      subject: 'core: begin',
      message: 'core: begin\n\nBecause.\n\nSigned-off-by: Ada Example <ada@example.org>',
      note: undefined,
    })
    expect(second).toMatchObject({ sha: two, parents: [one] })
    expect(`${diffOf(second)}`).toBe(`${git(['show', '--format=', '-p', '--full-index', two])}\n`)
    // The first commit of a history has a diff as well: all that it brought.
    expect(diffOf(first)).toContain('+one')
  })

  it('are only those that are not known, also after a history was rewritten', async () => {
    const { folder, git, commit } = make()
    for (const n of [1, 2, 3]) commit(`commit ${n}`, { a: `${n}` })
    const known = new Set((await read(folder)).map((one) => one.sha))
    let total: number | undefined
    const onTotal = (commits: number) => {
      total = commits
    }
    expect(await read(folder, { exclude: known, onTotal })).toEqual([])
    expect(total).toBe(0)
    commit('commit 4', { a: '4' })
    expect(subjects(await read(folder, { exclude: known, onTotal }))).toEqual(['commit 4'])
    expect(total).toBe(1)
    git(['reset', '--quiet', '--hard', 'HEAD~2'])
    commit('commit 3 again', { a: '3!' })
    expect(subjects(await read(folder, { exclude: known }))).toEqual(['commit 3 again'])
  })

  it('that are merges or empty have no diff', async () => {
    const { folder, git, commit } = make()
    commit('one', { a: 'a\n' })
    git(['checkout', '--quiet', '-b', 'topic'])
    commit('topic', { b: 'b\n' })
    git(['checkout', '--quiet', 'main'])
    commit('two', { a: 'c\n' })
    git(['merge', '--quiet', '--no-ff', '--message=merge topic', 'topic'])
    commit('empty')
    const found = new Map((await read(folder)).map((one) => [one.subject, one]))
    expect(found.size).toBe(5)
    expect(found.get('merge topic')?.parents).toHaveLength(2)
    for (const name of ['merge topic', 'empty']) expect(found.get(name)?.diff).toBeUndefined()
    for (const name of ['one', 'two', 'topic']) expect(found.get(name)?.diff).toBeDefined()
  })

  it('are not confused by what is written in them', async () => {
    const { folder, commit } = make()
    const message =
      'tricky\n\n=0123456789abcdef=\n\ndiff --git a/x b/x\n--- a/x\n\u0001\u0002\ncommit 1234\n\n\nend'
    commit(message, { '-- -x': 'a\n', 'tab\there': 'b\n', 'line\nend': 'c\n', ünï: 'd\n', '"quoted"': 'e\n' })
    commit('', { plain: 'x\n' })
    const [first, second] = await read(folder)
    expect(first?.message).toBe(message)
    const files = diffOf(first).match(/^diff --git .*$/gm)
    expect(files).toEqual([
      'diff --git "a/\\"quoted\\"" "b/\\"quoted\\""',
      'diff --git a/-- -x b/-- -x',
      'diff --git "a/line\\nend" "b/line\\nend"',
      'diff --git "a/tab\\there" "b/tab\\there"',
      'diff --git "a/\\303\\274n\\303\\257" "b/\\303\\274n\\303\\257"',
    ])
    expect(second).toMatchObject({ subject: '', message: '' })
    expect(diffOf(second)).toContain('+x')
  })

  it('have binary files as git format-patch names them, and renames', async () => {
    const { folder, commit } = make()
    const text = Array.from({ length: 20 }, (_, n) => `line ${n}\n`).join('')
    commit('one', { 'a.c': text, 'image.png': Buffer.from([0, 1, 2, 255]) })
    commit('two', { 'a.c': undefined, 'b.c': `${text}more\n`, 'image.png': Buffer.from([0, 9]) })
    const diff = diffOf((await read(folder))[1])
    expect(diff).toContain('rename from a.c\nrename to b.c\n')
    expect(diff).toMatch(/^Binary files a\/image\.png and b\/image\.png differ$/m)
  })

  it('may be in other character sets', async () => {
    const { folder, git } = make()
    const tree = git(['write-tree'])
    const text = (encoding: string, message: Buffer) =>
      Buffer.concat([
        Buffer.from(
          `tree ${tree}\nauthor J\xf6rg <J@Example.ORG> 1772442000 +0100\ncommitter <> 1772442000 +0000\n${encoding}\n`,
          'latin1',
        ),
        message,
      ])
    const latin = git(
      ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'],
      text('', Buffer.from('gr\xfc\xdfe\n', 'latin1')),
    )
    const named = git(
      ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'],
      text('encoding ISO-8859-2\n', Buffer.from('\xb3\xf3d\xbc\n', 'latin1')),
    )
    git(['update-ref', 'refs/heads/latin', latin])
    git(['update-ref', 'refs/heads/named', named])
    const found = await read(folder)
    expect(found.find((one) => one.sha === latin)).toMatchObject({
      message: 'grüße',
      author: { name: 'Jörg', address: 'j@example.org' },
      committer: { name: '', address: 'unknown@missing.invalid' },
      diff: undefined,
    })
    expect(found.find((one) => one.sha === named)?.message).toBe('łódź')
  })

  it('may have times that are none', async () => {
    const { folder, git } = make()
    const tree = git(['write-tree'])
    const object = `tree ${tree}\nauthor A <a@example.org> 99999999999999999999 +0000\ncommitter A <a@example.org> -5 +0000\n\nx\n`
    git([
      'update-ref',
      'refs/heads/odd',
      git(['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'], object),
    ])
    const [odd] = await read(folder)
    expect(odd?.committedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect(odd?.authoredAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  })

  it('from before a day come without diff', async () => {
    const { folder, commit } = make()
    for (const n of [1, 2, 3]) commit(`commit ${n}`, { a: `${n}\n` })
    const found = await read(folder, { since: '2026-03-02T10:00:00Z' })
    expect(found.map((one) => [one.subject, one.diff !== undefined])).toEqual([
      ['commit 1', false],
      ['commit 2', true],
      ['commit 3', true],
    ])
  })

  it('that are huge are cut at a file, and say so', async () => {
    const { folder, commit } = make()
    const lines = (count: number) => `${'x'.repeat(99)}\n`.repeat(count)
    commit('huge', { 'a.c': lines(20_000), 'b.c': lines(20_000), 'c.c': lines(20_000) })
    commit('next', { 'a.c': 'small\n', 'b.c': undefined, 'c.c': undefined })
    const [huge, next] = await read(folder)
    expect(huge?.diff?.length).toBeLessThanOrEqual(DIFF_LIMIT)
    expect(diffOf(huge).match(/^diff --git .*$/gm)).toEqual([
      'diff --git a/a.c b/a.c',
      'diff --git a/b.c b/b.c',
    ])
    expect(huge?.note).toMatch(/^its diff has \d+ octets/)
    expect(next?.subject).toBe('next')
  })

  it('of which objects are missing come without diff, and the others whole', async () => {
    const { folder, git, commit } = make()
    for (const n of [1, 2, 3, 4, 5, 6]) commit(`commit ${n}`, { [`f${n}`]: `${n}\n` })
    for (const n of [2, 5]) {
      const blob = git(['rev-parse', `HEAD:f${n}`])
      rmSync(join(folder, 'objects', blob.slice(0, 2), blob.slice(2)))
    }
    const found = await read(folder)
    expect(subjects(found)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `commit ${n}`))
    expect(found.map((one) => one.note === undefined)).toEqual([true, false, true, true, false, true])
    expect(found.map((one) => one.diff !== undefined)).toEqual([true, false, true, true, false, true])
  })

  it('of a partial clone come without diffs', async () => {
    const { path, git, commit } = make()
    for (const n of [1, 2, 3]) commit(`commit ${n}`, { a: `${n}\n` })
    git(['config', 'uploadpack.allowFilter', 'true'])
    const partial = join(temporaryFolder(), 'partial.git')
    execFileSync('git', ['clone', '--quiet', '--bare', '--filter=blob:none', `file://${path}`, partial], {
      stdio: 'pipe',
    })
    const found = await read(partial)
    expect(subjects(found)).toEqual(['commit 1', 'commit 2', 'commit 3'])
    expect(found.every((one) => one.note !== undefined)).toBe(true)
  })

  it('of a damaged history are a sentence', async () => {
    const { folder, git, commit } = make()
    const one = commit('one', { a: 'a' })
    commit('two', { a: 'b' })
    rmSync(join(folder, 'objects', one.slice(0, 2), one.slice(2)))
    await expect(read(folder)).rejects.toMatchObject({
      code: 'source',
      message: expect.stringContaining(folder),
    })
    expect(git(['rev-parse', 'HEAD'])).toHaveLength(40)
  })

  it('do not depend on what the repository or a user has configured', async () => {
    const { path, folder, git, commit } = make()
    const body = Array.from({ length: 30 }, (_, n) => `int f${n}(void)\n{\n\treturn ${n};\n}\n`).join('\n')
    const text = (name: string) => Array.from({ length: 20 }, (_, n) => `${name} ${n}\n`).join('')
    commit('one', { 'a.c': body, 'u.c': text('u'), 'z.c': text('z'), '.gitattributes': '*.c diff=none\n' })
    commit('two', {
      'a.c': body.replace('return 9;', 'return 10;').replace('return 11;', 'return 12;'),
      'u.c': undefined,
      'z.c': undefined,
      'ü.c': `${text('u')}more\n`,
      'y.c': `${text('z')}more\n`,
    })
    const plain = (await read(folder)).map(diffOf)
    expect(plain[1]?.match(/^rename (from|to) .*$/gm)).toHaveLength(4)
    writeFileSync(join(path, 'order'), 'z.c\na.c\n')
    for (const [key, value] of Object.entries({
      'diff.context': '1',
      'diff.interHunkContext': '50',
      'diff.noprefix': 'true',
      'diff.mnemonicPrefix': 'true',
      'diff.srcPrefix': 'x/',
      'diff.renames': 'false',
      'diff.renameLimit': '1',
      'diff.algorithm': 'histogram',
      'diff.orderFile': join(path, 'order'),
      'diff.relative': 'true',
      'diff.external': 'false',
      'diff.submodule': 'log',
      'diff.suppressBlankEmpty': 'true',
      'diff.indentHeuristic': 'false',
      'diff.none.xfuncname': '^nothing$',
      'color.ui': 'always',
      'core.abbrev': '5',
      'core.quotePath': 'false',
      'format.pretty': 'oneline',
      'i18n.logOutputEncoding': 'UTF-16',
      'log.showRoot': 'false',
      'log.diffMerges': 'separate',
      'log.follow': 'true',
      'log.date': 'relative',
      'log.decorate': 'full',
      'log.mailmap': 'true',
      'notes.displayRef': '*',
    }))
      git(['config', key, value])
    git(['notes', 'add', '-m', 'a note', 'HEAD'])
    git(['replace', 'HEAD', 'HEAD~1'])
    const onMain = (await listBranches(folder)).filter((branch) => branch.name === 'main')
    expect((await read(folder, { branches: onMain })).map(diffOf)).toEqual(plain)
  })

  it('stop when the signal says so', async () => {
    const { folder, commit } = make()
    for (const n of [1, 2, 3]) commit(`commit ${n}`, { a: `${n}\n` })
    const controller = new AbortController()
    const reason = new Error('enough')
    const reading = async () => {
      const wanted = { branches: await listBranches(folder), signal: controller.signal }
      for await (const one of readCommits(folder, wanted)) if (one.sha !== '') controller.abort(reason)
    }
    await expect(reading()).rejects.toBe(reason)
  })
})
