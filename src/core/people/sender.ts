import type { Address, Message } from '../mail/message.ts'
import { foldName, nameWords } from './name.ts'
import { parseAddress } from './written-person.ts'

/** Stands in for the sender of a mail whose `From:` cannot be read. */
export const UNKNOWN_SENDER: Address = { name: '', address: 'unknown@missing.invalid' }

/**
 * Who sent a mail, with what lists do to `From:` for the sake of DMARC undone.
 *
 * A list that rewrites says "Ada Example via list <list@…>". The true address is then the one of `X-Original-From:`,
 * of a `Reply-To:` or `Cc:` with that name, or of an in-body `From:` with that name (`inBody`). Where none has it,
 * the list's address stays and the name, without its "via", is all that tells people apart.
 */
export function findSender(
  message: Message,
  lists: ReadonlySet<string>,
  inBody: Address | undefined,
): Address {
  const from = message.from
  if (from === undefined) return UNKNOWN_SENDER
  const via = from.name.toLowerCase().lastIndexOf(' via ')
  if (!lists.has(from.address) && (via < 0 || !isListAddress(message, from.address))) return from
  const original = parseAddress(message.header('x-original-from') ?? '')
  if (original !== undefined && !lists.has(original.address)) return original
  const name = cleanName(via < 0 ? from.name : from.name.slice(0, via))
  const asAddress = name.includes('@') ? parseAddress(name) : undefined
  if (asAddress !== undefined) return { name: '', address: asAddress.address }
  const folded = foldName(name)
  const isOther = (one: Address): boolean => !lists.has(one.address) && one.address !== from.address
  const others = [...message.replyTo, ...message.cc].filter(isOther)
  const found =
    folded === ''
      ? undefined
      : [...others, ...(inBody ? [inBody] : [])].find((one) => foldName(one.name) === folded)
  if (found !== undefined) return { name, address: found.address }
  const answers = message.replyTo.filter(isOther)
  const only = answers[0]
  if (only !== undefined && answers.length === 1 && resembles(only, name))
    return { name, address: only.address }
  return { name, address: from.address }
}

/** A lone Reply-To that gives no name, or shares a word with it where the list damaged the other letters. */
function resembles(answer: Address, name: string): boolean {
  if (answer.name === '') return true
  const words = new Set(nameWords(name).filter((word) => word.length > 2))
  return nameWords(answer.name).some((word) => words.has(word))
}

/** The list says of itself that this is where one posts. */
function isListAddress(message: Message, address: string): boolean {
  const post = message.header('list-post') ?? message.header('x-beenthere') ?? ''
  return post.toLowerCase().includes(address)
}

function cleanName(name: string): string {
  return name.replace(/^[\s'"]+|[\s'"]{1,9}$/g, '')
}
