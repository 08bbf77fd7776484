import { nameWords } from './name.ts'

/** Somebody as the record shows them. */
export interface SeenPerson {
  readonly key: string
  readonly name: string
  readonly addresses: readonly string[]
  /** Seconds since 1970 of their first and last mail. */
  readonly firstAt: number
  readonly lastAt: number
  readonly mails: number
}

/** Two who may be one, and why one could think so. For a person to decide: nothing is ever joined by this. */
export interface IdentitySuggestion {
  readonly one: SeenPerson
  readonly other: SeenPerson
  /** Sentences. */
  readonly evidence: readonly string[]
  /** 1: worth a look; more is stronger. Two kinds of evidence count for more than one. */
  readonly strength: number
}

const MOST = 200
/** Local parts that many people have. */
const COMMON: ReadonlySet<string> = new Set(
  'info me mail contact admin root linux kernel dev devel git github hello office lists post x'.split(' '),
)

/**
 * Pairs that may be one person: the same name (two words or more, in any order), or the same local part of an address
 * under another domain; stronger where both hold, and where the one stopped writing when the other began, as those do who
 * change their employer. Strongest first, then by key; at most 200.
 */
export function suggestIdentities(people: readonly SeenPerson[]): readonly IdentitySuggestion[] {
  const pairs = new Map<
    string,
    { one: SeenPerson; other: SeenPerson; evidence: Set<string>; strength: number }
  >()
  const note = (a: SeenPerson, b: SeenPerson, evidence: string, strength: number): void => {
    const [one, other] = a.key < b.key ? [a, b] : [b, a]
    const key = `${one.key}\n${other.key}`
    const known = pairs.get(key)
    if (known === undefined) pairs.set(key, { one, other, evidence: new Set([evidence]), strength })
    else if (!known.evidence.has(evidence)) {
      known.evidence.add(evidence)
      known.strength += strength
    }
  }
  for (const group of groupBy(people, (person) => namesOf(person)).values())
    eachPair(group, (a, b) =>
      note(
        a,
        b,
        a.name === b.name
          ? `Both are called “${a.name}”.`
          : `“${a.name}” and “${b.name}” are the same words.`,
        2,
      ),
    )
  for (const [local, group] of groupBy(people, (person) => localPartsOf(person)))
    eachPair(group, (a, b) => note(a, b, `Both write from ${local}@….`, 1))
  return [...pairs.values()]
    .map(({ one, other, evidence, strength }): IdentitySuggestion => {
      const moved = handover(one, other)
      return {
        one,
        other,
        evidence: [...evidence, ...(moved === undefined ? [] : [moved])],
        strength: strength + (moved === undefined ? 0 : 1),
      }
    })
    .sort(
      (a, b) => b.strength - a.strength || compare(a.one.key, b.one.key) || compare(a.other.key, b.other.key),
    )
    .slice(0, MOST)
}

/** One word alone ("Jan") names too many. */
function namesOf(person: SeenPerson): readonly string[] {
  const words = nameWords(person.name)
  return words.length < 2 ? [] : [[...words].sort().join(' ')]
}

function localPartsOf(person: SeenPerson): readonly string[] {
  return [
    ...new Set(
      person.addresses
        .map((address) => (address.split('@')[0] ?? '').split('+')[0] ?? '')
        .filter((local) => local.length >= 4 && !COMMON.has(local)),
    ),
  ]
}

/** "The one stopped …, the other began …", where at most half a year lies between. */
function handover(a: SeenPerson, b: SeenPerson): string | undefined {
  const [first, second] = a.lastAt <= b.lastAt ? [a, b] : [b, a]
  const gap = second.firstAt - first.lastAt
  if (Math.abs(gap) > 180 * 86_400 || second.firstAt < first.firstAt) return undefined
  return `${first.key} wrote until ${day(first.lastAt)}, ${second.key} from ${day(second.firstAt)} on.`
}

function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}

function groupBy(
  people: readonly SeenPerson[],
  keysOf: (person: SeenPerson) => readonly string[],
): ReadonlyMap<string, readonly SeenPerson[]> {
  const groups = new Map<string, SeenPerson[]>()
  for (const person of people)
    for (const key of keysOf(person)) {
      const group = groups.get(key)
      if (group) group.push(person)
      else groups.set(key, [person])
    }
  return groups
}

/** Of a group of many a pair says nothing: "patch@" under forty domains is no one person. */
function eachPair(group: readonly SeenPerson[], pair: (a: SeenPerson, b: SeenPerson) => void): void {
  if (group.length > 6) return
  for (const [n, a] of group.entries()) for (const b of group.slice(n + 1)) pair(a, b)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
