import fc from 'fast-check'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { encodePart, evidencePath, mailPath, withQuery } from '../../src/web/links.ts'
import { formatMbox } from '../../src/web/mails/mbox.ts'
import { readPart, type WebEnv } from '../../src/web/request.ts'
import { publicUrl, shellQuote } from '../../src/web/words.ts'
import { SITE } from './little-community.ts'

const [project] = SITE.projects

describe('a Message-ID in an address', () => {
  const app = new Hono<WebEnv>()
  app.get('/m/:id', (c) => c.json({ id: readPart(c, 'id') }))
  app.get('/m/:id/raw', (c) => c.json({ raw: readPart(c, 'id') }))

  test('comes back as it was, whatever it holds', async () => {
    const hostile = fc.constantFrom(
      '/',
      '%',
      '%2F',
      '%2e',
      '..',
      '.',
      '?',
      '#',
      '"',
      "'",
      '<',
      '>',
      '&',
      ' ',
      '\\',
      ';',
      'ä',
      '😀',
      ':',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(hostile, fc.string({ minLength: 1 })), { minLength: 1, maxLength: 8 }),
        async (pieces) => {
          const id = pieces.join('').replace(/\p{Surrogate}/gu, '')
          // A mail that is called "%2E" is read as "."; no mail is.
          fc.pre(id !== '' && id !== '%2E' && id !== '%2E%2E')
          const answer = await app.request(`http://localhost/m/${encodePart(id)}`)
          expect(await answer.json()).toEqual({ id })
          const raw = await app.request(`http://localhost/m/${encodePart(id)}/raw`)
          expect(await raw.json()).toEqual({ raw: id })
        },
      ),
    )
  })

  test('ends no attribute, no quote of a shell and no line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        expect(encodePart(id)).toMatch(/^[A-Za-z0-9%._~-]*$/)
      }),
    )
    expect(mailPath(project, 'a/b@x')).toBe('/p/quarry/m/a%2Fb%40x')
    expect(encodePart('half \ud800')).toBe('half%20%EF%BF%BD')
  })
})

describe('other addresses', () => {
  test('leave out what is not asked for', () => {
    expect(withQuery('/x', { a: undefined, b: '', c: ['1', '2'], d: 'ä b' })).toBe('/x?c=1&c=2&d=%C3%A4%20b')
    expect(withQuery('/x', {})).toBe('/x')
  })

  test('lead to a commit by a hash, else to a mail', () => {
    expect(evidencePath(project, 'a'.repeat(40))).toBe(`/p/quarry/commits/${'a'.repeat(40)}`)
    expect(evidencePath(project, 'x@y')).toBe('/p/quarry/m/x%40y')
  })

  test('of repositories show no password, and no path of the server', () => {
    expect(publicUrl('https://user:secret@git.example.org/x.git')).toBe('https://git.example.org/x.git')
    expect(publicUrl('/srv/git/x.git')).toBeUndefined()
    expect(publicUrl('file:///srv/git/x.git')).toBeUndefined()
  })

  test('are one word in a shell', () => {
    expect(shellQuote("it's")).toBe("'it'\\''s'")
  })
})

describe('an mbox', () => {
  test('quotes what looks like its separator, and keeps every octet else', () => {
    const bytes = Buffer.concat([
      Buffer.from('Subject: x\r\n\r\nFrom here\r\n>From there\nfrom\n'),
      Buffer.from([0xe4, 0x00, 0xff]),
    ])
    const text = Buffer.from(formatMbox([{ bytes }, { bytes: Buffer.from('Subject: y\n\nz\n') }])).toString(
      'latin1',
    )
    expect(text).toBe(
      'From mboxrd@z Thu Jan  1 00:00:00 1970\nSubject: x\n\n>From here\n>>From there\nfrom\n\xe4\0\xff\n\n' +
        'From mboxrd@z Thu Jan  1 00:00:00 1970\nSubject: y\n\nz\n\n',
    )
  })
})
