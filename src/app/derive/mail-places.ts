import type { Address } from '../../core/mail/message.ts'
import type { FactRecord, MailPlace } from '../../store/derived/facts.ts'
import type { Works } from './picture.ts'

/** The same mails, with the people of their senders and authors as they are known now. */
export function withPeople(
  records: readonly FactRecord[],
  personKey: (address: Address) => string,
): readonly FactRecord[] {
  return records.map((record) => {
    const senderKey = personKey(record.facts.sender)
    const authorKey = personKey(record.facts.author)
    return senderKey === record.senderKey && authorKey === record.authorKey
      ? record
      : { ...record, senderKey, authorKey }
  })
}

/**
 * The places of mails that are not the ones stored, where `stored` and `records` are the same mails in the same
 * order. A thread has the smallest number of its mails.
 */
export function movedMails(
  stored: readonly FactRecord[],
  records: readonly FactRecord[],
  works: Works,
  messageOf: (messageId: string) => number,
): readonly MailPlace[] {
  const threads = new Map<string, number>()
  for (const record of records) {
    const root = works.rootOf(record.facts.messageId)
    threads.set(root, Math.min(threads.get(root) ?? record.message, record.message))
  }
  return records.flatMap((record, n) => {
    const { message, senderKey, authorKey, facts } = record
    const parentId = works.parentOf(facts.messageId)
    const parent = parentId === undefined ? undefined : messageOf(parentId)
    const thread = threads.get(works.rootOf(facts.messageId)) ?? message
    return record === stored[n] && parent === record.parent && thread === record.thread
      ? []
      : [{ message, parent, thread, senderKey, authorKey }]
  })
}
