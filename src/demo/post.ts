import { formatMail, type MailParts } from './mail-text.ts'
import { asciiOf, mailbox, type Person } from './people.ts'
import type { Posted } from './posted.ts'
import type { World } from './world.ts'

export const LIST = 'quarry-devel@lists.example.org'
export const USERS = 'quarry-users@lists.example.org'

/** What a mail says; everything else follows from who sends it. */
export interface Draft {
  readonly from: Person
  readonly subject: string
  readonly body: string
  readonly answers?: Posted | undefined
  readonly messageId?: string
  readonly to?: readonly string[]
  readonly cc?: readonly string[]
  readonly fromHeader?: string
  readonly at?: number
  readonly extra?: readonly string[]
  readonly encoding?: MailParts['encoding']
  readonly charset?: string
  readonly html?: string
  readonly attachments?: MailParts['attachments']
  readonly mailer?: string
  /** The lists that get it; left out: that of the mail it answers, else the developers'. */
  readonly lists?: readonly [string, ...string[]]
  /** Seconds that the `Date:` header is off. */
  readonly skew?: number
  /** Rewrites the octets that are delivered: for mails that broke on their way. */
  readonly mangle?: (bytes: Buffer) => Buffer
}

/** Sends a mail to the list, or to several. */
export function post(world: World, draft: Draft): Posted {
  const { random } = world
  const at = draft.at ?? world.now
  const answers = draft.answers
  const { from } = draft
  const domain = from.address.slice(from.address.indexOf('@') + 1)
  const messageId = draft.messageId ?? `${random.hex(8)}.${at.toString(36)}.${random.hex(6)}@${domain}`
  const references = answers === undefined ? [] : [...answers.references, answers.messageId].slice(-12)
  const lists = draft.lists ?? [answers?.list ?? LIST]
  const to = draft.to ?? (answers === undefined ? [lists[0]] : [mailbox(answers.from)])
  const cc = draft.cc ?? (answers === undefined ? lists.slice(1) : lists)
  for (const list of lists) {
    const receivedAt = at + random.between(3, 90)
    const bytes = formatMail({
      from: draft.fromHeader ?? mailbox(from),
      to,
      cc,
      subject: draft.subject,
      at: at + (draft.skew ?? 0),
      receivedAt,
      zone: from.zone,
      messageId,
      inReplyTo: answers?.messageId,
      references,
      mailer: draft.mailer ?? from.mailer,
      body: draft.body,
      html: draft.html,
      attachments: draft.attachments ?? [],
      encoding: draft.encoding ?? '8bit',
      charset: draft.charset ?? 'UTF-8',
      extra: draft.extra ?? [],
      relay: `mail.${asciiOf(domain)}`,
      queueId: random.hex(10).toUpperCase(),
      list,
    })
    world.mails.push({
      messageId,
      subject: draft.subject,
      receivedAt,
      list,
      bytes: draft.mangle?.(bytes) ?? bytes,
    })
  }
  return { messageId, subject: draft.subject, from, at, body: draft.body, references, list: lists[0] }
}

/** A mail that begins a thread, in the sender's own words. */
export function write(
  world: World,
  from: Person,
  subject: string,
  text: readonly string[],
  draft: Partial<Draft> = {},
): Posted {
  const first = from.name.split(' ')[0] ?? from.name
  return post(world, { from, subject, body: [...text, '', first, ''].join('\n'), ...draft })
}
