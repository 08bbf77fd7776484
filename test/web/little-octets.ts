import { parseMessage } from '../../src/core/mail/parse-message.ts'
import { type MessageFacts, readFacts } from '../../src/core/patches/facts.ts'
import type { LittleMail } from './little-mails.ts'

/** Their only list. */
export const LIST = 'devel@lists.example.org'

/** The octets of a mail: as plain as a mail can be, unless it brings its own. */
export function bytesOf(mail: LittleMail): Buffer {
  const headers = [
    `From: ${mail.from.name} <${mail.from.address}>`,
    `To: ${LIST}`,
    ...(mail.cc === undefined
      ? []
      : [`Cc: ${mail.cc.map((one) => `${one.name} <${one.address}>`).join(', ')}`]),
    `Subject: ${mail.subject}`,
    `Date: ${new Date(mail.at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${mail.id}>`,
    ...(mail.answers === undefined ? [] : [`In-Reply-To: <${mail.answers}>`]),
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ]
  return Buffer.from(`${headers.join('\n')}\n\n${mail.body}`)
}

/** What its words say: the past is told from them. */
export function factsOfMail(mail: LittleMail): MessageFacts {
  return readFacts(parseMessage(bytesOf(mail)), {
    lists: [LIST],
    listTags: [],
    bots: [],
    receivedAt: mail.at,
  })
}
