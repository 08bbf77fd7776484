import { listSome } from '../list-some.ts'
import type { Address } from '../mail/message.ts'
import { displayName as nameOf } from '../people/name.ts'
import { plural } from '../plural.ts'
import type { Instant } from '../time.ts'
import type { Situation } from './history.ts'
import type { OpenItem } from './open-items.ts'
import type { PatchReadiness, Readiness } from './readiness.ts'
import { findSmallestAsk } from './smallest-ask.ts'

/** One thing that a lineage still needs before it can be committed, and from whom. */
export interface Need {
  /**
   * `answer`: an open question, request or objection. `approval`: of a maintainer. `second`: of anybody but the author.
   * `release`: of the release manager. `announcement`: a maintainer's word that they commit their own patch. `time`.
   */
  readonly kind: 'answer' | 'approval' | 'second' | 'release' | 'announcement' | 'time'
  /** One sentence for people. */
  readonly text: string
  /** Places among the live patches, from 1; empty: the whole. */
  readonly positions: readonly number[]
  readonly files: readonly string[]
  /** Who can meet it: of each inner list any one. Empty: anybody. */
  readonly who: readonly (readonly Address[])[]
  readonly since: Instant
  /** The mail that it follows from. */
  readonly evidence: string | undefined
}

/**
 * What a lineage still needs, by name: open items first, oldest first, then approvals by patch, then time. Empty when it
 * can go in.
 */
export function listNeeds(
  situation: Situation,
  readiness: Readiness,
  items: readonly OpenItem[],
): readonly Need[] {
  const answers = items.map((item) => answerTo(situation, readiness, item))
  if (situation.newest.rfc) return answers
  const approvals = joinAlike(
    readiness.patches.flatMap((patch) => (patch.isApproved ? [] : missingOf(situation, patch))),
  )
  const { waitsUntil } = readiness
  const time: Need[] =
    waitsUntil === undefined || waitsUntil <= situation.now
      ? []
      : [
          {
            kind: 'time',
            text: `people are given until ${waitsUntil.slice(0, 10)} to answer`,
            positions: [],
            files: [],
            who: [],
            since: situation.newest.at,
            evidence: situation.newest.id,
          },
        ]
  return [...answers, ...approvals.map((need) => ({ ...need, text: sentenceOf(need, readiness) })), ...time]
}

const ASKS: Readonly<Record<OpenItem['kind'], string>> = {
  objection: 'open objection',
  condition: 'condition',
  question: 'open question',
  request: 'open request',
}

function answerTo(situation: Situation, readiness: Readiness, item: OpenItem): Need {
  const key = situation.history.personKey
  const place = readiness.patches.find((one) => one.patch === item.patch)?.position
  const words = item.kind === 'condition' ? ` “${item.excerpt.slice(0, 80)}”` : ''
  const what = `${ASKS[item.kind]}${words} of ${nameOf(item.raisedBy)} since ${item.raisedAt.slice(0, 10)}`
  const holder =
    key(item.holder) === key(item.raisedBy)
      ? item.state === 'to-verify'
        ? 'who has not said yet whether the new version settles it'
        : 'who has the answer and is to say whether it will do'
      : item.state === 'promised'
        ? `${nameOf(item.holder)} promised to`
        : `${nameOf(item.holder)} is to answer`
  return {
    kind: 'answer',
    text: `${place === undefined ? '' : `patch ${place}: `}${what}: ${holder}`,
    positions: place === undefined ? [] : [place],
    files: [],
    who: [[item.holder]],
    since: item.since,
    evidence: item.messageId,
  }
}

type Missing = Omit<Need, 'text'>

function missingOf(situation: Situation, patch: PatchReadiness): readonly Missing[] {
  const since = situation.history.factsOf(patch.patch)?.at ?? situation.newest.at
  const base = { positions: [patch.position], since, evidence: patch.patch }
  const { checkIn } = patch
  if (checkIn === undefined) return [{ ...base, kind: 'second', files: [], who: [] }]
  return checkIn.rules.flatMap((rule): readonly Missing[] => {
    if (rule.isMet) return []
    switch (rule.rule) {
      case 'R1':
        return missingPools(situation, patch).map((one) => ({ ...base, kind: 'approval', ...one }))
      case 'R2':
        return [{ ...base, kind: 'second', files: [], who: [] }]
      case 'R5':
        return [{ ...base, kind: 'announcement', files: [], who: [[situation.newest.sender]] }]
      case 'R6': {
        const manager = situation.history.policy?.freezeAt(situation.now)?.releaseManager ?? ''
        return [{ ...base, kind: 'release', files: [], who: [[{ name: '', address: manager }]] }]
      }
      case 'R3':
      case 'R4':
      case 'R7':
        return []
      default:
        return rule.rule satisfies never
    }
  })
}

/** Of the files that no maintainer approved: the fewest people who could, and which files each of them is for. */
function missingPools(
  situation: Situation,
  patch: PatchReadiness,
): readonly { readonly files: readonly string[]; readonly who: readonly (readonly Address[])[] }[] {
  const key = situation.history.personKey
  const missing = new Set(
    patch.checkIn?.files.filter((file) => file.by === 'missing').map((file) => file.path),
  )
  const files = patch.owners.filter((file) => missing.has(file.path))
  const people = new Map<string, Address>()
  for (const file of files)
    for (const one of file.pool)
      if (!people.has(key(one))) people.set(key(one), { name: one.name, address: one.address })
  const pools = files.map((file) => file.pool.map(key).filter((person) => !situation.authors.has(person)))
  return findSmallestAsk(pools).map((alternatives) => ({
    files: files
      .filter((file) => file.pool.some((one) => alternatives.includes(key(one))))
      .map((file) => file.path),
    who: [alternatives.flatMap((person) => people.get(person) ?? [])],
  }))
}

/** One need for patches that lack the same from the same people. */
function joinAlike(needs: readonly Missing[]): readonly Missing[] {
  const joined = new Map<string, Missing>()
  for (const need of needs) {
    const name = `${need.kind} ${need.who.map((some) => some.map((one) => one.address).join()).join(' ')}`
    const before = joined.get(name)
    joined.set(
      name,
      before === undefined
        ? need
        : {
            ...before,
            positions: [...before.positions, ...need.positions],
            files: [...new Set([...before.files, ...need.files])],
            since: before.since < need.since ? before.since : need.since,
          },
    )
  }
  return [...joined.values()]
}

function sentenceOf(need: Missing, readiness: Readiness): string {
  const patches = nameOfPatches(need.positions, readiness.patches.length)
  const verb = need.positions.length === 1 || patches === 'it' ? 'needs' : 'need'
  switch (need.kind) {
    case 'approval':
      return `${patches} ${verb} an approval of ${oneOf(need.who[0] ?? [])} for ${nameOfFiles(need.files)}`
    case 'second':
      return `${patches} ${verb} a Reviewed-by or Acked-by from somebody other than ${need.positions.length === 1 || patches === 'it' ? 'its' : 'their'} author`
    case 'release':
      return `${patches} ${verb} a Release-acked-by of ${oneOf(need.who[0] ?? [])}: the project is frozen`
    case 'announcement':
      return `${patches}: a maintainer’s own, which no co-maintainer approved; say a day before that it will be committed`
    case 'answer':
    case 'time':
      return ''
    default:
      return need.kind satisfies never
  }
}

function nameOfPatches(positions: readonly number[], all: number): string {
  if (all === 1) return 'it'
  if (positions.length === all) return `all ${all} patches`
  if (positions.length === 1) return `patch ${positions[0]}`
  return `patches ${listRanges(positions)}`
}

/** "1-3, 5". */
function listRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === number - 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ')
}

function oneOf(people: readonly Address[]): string {
  const names = people.map(nameOf)
  const [only] = names
  if (names.length === 1 && only !== undefined) return only
  if (names.length === 2) return `${names[0]} or ${names[1]}`
  return `one of ${listSome(names, 5)}`
}

/** A folder that all are in, else some of them. */
function nameOfFiles(files: readonly string[]): string {
  const [first, ...rest] = files
  if (first === undefined) return 'its files'
  if (rest.length === 0) return first
  let folder = first.slice(0, first.lastIndexOf('/') + 1)
  while (folder !== '' && !rest.every((file) => file.startsWith(folder)))
    folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1)
  return folder === ''
    ? `${plural(files.length, 'file')}: ${listSome(files, 2)}`
    : `${folder} (${plural(files.length, 'file')})`
}
