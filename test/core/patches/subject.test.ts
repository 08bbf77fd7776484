import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatSubject, parseSubject, type Subject } from '../../../src/core/patches/subject.ts'

type Expected = Partial<Omit<Subject, 'revision'>> & { readonly v?: number; readonly text?: string }

const TAGS = ['LTP', 'Xen-devel']

const ROWS: readonly (readonly [string, Expected])[] = [
  ['[PATCH] x', { patch: true, title: 'x' }],
  ['[PATCH v2 1/3] mm: x', { patch: true, v: 2, index: 1, total: 3, title: 'mm: x' }],
  ['[PATCHv3] x', { patch: true, v: 3 }],
  ['[PATCHv2-1/3] x', { patch: true, v: 2, index: 1, total: 3 }],
  ['[PATCH-v2 1/3] x', { patch: true, v: 2, index: 1, total: 3 }],
  ['[PATCH1/8] x', { patch: true, index: 1, total: 8 }],
  ['[RFCv2] x', { rfc: true, v: 2 }],
  ['[v2.3PATCH1/4] x', { patch: true, v: 2, text: 'v2.3', index: 1, total: 4 }],
  ['[RESENDv2 PATCH] x', { resend: true, patch: true, v: 2 }],
  ['[PATCH v1.1] x', { patch: true, v: 1, text: 'v1.1' }],
  ['[PATCH V5] x', { patch: true, v: 5 }],
  ['[PATCH ver.2] x', { patch: true, v: 2 }],
  ['[PATCH v 2] x', { patch: true, v: 2 }],
  ['[PATCH v3a 2/2] x', { patch: true, v: 3, text: 'v3a', index: 2, total: 2 }],
  ['[PATCH v2.1/3] x', { patch: true, v: 2, index: 1, total: 3 }],
  ['[PATCH 1 of 5] x', { patch: true, index: 1, total: 5 }],
  ['[PATCH 01 of 10 v2] x', { patch: true, index: 1, total: 10, v: 2 }],
  ['[PATCH 1/n] x', { patch: true, index: 1, total: undefined }],
  ['[PATCH 1/?] x', { patch: true, index: 1, total: undefined }],
  ['[PATCH 1 / 3] x', { patch: true, index: 1, total: 3 }],
  ['AW: [PATCH] x', { reply: true, patch: true, title: 'x' }],
  ['Re[2]: [PATCH] x', { reply: true, title: 'x' }],
  ['回复：[PATCH] x', { reply: true, title: 'x' }],
  ['答复: 回复: [PATCH v2] x', { reply: true, v: 2, title: 'x' }],
  ['Fwd: [PATCH] x', { forward: true, reply: false, title: 'x' }],
  ['[PATCH] Re: x', { reply: true, patch: true, title: 'x' }],
  ['[PATCH for-4.7 v3 2/5] x', { target: '4.7', v: 3, index: 2, total: 5, stable: [] }],
  ['[PATCH for 4.7 v3 2/5] x', { target: '4.7', v: 3, stable: [] }],
  ['[PATCH-for-4.17] x', { patch: true, target: '4.17' }],
  ['[PATCH for-next] x', { target: 'next' }],
  ['[PATCH -next] x', { target: 'next' }],
  ['[PATCH net-next] x', { trees: ['net-next'], target: undefined }],
  ['[PATCH OSSTEST v4 2/3] x', { trees: ['osstest'], v: 4, index: 2, total: 3 }],
  [
    '[Xen-devel] [XEN PATCH for-4.17 v5 09/17] x',
    { trees: ['xen'], target: '4.17', v: 5, index: 9, total: 17, title: 'x' },
  ],
  ['[RFC XEN PATCH v6 1/1] x', { rfc: true, trees: ['xen'], v: 6, index: 1, total: 1 }],
  ['[XEN][PATCH v2] x', { trees: ['xen'], v: 2 }],
  ['[PATCH 0/6 v2] x', { index: 0, total: 6, v: 2 }],
  ['[PATCH v333 2/2] x', { v: 333, index: 2, total: 2 }],
  ['[PATCH] [2/6] x', { patch: true, index: 2, total: 6 }],
  ['[PATCH, v2] x', { patch: true, v: 2 }],
  ['[PATCH][RFC v2] x', { patch: true, rfc: true, v: 2 }],
  ['[PATCH v2 03/10]: x', { v: 2, index: 3, total: 10, title: 'x' }],
  ['[PATCH AUTOSEL 4.19 064/158] x', { stable: ['AUTOSEL', '4.19'], index: 64, total: 158 }],
  ['[PATCH AUTOSEL for 4.14 021/100] x', { stable: ['AUTOSEL', '4.14'], target: undefined }],
  ['[PATCH 4.9 12/99] x', { stable: ['4.9'], index: 12, total: 99 }],
  ['[PATCH 5.10.y] x', { stable: ['5.10'] }],
  ['[PATCH stable] x', { stable: ['stable'] }],
  ['Ping: [PATCH v2 0/2] x', { ping: true, reply: true, v: 2, index: 0, total: 2 }],
  ['Re: Ping: [PATCH] x', { ping: true, reply: true, title: 'x' }],
  ['gentle ping - [PATCH] x', { ping: true, reply: true, title: 'x' }],
  ['[PING PATCH v2] x', { v: 2, ping: true, reply: true, patch: true }],
  ['[PATCH] ping: fix a leak', { ping: false, reply: false, title: 'ping: fix a leak' }],
  ['[LTP] [PATCH v2] x', { v: 2, trees: [], title: 'x' }],
  ['Re: [ltp] [PATCH] x', { reply: true, trees: [], title: 'x' }],
  ['[PATCH [Regression] v2 1/3] x', { v: 2, index: 1, total: 3, title: 'x' }],
  ['[GIT PULL 0/2] x', { pull: true, patch: false, index: 0, total: 2 }],
  ['[GITPULL] x', { pull: true }],
  ['[PULL v2 03/10] x', { pull: true, v: 2, index: 3 }],
  ['[RESEND PATCH v2] x', { resend: true, v: 2 }],
  ['[PATCH REPOST] x', { resend: true }],
  ['[PATCH/RFC] x', { patch: true, rfc: true }],
  ['[PATCH] x (v2)', { v: 2, title: 'x' }],
  ['[PATCH] x [v2]', { v: 2, title: 'x' }],
  ['[PATCH] x, v2', { v: 2, title: 'x' }],
  ['[PATCH] x v3', { v: 3, title: 'x' }],
  ['[PATCH] x v1', { title: 'x v1' }],
  ['[PATCH] convert to cgroup v2', { title: 'convert to cgroup v2' }],
  ['[PATCH v2] x (v3)', { v: 2, title: 'x (v3)' }],
  ['notes about ABI and v2', { title: 'notes about ABI and v2' }],
  ['[PATCH] rewrite [a-z] regexes', { title: 'rewrite [a-z] regexes' }],
  ['[PATCH v2 broken', { patch: false, title: '[PATCH v2 broken' }],
  ['[PATCH v2 1/2[x] y', { patch: true, v: 2, index: 1, total: 2, title: 'y' }],
  ['[PATCH]\t folded \t title', { title: 'folded title' }],
  ['[announce] Release 4.17 is out', { title: 'Release 4.17 is out', stable: [] }],
  ['Subject: [PATCH] x', { patch: true, title: 'x' }],
  ['RFC:[PATCH v3] x', { rfc: true, patch: true, v: 3, title: 'x' }],
  ['{LTP}[PATCH] [v2, 1/2] x', { patch: true, v: 2, index: 1, total: 2, trees: [], title: 'x' }],
  ['[LTP|PATCH] x', { patch: true, trees: [], title: 'x' }],
  ['', { title: '', key: '' }],
  ['[PATCH]', { patch: true, title: '' }],
]

describe('parseSubject', () => {
  test.each(ROWS)('%s', (raw, { v, text, ...expected }) => {
    const subject = parseSubject(raw, TAGS)
    expect(subject).toMatchObject(expected)
    expect(subject.revision).toEqual(v === undefined ? undefined : { major: v, text })
    expect(subject.reply).toBe(expected.reply ?? false)
  })

  test('the key is lower case without the dot at the end', () => {
    expect(parseSubject('[PATCH] mm: Fix It.').key).toBe('mm: fix it')
  })

  test('a list tag says nothing, in any case, alone or beside other words', () => {
    expect(parseSubject('[xen-devel] [PATCH] x', TAGS).trees).toEqual([])
    expect(parseSubject('[XEN-DEVEL PATCH] x', TAGS).trees).toEqual([])
    expect(parseSubject('[linux-kernel] [PATCH net] x').trees).toEqual(['net'])
  })

  test('a subject of a megabyte is cut, and hostile ones end', () => {
    const hostile = ['[', ']', '[PATCH ', '1/', '1 of ', 'v', 're:', 'PATCH', ' ', '(v2)', '9', '[[]', 'for ']
    for (const one of hostile) {
      const subject = parseSubject(`[PATCH ${one.repeat(1_000_000 / one.length)}`)
      expect(subject.raw.length).toBe(2000)
    }
    for (const one of hostile)
      expect(parseSubject(one.repeat(2000 / one.length)).raw.length).toBeLessThanOrEqual(2000)
  })
})

describe('formatSubject', () => {
  const without = ({ raw: _, ...rest }: Subject): Omit<Subject, 'raw'> => rest

  test.each(ROWS)('parses back: %s', (raw) => {
    const subject = parseSubject(raw, TAGS)
    expect(without(parseSubject(formatSubject(subject)))).toEqual(without(subject))
  })

  test('whatever a line says is said again by its format', () => {
    const piece = fc.constantFrom(
      ...[
        'Re:',
        'Fwd: ',
        'Ping: ',
        '[',
        ']',
        'PATCH',
        'RFC',
        ' ',
        'v2',
        'v2.1',
        'v3a',
        '1/3',
        '0/n',
        'for-4.7',
      ],
      ...[
        'xen',
        '5.10',
        'AUTOSEL',
        'ping:',
        '(v2)',
        ', v4',
        ' v2',
        'x',
        'PULL',
        '-',
        '/',
        '.',
        '1 of 2',
        'RESEND',
      ],
    )
    const line = fc.oneof(
      fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
      fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(' ')),
      fc.string({ maxLength: 60, unit: 'binary' }),
    )
    fc.assert(
      fc.property(line, (raw) => {
        const subject = parseSubject(raw)
        expect(without(parseSubject(formatSubject(subject)))).toEqual(without(subject))
      }),
      { numRuns: 3000 },
    )
  })
})
