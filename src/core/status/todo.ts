import type { Address } from '../mail/message.ts'
import { displayName as nameOf } from '../people/name.ts'
import { plural } from '../plural.ts'
import { addDays, type Instant } from '../time.ts'
import type { Situation } from './history.ts'
import { isPing } from './lost.ts'
import type { Need } from './needs.ts'
import type { OpenItem } from './open-items.ts'
import type { Readiness } from './readiness.ts'
import { CLOSED, type Standing } from './status.ts'
import { listTags } from './tags.ts'

/**
 * The sections of an inbox, by what is most pressing (patch-trackers dossier, section 3.3).
 *
 * `A`: only you can unblock it. `B`: ready, yours to commit. `C`: returned to you in a new version. `D`: new in your
 * area. `E`: yours, and you are to act. `F`: yours, waiting for somebody. `G`: others are in its way too.
 * `H`: lost in your area.
 */
export const TODO_SECTIONS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const
export type TodoSection = (typeof TODO_SECTIONS)[number]

/** What each section is called. */
export const TODO_TITLES: Readonly<Record<TodoSection, string>> = {
  A: 'Only you can unblock',
  B: 'Ready to commit',
  C: 'Returned to you',
  D: 'New in your area',
  E: 'Yours: you are to act',
  F: 'Yours: waiting for others',
  G: 'Others are in its way too',
  H: 'Lost in your area',
}

/** A line of somebody's inbox. */
export interface Todo {
  /** Key of the person. */
  readonly person: string
  readonly section: TodoSection
  /** One sentence: what is to be done, or what it waits for. */
  readonly why: string
  readonly since: Instant
  /** The mail that says so. */
  readonly evidence: string | undefined
}

/** What an inbox is told from. */
export interface TodoSources {
  readonly situation: Situation
  readonly standing: Standing
  readonly readiness: Readiness
  readonly items: readonly OpenItem[]
  readonly needs: readonly Need[]
  /** Addresses of mailing lists: they stand in `To:`, and nobody reads their inbox. */
  readonly lists: ReadonlySet<string>
}

/** Lines for more people than this are not made of one lineage. */
const MOST = 60
/** Days after which an author may ask again, politely. */
const PING_DAYS = 7

/**
 * The lines that an open lineage puts into inboxes: one for each person whom it concerns, by section, then person. The
 * state follows the mail and the repository: nothing has to be clicked to keep it true.
 *
 * Replying takes you out and puts the counterpart in; a new version puts back those whose remarks or tags it affects;
 * the author's ping moves nothing. Whoever said "not me" is left out.
 */
export function listTodos(sources: TodoSources): readonly Todo[] {
  const { situation, standing } = sources
  if (CLOSED.has(standing.status) || standing.status === 'deferred') return []
  const all = new Map<string, Todo>()
  const add = (todo: Todo): void => {
    if (!all.has(todo.person) && all.size < MOST) all.set(todo.person, todo)
  }
  for (const todo of ofAuthors(sources)) add(todo)
  const isAway = awayOf(situation)
  for (const todo of [
    ...committing(sources),
    ...blocking(sources),
    ...returned(sources),
    ...fresh(sources),
    ...lostHere(sources),
  ])
    if (!isAway(todo.person)) add(todo)
  return [...all.values()].sort((a, b) =>
    a.section === b.section ? (a.person < b.person ? -1 : 1) : a.section < b.section ? -1 : 1,
  )
}

/** Whoever said that they are not to be asked. */
function awayOf(situation: Situation): (person: string) => boolean {
  const away = new Set(
    situation.history.intents
      .filter((one) => one.kind === 'not-me' && one.at <= situation.now)
      .map((one) => one.person),
  )
  return (person) => away.has(person)
}

/** Its author, or whoever adopted it: act, or wait. */
function ofAuthors({ situation, standing }: TodoSources): readonly Todo[] {
  const key = situation.history.personKey
  const acting =
    standing.turn === 'author' && standing.holders.length > 0
      ? standing.holders.map(key)
      : [key(situation.newest.sender)]
  if (standing.turn === 'author')
    return acting.map((person) => ({
      person,
      section: 'E',
      why: standing.why,
      since: standing.since,
      evidence: standing.evidence,
    }))
  const names = standing.holders.map(nameOf)
  const who =
    names.length === 0
      ? WAITS_FOR[standing.turn]
      : `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`
  const ask = nextPing(situation, standing)
  const words = standing.turn === 'nobody' ? standing.why : `waiting for ${who}: ${standing.why}`
  return acting.map((person) => ({
    person,
    section: 'F',
    why: ask === undefined ? words : `${words}; ask again from ${ask.slice(0, 10)} on`,
    since: standing.since,
    evidence: standing.evidence,
  }))
}

const WAITS_FOR: Readonly<Record<Standing['turn'], string>> = {
  author: 'its author',
  reviewers: 'a review',
  committers: 'somebody to commit it',
  claimant: 'whoever took it',
  nobody: 'nobody',
}

/** A week after the author last wrote, posted or asked; `undefined` where it is nobody's turn. */
function nextPing(situation: Situation, standing: Standing): Instant | undefined {
  if (standing.turn === 'nobody' || standing.turn === 'author') return undefined
  const own = situation.replies.findLast(
    (reply) =>
      situation.authors.has(situation.history.personKey(reply.facts.sender)) &&
      (isPing(situation, reply) || reply.facts.hasText),
  )?.facts.at
  const last = own !== undefined && own > standing.since ? own : standing.since
  return addDays(last, PING_DAYS)
}

function committing({ situation, standing }: TodoSources): readonly Todo[] {
  if (standing.turn !== 'committers' && standing.turn !== 'claimant') return []
  return standing.holders.map((holder) => ({
    person: situation.history.personKey(holder),
    section: 'B',
    why: standing.why,
    since: standing.since,
    evidence: standing.evidence,
  }))
}

/** Those who can meet a need: alone, or with others. */
function blocking({ situation, needs }: TodoSources): readonly Todo[] {
  const key = situation.history.personKey
  const named = needs.filter((need) => need.who.length > 0 && need.kind !== 'announcement')
  const open = named.map((need) => need.who.map((some) => some.map(key)))
  const todos: Todo[] = []
  const people = new Set(open.flat(2))
  for (const person of people) {
    if (situation.authors.has(person)) continue
    const first = named.find((_, n) => open[n]?.some((some) => some.includes(person)))
    if (first === undefined) continue
    const isAlone =
      open.every((who) => who.every((some) => some.includes(person))) &&
      open.some((who) => who.some((some) => some.length === 1))
    // That somebody of several is asked for an approval is news of the area, below, unless they are in it already.
    if (!isAlone && first.kind === 'approval' && !hasSpoken(situation, person)) continue
    todos.push({
      person,
      section: isAlone ? 'A' : 'G',
      why: first.text,
      since: first.since,
      evidence: first.evidence,
    })
  }
  return todos
}

function hasSpoken(situation: Situation, person: string): boolean {
  return situation.replies.some((reply) => situation.history.personKey(reply.facts.sender) === person)
}

/** Whoever took part in an older version, and has not written since the new one was posted. */
function returned({ situation, items }: TodoSources): readonly Todo[] {
  const { newest, history } = situation
  if (situation.series.length < 2) return []
  const spoke = new Set<string>()
  const before = new Set<string>()
  for (const reply of situation.replies) {
    const person = history.personKey(reply.facts.sender)
    if (reply.facts.at >= newest.at) spoke.add(person)
    else if (reply.facts.hasText || reply.facts.trailers.length > 0) before.add(person)
  }
  return [...before]
    .filter((person) => !spoke.has(person) && !situation.authors.has(person))
    .map((person) => ({
      person,
      section: 'C',
      why: sayReturned(situation, items, person),
      since: newest.at,
      evidence: newest.id,
    }))
}

function sayReturned(situation: Situation, items: readonly OpenItem[], person: string): string {
  const { newest, history } = situation
  const version = newest.revision ?? `v${newest.version}`
  const own = listTags(situation).filter((tag) => tag.person === person)
  const parts: string[] = []
  const verify = items.filter((item) => history.personKey(item.raisedBy) === person).length
  if (verify > 0) parts.push(`${plural(verify, 'remark')} of yours to verify`)
  const count = (status: string): number => own.filter((tag) => tag.status === status).length
  const holds = count('valid') + count('carried')
  if (holds > 0) parts.push(`your tags hold for ${plural(holds, 'patch', 'patches')}`)
  const stale = count('stale')
  if (stale > 0) parts.push(`${plural(stale, 'patch', 'patches')} changed since your tag`)
  return `${version}: ${parts.length === 0 ? 'you took part in an older version' : parts.join(', ')}`
}

const FRESH: ReadonlySet<string> = new Set(['new', 'rfc', 'needs-approval', 'discussion'])

/** Whoever answers for its files, reviews them, or is named in `To:`, and has not written yet. */
function fresh({ situation, standing, readiness, lists }: TodoSources): readonly Todo[] {
  if (!FRESH.has(standing.status)) return []
  return [...askedOf(situation, readiness, lists)]
    .filter(([person]) => !situation.authors.has(person) && !hasSpoken(situation, person))
    .map(([person, why]) => ({
      person,
      section: 'D',
      why,
      since: situation.newest.at,
      evidence: situation.newest.id,
    }))
}

/** Person -> why they are asked; whoever answers for a file first. */
function askedOf(
  situation: Situation,
  readiness: Readiness,
  lists: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const key = situation.history.personKey
  const asked = new Map<string, string>()
  const ask = (person: Address, why: string): void => {
    if (!asked.has(key(person))) asked.set(key(person), why)
  }
  const owners = readiness.patches.flatMap((one) => one.owners)
  for (const file of owners) for (const one of file.pool) ask(one, `you answer for ${file.path}`)
  for (const file of owners)
    for (const match of file.matches)
      for (const one of match.section.reviewers) ask(one, `you review ${match.section.name}`)
  for (const id of [situation.newest.cover, ...situation.live])
    for (const one of (id === undefined ? undefined : situation.history.factsOf(id))?.to ?? [])
      if (!lists.has(one.address)) ask(one, 'it was sent to you')
  return asked
}

function lostHere({ situation, standing, readiness }: TodoSources): readonly Todo[] {
  if (standing.lost.length === 0) return []
  const people = new Map<string, string>()
  for (const file of readiness.patches.flatMap((one) => one.owners))
    for (const one of file.pool) {
      const person = situation.history.personKey(one)
      if (!situation.authors.has(person)) people.set(person, file.path)
    }
  return [...people].map(([person, path]) => ({
    person,
    section: 'H',
    why: `${standing.why}; you answer for ${path}`,
    since: standing.since,
    evidence: standing.evidence,
  }))
}
