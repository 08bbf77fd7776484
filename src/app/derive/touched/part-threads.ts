import type { Threads } from '../../../core/mail/thread.ts'
import type { TouchedMails } from './load-mails.ts'
import type { Part } from './part.ts'

/** Threads of the part: found anew where mails are new, else as they are stored. */
export function threadsOf(part: Part, mails: Pick<TouchedMails, 'records' | 'threads'>): Threads {
  const anew = new Set(mails.records.map((one) => one.facts.messageId))
  return {
    parentOf(id) {
      if (anew.has(id)) return mails.threads.parentOf(id)
      const parent = part.recordOf(id)?.parent
      return parent === undefined ? undefined : part.idOf(parent)
    },
    rootOf: (id) => (anew.has(id) ? mails.threads.rootOf(id) : `${part.recordOf(id)?.thread ?? id}`),
  }
}
