import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readOwnText } from '../../../src/core/patches/unquoted.ts'

const words = (text: string): string[] => readOwnText(text).lines.filter((line) => line.trim() !== '')

describe('readOwnText', () => {
  test('drops quotes, attribution and signature', () => {
    const own = readOwnText(
      'Hello,\n\nOn Mon, 2 Mar 2026, Ada wrote:\n> quoted\n>> twice\nMine.\n | bar\n > indented\nAB> initials\n-- \nBo\nBo Ltd\n',
    )
    expect(own.lines.filter((line) => line !== '')).toEqual(['Hello,', 'Mine.', ' | bar'])
    expect(own.hasQuotes).toBe(true)
    expect(own.diffAt).toBeUndefined()
  })

  test.each([
    'On Mon, 2 Mar 2026 at 10:00, Ada Example <ada@example.org>\nwrote:\n> q\nMine.\n',
    'On Mon, 2 Mar 2026\nat 10:00, Ada Example\n<ada@example.org> wrote:\n\n> q\nMine.\n',
    'Am 02.03.2026 um 10:00 schrieb Ada Example:\n> q\nMine.\n',
    '* Ada Example <ada@example.org> [2026-03-02]:\n> q\nMine.\n',
    'Quoting Ada Example (ada@example.org):\n> q\nMine.\n',
    'Mine.\n\n-----Original Message-----\nFrom: Ada\nTheirs.\n',
    'Mine.\n\nFrom: Ada <ada@example.org>\nSent: Monday\nTo: Bo\nSubject: x\n\nTheirs.\n',
    'Mine.\n________________________________\nFrom: Ada <ada@example.org>\nSent: Monday\n\nTheirs.\n',
    'Mine.\n\n_______________________________________________\nX mailing list\nx@lists.example.org\n',
    'Mine.\n--\nMailing list info: https://lists.example.org/x\n',
  ])('only the own line stays of %j', (text) => {
    expect(words(text)).toEqual(['Mine.'])
  })

  test('a sentence above a quote stays, an in-body From: too', () => {
    expect(words('That I wrote before.\nSee below:\n> q\n')).toEqual(['That I wrote before.', 'See below:'])
    expect(words('From: Ada <ada@example.org>\n\nFix it.\n')).toEqual([
      'From: Ada <ada@example.org>',
      'Fix it.',
    ])
  })

  const DIFF = 'diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@ f\n a\n--- \n+b\n\n'

  test('counts the lines of a hunk: a deleted "-- " is no signature, the one behind it is', () => {
    const own = readOwnText(`Fix.\n---\n x | 2 +-\n\n${DIFF}-- \n2.40\n\nWords behind.\n`)
    expect(own.lines.filter((line) => line !== '')).toEqual(['Fix.', '---', ' x | 2 +-'])
    expect(own.diffAt).toBe('Fix.\n---\n x | 2 +-\n\n'.length)
  })

  test('words go on behind a diff', () => {
    expect(words(`Try this:\n\n${DIFF}\nDoes it help?\n`)).toEqual(['Try this:', 'Does it help?'])
    expect(words(`Try this:\n\n${DIFF}---\nchange-id: 2026-x\n`)).toEqual([
      'Try this:',
      '---',
      'change-id: 2026-x',
    ])
  })

  test('a hunk that is shorter than it says ends where it ends', () => {
    expect(words('--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n a\n+b\nBut is it right?\n')).toEqual([
      'But is it right?',
    ])
  })

  test('a diff attached behind the signature is found', () => {
    const own = readOwnText(`Hi.\n-- \nAda\n\n${DIFF}`)
    expect(own.diffAt).toBe('Hi.\n-- \nAda\n\n'.length)
    expect(own.lines).toEqual(['Hi.'])
  })

  test('finds diffs without lines: renames, modes, binaries', () => {
    expect(
      readOwnText('diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n-- \n2.40\n')
        .diffAt,
    ).toBe(0)
    expect(
      words(
        'diff --git a/x b/x\nnew file mode 100644\nindex 0..1\nGIT binary patch\nliteral 3\nKcmZQzU\n\nliteral 0\nHcmV?d00001\n\nWords.\n',
      ),
    ).toEqual(['Words.'])
    expect(readOwnText('Index: x\n=====\n--- x\n+++ x\n@@ -1 +1 @@\n-a\n+b\n').diffAt).toBe(0)
  })

  test('a table or rule of dashes is no diff', () => {
    expect(readOwnText('--- heading ---\ntext\n@@ what @@\n').diffAt).toBeUndefined()
  })

  test('tells what stands above a line', () => {
    const own = readOwnText('Hi\n> On the whole\nA\n> @@ -1 +1 @@\n> +x\n>  y\n\nB\nC\n> - bullet\nD\n')
    const above = Object.fromEntries(own.lines.map((line, i) => [line, own.above[i]]))
    expect(above).toMatchObject({ Hi: 'start', A: 'quote', B: 'quoted-diff', C: 'own', D: 'quote' })
  })

  test('the unquoted text keeps the own diff and leaves the quoted one', () => {
    const quoted = DIFF.replaceAll(/^/gm, '> ')
    const own = readOwnText(`${quoted}\nRather:\n\n${DIFF}> more\n`)
    expect(own.unquoted()).toBe(`Rather:\n\n${DIFF}`)
    expect(readOwnText('all mine\n').unquoted()).toBe('all mine\n')
  })

  test('any text is read, its own lines are lines of it, in linear time', () => {
    const piece = fc.constantFrom(
      '> ',
      '\n',
      '-- ',
      '@@ -1,3 +1,2 @@',
      'diff --git a/x b/x',
      '+',
      '-',
      ' ',
      'wrote:',
      'a',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('')
        const own = readOwnText(text)
        const all = new Set(text.split('\n'))
        expect(own.lines.every((line) => all.has(line))).toBe(true)
        expect(own.above.length).toBe(own.lines.length)
      }),
    )
    // Anything but linear time would take hours here: the time limit of every test ends it.
    for (const one of [
      '> \n',
      'On x\n',
      'wrote:\n> \n',
      '@@ -1 +1 @@\n',
      '-',
      '_',
      'From: a\n',
      'GIT binary patch\n',
    ])
      readOwnText(one.repeat(2_000_000 / one.length))
  })
})
