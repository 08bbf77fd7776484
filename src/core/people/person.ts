import type { Address } from '../mail/message.ts'
import type { MailmapEntry } from './mailmap.ts'
import { foldName } from './name.ts'

/** Somebody, under all their addresses. */
export interface Person {
  /** The address that stands for them; for a sender hidden behind a list's address, that address and their name. */
  readonly key: string
  readonly name: string
  /** Lower case, sorted; the key's own among them. */
  readonly addresses: readonly string[]
}

/** A person as the configuration describes one: the first address stands for all. */
export interface ConfiguredPerson {
  readonly name: string
  readonly addresses: readonly string[]
}

/** What says that two addresses are one person's. */
export interface IdentitySources {
  readonly people?: readonly ConfiguredPerson[]
  readonly mailmap?: readonly MailmapEntry[]
  /** Addresses of the lists: under one of these, the name is all there is to tell people apart. */
  readonly lists?: readonly string[]
}

/** Who is who. */
export interface Identities {
  /** The key of the person whom an address belongs to. Total: an unknown address is its own key. */
  readonly personKey: (address: Address) => string
  /** The persons behind these addresses, sorted by key. */
  readonly listPersons: (addresses: Iterable<Address>) => readonly Person[]
}

/**
 * Who is who by configuration and `.mailmap`: addresses are joined by these alone, never because names agree.
 *
 * The result depends on the sets given, not on their order: a group's key is the first address of its configured
 * person (of several, the smallest), else the proper address of its mailmap entries (of several, the smallest
 * that is itself nobody's alias).
 */
export function identify(sources: IdentitySources): Identities {
  const lists = new Set((sources.lists ?? []).map((list) => list.toLowerCase()))
  const parents = joinAddresses(sources)
  const keys = chooseKeys(sources, parents)
  const byName = new Map<string, string>()
  /** Addresses behind which there are several people: only there the name is looked at. */
  const shared = new Set<string>()
  for (const entry of sources.mailmap ?? [])
    if (entry.commitName !== undefined) {
      byName.set(named(entry.commitAddress, entry.commitName), entry.address)
      shared.add(entry.commitAddress)
    }

  const personKey = (address: Address): string => {
    const proper = shared.has(address.address) ? byName.get(named(address.address, address.name)) : undefined
    if (proper === undefined && lists.has(address.address)) return named(address.address, address.name)
    const root = rootOf(parents, proper ?? address.address)
    return keys.get(root) ?? root
  }
  return {
    personKey,
    listPersons: (addresses) => listPersons(addresses, personKey, givenNames(sources, personKey)),
  }
}

/** "list@example.org (ada example)": the only key that a rewritten sender leaves. */
function named(address: string, name: string): string {
  const folded = foldName(name)
  return folded === '' ? address : `${address} (${folded})`
}

function rootOf(parents: ReadonlyMap<string, string>, address: string): string {
  let root = address
  for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root))
    root = next
  return root
}

/** Every address to another of its group; the smallest of a group is its root, so that order does not matter. */
function joinAddresses(sources: IdentitySources): Map<string, string> {
  const parents = new Map<string, string>()
  const join = (a: string, b: string): void => {
    const [one, other] = [rootOf(parents, a), rootOf(parents, b)].sort()
    if (one !== undefined && other !== undefined && one !== other) parents.set(other, one)
  }
  for (const person of sources.people ?? [])
    for (const address of person.addresses)
      join(person.addresses[0]?.toLowerCase() ?? address, address.toLowerCase())
  for (const entry of sources.mailmap ?? [])
    if (entry.commitName === undefined) join(entry.address, entry.commitAddress)
  return parents
}

function chooseKeys(sources: IdentitySources, parents: ReadonlyMap<string, string>): Map<string, string> {
  const keys = new Map<string, string>()
  const offer = (address: string): void => {
    const root = rootOf(parents, address)
    const chosen = keys.get(root)
    if (chosen === undefined || address < chosen) keys.set(root, address)
  }
  for (const person of sources.people ?? []) {
    const first = person.addresses[0]?.toLowerCase()
    if (first !== undefined) offer(first)
  }
  const configured = new Set(keys.keys())
  const aliases = new Set(
    (sources.mailmap ?? [])
      .filter((entry) => entry.commitName === undefined && entry.commitAddress !== entry.address)
      .map((entry) => entry.commitAddress),
  )
  for (const entry of sources.mailmap ?? [])
    if (!aliases.has(entry.address) && !configured.has(rootOf(parents, entry.address))) offer(entry.address)
  return keys
}

/** Names that configuration or mailmap give, by person; the smallest where they give several. */
function givenNames(sources: IdentitySources, personKey: (address: Address) => string): Map<string, string> {
  const names = new Map<string, string>()
  const offer = (key: string, name: string, taken: Map<string, string>): void => {
    const before = taken.get(key)
    if (before === undefined || name < before) taken.set(key, name)
  }
  for (const entry of sources.mailmap ?? [])
    if (entry.name !== undefined) offer(personKey({ name: '', address: entry.address }), entry.name, names)
  const configured = new Map<string, string>()
  for (const person of sources.people ?? []) {
    const address = person.addresses[0]?.toLowerCase()
    if (address !== undefined && person.name !== '')
      offer(personKey({ name: '', address }), person.name, configured)
  }
  for (const [key, name] of configured) names.set(key, name)
  return names
}

function listPersons(
  addresses: Iterable<Address>,
  personKey: (address: Address) => string,
  given: ReadonlyMap<string, string>,
): readonly Person[] {
  const found = new Map<string, { addresses: Set<string>; names: Map<string, number> }>()
  for (const address of addresses) {
    const key = personKey(address)
    let person = found.get(key)
    if (person === undefined) {
      person = { addresses: new Set(), names: new Map() }
      found.set(key, person)
    }
    person.addresses.add(address.address)
    if (address.name !== '') person.names.set(address.name, (person.names.get(address.name) ?? 0) + 1)
  }
  return [...found]
    .map(([key, person]) => ({
      key,
      name: given.get(key) ?? usualName(person.names),
      addresses: [...person.addresses].sort(),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** The name used most; of several, the smallest. Empty where none was used. */
function usualName(names: ReadonlyMap<string, number>): string {
  let best = ''
  let most = 0
  for (const [name, count] of names)
    if (count > most || (count === most && name < best)) {
      best = name
      most = count
    }
  return best
}
