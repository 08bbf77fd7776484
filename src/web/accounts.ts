import type { Config } from '../app/config.ts'
import { memoryOutbox, type Outbox, smtpOutbox, terminalOutbox } from '../app/outbox.ts'
import type { Instant } from '../core/time.ts'

/** What people can sign in with, and act on. */
export interface Accounts {
  readonly config: Config
  readonly outbox: Outbox
  /** Why nobody can sign in here, in a sentence; `undefined`: people can. */
  readonly refusal: string | undefined
  /** The real clock: links and sessions expire by it, also where the demo's stands still. */
  clock(): Instant
}

/**
 * Whether, and how, people can sign in to a server that listens on `host`. Without a mail server a link can only be
 * shown where the server runs, so only those who sit there can sign in.
 */
export function accountsFor(
  config: Config,
  host: string,
  parts: { readonly demo: boolean; readonly clock: () => Instant; readonly write: (text: string) => void },
): Accounts {
  const isLoopback = host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
  const base = { config, clock: parts.clock }
  if (config.smtp !== undefined && !parts.demo)
    return {
      ...base,
      outbox: smtpOutbox(config.smtp),
      // Whoever asks names the host: a link must not lead where they say.
      refusal:
        config.baseUrl === undefined
          ? 'Nobody can sign in: links are sent by mail, and the configuration has no “baseUrl” for them to lead to.'
          : undefined,
    }
  return {
    ...base,
    outbox: parts.demo ? memoryOutbox() : terminalOutbox(parts.write),
    refusal: isLoopback
      ? undefined
      : `Nobody can sign in: ${parts.demo ? 'the demo sends no mail' : 'no mail server is configured (key “smtp”)'}, and this server can be reached from other machines.`,
  }
}
