import type { Message } from '../../src/core/mail/message.ts'

/** A mail for tests of what one says: only what matters is given. `headers` are by lower-case name. */
export function message(
  given: Partial<Omit<Message, 'header'>> & { readonly headers?: Readonly<Record<string, string>> } = {},
): Message {
  const { headers = {}, ...rest } = given
  return {
    messageId: 'm@example.org',
    subject: '[PATCH] x',
    from: { name: 'Ada Example', address: 'ada@example.org' },
    replyTo: [],
    to: [],
    cc: [],
    sentAt: '2026-03-02T09:00:00Z',
    receivedAt: undefined,
    inReplyTo: [],
    references: [],
    text: '',
    parts: [],
    problems: [],
    ...rest,
    header: (name) => headers[name],
  }
}
