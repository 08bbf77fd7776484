import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { publicInboxSource } from '../../src/sources/public-inbox.ts'
import { temporaryFolder } from '../support/folder.ts'
import { type ArchiveStep, growArchive, makeTestRepository } from '../support/repo.ts'
import { publishRepository, serveFolder } from '../support/web-server.ts'
import { mail, readAll, textOf } from './source-suite.ts'

function nameOf(bytes: Uint8Array): string {
  const digest = createHash('sha1').update(bytes).digest('hex')
  return `${digest.slice(0, 2)}/${digest.slice(2)}`
}

const came = (...numbers: number[]): ArchiveStep[] => numbers.map((n) => ({ mail: mail(n) }))
const gone = (...numbers: number[]): ArchiveStep[] => numbers.map((n) => ({ deleted: mail(n) }))
const numbers = (texts: readonly string[]) =>
  texts.map((text) => Number(/Subject: mail (\d+)/.exec(text)?.[1]))

/** An archive, by default v2 with one epoch. */
function makeArchive(steps: readonly ArchiveStep[], version: 'v1' | 'v2' = 'v2') {
  const path = join(temporaryFolder(), 'list')
  const folder = version === 'v1' ? path : join(path, 'git', '0.git')
  growArchive(folder, version, steps, nameOf)
  return {
    path,
    folder,
    git: (...args: string[]) =>
      execFileSync('git', [`--git-dir=${folder}`, ...args], { stdio: 'pipe' })
        .toString()
        .trim(),
    grow: (more: readonly ArchiveStep[]) => growArchive(folder, version, more, nameOf),
    rewrite: (all: readonly ArchiveStep[]) => growArchive(folder, version, all, nameOf, true),
    epoch: (n: number, more: readonly ArchiveStep[]) =>
      growArchive(join(path, 'git', `${n}.git`), 'v2', more, nameOf),
    read: (since?: string) => readAll(publicInboxSource, path, since),
    /** The file of an object, which is loose in a repository of a few. */
    fileOf(object: string) {
      const id = this.git('rev-parse', object)
      return { id, file: join(folder, 'objects', id.slice(0, 2), id.slice(2)) }
    },
  }
}

describe('deletions in an archive', () => {
  it.each(['v1', 'v2'] as const)(
    'leave out a mail that is not to be there any more (%s)',
    async (version) => {
      const archive = makeArchive([...came(1, 2, 3), ...gone(2), ...came(4)], version)
      const first = await archive.read()
      expect([numbers(first.texts), first.problems]).toEqual([[1, 3, 4], []])
      expect((await archive.read(first.cursor)).events).toHaveLength(1)
    },
  )

  it.each(['v1', 'v2'] as const)('name a mail that was read before (%s)', async (version) => {
    const archive = makeArchive(came(1, 2), version)
    const first = await archive.read()
    archive.grow([...gone(2), ...came(3)])
    const second = await archive.read(first.cursor)
    expect(numbers(second.texts)).toEqual([3])
    expect(second.problems).toMatchObject([
      {
        where: expect.stringMatching(/^commit [0-9a-f]{40} of /),
        what: expect.stringContaining('deletes <2@example.org> from the archive'),
      },
    ])
  })

  it('bring a mail back that comes again', async () => {
    const archive = makeArchive([...came(1), ...gone(1), ...came(1)])
    const reading = await archive.read()
    expect([numbers(reading.texts), reading.problems]).toEqual([[1], []])
  })

  it('may leave nothing', async () => {
    expect((await makeArchive([...came(1), ...gone(1)]).read()).texts).toEqual([])
    expect((await makeArchive([...came(1), ...gone(1)], 'v1').read()).texts).toEqual([])
  })
})

describe('an archive with damage', () => {
  it('names a missing blob each time, and gives the mail when it is there', async () => {
    const archive = makeArchive(came(1, 2, 3, 4))
    const { id, file } = archive.fileOf('master~2:m')
    renameSync(file, `${file}.away`)
    const first = await archive.read()
    expect(numbers(first.texts)).toEqual([1, 3, 4])
    expect(first.problems).toMatchObject([
      {
        where: `commit ${archive.git('rev-parse', 'master~2')} of ${archive.folder}`,
        what: `blob ${id} is missing in the repository`,
      },
    ])
    archive.grow(came(5))
    const second = await archive.read(first.cursor)
    expect([numbers(second.texts), second.problems.length]).toEqual([[5], 1])
    renameSync(`${file}.away`, file)
    const third = await archive.read(second.cursor)
    expect([numbers(third.texts), third.problems.length]).toEqual([[2], 0])
    expect(third.mails[0]?.receivedAt).toBe('2026-03-02T09:01:00Z')
    expect((await archive.read(third.cursor)).events).toHaveLength(1)
  })

  it('goes on from every cursor when blobs are missing', async () => {
    const archive = makeArchive(came(1, 2, 3, 4, 5, 6))
    for (const n of [1, 4]) rmSync(archive.fileOf(`master~${n}:m`).file)
    const whole = await archive.read()
    expect(numbers(whole.texts)).toEqual([1, 3, 4, 6])
    const steps = whole.events.flatMap((event) =>
      event.kind === 'mail' ? [event.mail.cursor] : event.kind === 'problem' ? [event.cursor] : [],
    )
    for (const [n, cursor] of steps.entries()) {
      const rest = await archive.read(cursor)
      const expected = whole.events
        .filter((event) => event.kind === 'mail' || event.kind === 'problem')
        .slice(n + 1)
      expect(numbers(rest.texts)).toEqual(
        expected.flatMap((event) => (event.kind === 'mail' ? numbers([textOf(event.mail.bytes)]) : [])),
      )
      expect(rest.cursor).toBe(whole.cursor)
    }
  })

  it('goes on behind a blob that cannot be unpacked', async () => {
    const archive = makeArchive(came(1, 2, 3, 4, 5))
    for (const n of [1, 3]) {
      const { file } = archive.fileOf(`master~${n}:m`)
      rmSync(file)
      writeFileSync(file, 'this is no object')
    }
    const reading = await archive.read()
    expect(numbers(reading.texts)).toEqual([1, 3, 5])
    expect(reading.problems).toHaveLength(2)
    expect((await archive.read(reading.cursor)).problems).toHaveLength(2)
  })

  it('goes on behind a commit whose tree is missing', async () => {
    const archive = makeArchive(came(1, 2, 3, 4))
    rmSync(archive.fileOf('master~2^{tree}').file)
    const reading = await archive.read()
    expect(numbers(reading.texts)).toEqual([1, 3, 4])
    expect(reading.problems).toMatchObject([
      { what: expect.stringContaining('is missing in the repository') },
    ])
  })

  it('skips nothing where nearly everything is missing', async () => {
    const steps = Array.from({ length: 210 }, (_, n) => ({ mail: mail(n) }))
    const archive = makeArchive(steps)
    archive.git('config', 'uploadpack.allowFilter', 'true')
    const partial = join(temporaryFolder(), 'partial.git')
    execFileSync(
      'git',
      ['clone', '--quiet', '--bare', '--filter=blob:none', `file://${archive.folder}`, partial],
      { stdio: 'pipe' },
    )
    await expect(readAll(publicInboxSource, partial)).rejects.toMatchObject({
      message: `${partial} lacks more than 200 of its mails`,
      hint: expect.stringContaining('partial clone'),
    })
  })
})

describe('an archive that changes', () => {
  it('is read again where its history was rewritten, and only there', async () => {
    const archive = makeArchive(came(1, 2, 3))
    archive.epoch(1, came(4, 5))
    const first = await archive.read()
    expect(numbers(first.texts)).toEqual([1, 2, 3, 4, 5])
    archive.rewrite(came(1, 3, 9))
    const second = await archive.read(first.cursor)
    expect(numbers(second.texts)).toEqual([1, 3, 9])
    expect((await archive.read(second.cursor)).texts).toEqual([])
  })

  it('gives a mail that came twice in a row twice', async () => {
    const reading = await makeArchive([...came(1), ...came(1), ...came(2)]).read()
    expect(numbers(reading.texts)).toEqual([1, 1, 2])
    expect(reading.mails.map((one) => one.receivedAt)).toEqual(
      ['00', '01', '02'].map((minute) => `2026-03-02T09:${minute}:00Z`),
    )
  })

  it('can be one repository, bare or not, whatever its name, and shallow', async () => {
    const archive = makeArchive(came(1, 2, 3, 4))
    expect(numbers((await readAll(publicInboxSource, archive.folder)).texts)).toEqual([1, 2, 3, 4])
    const clone = join(temporaryFolder(), 'devel.lists.example.org.0')
    execFileSync('git', ['clone', '--quiet', archive.folder, clone], { stdio: 'pipe' })
    expect(numbers((await readAll(publicInboxSource, clone)).texts)).toEqual([1, 2, 3, 4])
    expect(numbers((await readAll(publicInboxSource, `file://${clone}`)).texts)).toEqual([1, 2, 3, 4])
    const shallow = join(temporaryFolder(), 'shallow')
    execFileSync('git', ['clone', '--quiet', '--bare', '--depth=2', `file://${archive.folder}`, shallow], {
      stdio: 'pipe',
    })
    const first = await readAll(publicInboxSource, shallow)
    expect(numbers(first.texts)).toEqual([3, 4])
    archive.grow(came(5))
    execFileSync('git', [`--git-dir=${shallow}`, 'fetch', '--quiet', 'origin', 'master:master'], {
      stdio: 'pipe',
    })
    expect(numbers((await readAll(publicInboxSource, shallow, first.cursor)).texts)).toEqual([5])
  })

  it('may have a HEAD that names no branch, if there is only one', async () => {
    const archive = makeArchive(came(1))
    archive.git('symbolic-ref', 'HEAD', 'refs/heads/main')
    expect(numbers((await archive.read()).texts)).toEqual([1])
    archive.git('branch', 'other', 'master')
    await expect(archive.read()).rejects.toMatchObject({
      message: expect.stringContaining('has 2 branches and HEAD names none of them'),
    })
  })

  it('is told from the repository of a project', async () => {
    const repository = makeTestRepository(join(temporaryFolder(), 'project'))
    repository.commit('one', { 'm/core.c': 'x\n', README: 'x\n' })
    await expect(readAll(publicInboxSource, repository.path)).rejects.toThrow('is no public-inbox archive')
    repository.commit('two', { 'ab/cd': 'x\n' })
    await expect(readAll(publicInboxSource, repository.path)).rejects.toThrow('is no public-inbox archive')
  })
})

// ---- archives behind a URL --------------------------------------------------------------------------------

describe('an archive behind a URL', () => {
  it.each([
    { layout: 'lore', path: (n: number) => `devel/${n}` },
    { layout: 'a folder', path: (n: number) => `devel/git/${n}.git` },
  ])('is copied epoch by epoch, as $layout has it; later only what is new', async ({ path }) => {
    const site = temporaryFolder()
    const put = (n: number, steps: readonly ArchiveStep[]) => {
      mkdirSync(join(site, path(n), '..'), { recursive: true })
      growArchive(join(site, path(n)), 'v2', steps, nameOf)
      publishRepository(join(site, path(n)))
    }
    put(0, came(1, 2))
    put(1, came(3))
    const { url, asked } = await serveFolder(site)
    const cacheFolder = join(temporaryFolder(), 'cache')
    const read = (since?: string) => readAll(publicInboxSource, `${url}/devel`, since, { cacheFolder })
    const first = await read()
    expect(numbers(first.texts)).toEqual([1, 2, 3])

    asked.length = 0
    expect((await read(first.cursor)).events).toHaveLength(1)
    expect(asked.filter((one) => /\/objects\/[0-9a-f]{2}\//.test(one))).toEqual([])

    put(1, came(4))
    put(2, came(5))
    const third = await read(first.cursor)
    expect(numbers(third.texts)).toEqual([4, 5])
  })

  it('may be one repository, whose history may be rewritten', async () => {
    const site = temporaryFolder()
    const folder = join(site, 'old.git')
    growArchive(folder, 'v1', came(1, 2), nameOf)
    publishRepository(folder)
    const { url } = await serveFolder(site)
    const cacheFolder = join(temporaryFolder(), 'cache')
    const first = await readAll(publicInboxSource, `${url}/old.git/`, undefined, { cacheFolder })
    expect(numbers(first.texts)).toEqual([1, 2])
    growArchive(folder, 'v1', came(2, 3), nameOf, true)
    publishRepository(folder)
    const second = await readAll(publicInboxSource, `${url}/old.git`, first.cursor, { cacheFolder })
    expect(numbers(second.texts)).toEqual([2, 3])
  })

  it('that answers nothing is one sentence without the password', async () => {
    const { url } = await serveFolder(temporaryFolder())
    const place = `${url.replace('//', '//ada:geheim@')}/devel`
    await expect(readAll(publicInboxSource, place)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(
        /^http:\/\/…@127\.0\.0\.1:\d+\/devel cannot be read by git: (?!.*geheim)/,
      ),
    })
  })
})
