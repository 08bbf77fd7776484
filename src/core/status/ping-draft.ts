import type { Address } from '../mail/message.ts'
import { displayName } from '../people/name.ts'
import { plural } from '../plural.ts'
import { daysBetween, type Instant } from '../time.ts'
import type { Need } from './needs.ts'
import type { Remedy } from './remedy.ts'
import type { LostReason, Status } from './status.ts'

/** What a polite question about a series is made from. */
export interface PingSources {
  readonly title: string
  /** Message-ID of the cover letter, else of the first patch: what the mail answers. */
  readonly messageId: string
  /** Message-IDs that that mail refers to, oldest first. */
  readonly references?: readonly string[]
  /** As the list shows it: `[PATCH v2 0/3] walls`. */
  readonly subject: string
  readonly sender: Address
  readonly postedAt: Instant
  readonly now: Instant
  readonly status: Status | string
  readonly lost: readonly (LostReason | string)[]
  readonly needs: readonly Need[]
  readonly remedies: readonly Remedy[]
  /** People who wrote about it. */
  readonly participants: readonly Address[]
  readonly lists: readonly string[]
  /** Where the series is on the web; `undefined`: nowhere. */
  readonly url: string | undefined
}

/** A question about a series, for somebody to send. */
export interface PingDraft {
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly subject: string
  readonly inReplyTo: string
  /** What the mail answers, and what that one answered, oldest first (RFC 5322, section 3.6.4). */
  readonly references: readonly string[]
  readonly text: string
}

const MOST_CC = 20
const MOST_TO = 8
const MOST_REFERENCES = 20

/**
 * A polite reply that asks for what a series waits for: to those who can act, everybody else who took part and the
 * lists in Cc. It is a draft: nothing is ever sent by Patchmoot, and whoever sends it is its author.
 */
export function draftPing(sources: PingSources): PingDraft {
  const lists = sources.lists.map((address) => ({ name: '', address }))
  const known = new Set(sources.lists.map((address) => address.toLowerCase()))
  const asked = unique(
    sources.remedies.length > 0
      ? sources.remedies.flatMap((remedy) => remedy.ask)
      : sources.needs.flatMap((need) => need.who.flat()),
  ).filter((one) => !known.has(one.address.toLowerCase()))
  const to = asked.length > 0 ? asked.slice(0, MOST_TO) : [sources.sender]
  const inTo = new Set(to.map((one) => one.address))
  const cc = unique([sources.sender, ...asked.slice(MOST_TO), ...sources.participants]).filter(
    (one) => !inTo.has(one.address) && !known.has(one.address.toLowerCase()),
  )
  return {
    to,
    cc: [...cc.slice(0, MOST_CC), ...lists],
    subject: /^re:/i.test(sources.subject) ? sources.subject : `Re: ${sources.subject}`,
    inReplyTo: sources.messageId,
    references: [
      ...(sources.references ?? []).filter((id) => id !== sources.messageId).slice(-MOST_REFERENCES),
      sources.messageId,
    ],
    text: textOf(sources, to),
  }
}

function textOf(sources: PingSources, to: readonly Address[]): string {
  const names = to.map(displayName)
  const days = Math.max(1, Math.floor(daysBetween(sources.postedAt, sources.now)))
  const paragraphs = [
    `Hi ${names.length === 0 || names.length > 3 ? 'all' : listNames(names)},`,
    `this was posted ${plural(days, 'day')} ago, on ${sources.postedAt.slice(0, 10)}. ${questionOf(sources)}`,
    ...(sources.needs.length > 0 && sources.lost[0] !== 'L4'
      ? [
          `As far as the list shows, it still needs:\n${sources.needs
            .slice(0, 6)
            .map((need) => `  - ${need.text}`)
            .join('\n')}`,
        ]
      : []),
    'If I overlooked an answer, a pointer to it would be enough.',
    ...(sources.url === undefined ? [] : [`Where it stands: ${sources.url}`]),
    'Thanks',
  ]
  return `${paragraphs.map(wrap).join('\n\n')}\n`
}

const QUESTIONS: Readonly<Record<string, string>> = {
  L1: 'Nobody has answered it yet. Could you have a look, or say who should?',
  L2: 'Its author has answered, and it waits for a word from you. Is it fine now?',
  L3: 'It has the approvals that it needs and does not seem to be committed. Is anything still missing?',
  L4: 'The review asked for changes. Do you plan to send a new version? If not, would it be all right if somebody else went on with it?',
  L5: 'A part of it was committed. What is to become of the rest?',
  L6: 'A question about it was left without an answer. Could somebody say what it waits for?',
  L7: 'It was said to be applied, and is on no branch that I can see. Did it get lost on the way?',
  L8: 'Not all of its mails reached the list. Could you send it again?',
}

function questionOf({ lost, status }: PingSources): string {
  const reason = lost.map((one) => QUESTIONS[one]).find((one) => one !== undefined)
  if (reason !== undefined) return reason
  return status === 'ready' ? (QUESTIONS['L3'] ?? '') : 'Is there anything that it waits for?'
}

function listNames(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

const WIDTH = 72

/** Lines of at most 72 columns; lines that begin with blanks stay lines. */
function wrap(paragraph: string): string {
  return paragraph
    .split('\n')
    .map((line) => {
      const indent = /^ *(?:- )?/.exec(line)?.[0] ?? ''
      const out: string[] = []
      let now = indent
      for (const word of line.slice(indent.length).split(' ')) {
        if (now.trim() !== '' && now !== indent && now.length + 1 + word.length > WIDTH) {
          out.push(now)
          now = ' '.repeat(indent.length) + word
        } else now = now === indent ? now + word : `${now} ${word}`
      }
      return [...out, now].join('\n')
    })
    .join('\n')
}

function unique(people: readonly Address[]): readonly Address[] {
  return [...new Map(people.filter((one) => one.address !== '').map((one) => [one.address, one])).values()]
}
