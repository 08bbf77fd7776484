import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import PostalMime, { type Address as PostalAddress } from 'postal-mime'
import { describe, expect, test } from 'vitest'
import type { Address } from '../../../src/core/mail/message.ts'
import { parseMessage } from '../../../src/core/mail/parse-message.ts'
import { MboxSplitter, mailOf } from '../../../src/sources/mbox-split.ts'

/**
 * Real mails, read by this reader and by postal-mime. Explained differences, on which they are not compared:
 *
 * - postal-mime leaves the single quotes that Outlook puts around names, and names that repeat the address;
 * - it undoes `format=flowed` outside of quotes only;
 * - it shows HTML beside a plain text that was not offered as its alternative, and makes its own text of HTML;
 * - what it does about repeated and commented ids ("<id> (Ada's message of …)").
 */
const LISTS = [
  { name: 'xen-devel', path: '../shared/data/xen-devel-slice.mbox', step: 1 },
  // One in 25: postal-mime takes a tenth of a second for each megabyte.
  { name: 'jailhouse-dev', path: '../shared/data/jailhouse-dev.mbox.gz', step: 25 },
] as const

function* mailsOf(path: string): Generator<Buffer> {
  const file = readFileSync(path)
  const splitter = new MboxSplitter(0, 10_000_000)
  for (const entry of splitter.push(path.endsWith('.gz') ? gunzipSync(file) : file))
    yield mailOf(entry.raw, 'mboxrd')
  for (const entry of splitter.end()) yield mailOf(entry.raw, 'mboxrd')
}

const fold = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim()

/** People as both may be compared: no quotes around names, no name that is the address. */
const people = (list: readonly Partial<Address>[]): readonly string[] =>
  list.map(({ name = '', address = '' }) => {
    const plain = fold(name).replace(/^['"]+|['"]+$/g, '')
    return `${plain.toLowerCase() === address.toLowerCase() ? '' : plain} <${address.toLowerCase()}>`
  })

const flat = (list: readonly PostalAddress[] | undefined): readonly Partial<Address>[] =>
  (list ?? []).flatMap((one) =>
    one.group === undefined ? [{ name: one.name, address: one.address ?? '' }] : flat(one.group),
  )

describe.each(LISTS)('mails of $name', ({ path, step }) => {
  test.skipIf(!existsSync(path))(`say what postal-mime reads (skipped without ${path})`, async () => {
    let compared = 0
    let texts = 0
    let n = 0
    for (const bytes of mailsOf(path)) {
      if (n++ % step !== 0) continue
      const ours = parseMessage(bytes)
      const theirs = await PostalMime.parse(bytes)
      const name = ours.messageId
      expect({
        name,
        subject: ours.subject,
        from: people(ours.from === undefined ? [] : [ours.from]),
        to: people(ours.to),
        cc: people(ours.cc),
        messageId: ours.messageId,
        sentAt: ours.sentAt,
      }).toEqual({
        name,
        subject: fold(theirs.subject),
        from: people(flat(theirs.from === undefined ? [] : [theirs.from])).slice(0, 1),
        to: people(flat(theirs.to)),
        cc: people(flat(theirs.cc)),
        messageId: theirs.messageId?.replace(/^<|>$/g, ''),
        sentAt:
          theirs.date === undefined ? undefined : new Date(theirs.date).toISOString().replace('.000Z', 'Z'),
      })
      compared++
      const isPlain = ours.parts.every((part) => part.contentType !== 'text/html')
      if (
        !isPlain ||
        /^content-type:[^\n]*(?:\n[ \t][^\n]*)*format="?flowed/im.test(bytes.toString('latin1'))
      )
        continue
      expect({ name, text: fold(ours.text) }).toEqual({ name, text: fold(theirs.text) })
      texts++
    }
    expect(compared).toBeGreaterThan(100)
    expect(texts).toBeGreaterThan(compared / 3)
  })
})
