import { describe, expect, test } from 'vitest'
import { findAnsweredCall, readMailBallots } from '../../../src/core/governance/mail-ballot.ts'
import type { Message } from '../../../src/core/mail/message.ts'
import { parseMessage } from '../../../src/core/mail/parse-message.ts'
import { message } from '../../support/message.ts'

const call = { messageId: 'call@example.org', subject: '[VOTE] Adopt the logo', options: [] }
const context = {
  person: 'ben',
  name: 'Ben',
  receivedAt: '2026-03-03T10:00:00Z',
  proof: 'none' as const,
  isInThread: true,
}
const reply = (text: string, more: Parameters<typeof message>[0] = {}): Message =>
  message({ messageId: 're@example.org', subject: 'Re: [VOTE] Adopt the logo', text, ...more })
const values = (octets: string): readonly (number | undefined)[] => {
  const mail = parseMessage(new TextEncoder().encode(octets))
  return readMailBallots(mail, call, context).ballots.map((one) => one.value)
}
const raw = (headers: string, body: string): string =>
  `From: Ben <ben@example.org>\nSubject: Re: [VOTE] Adopt the logo\nMessage-ID: <re@example.org>\nMIME-Version: 1.0\n${headers}\n\n${body}`

describe('a reply', () => {
  test('is a ballot of its sender, received when it was', () => {
    expect(readMailBallots(reply('+1, well done'), call, context)).toMatchObject({
      why: undefined,
      ballots: [
        {
          id: 're@example.org',
          person: 'ben',
          value: 1,
          at: '2026-03-03T10:00:00Z',
          reason: 'well done',
          isUnconfirmed: false,
        },
      ],
    })
  })

  test('the call itself casts nothing, whatever it says', () => {
    const self = message({
      messageId: 'call@example.org',
      subject: call.subject,
      text: '+1 from me\n[ ] +1\nAt least 3 +1 votes',
    })
    expect(readMailBallots(self, call, context)).toMatchObject({ ballots: [], why: 'It is the call itself.' })
  })

  test('(52) a program’s answer is none', () => {
    const auto = reply('+1', { headers: { 'auto-submitted': 'auto-replied' } })
    expect(readMailBallots(auto, call, context).why).toBe('A program sent it.')
  })

  test('says why it is none', () => {
    expect(readMailBallots(reply('Nice.'), call, context).why).toBe('No line of it is a vote.')
    expect(
      readMailBallots(reply('+1\ndiff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n+b\n'), call, context)
        .why,
    ).toBe('No ballot: it is a patch.')
  })

  test('that cannot be read is a ballot without a value', () => {
    expect(readMailBallots(reply('+1 if it is blue'), call, context).ballots).toMatchObject([
      { value: undefined, reason: 'the vote depends on a condition' },
    ])
  })

  test('(50) +1 in the subject only is none', () => {
    expect(
      readMailBallots(
        message({ subject: '+1 Re: [VOTE] Adopt the logo', text: 'See subject.' }),
        call,
        context,
      ).ballots,
    ).toEqual([])
  })
})

describe('where it stands', () => {
  test('(58) outside the thread under the same subject it waits', () => {
    const found = readMailBallots(reply('+1'), call, { ...context, isInThread: false })
    expect(found.ballots).toMatchObject([{ value: 1, isUnconfirmed: true }])
  })
  test('(59) in the thread under a new subject it waits', () => {
    const other = message({ messageId: 're@example.org', subject: 'Lunch?', text: '+1' })
    expect(readMailBallots(other, call, context).ballots).toMatchObject([{ isUnconfirmed: true }])
    const was = message({ subject: 'The colour (was: Re: [VOTE] Adopt the logo)', text: '+1' })
    expect(readMailBallots(was, call, context).ballots).toMatchObject([{ isUnconfirmed: false }])
  })
  test('neither the thread nor the subject: nothing to do with it', () => {
    const other = message({ subject: 'Lunch?', text: '+1' })
    expect(readMailBallots(other, call, { ...context, isInThread: false }).ballots).toEqual([])
  })

  test('(19) of two calls in one thread the nearest above is answered', () => {
    const parents = new Map([
      ['b', 'second'],
      ['a', 'call'],
      ['second', 'a'],
      ['x', 'y'],
      ['y', 'x'],
    ])
    const find = (id: string): string | undefined =>
      findAnsweredCall(
        id,
        (one) => parents.get(one),
        (one) => one === 'call' || one === 'second',
      )
    expect(find('b')).toBe('second')
    expect(find('a')).toBe('call')
    expect(find('second')).toBe('call')
    expect(find('call')).toBeUndefined()
    expect(find('x')).toBeUndefined()
  })
})

describe('(50) as mail programs send it', () => {
  test('flowed', () => {
    expect(
      values(
        raw('Content-Type: text/plain; format=flowed', '+1 \nbinding, since it is what we agreed \non.\n'),
      ),
    ).toEqual([1])
  })
  test('quoted-printable', () => {
    expect(
      values(
        raw(
          'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable',
          '=E2=88=921, I do not like=\n it\n',
        ),
      ),
    ).toEqual([-1])
  })
  test('base64', () => {
    const body = Buffer.from('+2\n').toString('base64')
    expect(values(raw('Content-Type: text/plain\nContent-Transfer-Encoding: base64', body))).toEqual([2])
  })
  test('HTML only, the quote below', () => {
    const html = '<div>-1 because of the colour</div><blockquote><div>+1</div></blockquote>'
    expect(values(raw('Content-Type: text/html', html))).toEqual([-1])
  })
  test('signed', () => {
    const body =
      '--b\nContent-Type: text/plain\n\n+1\n\n--b\nContent-Type: application/pgp-signature\n\nxx\n--b--\n'
    expect(values(raw('Content-Type: multipart/signed; boundary=b', body))).toEqual([1])
  })
})
