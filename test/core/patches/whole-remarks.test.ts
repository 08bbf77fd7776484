import { describe, expect, test } from 'vitest'
import { placeComments } from '../../../src/core/patches/place-comments.ts'
import { mail, PATCH } from '../../support/reviewed-patch.ts'

const lines = PATCH.split('\n')
const quote = (from: number, to: number): string[] => lines.slice(from, to + 1).map((line) => `> ${line}`)
/** Where the comments of a reply are: the line of the patch, or `whole`. */
const told = (text: readonly string[], patch = PATCH): string[] => {
  const placed = placeComments({ messageId: 'p', text: patch }, [mail('r', 'p', text)])
  return placed.comments.map(({ place }) =>
    place.kind === 'line' ? (placed.patch.lines[place.line]?.text.trim() ?? '') : place.kind,
  )
}

describe('a remark below the end of a patch', () => {
  const end = quote(18, 23)

  test.each([
    ['This is not based on next.'],
    ['Another test is missing, too.'],
    ['Otherwise it looks good.'],
    ['The idea is not wrong, but I do not see what it buys us: others have to wait for it now.'],
  ])('is about the whole: %j', (text) => {
    expect(told([...end, '', text])).toEqual(['whole'])
    expect(told([...quote(6, 23), '', text])).toEqual(['whole'])
    // What is quoted of a signature below it changes nothing.
    expect(told([...end, '', text, '', '> -- ', '> 2.40.0'])).toEqual(['whole'])
  })

  test.each([
    ['Please put a brace here.'],
    ['These two lines could be one.'],
    ['Same as above, Bo'],
    ['Unnecessary ;'],
    ['What does use(b) do with a negative number?'],
    ['Is return what is wanted, when `use` is not?'],
    ["And 'b' is what? `second` has none."],
  ])('is about its last lines where it names them: %j', (text) => {
    expect(told([...end, '', text])).toEqual(['}'])
    // Whoever quotes all of it has read all of it.
    expect(told([...quote(6, 23), '', text])).toEqual(['whole'])
  })

  test('names the patch: the whole; above the end: the line', () => {
    expect(told([...end, '', 'This patch should be two.'])).toEqual(['whole'])
    expect(told([...quote(18, 22), '', 'This patch should be two.'])).toEqual(['+\t\treturn b;'])
    expect(told([...quote(6, 22), '', 'Why a second check?'])).toEqual(['+\t\treturn b;'])
  })

  test.each([
    ['This is needed earlier.', '}'],
    ['What does use(b) do with a negative number?', '}'],
    ['This does not apply any more.', 'whole'],
    ['This is fine.\n\nAcked-by: Bo Example <bo@example.org>', 'whole'],
    ['And where is the test?', 'whole'],
  ])('where all hunks but one were left out, "this" is that one: %j is at %j', (text, place) => {
    const header = quote(6, 9)
    expect(told([...quote(0, 3), '...', ...header, ...end, '', ...text.split('\n')])).toEqual([place])
    expect(told([...quote(6, 23), '', ...text.split('\n')])).toEqual(['whole'])
  })

  test('words of prose behind the diff are lines as any', () => {
    const patch = `${lines.slice(6, 24).join('\n')}\n\nThis is how I have done it. Does anybody know why?\n`
    expect(
      told(['> This is how I have done it. Does anybody know why?', '', 'Because it works.'], patch),
    ).toEqual(['This is how I have done it. Does anybody know why?'])
  })
})

describe('a remark below the message of a patch', () => {
  const message = quote(0, 3)
  const statistics = ['> ---', '>  a.c | 4 ++--', '>  1 file changed, 3 insertions(+), 1 deletion(-)']
  const patch = PATCH.replace(
    ' a.c | 4 ++--',
    ' a.c | 4 ++--\n 1 file changed, 3 insertions(+), 1 deletion(-)',
  )

  test.each([
    [message.slice(0, 3), 'Nice!', 'whole'],
    [message, 'Acked-by: Bo Example <bo@example.org>\nAdd what Cy said, please.', 'whole'],
    [message, 'Please use your real name.', '---'],
    [message, 'It is customary to add a note here about what changed.', '---'],
    [message.slice(0, 3), 'No Reviewed-by: of mine?', 'Signed-off-by: Ada Example <ada@example.org>'],
    [statistics, 'The documentation should be updated as well.', 'whole'],
    [statistics, 'Nice diffstat.', '1 file changed, 3 insertions(+), 1 deletion(-)'],
    [statistics.slice(0, 2), 'Thanks, this patch of a.c looks good.', 'whole'],
    [statistics.slice(0, 2), "Don't forget this.", 'a.c | 4 ++--'],
    [statistics.slice(0, 2), 'Some tests would be nice to have.', 'whole'],
  ])('%j: %j is at %j', (quoted, text, place) => {
    expect(told([...quoted, '', ...text.split('\n')], patch)).toEqual([place])
  })

  test.each([
    ['Looks good. The documentation should say so, too.', 'whole'],
    ['This patch does not apply.', 'whole'],
    ['Agreed.', 'Whenever it is opened.'],
    ['Is it?', 'Whenever it is opened.'],
  ])('below its last prose: %j is at %j', (text, place) => {
    const long = PATCH.replace('It leaks.', 'It leaks.\n\nWhenever it is opened.')
    expect(told(['> It leaks.', '>', '> Whenever it is opened.', '', text], long)).toEqual([place])
    expect(told(['> It leaks.', '', text], long)).toEqual(['It leaks.'])
  })

  test('what was changed in a quote of it is near what was not', () => {
    const long = PATCH.replace(
      'It leaks.',
      'It leaks, and nobody knows why that is:\nwe open it twice, and the rest of it once.',
    )
    expect(told(['> It leaks, and nobody knows why that is:', '> we open', '', 'Who?'], long)).toEqual([
      'we open it twice, and the rest of it once.',
    ])
    expect(told(['> It leaks, and nobody knows why that is:', '> [others do]', '', 'Who?'], long)).toEqual([
      'It leaks, and nobody knows why that is:',
    ])
  })

  test('a file of its summary, where it is named', () => {
    const two = patch.replace(' a.c | 4 ++--', ' tools/cache-times.c | 4 ++--')
    const quoted = ['> ---', '>  tools/cache-times.c | 4 ++--']
    expect(told([...quoted, '', 'I was thinking of a folder below tools/.'], two)).toEqual([
      'tools/cache-times.c | 4 ++--',
    ])
    expect(told([...quoted, '', 'Some tests would be nice to have.'], two)).toEqual(['whole'])
    const long = `I am far from happy with it. ${'There is a lot of dead code in it. '.repeat(8)} And tools/ is no place.`
    expect(told([...quoted, '', long], two)).toEqual(['whole'])
  })
})

describe('a remark about the review', () => {
  test.each([
    ['Some more (non-functional) nitpicks.', 'whole'],
    ['[snip]\n\nA few more comments.', 'whole'],
    ['Looks fine, some comments below.', 'whole'],
    ['I have only a few pedantic notes ;-)', 'whole'],
    ['Fine with me, a little nitpick below:', 'whole'],
    ['I am not surprised. Please see comments below.', 'whole'],
    ['Otherwise it looks good.', 'whole'],
    ['Kindly ping.\nAny comments?', 'whole'],
    ['Any comments on this?', 'use(a);'],
    ['Other than those nits, this looks great!\n\nThanks,\nBo', 'whole'],
    ['See my comment above.', 'use(a);'],
    ['Where is it defined? See notes below', 'use(a);'],
    ['nit: the space below is not needed.', 'use(a);'],
    ['No comments planned for it?', 'use(a);'],
  ])('%j is at %j', (text, place) => {
    expect(told([...quote(10, 16), '', ...text.split('\n'), '', ...quote(17, 18)])).toEqual([place])
  })

  test('references alone are a part of what cites them', () => {
    const { comments } = placeComments({ messageId: 'p', text: PATCH }, [
      mail('r', 'p', [
        ...quote(10, 13),
        'It broke before [1].',
        ...quote(14, 23),
        '',
        '[1] https://example.org/broken',
      ]),
    ])
    expect(comments.map((one) => [one.place, one.answers?.position])).toEqual([
      [{ kind: 'line', line: 13 }, undefined],
      [{ kind: 'line', line: 13 }, 0],
    ])
    expect(told([...quote(10, 13), '', '[1] https://example.org/broken'])).toEqual(['whole'])
    // With thanks above them, too; what became of the patch is for the whole.
    const cites = [...quote(10, 13), 'It broke before [1].', ...quote(14, 23), '']
    const line = '+\tint a = open_it(path, flags);'
    const link = ['', '[1] https://example.org/broken']
    expect(told([...cites, 'Thanks,', ...link])).toEqual([line, line])
    expect(told([...cites, 'Thanks, applied.', ...link])).toEqual([line, 'whole'])
  })
})
