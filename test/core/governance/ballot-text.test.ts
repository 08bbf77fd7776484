import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readBallotText } from '../../../src/core/governance/ballot-text.ts'

const read = (text: string, options?: readonly string[]): string => {
  const found = readBallotText(text, options)
  if (found.status === 'clear') return found.votes.map((vote) => `${vote.option ?? ''}${vote.value}`).join()
  return found.status
}

/** The lines of the dossier, section 1.7 and (41) to (49), and what stands on real lists (governance-cases, F). */
describe('votes', () => {
  test.each([
    ['+1', '1'],
    ['-1', '-1'],
    ['+2', '2'],
    ['-2 because it breaks the build', '-2'],
    ['+1  ', '1'],
    ['+1\u00a0', '1'],
    ['+1\u200b', '1'],
    ['+1 👍', '1'],
    ['-1 :(', '-1'],
    ['+0', '0'],
    ['-0', '0'],
    ['0', '0'],
    ['  +1', '1'],
    ['**+2**', '2'],
    ['*+1*', '1'],
    ['+1, thanks for doing this', '1'],
    ['+1 (binding)', '1'],
    ['+1 binding', '1'],
    ['+1 non-binding', '1'],
    ['+1 from me', '1'],
    ['+1 for the wording', '1'],
    ['+1.', '1'],
    ['+1!', '1'],
    ['-1: see below', '-1'],
    ['+1 - good idea', '1'],
    ['+1 – good idea', '1'],
    ['−1', '-1'],
    ['＋１', '1'],
    ['Vote: +1', '1'],
    ['Vote: +1.', '1'],
    ['My vote = -2', '-2'],
    ['vote: 0', '0'],
    ['[x] +1', '1'],
    ['[X] -1 I disagree', '-1'],
    ['I change my vote to -1', '-1'],
  ])('%s', (line, expected) => {
    expect(read(`Hi all,\n\n${line}\n\nAda\n`)).toBe(expected)
  })
})

describe('no votes', () => {
  test.each([
    '[ ] +1',
    '[+1] Yes, I agree',
    '[-1] No',
    '+12099894742',
    '+1 555 123 4567',
    'return -1;',
    '        return -1;',
    'vim +1753 kernel/auditsc.c',
    '@@ -1,3 +1,4 @@',
    '++1',
    '+0.9',
    '+1.5',
    '0.82%',
    '0x10',
    '10',
    '1',
    'size > -1',
    "I'd be +1 if the name were shorter.",
    'That is not a -1.',
    'I agree, +1',
    '👍',
    'LGTM',
    'Acked-by: Ada <ada@example.org>',
    'votes are officially counted. At least 3 +1 votes and more',
    '-1000 lines of code',
    '+100',
    '-2.0',
  ])('%s', (line) => {
    expect(read(`Hi all,\n\n${line}\n\nBen\n`)).toBe('none')
  })

  test('(43) quoted lines', () => {
    expect(read('Ada wrote:\n> +1\n> -1 from me\n')).toBe('none')
    expect(read('Ada> +1\n| -1\n')).toBe('none')
  })

  test('(45) a signature', () => {
    expect(read('Thanks.\n\n-- \nAda Example\n+1, Example Street\n')).toBe('none')
  })

  test('(46) a patch, whatever stands around it', () => {
    expect(read('+1\n\ndiff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,1 +1,1 @@\n-1\n+1\n')).toBe('none')
  })

  test('what a forwarded or answered mail said', () => {
    expect(read('See below.\n\n-----Original Message-----\nFrom: Ada\n\n+1\n')).toBe('none')
  })
})

describe('unclear', () => {
  test.each([
    ['+1 if the name changes', 'the vote depends on a condition'],
    ['+1, if the name changes', 'the vote depends on a condition'],
    ['+1 (provided that it builds)', 'the vote depends on a condition'],
    ['+1 but only once the tests pass', 'the vote depends on a condition'],
    ['+1 to what Jan said, but −1 on the name', 'it names two different values'],
    ['+1 for A, -1 for B', 'it names two different values'],
    ['+1\n\nOn second thoughts:\n\n-1', 'it names two different values'],
    ['+1 LGTM', 'more stands behind the value than can be read'],
  ])('%s', (text, why) => {
    expect(readBallotText(text)).toMatchObject({ status: 'unclear', votes: [], why })
  })

  test('the same value twice is clear', () => {
    expect(read('+1\n\nSo +1 it is.\n\n+1\n')).toBe('1')
  })
})

describe('around a vote', () => {
  test('(44) written above the full quote', () => {
    expect(read('+1\n\nOn Mon, 2 Mar 2026, Pat wrote:\n> [ ] +1\n> [ ] -1\n')).toBe('1')
  })

  test.each([
    [
      'Outlook',
      '+1\n\n________________________________\nFrom: Pat <pat@example.org>\nSent: Monday, 2 March 2026 11:00\nTo: devel@example.org\nSubject: [VOTE] x\n\n-1\n',
    ],
    [
      'Outlook without a line',
      '+1\n\nFrom: Pat <pat@example.org>\nSent: Monday, 2 March 2026 11:00\nTo: devel@example.org\nSubject: [VOTE] x\n\n-1\n',
    ],
    [
      'a telephone',
      '+1\n\nSent from my telephone\n\n> On 2 Mar 2026, at 11:00, Pat <pat@example.org> wrote:\n> \n> -1\n',
    ],
    ['German', '+1\n\nAm 02.03.26 um 11:00 schrieb Pat:\n> -1\n'],
    ['French', '+1\n\nLe lun. 2 mars 2026 à 11:00, Pat <pat@example.org> a écrit :\n\n> -1\n'],
    [
      'a list footer',
      '+1\n_______________________________________________\ndevel mailing list\nhttps://lists.example.org/listinfo/devel\n',
    ],
  ])('from %s', (_, text) => {
    expect(read(text)).toBe('1')
  })

  test('(51) an inline PGP signature escapes the dash', () => {
    const text =
      '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n- -1 because of the name\n- -- \nAda\n-----BEGIN PGP SIGNATURE-----\n\n+1, Zz\n-----END PGP SIGNATURE-----\n'
    expect(read(text)).toBe('-1')
  })

  test('the reason is the rest', () => {
    expect(readBallotText('Hello,\n\n-2, it breaks the build.\nSee the log.\n\n-- \nAda\n').reason).toBe(
      'Hello,\n\nit breaks the build.\nSee the log.',
    )
    expect(readBallotText('-2\n').reason).toBe('')
  })

  test('(57) for somebody else', () => {
    expect(readBallotText('+1 on behalf of Ben, who is on a plane')).toMatchObject({
      status: 'clear',
      isProxy: true,
    })
    expect(readBallotText('Writing on behalf of my team: hello')).toMatchObject({
      status: 'none',
      isProxy: false,
    })
  })

  test('taken back', () => {
    expect(read('I withdraw my vote.')).toBe('withdrawn')
    expect(read('I retract my objection, thanks.')).toBe('withdrawn')
    expect(read('Cancel my vote, please')).toBe('withdrawn')
    expect(read('I withdraw my vote.\n\n+1')).toBe('1')
  })

  test('concerns by name', () => {
    expect(readBallotText('Concern: unclear wording\n\nResolved: too slow\n')).toMatchObject({
      status: 'none',
      concerns: ['unclear wording'],
      resolved: ['too slow'],
    })
  })
})

describe('options', () => {
  const options = ['A: keep "broken"', 'B: say "deprecated"', 'Leave it']

  test('by label, place or name', () => {
    expect(read('A: +1\nB: -2\n', options)).toBe('A: keep "broken"1,B: say "deprecated"-2')
    expect(read('Option 2: +1', options)).toBe('B: say "deprecated"1')
    expect(read('leave it = +2', options)).toBe('Leave it2')
  })

  test('an option that there is not is no vote', () => {
    expect(read('Z: +1', options)).toBe('none')
    expect(read('A: +1')).toBe('none')
  })

  test('two values for one option are unclear', () => {
    expect(read('A: +1\nA: -1\n', options)).toBe('unclear')
  })
})

test('any text is read, and quickly', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'+-120 \n>|*[]xAif:=.−＋１\u0000\ud800'), maxLength: 60 }),
      (text) => {
        expect(['clear', 'unclear', 'withdrawn', 'none']).toContain(readBallotText(text, ['A']).status)
      },
    ),
  )
  expect(read(`+1 ${' '.repeat(100_000)}`)).toBe('1')
  expect(read('+1,'.repeat(100_000))).toBe('1')
  expect(read('I change my vote '.repeat(50_000))).toBe('none')
})

test('a quoted ballot is never a ballot', () => {
  const line = fc.constantFrom('+1', '-2 because', '0', '[x] +1', 'Vote: -1', 'I withdraw my vote')
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('> ', '>', '>> ', '| '), (lines, mark) => {
      expect(read(lines.map((one) => mark + one).join('\n'))).toBe('none')
    }),
  )
})
