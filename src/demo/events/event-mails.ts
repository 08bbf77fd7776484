import { addDays } from '../../core/time.ts'
import type { Community } from '../community.ts'
import { formatMail } from '../mail-text.ts'
import type { DemoMail } from '../world.ts'
import { REQUEST_SUBJECT } from './next-event.ts'

const MAILBOX = 'events@example.org'

const REQUESTS = [
  {
    from: 'Bruno Field <bruno@visitors.example.net>',
    daysAgo: 7,
    body: 'Hello,\n\nI asked for an invitation on the page. I work for Field, Stone & Sons.\n\nBruno\n',
  },
  {
    from: 'Carla Stone <carla@elsewhere.example.com>',
    daysAgo: 4,
    body: 'Could I come for the second day? I could not find out how to register.\n\nCarla\n',
  },
] as const

/** Private mails to the organisers: one finds its registration, the other nobody's. */
export function listEventMails({ options }: Pick<Community, 'options'>): readonly DemoMail[] {
  return REQUESTS.map(({ from, daysAgo, body }, n) => {
    const at = Math.floor(Date.parse(addDays(options.until, -daysAgo)) / 1000)
    const messageId = `request-${n + 1}.tampere@example.org`
    const bytes = formatMail({
      from,
      to: [MAILBOX],
      cc: [],
      subject: REQUEST_SUBJECT,
      at,
      receivedAt: at + 20,
      zone: 120,
      messageId,
      inReplyTo: undefined,
      references: [],
      mailer: 'Mutt/2.2.12',
      body,
      html: undefined,
      attachments: [],
      encoding: '8bit',
      charset: 'UTF-8',
      extra: [],
      relay: 'mail.example.org',
      queueId: `E0${n + 1}`,
      list: MAILBOX,
    })
    return { messageId, subject: REQUEST_SUBJECT, receivedAt: at + 20, list: MAILBOX, bytes }
  })
}
