import { describe, expect, test } from 'vitest'
import { placeComments } from '../../../src/core/patches/place-comments.ts'
import { mail, PATCH } from '../../support/reviewed-patch.ts'

describe('what ends a review', () => {
  const told = (lines: readonly string[], writer = 'Bo Example') =>
    placeComments({ messageId: 'p', text: PATCH }, [{ ...mail('r', 'p', lines), writer }]).comments.map(
      (one) => [one.text, one.place.kind],
    )
  const quote = [
    '> @@ -40,5 +42,6 @@ int second(void)',
    '>  {',
    '>  \tuse(b);',
    '> +\tif (b < 0)',
    '> +\t\treturn b;',
    '>  }',
  ]

  test.each([
    ['Thanks, applied.\n\nBo'],
    ['Applied also this and patch 3.\nThanks,\nBo'],
    ['For the Xen parts:\nReviewed-by: Bo Example <bo@example.org>\n\nBo Example'],
    ['Looks good.\n\nBo'],
    ['Thanks, applied.\nWe should add tests as well...\n\nBo'],
    ['LGTM, thanks!'],
    ['Thanks, I queued a revert.'],
    ['The rest looks good.\n\nBo'],
    ['In any case:\n\nReviewed-by: Bo Example <bo@example.org>'],
    ['When addressing the above, you can add my\n\nReviewed-by: Bo Example <bo@example.org>\n\nBo'],
    ['The rest looks good, once that is clarified:\nReviewed-by: Bo Example <bo@example.org>'],
    ['Good catch! Applied, with a minor tweak.'],
    [
      'Coming back to this only now, sorry.\nThis one looks good, I have the same change here,\napplied to next.',
    ],
  ])('is about the whole: %j', (text) => {
    expect(told([...quote, '', ...text.split('\n')])).toEqual([[text, 'whole']])
  })

  test.each([['Should this not be applied to the other one?'], ['Not looking good.'], ['Same as above, Bo']])(
    'what speaks of the lines stays there: %j',
    (text) => {
      expect(told([...quote.slice(0, -1), '', text])).toEqual([[text, 'line']])
    },
  )

  test('praise between two quotes is for what is above it; a tag is for the whole, wherever it stands', () => {
    const head = ['> -\tint a = open_it();', '> +\tint a = open_it(path, flags);']
    expect(told([...head, '', 'Looks good.', '', ...quote])).toEqual([['Looks good.', 'line']])
    expect(told([...head, '', 'Acked-by: Bo Example <bo@example.org>', '', ...quote])).toEqual([
      ['Acked-by: Bo Example <bo@example.org>', 'whole'],
    ])
  })

  test('a name at the end, and a mark that something was left out, are no comments', () => {
    expect(told([...quote, '[...]', '> }', '', 'Bo'])).toEqual([])
    expect(told([...quote, '', 'Unlikely'])).toEqual([['Unlikely', 'line']])
  })

  test.each([
    [['Oct 16, 2024 23:11:38 Ada Example <ada@example.org>:']],
    [['2019年7月23日(火) 7:16 Ada Example <ada@example.org>:']],
    [['Hi Ada,', '', 'Ada Example, Oct 16, 2024 at 23:00:']],
    [['Ada!']],
    [['Hi Ada']],
    [['Hello Ada and Cy Example']],
    [['From: Ada Example <ada@example.org>', 'Date: Wed, 13 Nov 2024 00:26:15 +0100']],
    [['Ada and Cy,', '']],
  ])('who wrote what is quoted, and who is spoken to, are no comments: %j', (top) => {
    expect(told([...top, ...quote.slice(0, 4), '', 'Why?'])).toEqual([['Why?', 'line']])
  })

  test.each([['Best regards,\nBo E'], ['BR\nBo'], ['---end quoted text---'], ['Cheers!']])(
    'what ends a mail and says nothing is no comment: %j',
    (text) => {
      expect(told([...quote.slice(0, 4), '', 'Why?', ...quote.slice(4), '', ...text.split('\n')])).toEqual([
        ['Why?', 'line'],
      ])
    },
  )

  test('a shortened name is a name', () => {
    const tag = 'Acked-by: Steven Example <steven@example.org>\n\n-- Steve'
    expect(told([...quote.slice(0, 4), '', ...tag.split('\n')], 'Steven Example')).toEqual([[tag, 'whole']])
  })

  test('a name behind slashes ends a mail, too; a call is one at the top only', () => {
    expect(told([...quote.slice(0, 4), '', 'Why?', ...quote.slice(4), '', '//Bo'])).toEqual([
      ['Why?', 'line'],
    ])
    expect(told([...quote.slice(0, 4), '', 'Done!'])).toEqual([['Done!', 'line']])
  })

  test('"schrieb Bo:" in a line of its own, below "Am …", is no comment', () => {
    expect(
      told([
        'Am Tue, 8 Jun 2021 07:28:19 +0200',
        'schrieb Ada Example <ada@example.org>:',
        '',
        ...quote,
        '',
        'Why?',
      ]),
    ).toEqual([['Why?', 'line']])
  })

  test('below the end of a patch that the author quoted in a ping, too', () => {
    const all = PATCH.split('\n').slice(6)
    const ping = mail('ping', 'p', [...all.map((line) => `> ${line}`), 'Ping?'])
    const answer = mail('r', 'ping', [...all.map((line) => `> > ${line}`), '', 'Who has seen it happen?'], 2)
    const { comments } = placeComments({ messageId: 'p', text: PATCH }, [ping, answer])
    expect(comments.at(-1)?.place.kind).toBe('whole')
  })

  test('what became of the patch is parted from the remark above it', () => {
    expect(
      told([...quote.slice(0, -1), '', 'I made it two lines.', '', 'Applied to next.', '', 'Thanks,', 'Bo']),
    ).toEqual([
      ['I made it two lines.', 'line'],
      ['Applied to next.\n\nThanks,\nBo', 'whole'],
    ])
    expect(told([...quote.slice(0, -1), '', 'Why two?', '', 'Thanks,', 'Bo'])).toEqual([
      ['Why two?\n\nThanks,\nBo', 'line'],
    ])
  })

  test('what companies put below every mail is no comment', () => {
    const notice = [
      'IMPORTANT NOTICE: The contents of this email and any attachments are confidential and',
      'may also be privileged.',
    ]
    expect(told([...quote.slice(0, 4), '', 'Why?', '', ...quote.slice(4), '', ...notice])).toEqual([
      ['Why?', 'line'],
    ])
    expect(told([...quote.slice(0, 4), '', 'This message is too long.'])).toEqual([
      ['This message is too long.', 'line'],
    ])
  })

  test('a greeting alone is none; a quote mark in own words is no quote', () => {
    expect(told(['Hi Ada,', '', ...quote, '', 'Why?', '[..snip..]', '> }'])).toEqual([
      ['Why?\n[..snip..]', 'line'],
    ])
    expect(told(['Hi Ada,', '[..snip..]', ...quote, '[..snip..]', '> }'])).toEqual([])
    expect(told([...quote.slice(0, 4), 'Thanks and regards,', 'Bo', ...quote.slice(4)])).toEqual([
      ['Thanks and regards,\nBo', 'whole'],
    ])
    expect(
      told([...quote.slice(0, -1), '', 'It needs more memory (if you have', '>2) than that.', '']),
    ).toEqual([['It needs more memory (if you have\n>2) than that.', 'line']])
  })

  test('a long line that is quoted in many is found', () => {
    const long = Array.from({ length: 60 }, (_, n) => `word${n}`)
    const rows = Array.from({ length: 10 }, (_, n) => `> ${long.slice(n * 6, n * 6 + 6).join(' ')}`)
    const first = mail('r1', 'p', [...quote, '', long.join(' ')])
    const second = mail('r2', 'r1', [...quote.map((line) => `> ${line}`), '>', ...rows, '', 'Indeed.'], 2)
    const { comments } = placeComments({ messageId: 'p', text: PATCH }, [first, second])
    expect(comments.at(-1)?.answers?.messageId).toBe('r1')
  })
})
