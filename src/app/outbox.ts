import { createTransport } from 'nodemailer'
import { UserError } from '../core/errors.ts'
import type { SmtpConfig } from './config-smtp.ts'

/** A mail that the server sends: to one person, in plain text. */
export interface OutgoingMail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** The one way out for mail. */
export interface Outbox {
  /** `smtp`: it is sent. `terminal`: it is shown to whoever runs the server. `memory`: it is kept, for the demo. */
  readonly kind: 'smtp' | 'terminal' | 'memory'
  /** Throws `UserError` when the mail server does not take it. */
  send(mail: OutgoingMail): Promise<void>
  /** Mails kept in memory, the newest first. */
  list(): readonly OutgoingMail[]
}

/** Sends by SMTP. */
export function smtpOutbox(smtp: SmtpConfig): Outbox {
  const transport = createTransport(smtp.url, { from: smtp.from })
  return {
    kind: 'smtp',
    async send(mail) {
      try {
        await transport.sendMail({
          to: { name: '', address: mail.to },
          subject: mail.subject,
          text: mail.text,
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
      } catch (cause) {
        throw new UserError('config', 'the mail server did not take a mail', {
          hint: 'See the key "smtp" of the configuration.',
          cause,
        })
      }
    },
    list: () => [],
  }
}

/** Shows mails where the server runs: for those who have no mail server, and try it on their own machine. */
export function terminalOutbox(write: (text: string) => void): Outbox {
  return {
    kind: 'terminal',
    async send(mail) {
      write(`\nTo: ${mail.to}\nSubject: ${mail.subject}\n\n${mail.text}\n`)
    },
    list: () => [],
  }
}

const MOST_KEPT = 50

/** Keeps the newest mails in memory: nothing leaves the demo. */
export function memoryOutbox(): Outbox {
  const kept: OutgoingMail[] = []
  return {
    kind: 'memory',
    async send(mail) {
      kept.unshift(mail)
      if (kept.length > MOST_KEPT) kept.pop()
    },
    list: () => [...kept],
  }
}
