import type { Message } from '../../core/mail/message.ts'
import { parseMessage } from '../../core/mail/parse-message.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { digestOfMail } from '../../store/inputs/mail-bytes.ts'
import { listPrivateMails } from '../../store/inputs/private.ts'
import type { ProjectConfig } from '../config.ts'

/** A private mail to the address for ballots. Nothing of it is shown but what its sender's vote adds to the count. */
export interface MailboxBallot {
  readonly messageId: string
  readonly digest: string
  readonly receivedAt: Instant
  readonly message: Message
  /** The mails that it answers. */
  readonly answers: readonly string[]
  /** The motion that it names in a line of its own. */
  readonly motion: string | undefined
}

/** Every private ballot mail of a project, by receipt, then Message-ID; one that came to two mailboxes once. */
export async function readBallotMailboxes(
  db: Db,
  projectId: number,
  project: ProjectConfig,
): Promise<readonly MailboxBallot[]> {
  const found = new Map<string, MailboxBallot>()
  const addresses = new Set(
    project.mailboxes.filter((one) => one.for === 'ballots').map((one) => one.address),
  )
  for (const address of addresses) {
    let after = 0
    for (;;) {
      const mails = await listPrivateMails(db, projectId, address, after)
      for (const mail of mails) {
        const message = parseMessage(mail.bytes)
        const receivedAt = message.receivedAt ?? mail.receivedAt ?? message.sentAt
        const before = found.get(mail.messageId)
        if (receivedAt === undefined || (before !== undefined && before.receivedAt <= receivedAt)) continue
        const motion = /^(?:> ?)?\s{0,3}Motion: {1,3}(\S{1,1000})\s*$/m.exec(
          message.text.slice(0, 100_000),
        )?.[1]
        found.set(mail.messageId, {
          messageId: mail.messageId,
          digest: digestOfMail(mail.bytes),
          receivedAt,
          message,
          answers: [...message.inReplyTo, ...message.references],
          motion,
        })
      }
      const last = mails.at(-1)
      if (last === undefined) break
      after = last.id
    }
  }
  return [...found.values()].sort((a, b) =>
    a.receivedAt !== b.receivedAt
      ? a.receivedAt < b.receivedAt
        ? -1
        : 1
      : a.messageId < b.messageId
        ? -1
        : 1,
  )
}
