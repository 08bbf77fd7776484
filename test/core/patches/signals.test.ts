import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findSignals } from '../../../src/core/patches/signals.ts'
import { parseSubject } from '../../../src/core/patches/subject.ts'
import { findTrailers } from '../../../src/core/patches/trailers.ts'
import { readOwnText } from '../../../src/core/patches/unquoted.ts'

const signals = (text: string, subject = 'Re: [PATCH] x'): ReturnType<typeof findSignals> => {
  const own = readOwnText(text)
  return findSignals(own, parseSubject(subject), findTrailers(own.lines, undefined))
}
const kinds = (text: string, subject?: string): string[] =>
  [...new Set(signals(text, subject).map((signal) => signal.kind))].sort()

describe('findSignals', () => {
  test.each<readonly [string, readonly string[]]>([
    ['Applied, thanks!', ['applied']],
    ['Thanks, applied to next.', ['applied']],
    ['Both applied, thanks.', ['applied']],
    ['Series applied to master with minor changes.', ['applied']],
    ["I've committed this.", ['applied']],
    ['I already committed it.', ['applied']],
    ['Pushed with a fixed typo in the title.', ['applied']],
    ['Merged.', ['applied']],
    ['Queued for 4.20.', ['applied']],
    ["Thanks, I'll queue this up.", ['applied']],
    ['Patchset merged, thank you.', ['applied']],
    ['Thanks for your review, merged!', ['applied']],
    ['Fixed that and pushed, thanks.', ['applied', 'promise']],
    ['Good catch, applied, thanks.', ['applied', 'promise']],
    ['Thanks for the review, patchset pushed.', ['applied']],
    ['Once it is reviewed and merged, the rest follows.', []],
    ['Applied?', ['question']],
    ['It should be applied before the other one.', ['request']],
    ['This cannot be applied to next.', []],
    ["It isn't applied yet.", []],
    ['Applied on top of v5.10 it breaks.', []],
    ['The value is committed by the caller', []],
    ["I'll merge it once the comments are addressed.", ['promise']],
    ['Please ignore this patch.', ['withdrawn']],
    ['Please drop this series, I will send another.', ['promise', 'withdrawn']],
    ['Self-NACK, it breaks the build.', ['withdrawn']],
    ['Scratch that, it was nonsense.', ['withdrawn']],
    ['Please disregard this patch series.', ['withdrawn']],
    ['Please ignore my patch then.', ['withdrawn']],
    ['Any chance you could try the attached patch?', ['question']],
    ['Sorry for the noise, it was for the old release.', ['withdrawn']],
    ["Sorry for the noise, I'll send a new version.", ['promise']],
    ["I didn't intend this to be directly applied.", ['withdrawn']],
    ["It's okay, I did not expect it to be accepted.", ['withdrawn']],
    ['Probably best to leave this be.', ['withdrawn']],
    ['Indeed, which renders this patch superseded.', ['withdrawn']],
    [
      'I agree that your solution is more elegant and should be used instead.',
      ['agreement', 'request', 'withdrawn'],
    ],
    ['Please disregard, the flag is still in flux.', ['withdrawn']],
    ['Whoops, I looked at an old fork.\nPlease disregard my fault.', ['withdrawn']],
    ['I am working on a replacement, so go ahead and reject this patch.', ['withdrawn']],
    ['Then I’ll rather keep the status quo.', ['withdrawn']],
    ['You are right. I thought wrongly.', ['agreement', 'withdrawn']],
    ['I misunderstood, will fix in v2.', ['promise']],
    ['See if the patch I sent to the list works for you.', ['replaced']],
    ['I will incorporate your patch in with what I am doing.', ['replaced']],
    ['I made a different fix.', ['replaced']],
    ['I have fixed this in a different way.', ['promise', 'replaced']],
    ['I have applied a little bit different version of the patch: see there.', ['replaced']],
    ['Already merged from the pull request.', ['settled']],
    ['I have pushed to repository: https://git.example.org/quarry/commit/9cb7b76', ['applied', 'settled']],
    ['Karel, please consider this change falling short and therefore rejected.', ['withdrawn']],
    ['So the patch is unappropriate for the upstream quarry.', ['withdrawn']],
    ['I will incorporate the changes in v2.', ['promise']],
    ['I think I’ll skip this one.', ['refusal']],
    ['Those indents are intentional.', ['refusal']],
    ['I prefer it as it is.', ['refusal']],
    ['I don’t think we need this.', ['refusal']],
    ['I don’t see much value in this.', ['refusal']],
    ['I don’t think we need this, could you drop it?', ['request']],
    ['I don’t think we need this. Please add a test.', ['request']],
    ['Thanks, all three applied.', ['applied']],
    ["I'm not applying this, sorry.", ['objection']],
    ["I won't take this as it is.", []],
    ["I'm not applying this until Bo has seen it.", []],
    ['Please drop this line.', ['request']],
    ['Please drop my Reviewed-by.', ['request', 'revoked']],
    ['I withdraw my ack for now.', ['revoked']],
    ['I am taking my earlier R-b back.', ['revoked']],
    ['Shall I drop my Acked-by?', ['question']],
    ['I dropped your Reviewed-by.', []],
    ['It can be merged after the freeze.', ['deferred']],
    ['I would postpone this until the others are in.', ['deferred']],
    ['I plan to rewrite the library after the release.', []],
    ['If we postpone it, the others can go.', []],
    ['It is too late for 4.20.', ['deferred']],
    ['LGTM', ['approval']],
    ['Looks good to me.', ['approval']],
    ['This looks pretty good, but please rename the function.', ['approval', 'request']],
    ['+1', ['approval']],
    ['ACK', ['approval', 'promise']],
    ["It doesn't look good.", []],
    ['NACK, this is the wrong layer.', ['objection']],
    ['NAK', ['objection']],
    ["I'm opposed to this.", ['objection']],
    ['I have no objection.', ['agreement']],
    ["I don't object to it.", []],
    ['Nacked-by: Ada <ada@example.org>', ['objection']],
    ['Fair enough.', ['agreement']],
    ['Never mind.', ['agreement']],
    ['Fine with me.', ['agreement']],
    ['Ok, thanks.', ['agreement', 'promise']],
    ['Good catch, will fix in v3.', ['promise']],
    ["Sure, I'll send a new version.", ['promise']],
    ['Done.', ['promise']],
    ['Why is the lock taken here?', ['question']],
    ['Could you rename it?', ['request']],
    ['This should use the macro.', ['request']],
    ["I'd prefer a helper here.", ['request']],
    ['nit: two blanks', ['request']],
    ['The check is missing.', ['request']],
    ['That should be fine.', []],
    ['Please let me know.', []],
    ["I don't mind.", []],
    ['Thanks for the patch.', []],
    ['Ping', ['ping']],
    ['Gentle ping.', ['ping']],
    ['Hi, any news on this series?', ['ping']],
    ['Any comments?', ['ping']],
    ['ping~', ['ping']],
    ['Hi, Ping.', ['ping']],
    ['Hi everyone: Could someone help to review this patch?', ['ping']],
    ['Hello, could you please review the patch v2?', ['ping']],
    ['Could you please review the locking in this function and add a lock?', ['question']],
    ['I am just wondering where we are with this.', ['ping']],
    ['What is the current state of this series?', ['ping']],
    ['Kind reminder: if you add them here, then these lines should be removed.', ['request']],
    ['Kind reminder: please have a look.', ['ping']],
    ['Any comment on the above?', ['question']],
    [
      'Perhaps it is better to route this through the tree of the workqueues, as before. Any opinions?',
      ['question'],
    ],
    ['Hi Ping,', []],
    ['Thanks Ping!', []],
    ['IMHO this was in the end fixed by 105b0fe17 ("pid: use the limit").', ['settled']],
    ['FYI fixed in 5398d6c41.', ['settled']],
    ['This patch is no longer needed.', ['settled']],
    ["It's already fixed there.", ['settled']],
    ['These have already been added in the test suite.', ['settled']],
    ["The right answer is to remove it. I've sent a patch to the list.", ['replaced']],
    ['I prefer it there, so I just sent out a patch based on this one.', ['replaced']],
    ['I sent a patch for the other bug.', []],
    ['Probably best to leave this be. I will make a note.', ['promise', 'withdrawn']],
    ["A trivial fix, so I'm going to go ahead and merge this now.", ['applied']],
    ['I applied a different patch, but thanks for the report.', ['replaced']],
    ['It did not apply, so I applied a similar patch based on yours.', ['replaced']],
    ['This seems to have already been done.', []],
    ['Superseded by the series of Bo.', ['settled']],
    ['This is caused by a gcc bug that is already fixed.', []],
    ['The macro is no longer needed in this file, right?', ['question']],
    ['Otherwise it is fine, please rename it, or I can fix that before applying.', ['promise']],
    ['Thanks for the reminder.', []],
    ['Thanks for helping out.', []],
    ['The mapping is gone.', []],
    ['Naked functions have no prologue.', []],
    ["I don't think that it makes sense.", []],
    ['In general it makes sense to test it.', []],
    ['Yes, the function was called with two arguments, that is why it failed.', []],
    ['Yes, I will.', ['promise']],
    ['We can use the flag.', []],
    ['ping01 fails here.', []],
  ])('%s', (text, expected) => {
    expect(kinds(`${text}\n`)).toEqual(expected)
  })

  test('quotes say nothing; a remark below a quoted diff line asks', () => {
    expect(kinds('> NACK\n> Please rename\n')).toEqual([])
    expect(kinds('> @@ -1 +1 @@\n> +int x;\n\nThe others are all unsigned.\n')).toEqual(['request'])
    expect(kinds('> @@ -1 +1 @@\n> +int x;\n\nThanks a lot.\n')).toEqual([])
    expect(kinds('> @@ -1 +1 @@\n> +int x;\n\nKind regards,\nBo\n')).toEqual([])
    expect(kinds('> Some prose.\n\nThe others are all unsigned.\n')).toEqual([])
  })

  test('a sentence may be wrapped; its words are the excerpt', () => {
    expect(signals('Hi,\n\nI think that you should\nrename it. And this is fine.\n')).toEqual([
      { kind: 'request', excerpt: 'I think that you should rename it.' },
    ])
  })

  test('a ping in the subject, and a long mail that merely says "any comments"', () => {
    expect(kinds('Hello\n', 'Ping: [PATCH] x')).toEqual(['ping'])
    expect(kinds(`${'It is so. '.repeat(20)}Any comments?\n`)).toEqual(['question'])
  })

  test('at most 50, of at most 200 characters, in linear time', () => {
    const many = signals('Please rename. '.repeat(500))
    expect(many.length).toBe(50)
    expect(signals(`please ${'x'.repeat(5000)}`)[0]?.excerpt.length).toBe(200)
    // Anything but linear time would take hours here: the time limit of every test ends it.
    for (const one of [
      'i ',
      'a, ',
      'ok ',
      'please ',
      'ping ',
      '? ',
      'not look ',
      'the ',
      'applied ',
      '! ',
      'x\n\n',
    ])
      signals(one.repeat(2_000_000 / one.length))
  })

  test('any text is read', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(signals(text).length).toBeLessThanOrEqual(50)
      }),
    )
  })
})
