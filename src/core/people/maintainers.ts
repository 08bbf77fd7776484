import type { Address } from '../mail/message.ts'
import { compilePattern, type Pattern } from '../pattern.ts'
import { compilePathPattern, type PathPattern } from './path-pattern.ts'
import { readWrittenPerson } from './written-person.ts'

/** A person on an `M:` or `R:` line. */
export interface ListedPerson extends Address {
  /** The address as the file spells it: the script tells people apart by it. */
  readonly writtenAddress: string
  /** The line, from 1. */
  readonly line: number
}

/** A mailing list on an `L:` line. */
export interface ListedMailingList {
  readonly address: string
  readonly access: 'open' | 'moderated' | 'subscribers-only'
}

/** An `F:` or `N:` line: the files that a section answers for. */
export type FilePattern =
  | { readonly kind: 'F'; readonly path: PathPattern }
  | { readonly kind: 'N'; readonly name: Pattern }

/** A `K:` line: words that make a change the section's business, wherever it is. */
export interface Keyword {
  /** As `-f` reads it: anywhere in a text. */
  readonly anywhere: Pattern
  /** As a patch is read: on its added and deleted lines. */
  readonly onChangedLine: Pattern
}

/** One entry of a MAINTAINERS file. */
export interface MaintainerSection {
  readonly name: string
  /** The line of the name, from 1, and the last line that belongs to the section. */
  readonly line: number
  readonly lastLine: number
  /** `M:` lines: their approval counts. */
  readonly maintainers: readonly ListedPerson[]
  /** `R:` lines: asked, never required. */
  readonly reviewers: readonly ListedPerson[]
  readonly lists: readonly ListedMailingList[]
  /** As written on the last `S:` line; `undefined` without one. */
  readonly status: string | undefined
  readonly files: readonly FilePattern[]
  readonly excluded: readonly PathPattern[]
  readonly keywords: readonly Keyword[]
}

/** Something in a MAINTAINERS file that is not as it should be. */
export interface MaintainersProblem {
  readonly line: number
  readonly section: string
  readonly what: string
}

/** A MAINTAINERS file, read. */
export interface Maintainers {
  readonly sections: readonly MaintainerSection[]
  /** The n of `V: xen-maintainers-n` under THE REST; `undefined` where the file has none. */
  readonly version: string | undefined
  readonly problems: readonly MaintainersProblem[]
}

/** The section that answers for what nobody else does; its maintainers are the committers. */
export const THE_REST = 'THE REST'

const KNOWN_LETTERS: ReadonlySet<string> = new Set('MRLWTSFXKNVPQBC')
const MOST_LINES = 200_000
const ENTRY = /^([A-Z]):\s*(.*)/

/**
 * Reads a MAINTAINERS file as Xen's `scripts/get_maintainer.pl` does.
 *
 * A section is a run of `X: value` lines; its name is the last line of text before it. Blank lines are not seen,
 * so one inside a section does not end it; a line of text does. `isDirectory` tells whether a path is one in the
 * tree that the file belongs to: `F: tools/golang` means the folder then. What cannot be used (a pattern that
 * needs backtracking, an address that is none) is left out and named in `problems`.
 * Source: get_maintainer.pl 0.26-xen; governance dossier, section 3.1.
 */
export function parseMaintainers(
  text: string,
  isDirectory: (path: string) => boolean = () => false,
): Maintainers {
  const problems: MaintainersProblem[] = []
  const sections: Draft[] = []
  let name = { text: '', line: 0 }
  let draft: Draft | undefined
  const lines = text.split('\n', MOST_LINES)
  for (const [index, raw] of lines.entries()) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    const entry = ENTRY.exec(line)
    if (entry === null) {
      if (line.trim() === '') continue
      name = { text: line.trimEnd(), line: index + 1 }
      draft = undefined
      continue
    }
    if (draft === undefined) {
      draft = newDraft(name.text, name.line === 0 ? index + 1 : name.line)
      sections.push(draft)
    }
    draft.lastLine = index + 1
    const complain = (what: string): void => {
      problems.push({ line: index + 1, section: draft?.name ?? '', what })
    }
    readEntry(draft, entry[1] ?? '', entry[2] ?? '', index + 1, isDirectory, complain)
  }
  const version = sections.find((one) => one.name === THE_REST && one.version !== undefined)?.version
  problems.push(...checkWhole(sections, version, text))
  return { sections: sections.map(({ version: _, ...section }) => section), version, problems }
}

interface Draft {
  readonly name: string
  readonly line: number
  lastLine: number
  readonly maintainers: ListedPerson[]
  readonly reviewers: ListedPerson[]
  readonly lists: ListedMailingList[]
  status: string | undefined
  readonly files: FilePattern[]
  readonly excluded: PathPattern[]
  readonly keywords: Keyword[]
  version: string | undefined
}

function newDraft(name: string, line: number): Draft {
  return {
    name,
    line,
    lastLine: line,
    maintainers: [],
    reviewers: [],
    lists: [],
    status: undefined,
    files: [],
    excluded: [],
    keywords: [],
    version: undefined,
  }
}

function readEntry(
  draft: Draft,
  letter: string,
  value: string,
  line: number,
  isDirectory: (path: string) => boolean,
  complain: (what: string) => void,
): void {
  switch (letter) {
    case 'M':
    case 'R': {
      const people = readPeople(value, line)
      if (people.length === 0) complain(`"${letter}: ${value.slice(0, 80)}" names nobody by address`)
      ;(letter === 'M' ? draft.maintainers : draft.reviewers).push(...people)
      return
    }
    case 'L': {
      const list = readList(value)
      if (list === undefined) complain(`"L: ${value.slice(0, 80)}" names no address`)
      else draft.lists.push(list)
      return
    }
    case 'S':
      draft.status = value.trimEnd()
      return
    case 'F':
    case 'X': {
      if (value.trimEnd() !== value) complain(`blanks behind "${value.trimEnd()}" keep it from matching`)
      const { pattern, problem } = compilePathPattern(value, isDirectory)
      if (pattern === undefined) complain(problem)
      else if (letter === 'X') draft.excluded.push(pattern)
      else draft.files.push({ kind: 'F', path: pattern })
      return
    }
    case 'N': {
      const { pattern, problem } = compilePattern(value, { extended: true })
      if (pattern === undefined) complain(problem)
      else draft.files.push({ kind: 'N', name: pattern })
      return
    }
    case 'K': {
      const anywhere = compilePattern(value, { extended: true })
      // The script puts the two side by side, so an alternative of the pattern escapes the anchor. So does it here.
      const changed = compilePattern(`^[+-].*${value}`, { extended: true })
      if (anywhere.pattern === undefined) complain(anywhere.problem)
      else if (changed.pattern === undefined) complain(changed.problem)
      else draft.keywords.push({ anywhere: anywhere.pattern, onChangedLine: changed.pattern })
      return
    }
    case 'V':
      draft.version = /xen-maintainers-(.*)/.exec(value)?.[1]
      if (draft.name !== THE_REST) complain(`"V:" stands in "${draft.name}"; it belongs under ${THE_REST}`)
      else if (draft.version === undefined) complain(`"V: ${value}" is no xen-maintainers-<number>`)
      return
    default:
      if (!KNOWN_LETTERS.has(letter)) complain(`"${letter}:" means nothing here`)
  }
}

/** One person, or several between commas. */
function readPeople(value: string, line: number): ListedPerson[] {
  const people: ListedPerson[] = []
  let rest = value
  for (let count = 0; count < 20 && rest !== ''; count++) {
    const person = readWrittenPerson(rest)
    if (person.address === '') break
    const at = rest.toLowerCase().indexOf(person.address)
    const writtenAddress = at < 0 ? person.address : rest.slice(at, at + person.address.length)
    people.push({ name: person.name, address: person.address, writtenAddress, line })
    rest = person.rest.startsWith(',') ? person.rest.slice(1).trim() : ''
  }
  return people
}

function readList(value: string): ListedMailingList | undefined {
  const list = readWrittenPerson(value)
  if (list.address === '') return undefined
  const note = value.slice(value.toLowerCase().indexOf(list.address) + list.address.length)
  const access = note.includes('subscribers-only')
    ? 'subscribers-only'
    : note.includes('moderated')
      ? 'moderated'
      : 'open'
  return { address: list.address, access }
}

function checkWhole(
  sections: readonly Draft[],
  version: string | undefined,
  text: string,
): MaintainersProblem[] {
  const problems: MaintainersProblem[] = []
  for (const section of sections)
    if (section.name === '')
      problems.push({ line: section.line, section: '', what: 'a section without a name' })
  const rest = sections.find((one) => one.name === THE_REST)
  if (rest === undefined) return problems
  if (version === undefined && text.includes('xen-maintainers'))
    problems.push({ line: rest.line, section: THE_REST, what: 'no "V: xen-maintainers-<number>" under it' })
  if (rest.status?.toLowerCase() !== 'supported')
    problems.push({
      line: rest.line,
      section: THE_REST,
      what: 'not "S: Supported": get_maintainer.pl then copies it on every patch',
    })
  return problems
}
