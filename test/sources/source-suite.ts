import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import type { RawMail, Source, SourceEvent } from '../../src/sources/source.ts'
import { temporaryFolder } from '../support/folder.ts'

/** A place of one kind that a test can fill. */
export interface Place {
  readonly location: string
  /** Puts mails behind those that are there. */
  add(mails: readonly Uint8Array[]): Promise<void> | void
  close?(): Promise<void>
}

/** A kind of source, and how a test makes a place for it. */
export interface SourceFixture {
  readonly name: string
  readonly source: Source
  /** An empty place; `folder` is one that does not exist yet. */
  make(folder: string): Promise<Place> | Place
  /** Places that cannot be read: what is wrong with them, and what the message must name. */
  wrong(
    folder: string,
  ): readonly { readonly what: string; readonly location: string; readonly names: string }[]
  /** What the source says of the times of receipt. */
  readonly tellsTimes: boolean
}

/** What a reading gave. */
export interface Reading {
  readonly events: readonly SourceEvent[]
  readonly mails: readonly RawMail[]
  /** The mails as text, octet by octet. */
  readonly texts: readonly string[]
  readonly problems: readonly { readonly where: string; readonly what: string; readonly cursor: string }[]
  readonly cursor: string
}

/** Reads a place to its end. */
export async function readAll(
  source: Source,
  location: string,
  since?: string,
  options: { readonly cacheFolder?: string; readonly signal?: AbortSignal } = {},
): Promise<Reading> {
  const events: SourceEvent[] = []
  const context = {
    cacheFolder: options.cacheFolder ?? join(temporaryFolder(), 'cache'),
    signal: options.signal ?? new AbortController().signal,
  }
  for await (const event of source.read(location, since, context)) events.push(event)
  const mails = events.flatMap((event) => (event.kind === 'mail' ? [event.mail] : []))
  const end = events.at(-1)
  if (end?.kind !== 'end') throw new Error('a source ends with "end"')
  return {
    events,
    mails,
    texts: mails.map((mail) => textOf(mail.bytes)),
    problems: events.flatMap((event) => (event.kind === 'problem' ? [event] : [])),
    cursor: end.cursor,
  }
}

/** Octets as text, one character for each. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

/** A short mail. */
export function mail(n: number, body = 'Hello.\n'): Uint8Array {
  return Buffer.from(
    `From: Ada Example <ada@example.org>\nSubject: mail ${n}\nMessage-ID: <${n}@example.org>\n\n${body}`,
    'latin1',
  )
}

/** Mails that a careless reader would change or tear apart. */
export const STRANGE_MAILS: readonly Uint8Array[] = [
  mail(1),
  mail(2, 'From here on\n>From there on\n>>From elsewhere\n > From no line start\n'),
  mail(3, 'No unquoted line:\n\nFrom 2016 on, says\nTo: nobody\n\nFrom me\n'),
  mail(4, '\n\n\n'),
  mail(5, 'no line end at all: \x00\x01\x80\xff and a lone \r in it\n'),
  mail(6, `${'x'.repeat(100_000)}\n`),
  mail(7, '.\n..\n* 1 FETCH (BODY[] {3}\r\n)\na OK done\n'),
  Buffer.from('Subject: no address, no id\n\n'),
  Buffer.from('Subject: only a header\n'),
  mail(10, 'lines of DOS\r\n\r\nFrom me again\r\n'),
  mail(11, 'commit 0123456789012345678901234567890123456789\nm\nd\n'),
]

/** What holds for every source: a new one is tested by one call of this. */
export function testSource(fixture: SourceFixture): void {
  const { source } = fixture
  const place = async (mails: readonly Uint8Array[]): Promise<Place> => {
    const made = await fixture.make(join(temporaryFolder(), 'place'))
    if (mails.length > 0) await made.add(mails)
    return made
  }
  const closing = async <T>(made: Place, use: () => Promise<T>): Promise<T> => {
    try {
      return await use()
    } finally {
      await made.close?.()
    }
  }

  describe(`${fixture.name}, as every source`, () => {
    it('gives the mails octet for octet, oldest first, and ends with a cursor', async () => {
      const made = await place(STRANGE_MAILS)
      await closing(made, async () => {
        const reading = await readAll(source, made.location)
        expect(reading.texts).toEqual(STRANGE_MAILS.map(textOf))
        expect(reading.problems).toEqual([])
        const times = reading.mails.map((one) => one.receivedAt)
        expect(times.every((at) => (at !== undefined) === fixture.tellsTimes)).toBe(true)
      })
    })

    it('goes on from every cursor with exactly the rest', async () => {
      const made = await place(STRANGE_MAILS)
      await closing(made, async () => {
        const whole = await readAll(source, made.location)
        for (const [n, one] of whole.mails.entries()) {
          const rest = await readAll(source, made.location, one.cursor)
          expect(rest.texts, `after mail ${n + 1}`).toEqual(whole.texts.slice(n + 1))
        }
      })
    })

    it('gives nothing but the end where nothing is new', async () => {
      const made = await place(STRANGE_MAILS)
      await closing(made, async () => {
        const first = await readAll(source, made.location)
        const second = await readAll(source, made.location, first.cursor)
        expect(second.events.filter((event) => event.kind !== 'total')).toEqual([
          { kind: 'end', cursor: first.cursor },
        ])
      })
    })

    it('gives what was added since the cursor', async () => {
      const made = await place([mail(1), mail(2)])
      await closing(made, async () => {
        const first = await readAll(source, made.location)
        await made.add([mail(3), mail(4)])
        const second = await readAll(source, made.location, first.cursor)
        expect(second.texts).toEqual([mail(3), mail(4)].map(textOf))
        await made.add([mail(5)])
        const third = await readAll(source, made.location, second.cursor)
        expect(third.texts).toEqual([textOf(mail(5))])
      })
    })

    it('reads an empty place, and then its first mail', async () => {
      const made = await place([])
      await closing(made, async () => {
        const empty = await readAll(source, made.location)
        expect(empty.texts).toEqual([])
        await made.add([mail(1)])
        expect((await readAll(source, made.location, empty.cursor)).texts).toEqual([textOf(mail(1))])
      })
    })

    it('reads all again for a cursor that it did not write', async () => {
      const made = await place([mail(1), mail(2)])
      await closing(made, async () => {
        for (const cursor of ['', 'nonsense', 'null', '[]', '{}', '{"a":{"b":1}}', '{"after":1,"sums":2}'])
          expect((await readAll(source, made.location, cursor)).texts, cursor).toHaveLength(2)
      })
    })

    it('says how many mails there will be, never fewer than come', async () => {
      const made = await place(Array.from({ length: 300 }, (_, n) => mail(n)))
      await closing(made, async () => {
        const { events, mails } = await readAll(source, made.location)
        const totals = events.flatMap((event) => (event.kind === 'total' ? [event.mails] : []))
        expect(totals.length).toBeGreaterThan(0)
        expect(totals.at(-1)).toBeGreaterThanOrEqual(mails.length)
      })
    })

    it('stops when it is told to', async () => {
      const made = await place(Array.from({ length: 50 }, (_, n) => mail(n)))
      await closing(made, async () => {
        const controller = new AbortController()
        const context = { cacheFolder: temporaryFolder(), signal: controller.signal }
        const reason = new Error('enough')
        let mails = 0
        const reading = async () => {
          for await (const event of source.read(made.location, undefined, context)) {
            if (event.kind !== 'mail') continue
            mails++
            controller.abort(reason)
          }
        }
        await expect(reading()).rejects.toBe(reason)
        expect(mails).toBe(1)
        await expect(reading()).rejects.toBe(reason)
      })
    })

    it('can be left in the middle', async () => {
      const made = await place(Array.from({ length: 50 }, (_, n) => mail(n)))
      await closing(made, async () => {
        const context = { cacheFolder: temporaryFolder(), signal: new AbortController().signal }
        for await (const event of source.read(made.location, undefined, context))
          if (event.kind === 'mail') break
        expect((await readAll(source, made.location)).mails).toHaveLength(50)
      })
    })

    it('says in one sentence what is wrong with a place, and what to do', async () => {
      const folder = temporaryFolder()
      for (const { what, location, names } of fixture.wrong(folder)) {
        const error = await readAll(source, location).then(
          () => undefined,
          (cause: unknown) => cause,
        )
        expect(error, what).toBeInstanceOf(UserError)
        if (!(error instanceof UserError)) continue
        expect(error.code, what).toBe('source')
        expect(error.message, what).toContain(names)
        expect(error.message, what).not.toMatch(/[\n.]$|\n/)
        expect(error.hint, what).toMatch(/\S.{10}/)
      }
    })
  })
}
