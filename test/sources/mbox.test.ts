import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mboxSource } from '../../src/sources/mbox.ts'
import { MboxSplitter } from '../../src/sources/mbox-split.ts'
import { temporaryFolder } from '../support/folder.ts'
import { mail, readAll, testSource, textOf } from './source-suite.ts'

/** A mail as it stands in an mboxrd. */
function entry(mail: Uint8Array): string {
  return `From mboxrd@z Thu Jan  1 00:00:00 1970\n${textOf(mail).replace(/^(>*From )/gm, '>$1')}\n`
}

testSource({
  name: 'mbox',
  source: mboxSource,
  tellsTimes: false,
  make(folder) {
    writeFileSync(folder, '')
    return {
      location: folder,
      add: (mails) => appendFileSync(folder, mails.map(entry).join(''), 'latin1'),
    }
  },
  wrong(folder) {
    mkdirSync(join(folder, 'sub'))
    writeFileSync(join(folder, 'text'), 'This is a letter.\n')
    writeFileSync(join(folder, 'archive.zip'), Buffer.from('504b030400', 'hex'))
    writeFileSync(join(folder, 'broken.gz'), gzipSync('From a').subarray(0, 12))
    return [
      { what: 'not there', location: join(folder, 'none.mbox'), names: 'none.mbox is not there' },
      { what: 'no mbox', location: join(folder, 'text'), names: 'text is no mbox' },
      { what: 'another archive', location: join(folder, 'archive.zip'), names: 'compressed with zip' },
      { what: 'damaged', location: join(folder, 'broken.gz'), names: 'broken.gz is damaged' },
    ]
  },
})

describe('mbox', () => {
  const at = (...names: string[]) => join(temporaryFolder(), ...names)

  it('undoes the quoting of mboxrd, or of mboxo where it is told to', async () => {
    const file = at('list.mbox')
    const quoted =
      'From a@example.org Mon Mar  2 09:00:00 2026\nSubject: x\n\n>From a\n>>From b\n>Fromage\n\n'
    writeFileSync(file, quoted)
    expect((await readAll(mboxSource, file)).texts).toEqual(['Subject: x\n\nFrom a\n>From b\n>Fromage\n'])
    expect((await readAll(mboxSource, `${file}?quoting=mboxo`)).texts).toEqual([
      'Subject: x\n\nFrom a\n>>From b\n>Fromage\n',
    ])
  })

  it('does not cut a mail at a sentence that begins with "From"', async () => {
    const file = at('list.mbox')
    const body = [
      'From what we saw in 2016 it follows',
      'that this works.',
      '',
      'From here to 2017 there were',
      'two of them.',
      '',
      'From x',
      'Subject: no year above',
      '',
    ].join('\n')
    writeFileSync(
      file,
      `${entry(mail(1))}From b@example.org Mon Mar  2 09:00:00 2026\nSubject: y\n\n${body}\n`,
    )
    expect((await readAll(mboxSource, file)).texts).toEqual([textOf(mail(1)), `Subject: y\n\n${body}`])
  })

  it('reads the "From" lines that programs write', async () => {
    const lines = [
      'From ada@example.org Mon Mar  2 09:00:00 2026',
      'From ada at example.org  Mon Mar  2 09:00:00 2026', // pipermail
      'From mboxrd@z Thu Jan  1 00:00:00 1970', // public-inbox
      'From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001', // git format-patch
      'From ada@example.org  Mon Mar 2 09:00 2026', // RFC 4155 without seconds
      'From - Mon Mar 02 09:00:00 2026', // Thunderbird
      'From 1234567890@xxx Mon Mar 02 09:00:00 +0000 2026', // Google Takeout
    ]
    const file = at('list.mbox')
    writeFileSync(file, lines.map((line, n) => `${line}\n${textOf(mail(n))}\n`).join(''))
    expect((await readAll(mboxSource, file)).texts).toEqual(lines.map((_, n) => textOf(mail(n))))
  })

  it('gives a mail again that was incomplete when it was read', async () => {
    const file = at('list.mbox')
    const whole = entry(mail(2, 'one\ntwo\nthree\n'))
    writeFileSync(file, entry(mail(1)) + whole.slice(0, -12))
    const first = await readAll(mboxSource, file)
    expect(first.mails).toHaveLength(2)
    writeFileSync(file, entry(mail(1)) + whole + entry(mail(3)))
    expect((await readAll(mboxSource, file, first.cursor)).texts).toEqual([
      textOf(mail(2, 'one\ntwo\nthree\n')),
      textOf(mail(3)),
    ])
  })

  it('does not give a mail again whose last line end came late', async () => {
    const file = at('list.mbox')
    writeFileSync(file, entry(mail(1)).replace(/\n+$/, ''))
    const first = await readAll(mboxSource, file)
    expect(first.texts).toEqual([textOf(mail(1)).replace(/\n$/, '')])
    writeFileSync(file, entry(mail(1)) + entry(mail(2)))
    expect((await readAll(mboxSource, file, first.cursor)).texts).toEqual([textOf(mail(2))])
  })

  it('reads a file again that was rewritten or cut', async () => {
    const file = at('list.mbox')
    writeFileSync(file, [1, 2, 3].map((n) => entry(mail(n))).join(''))
    const { cursor } = await readAll(mboxSource, file)
    writeFileSync(file, [1, 3].map((n) => entry(mail(n))).join(''))
    expect((await readAll(mboxSource, file, cursor)).mails).toHaveLength(2)
    writeFileSync(file, [4, 5, 6, 7].map((n) => entry(mail(n))).join(''))
    expect((await readAll(mboxSource, file, cursor)).mails).toHaveLength(4)
  })

  it('reads gzip, also of several members, and what is added to it', async () => {
    const file = at('list.mbox.gz')
    writeFileSync(file, Buffer.concat([gzipSync(entry(mail(1))), gzipSync(entry(mail(2)))]))
    const first = await readAll(mboxSource, file)
    expect(first.texts).toEqual([mail(1), mail(2)].map(textOf))
    appendFileSync(file, gzipSync(entry(mail(3))))
    expect((await readAll(mboxSource, file, first.cursor)).texts).toEqual([textOf(mail(3))])
  })

  it('keeps what came before the damage in a gzip file, says so each time, and goes on when it is whole', async () => {
    const file = at('list.mbox.gz')
    // Text that does not compress, so that the damage is behind the first mails.
    const noise = (n: number) => `${createHash('sha512').update(String(n)).digest('base64')}\n`
    const mails = Array.from({ length: 40 }, (_, n) =>
      mail(n, Array.from({ length: 50 }, (_, k) => noise(n * 99 + k)).join('')),
    )
    const whole = gzipSync(mails.map(entry).join(''))
    writeFileSync(file, whole.subarray(0, whole.length / 2))
    const first = await readAll(mboxSource, file)
    expect(first.mails.length).toBeGreaterThan(5)
    expect(first.mails.length).toBeLessThan(40)
    expect(first.problems).toEqual([
      {
        kind: 'problem',
        where: file,
        what: expect.stringMatching(/^it is damaged behind octet \d+ .* fetch it again$/),
        cursor: first.cursor,
      },
    ])
    const again = await readAll(mboxSource, file, first.cursor)
    expect([again.mails.length, again.problems.length, again.cursor]).toEqual([0, 1, first.cursor])
    writeFileSync(file, whole)
    const rest = await readAll(mboxSource, file, again.cursor)
    expect([...first.texts, ...rest.texts]).toEqual(mails.map(textOf))
  })

  it('reads a folder of files by name; what is wrong with one leaves the others', async () => {
    const folder = at('archive')
    mkdirSync(join(folder, 'attachments'), { recursive: true })
    writeFileSync(join(folder, '2026-01.mbox'), entry(mail(1)))
    writeFileSync(join(folder, '2026-02.mbox.gz'), gzipSync(entry(mail(2))))
    writeFileSync(join(folder, '2026-03.mbox'), entry(mail(3)))
    writeFileSync(join(folder, '2026-04.mbox.xz'), Buffer.from('fd377a585a000000', 'hex'))
    writeFileSync(join(folder, '.index'), 'of somebody else')
    writeFileSync(join(folder, 'README'), 'These are letters.\n')
    writeFileSync(join(folder, 'empty.mbox'), '')
    symlinkSync('2026-01.mbox', join(folder, 'latest.mbox'))
    symlinkSync('nowhere', join(folder, 'lost.mbox'))
    const first = await readAll(mboxSource, folder)
    expect(first.texts).toEqual([mail(1), mail(2), mail(3), mail(1)].map(textOf))
    expect(first.problems.map((one) => `${one.where.slice(folder.length + 1)}: ${one.what}`)).toEqual([
      '2026-04.mbox.xz: it is compressed with xz, which cannot be read',
      'README: it is no mbox: it does not begin with a line "From … YEAR"',
    ])
    appendFileSync(join(folder, '2026-03.mbox'), entry(mail(4)))
    writeFileSync(join(folder, '2026-05.mbox'), entry(mail(5)))
    rmSync(join(folder, '2026-01.mbox'))
    const second = await readAll(mboxSource, folder, first.cursor)
    expect(second.texts).toEqual([mail(4), mail(5)].map(textOf))
    expect(Object.keys(JSON.parse(second.cursor))).not.toContain('2026-01.mbox')
  })

  it('goes on in the middle of a folder', async () => {
    const folder = at('archive')
    mkdirSync(folder)
    for (const n of [1, 3, 5]) writeFileSync(join(folder, `${n}.mbox`), entry(mail(n)) + entry(mail(n + 1)))
    const whole = await readAll(mboxSource, folder)
    for (const [n, one] of whole.mails.entries())
      expect((await readAll(mboxSource, folder, one.cursor)).texts).toEqual(whole.texts.slice(n + 1))
  })

  it('leaves a pipe alone', async () => {
    const pipe = at('pipe')
    execFileSync('mkfifo', [pipe])
    await expect(readAll(mboxSource, pipe)).rejects.toThrow('is neither a file nor a folder')
  })

  it('holds nothing of a large file that is no mbox', () => {
    const splitter = new MboxSplitter(0, 1000)
    const chunk = Buffer.alloc(100_000, 'no mbox\n')
    for (let n = 0; n < 5; n++) expect([...splitter.push(chunk)]).toEqual([])
    expect(splitter.refused).toBe(true)
    expect([...splitter.end()]).toEqual([])
  })

  it('cuts the same mails, however the octets come', () => {
    const letters = fc.array(
      fc.constantFrom('From ', '>', '\n', 'a: b', '2026', ' 9:00', '\r\n', 'x', 'From a 1:00 2026\n'),
    )
    fc.assert(
      fc.property(letters, fc.array(fc.nat(40)), (parts, cuts) => {
        const text = Buffer.from(`From a@b Mon Mar  2 09:00:00 2026\na: b\n\n${parts.join('')}`)
        const cutUp = (sizes: readonly number[]) => {
          const splitter = new MboxSplitter(0, 1_000_000)
          const found = []
          let from = 0
          for (const size of sizes) {
            found.push(...splitter.push(text.subarray(from, from + size)))
            from += size
          }
          found.push(...splitter.push(text.subarray(from)), ...splitter.end())
          return found.map((one) => [one.offset, one.raw.toString('latin1')])
        }
        expect(cutUp(cuts)).toEqual(cutUp([]))
      }),
    )
  })

  it('names a mail over the limit and reads the next', () => {
    const splitter = new MboxSplitter(0, 1000)
    const file = Buffer.from(entry(mail(1, 'x'.repeat(5000))) + entry(mail(2)))
    const found = [...splitter.push(file), ...splitter.end()]
    expect(found.map((one) => one.size === undefined)).toEqual([true, false])
  })

  it('gives back what was quoted', async () => {
    const line = fc.constantFrom(
      'From a 9:00 2026',
      '>From b 2026',
      '>>From ',
      'From',
      '',
      '>',
      'Subject: x',
      ' From c',
      '\xff\x00',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(line), { minLength: 1, maxLength: 5 }), async (bodies) => {
        const file = at('list.mbox')
        const mails = bodies.map((body, n) => mail(n, body.map((one) => `${one}\n`).join('')))
        writeFileSync(file, mails.map(entry).join(''), 'latin1')
        expect((await readAll(mboxSource, file)).texts).toEqual(mails.map(textOf))
      }),
      { numRuns: 40 },
    )
  })
})
