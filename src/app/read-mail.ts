import { listMarkers } from '../core/governance/call.ts'
import { type MailCall, makeCallReader } from '../core/governance/mail-call.ts'
import type { Address, Message } from '../core/mail/message.ts'
import { parseMessage } from '../core/mail/parse-message.ts'
import { type MessageFacts, readFacts } from '../core/patches/facts.ts'
import type { MailmapEntry } from '../core/people/mailmap.ts'
import { type Identities, identify } from '../core/people/person.ts'
import type { Instant } from '../core/time.ts'
import type { FactRecord } from '../store/derived/facts.ts'
import type { SearchableMessage } from '../store/search.ts'
import type { ProjectConfig } from './config.ts'

/** A mail that was read: its name and its words. Its facts wait until it is known to be worth keeping. */
export interface ReadMail {
  readonly messageId: string
  readonly message: Message
  facts(receivedAt: Instant | undefined): MessageFacts
  /** What it calls for, by the project's rule pack; `facts` are its own. */
  call(facts: MessageFacts): MailCall | undefined
  /** Of a patch: to whom it was sent, beside the lists; `undefined` where nobody asks. */
  recipients(facts: MessageFacts): readonly string[] | undefined
}

/** What reading mails of a project depends on, beside the mails. */
export interface MailReader {
  read(bytes: Uint8Array): ReadMail
  /** Names a person, as far as the configuration tells: deriving looks into `.mailmap` too. */
  readonly personKey: (address: Address) => string
}

/** The reader of a project's mails. */
export function mailReader(project: ProjectConfig): MailReader {
  const settings = {
    lists: project.lists.map((list) => list.address),
    listTags: listTags(project),
    bots: project.bots,
  }
  const { governance } = project
  const readCall =
    governance === undefined
      ? () => undefined
      : makeCallReader({ ...settings, markers: listMarkers(governance.pack.kinds) }, project.bots)
  return {
    personKey: identities(project, []).personKey,
    read(bytes) {
      const message = parseMessage(bytes)
      return {
        messageId: message.messageId,
        message,
        facts: (receivedAt) => readFacts(message, { ...settings, receivedAt }),
        call: (facts) => readCall(message, facts.receivedAt ?? facts.at),
        recipients: (facts) =>
          governance === undefined || facts.patch === undefined || facts.kind !== 'patch'
            ? undefined
            : recipientsOf(message, settings.lists),
      }
    },
  }
}

/** Who is who in a project, by its configuration and the `.mailmap` files of its repositories. */
export function identities(
  project: {
    readonly people: ProjectConfig['people']
    readonly lists: readonly { readonly address: string }[]
  },
  mailmap: readonly MailmapEntry[],
): Identities {
  return identify({ people: project.people, mailmap, lists: project.lists.map((list) => list.address) })
}

/** At most so many: a patch to more people is to nobody. */
const MOST_RECIPIENTS = 100

function recipientsOf(message: Message, lists: readonly string[]): readonly string[] {
  const addresses = [...message.to, ...message.cc].map((one) => one.address)
  return [...new Set(addresses)].filter((one) => !lists.includes(one)).slice(0, MOST_RECIPIENTS)
}

/** What lists put before subjects in brackets: their names. Of all lists, whichever one delivered the mail. */
function listTags(project: ProjectConfig): readonly string[] {
  return [...new Set(project.lists.map((list) => list.address.split('@')[0] ?? ''))].filter(Boolean).sort()
}

/** The thread of a mail whose place is still to be derived: no other mail's, and no thread's. */
export function unplacedThread(message: number): number {
  return -message
}

/** The row of a mail's facts, its place among the others still open. */
export function factRecord(
  reader: MailReader,
  facts: MessageFacts,
  mail: { readonly message: number; readonly digest: string; readonly size: number },
  read: Pick<ReadMail, 'call' | 'recipients'>,
): FactRecord {
  return {
    message: mail.message,
    digest: mail.digest,
    size: mail.size,
    senderKey: reader.personKey(facts.sender),
    authorKey: reader.personKey(facts.author),
    parent: undefined,
    thread: unplacedThread(mail.message),
    facts,
    call: read.call(facts),
    recipients: read.recipients(facts),
  }
}

/** What of a mail can be found: its subject, who sent it, and its own words without those it quotes. */
export function searchable(number: number, message: Message): SearchableMessage {
  const from = message.from
  return {
    message: number,
    subject: message.subject,
    sender: from === undefined ? '' : `${from.name} ${from.address}`,
    body: withoutQuotes(message.text),
  }
}

const SEARCHED_CHARACTERS = 65_536

/** The text without lines that begin with ">". */
function withoutQuotes(text: string): string {
  let quote = text.startsWith('>') ? 0 : text.indexOf('\n>')
  if (quote < 0) return text.length > SEARCHED_CHARACTERS ? text.slice(0, SEARCHED_CHARACTERS) : text
  const kept: string[] = []
  let length = 0
  let start = 0
  while (quote >= 0 && length < SEARCHED_CHARACTERS) {
    // `quote` is at the line end before the ">" (or at 0, for the first line).
    kept.push(text.slice(start, quote))
    length += quote - start
    let end = quote
    do {
      end = text.indexOf('\n', end + 1)
    } while (end >= 0 && text[end + 1] === '>')
    if (end < 0) return kept.join('')
    start = end
    quote = text.indexOf('\n>', end + 1)
  }
  if (length < SEARCHED_CHARACTERS) kept.push(text.slice(start))
  return kept.join('')
}
