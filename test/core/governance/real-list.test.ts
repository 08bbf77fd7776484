import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { findCall, findOptions, listMarkers } from '../../../src/core/governance/call.ts'
import { readMailBallots } from '../../../src/core/governance/mail-ballot.ts'
import { PRESETS } from '../../../src/core/governance/packs/presets.ts'
import { resolvePack } from '../../../src/core/governance/rule-pack.ts'
import type { Message } from '../../../src/core/mail/message.ts'
import { parseMessage } from '../../../src/core/mail/parse-message.ts'
import { readOwnText } from '../../../src/core/patches/unquoted.ts'
import { findRealData } from '../../support/real-data.ts'

const path = findRealData('xen-devel-slice.mbox')

describe.skipIf(path === undefined)('140 mails of xen-devel', () => {
  let mails: readonly Message[] = []
  beforeAll(() => {
    const text = path === undefined ? '' : readFileSync(path, 'latin1')
    mails = text
      .split(/^From [^\n]*\n/m)
      .slice(1)
      .map((one) => parseMessage(Buffer.from(one.replace(/^>(>*From )/gm, '$1'), 'latin1')))
  })
  const calls = () =>
    mails.flatMap((mail) => {
      const kinds = PRESETS.flatMap((pack) => (pack.id === 'xen-v3' ? resolvePack(pack, PRESETS).kinds : []))
      const arrivedAt = mail.receivedAt ?? mail.sentAt ?? '2023-11-30T15:12:33Z'
      const call = findCall(mail, {
        markers: listMarkers(kinds),
        arrivedAt,
        lists: ['xen-devel@lists.xenproject.org'],
        listTags: [],
      })
      return call === undefined ? [] : [call]
    })

  test('hold one call: the informal vote, by a form, until the end of 15 December 2023', () => {
    expect(mails).toHaveLength(140)
    expect(calls()).toMatchObject([
      {
        title: 'INFORMAL VOTE REQUIRED - DOCUMENTATION WORDING',
        kinds: ['survey'],
        deadline: '2023-12-16T00:00:00Z',
      },
    ])
    expect(calls()[0]?.form).toContain('/form/')
  })

  test('nobody voted by mail, and whoever said how they would vote said that they do not', () => {
    const [call] = calls()
    const thread = mails.filter((mail) => mail.subject.includes('INFORMAL VOTE'))
    expect(thread.length).toBeGreaterThan(10)
    const read = thread.map((mail) =>
      readMailBallots(
        mail,
        {
          messageId: call?.messageId ?? '',
          subject: 'INFORMAL VOTE REQUIRED - DOCUMENTATION WORDING',
          options: [],
        },
        {
          person: mail.from?.address ?? '',
          name: '',
          receivedAt: '2023-12-01T00:00:00Z',
          proof: 'none',
          isInThread: true,
        },
      ),
    )
    expect(read.flatMap((one) => one.ballots)).toEqual([])
  })

  test('with the survey that a reply proposed, a tick that is quoted is no vote of who quotes it', () => {
    const proposed = mails.find(
      (mail) => mail.text.includes('five-point survey') && mail.text.includes('\n( )'),
    )
    const options = proposed === undefined ? [] : findOptionsOf(proposed)
    expect(options).toHaveLength(5)
    for (const mail of mails)
      expect(
        readMailBallots(
          mail,
          { messageId: '', subject: mail.subject, options },
          { person: 'x', name: '', receivedAt: '2023-12-12T00:00:00Z', proof: 'none', isInThread: true },
        ).ballots,
      ).toEqual([])
  })

  test('two sets of session notes are no calls and no votes', () => {
    const notes = mails.filter((mail) => mail.subject.startsWith('Design session notes'))
    expect(notes).toHaveLength(2)
    expect(calls().filter((call) => notes.some((mail) => mail.messageId === call.messageId))).toEqual([])
  })
})

function findOptionsOf(mail: Message): readonly string[] {
  return findOptions(readOwnText(mail.text).lines)
}
