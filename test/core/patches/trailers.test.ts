import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  findCommitTrailers,
  findTrailers,
  formatTrailer,
  type Trailer,
} from '../../../src/core/patches/trailers.ts'

const ADA = { name: 'Ada Example', address: 'ada@example.org' }
const read = (...lines: string[]): readonly Trailer[] => findTrailers(lines, ADA)

describe('findTrailers', () => {
  test.each<readonly [string, string, string, string, string | undefined]>([
    [
      'Reviewed-by: Ada Example <ada@example.org>',
      'Reviewed-by',
      'Ada Example',
      'ada@example.org',
      undefined,
    ],
    ['reviewed-BY : <mailto:Ada@Example.org>', 'Reviewed-by', '', 'ada@example.org', undefined],
    [
      '   Acked-by: "Example, Ada" <ada@example.org>',
      'Acked-by',
      'Example, Ada',
      'ada@example.org',
      undefined,
    ],
    ['Acked-by: ada@example.org (Ada)', 'Acked-by', 'Ada', 'ada@example.org', undefined],
    ['Acked-by: Ada (Ltd) <a@example.org>', 'Acked-by', 'Ada (Ltd)', 'a@example.org', undefined],
    ['Acked-by: Ada <a@example.org> # x86', 'Acked-by', 'Ada', 'a@example.org', 'x86'],
    ['Acked-by: Ada <a@example.org> [for the tools]', 'Acked-by', 'Ada', 'a@example.org', 'for the tools'],
    ['Tested-by: Ada <a@example.org> (on arm64)', 'Tested-by', 'Ada', 'a@example.org', 'on arm64'],
    ['Acked-by: Ada', 'Acked-by', 'Ada', '', undefined],
    ['Acked-by: Ada # arm', 'Acked-by', 'Ada', '', 'arm'],
    ['NAK-by: Ada <a@example.org>', 'Nacked-by', 'Ada', 'a@example.org', undefined],
    ['release-acked-by: Ada <a@example.org>', 'Release-Acked-by', 'Ada', 'a@example.org', undefined],
    ['Admired-by: Bo <b@example.org>', 'Admired-by', 'Bo', 'b@example.org', undefined],
    ['Cc: stable@example.org # 5.10', 'Cc', '', 'stable@example.org', '5.10'],
    ['Fixes: 1234abcd ("mm: x")', 'Fixes', '', '', undefined],
    ['Link: https://example.org/r/1', 'Link', '', '', undefined],
    ['Closes: #12', 'Closes', '', '', undefined],
    ['Message-ID: <1@example.org>', 'Message-Id', '', '', undefined],
    ['Depends-on: <1@example.org>', 'Depends-on', '', '', undefined],
    ['Backport: 4.15+', 'Backport', '', '', undefined],
  ])('%s', (line, key, name, address, note) => {
    expect(read(line)).toMatchObject([{ key, name, address, note, typo: false }])
  })

  test.each([
    'Acked by Ada, I will have a look',
    'Tested-by: means that it was run',
    'Signed-off-by: line. See: the guide',
    '> Reviewed-by: Ada <ada@example.org>',
    '    Reviewed-by: Ada <ada@example.org>',
    'Acked-by: Bo',
    'Fixes: the bug',
    'Fixes: abc12',
    'Link: see below',
    'Closes: tomorrow',
    'Origin: it came with the first import of the whole tree',
    'Reviewed-by:',
    'Note: ada@example.org',
    'Reviewed-by: the tags that I gave before and those of Ada <ada@example.org>',
  ])('no trailer: %s', (line) => {
    expect(read(line)).toEqual([])
  })

  test.each([
    ['Reviwed-by', 'Reviewed-by'],
    ['Revieved-by', 'Reviewed-by'],
    ['Reivewed-by', 'Reviewed-by'],
    ['Reviewd-by', 'Reviewed-by'],
    ['Reviewed by', 'Reviewed-by'],
    ['acked by', 'Acked-by'],
    ['Naked-by', 'Nacked-by'],
    ['Singed-off-by', 'Signed-off-by'],
  ])('%s by the sender is read as %s and flagged', (word, key) => {
    expect(read(`${word}: Ada Example <ada@work.example>`)).toMatchObject([{ key, typo: true }])
    expect(read(`${word}: Bo <bo@example.org>`).filter((trailer) => trailer.typo)).toEqual([])
  })

  test('another word with two letters in common is no typo', () => {
    expect(read('Posted-by: Ada Example <ada@example.org>')).toMatchObject([
      { key: 'Posted-by', typo: false },
    ])
  })

  test('a name and its address on two lines, a title on two lines, a note on the next', () => {
    expect(read('Reviewed-by: Ada Example', ' <ada@example.org>', '[only the arm parts]', 'Hi')).toEqual([
      {
        key: 'Reviewed-by',
        name: 'Ada Example',
        address: 'ada@example.org',
        value: 'Ada Example <ada@example.org>',
        note: 'only the arm parts',
        typo: false,
      },
    ])
    expect(read('Fixes: 1234abcd ("mm: a long', ' title")', 'Acked-by: Ada')).toMatchObject([
      { key: 'Fixes', value: '1234abcd ("mm: a long title")' },
      { key: 'Acked-by' },
    ])
  })

  test('several people on a line, two keys in one', () => {
    expect(
      read('Cc: Ada <a@example.org>, "Bo, B" <b@example.org>, c@example.org').map((one) => one.address),
    ).toEqual(['a@example.org', 'b@example.org', 'c@example.org'])
    expect(read('Reviewed-and-tested-by: Ada <a@example.org>').map((one) => one.key)).toEqual([
      'Reviewed-by',
      'Tested-by',
    ])
  })

  test('a formatted trailer reads back as itself', () => {
    const word = fc.stringMatching(/^[a-zA-Z][a-z]{0,8}$/)
    const value = fc
      .tuple(fc.array(word, { maxLength: 3 }), word)
      .map(([name, local]) =>
        name.length === 0 ? `${local}@example.org` : `${name.join(' ')} <${local}@example.org>`,
      )
    const key = fc.constantFrom('Reviewed-by', 'Acked-by', 'Cc', 'Admired-by', 'Signed-off-by')
    const note = fc.option(
      fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
      { nil: undefined },
    )
    fc.assert(
      fc.property(key, value, note, (name, person, words) => {
        const [trailer, ...more] = findTrailers(
          [`${name}: ${person}${words ? ` [${words}]` : ''}`],
          undefined,
        )
        expect(more).toEqual([])
        expect(trailer).toMatchObject({ key: name, value: person, note: words })
        if (trailer) expect(findTrailers([formatTrailer(trailer)], undefined)).toEqual([trailer])
      }),
    )
  })

  test('any line is read, in linear time', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 40 }), { maxLength: 8 }), (lines) => {
        read(...lines.map((line) => `Acked-by: ${line}`), ...lines)
      }),
    )
    const start = performance.now()
    for (const one of ['<', '@', 'a@b ', '"', ',', ' #', 'a@b.c,', '(', '[]', '-by'])
      read(`Reviewed-by: ${one.repeat(500_000)}`, `${one.repeat(500_000)}: a@b`, one.repeat(100_000))
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

describe('findCommitTrailers', () => {
  test('finds them anywhere but in the first line and in quotes', () => {
    const message =
      'Link: https://example.org/0\n\nText.\nLink: https://example.org/1\n\n> Acked-by: Bo <b@example.org>\nSigned-off-by: Ada <ada@example.org>\n[ada: moved]\nMessage-Id: <1@example.org>\n'
    expect(findCommitTrailers(message).map((one) => [one.key, one.value, one.note])).toEqual([
      ['Link', 'https://example.org/1', undefined],
      ['Signed-off-by', 'Ada <ada@example.org>', 'ada: moved'],
      ['Message-Id', '<1@example.org>', undefined],
    ])
  })
})
