import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { maildirSource } from '../../src/sources/maildir.ts'
import { temporaryFolder } from '../support/folder.ts'
import { mail, readAll, testSource, textOf } from './source-suite.ts'

const START = 1_772_442_000

interface Maildir {
  readonly path: string
  /** Delivers a mail as a program does that keeps to the rules; gives the name of its file. */
  deliver(bytes: Uint8Array, seconds?: number): string
  /** What a mail program does with a new mail: moves it, and notes in its name that it was read. */
  read(name: string, flags?: string): void
}

function makeMaildir(path: string): Maildir {
  for (const name of ['new', 'cur', 'tmp']) mkdirSync(join(path, name), { recursive: true })
  let count = 0
  return {
    path,
    deliver(bytes, seconds = START + 60 * count) {
      count++
      const name = `${seconds}.M${count}P7.host`
      writeFileSync(join(path, 'tmp', name), bytes)
      renameSync(join(path, 'tmp', name), join(path, 'new', name))
      return name
    },
    read(name, flags = 'S') {
      renameSync(join(path, 'new', name), join(path, 'cur', `${name}:2,${flags}`))
    },
  }
}

testSource({
  name: 'maildir',
  source: maildirSource,
  tellsTimes: false,
  make(folder) {
    const maildir = makeMaildir(folder)
    return {
      location: folder,
      add(mails) {
        // Every second one has been read in the meantime.
        for (const [n, bytes] of mails.entries()) {
          const name = maildir.deliver(bytes)
          if (n % 2 === 1) maildir.read(name)
        }
      },
    }
  },
  wrong(folder) {
    writeFileSync(join(folder, 'file'), '')
    mkdirSync(join(folder, 'plain'))
    makeMaildir(join(folder, 'all', '.lists.devel'))
    return [
      { what: 'not there', location: join(folder, 'none'), names: 'none is not there' },
      { what: 'a file', location: join(folder, 'file'), names: 'file is a file' },
      { what: 'no Maildir', location: join(folder, 'plain'), names: 'plain is no Maildir' },
      { what: 'Maildirs inside', location: join(folder, 'all'), names: 'all is no Maildir' },
    ]
  },
})

describe('maildir', () => {
  const filled = (count: number) => {
    const maildir = makeMaildir(join(temporaryFolder(), 'list'))
    const names = Array.from({ length: count }, (_, n) => maildir.deliver(mail(n)))
    return { maildir, names, read: (since?: string) => readAll(maildirSource, maildir.path, since) }
  }
  const numbers = (texts: readonly string[]) =>
    texts.map((text) => Number(/Subject: mail (\d+)/.exec(text)?.[1]))

  it('names the Maildirs inside a folder that is none', async () => {
    const folder = join(temporaryFolder(), 'all')
    makeMaildir(join(folder, '.lists.devel'))
    await expect(readAll(maildirSource, folder)).rejects.toMatchObject({
      hint: expect.stringContaining(`maildir:${join(folder, '.lists.devel')}`),
    })
  })

  it('knows a mail again that was read, flagged or renamed by mbsync', async () => {
    const { maildir, names, read } = filled(6)
    const first = await read()
    maildir.read(names[0] ?? '')
    maildir.read(names[1] ?? '', 'FRS')
    renameSync(join(maildir.path, 'new', names[2] ?? ''), join(maildir.path, 'cur', `${names[2]},U=3:2,`))
    renameSync(
      join(maildir.path, 'new', names[3] ?? ''),
      join(maildir.path, 'cur', `${names[3]},S=120,W=125:2,S`),
    )
    renameSync(join(maildir.path, 'new', names[4] ?? ''), join(maildir.path, 'cur', `${names[4]};2,S`))
    const second = await read(first.cursor)
    expect(second.texts).toEqual([])
    expect(second.cursor).toBe(first.cursor)
  })

  it('does not miss a mail that came with an older name', async () => {
    const { maildir, read } = filled(500)
    const first = await read()
    maildir.deliver(mail(1000), START - 86_400)
    const second = await read(first.cursor)
    expect(numbers(second.texts)).toContain(1000)
    // Its group comes again, of 256: two of 500, give or take.
    expect(second.texts.length).toBeLessThan(20)
    const third = await read(second.cursor)
    expect(third.texts).toEqual([])
  })

  it('reads little again when mails are deleted', async () => {
    const { maildir, names, read } = filled(500)
    const first = await read()
    rmSync(join(maildir.path, 'new', names[3] ?? ''))
    maildir.deliver(mail(1000))
    const second = await read(first.cursor)
    expect(second.texts.length).toBeLessThan(20)
    expect(numbers(second.texts).at(-1)).toBe(1000)
    expect((await read(second.cursor)).texts).toEqual([])
  })

  it('starts over with the groups that changed when it is interrupted there', async () => {
    const { maildir, names, read } = filled(500)
    const first = await read()
    for (const name of names.slice(0, 50)) rmSync(join(maildir.path, 'new', name))
    maildir.deliver(mail(1000))
    const second = await read(first.cursor)
    const [early] = second.mails
    const resumed = await read(early?.cursor)
    expect(resumed.texts).toEqual(second.texts)
    expect(resumed.cursor).toBe(second.cursor)
  })

  it('keeps its cursor small', async () => {
    const { read } = filled(3000)
    expect((await read()).cursor.length).toBeLessThan(6000)
  })

  it('follows a mail that moves while it is being read', async () => {
    const { maildir, names } = filled(20)
    const context = { cacheFolder: temporaryFolder(), signal: new AbortController().signal }
    const texts: string[] = []
    let cursor: string | undefined
    for await (const event of maildirSource.read(maildir.path, undefined, context)) {
      if (event.kind === 'mail') texts.push(textOf(event.mail.bytes))
      if (event.kind === 'end') cursor = event.cursor
      if (texts.length === 2)
        for (const name of names.slice(5, 10)) if (isNew(maildir, name)) maildir.read(name)
      if (texts.length === 6)
        for (const name of names.slice(9, 12))
          rmSync(
            join(
              maildir.path,
              isNew(maildir, name) ? 'new' : 'cur',
              isNew(maildir, name) ? name : `${name}:2,S`,
            ),
            { force: true },
          )
      if (texts.length === 8 && isNew(maildir, names[15] ?? '')) maildir.read(names[15] ?? '')
    }
    expect(numbers(texts)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14, 15, 16, 17, 18, 19])
    expect((await readAll(maildirSource, maildir.path, cursor)).texts).toEqual([])
  })

  it('does not follow a link that took the place of a mail', async () => {
    const { maildir, names } = filled(3)
    const secret = join(maildir.path, '..', 'secret')
    writeFileSync(secret, 'Subject: not yours\n\n')
    const context = { cacheFolder: temporaryFolder(), signal: new AbortController().signal }
    const texts: string[] = []
    for await (const event of maildirSource.read(maildir.path, undefined, context)) {
      if (event.kind !== 'mail') continue
      texts.push(textOf(event.mail.bytes))
      rmSync(join(maildir.path, 'new', names[1] ?? ''), { force: true })
      symlinkSync(secret, join(maildir.path, 'new', names[1] ?? ''))
    }
    expect(numbers(texts)).toEqual([0, 2])
  })

  it('names a file that it may not read, each time, until it may', async () => {
    const { maildir, names, read } = filled(5)
    const file = join(maildir.path, 'new', names[2] ?? '')
    // A folder would be passed over; a file system error cannot be made by permissions when root runs the tests.
    rmSync(file)
    writeFileSync(file, '')
    truncateSync(file, 300 * 1024 * 1024)
    const first = await read()
    expect(numbers(first.texts)).toEqual([0, 1, 3, 4])
    expect(first.problems).toMatchObject([
      { where: file, what: expect.stringContaining('too large for a mail') },
    ])
    const second = await read(first.cursor)
    expect(second.problems).toHaveLength(1)
    writeFileSync(file, mail(2))
    expect(numbers((await read(second.cursor)).texts)).toContain(2)
  })

  it.skipIf(process.getuid?.() === 0)(
    'names a file without permission (skipped for root, who may read all)',
    async () => {
      const { maildir, names, read } = filled(3)
      const file = join(maildir.path, 'new', names[1] ?? '')
      chmodSync(file, 0)
      expect((await read()).problems).toMatchObject([{ where: file, what: 'it cannot be read (EACCES)' }])
    },
  )

  it('passes over links, pipes, folders and hidden files', async () => {
    const { maildir, read } = filled(2)
    const secret = join(maildir.path, '..', 'secret')
    writeFileSync(secret, 'Subject: not yours\n\n')
    symlinkSync(secret, join(maildir.path, 'new', `${START + 9}.link.host`))
    execFileSync('mkfifo', [join(maildir.path, 'new', `${START + 9}.pipe.host`)])
    mkdirSync(join(maildir.path, 'cur', `${START + 9}.folder.host`))
    writeFileSync(join(maildir.path, 'new', '.hidden'), 'Subject: x\n\n')
    writeFileSync(join(maildir.path, 'dovecot-uidlist'), '3 V1 N1\n')
    makeMaildir(join(maildir.path, '.Trash')).deliver(mail(9))
    const reading = await read()
    expect(numbers(reading.texts)).toEqual([0, 1])
    expect(reading.problems).toEqual([])
  })

  it('orders by the time in the name, not by the text of it, and takes names without one', async () => {
    const { maildir, read } = filled(0)
    for (const [n, name] of ['9.b', '10.a', 'msg.one', '10.b:2,S'].entries())
      writeFileSync(join(maildir.path, 'cur', name), mail(n))
    expect(numbers((await read()).texts)).toEqual([2, 0, 1, 3])
  })

  it('reads a mail once that is in both folders', async () => {
    const { maildir, names, read } = filled(2)
    execFileSync('cp', [
      join(maildir.path, 'new', names[0] ?? ''),
      join(maildir.path, 'cur', `${names[0]}:2,S`),
    ])
    expect(numbers((await read()).texts)).toEqual([0, 1])
  })

  it('changes nothing', async () => {
    const { maildir, names, read } = filled(3)
    await read()
    expect(readdirSync(join(maildir.path, 'new')).sort()).toEqual([...names].sort())
    expect(readdirSync(join(maildir.path, 'cur'))).toEqual([])
  })
})

function isNew(maildir: Maildir, name: string): boolean {
  return readdirSync(join(maildir.path, 'new')).includes(name)
}
