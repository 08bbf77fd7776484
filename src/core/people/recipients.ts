import { listSections } from './file-owners.ts'
import { type ListedPerson, type MaintainerSection, type Maintainers, THE_REST } from './maintainers.ts'

/** Somebody whom a change is to be sent to, and why. */
export interface Recipient {
  /** Empty for a list. */
  readonly name: string
  /** As the file spells it. */
  readonly address: string
  readonly kind: 'maintainer' | 'reviewer' | 'list'
  /** The script's words: `supporter:X86 ARCHITECTURE`, `reviewer`, `open list`. */
  readonly role: string
  readonly section: MaintainerSection
}

/** A change, as far as MAINTAINERS is asked about it. */
export interface ChangeToSend {
  /** Every path that it touches: old and new names of renamed files, deleted ones too. */
  readonly files: readonly string[]
  /** Text in which `K:` lines look: a patch with its mail, or the text of one file. */
  readonly text: string
  /** `patch`: behind the first `+++` only changed lines are looked at. `file`: the whole text is. */
  readonly textIs: 'patch' | 'file'
}

/**
 * Whom to send a change to: maintainers and reviewers of every section that answers for one of its files, most
 * specific first, then of the sections whose keywords it contains, then their lists; everybody once.
 *
 * THE REST is left out where a maintainer of another section was found, unless some file is nobody else's: one such
 * file brings all committers onto the whole patch. An approval is not required of any of them by this: see
 * `findFileOwners`. Source: get_maintainer.pl with its default options; governance dossier, section 3.1.
 */
export function listRecipients(maintainers: Maintainers, change: ChangeToSend): readonly Recipient[] {
  const people: Recipient[] = []
  const lists: Recipient[] = []
  let isRestNeeded = false
  for (const path of [...new Set(change.files)].sort(byOctets)) {
    const matches = listSections(maintainers, path)
    for (const { section } of matches) addSection(section, people, lists)
    if (matches.every(({ section }) => isTheRest(section))) isRestNeeded = true
  }
  const kept = isRestNeeded || people.length <= 1 ? people : withoutTheRest(people)
  for (const section of maintainers.sections)
    if (section.keywords.length > 0 && hasKeyword(section, change)) addSection(section, kept, lists)
  return unique([...kept, ...lists])
}

/** `supporter:X86 ARCHITECTURE`: what a maintainer of the section is called; long names are cut as the script does. */
export function roleOf(section: MaintainerSection): string {
  return `${ROLES[section.status?.toLowerCase() ?? ''] ?? section.status?.toLowerCase() ?? 'unknown'}:${shortName(section)}`
}

const ROLES: Readonly<Record<string, string>> = {
  supported: 'supporter',
  maintained: 'maintainer',
  'odd fixes': 'odd fixer',
  orphan: 'orphan minder',
  obsolete: 'obsolete minder',
  'buried alive in reporters': 'chief penguin',
}

function shortName(section: MaintainerSection): string {
  return section.name.length > 20 ? `${section.name.slice(0, 17).trimEnd()}...` : section.name
}

/** The script knows it by these words, so that another status makes it an ordinary section. */
function isTheRest(section: MaintainerSection): boolean {
  return roleOf(section) === `supporter:${THE_REST}`
}

function addSection(section: MaintainerSection, people: Recipient[], lists: Recipient[]): void {
  const role = roleOf(section)
  const add = (person: ListedPerson, kind: 'maintainer' | 'reviewer'): void => {
    people.push({
      name: person.name,
      address: person.writtenAddress,
      kind,
      role: kind === 'reviewer' ? 'reviewer' : role,
      section,
    })
  }
  const inOrder = [
    ...section.maintainers.map((person) => ({ person, kind: 'maintainer' as const })),
    ...section.reviewers.map((person) => ({ person, kind: 'reviewer' as const })),
  ].sort((a, b) => a.person.line - b.person.line)
  for (const { person, kind } of inOrder) add(person, kind)
  const where = section.name === THE_REST ? '' : `:${shortName(section)}`
  for (const list of section.lists)
    if (list.access !== 'subscribers-only')
      lists.push({
        name: '',
        address: list.address,
        kind: 'list',
        role: `${list.access} list${where}`,
        section,
      })
}

function withoutTheRest(people: readonly Recipient[]): Recipient[] {
  const others = people.filter((one) => one.kind === 'reviewer' || !isTheRest(one.section))
  return others.some((one) => one.kind === 'maintainer') ? others : [...people]
}

function hasKeyword(section: MaintainerSection, change: ChangeToSend): boolean {
  if (change.textIs === 'file')
    return section.keywords.some((keyword) => keyword.anywhere.isFoundIn(change.text))
  let inPatch = false
  for (const line of change.text.split('\n')) {
    if (/^(?:\+\+\+|---)\s+\S/.test(line)) {
      inPatch = true
      continue
    }
    if (/^(?: mode change [0-7]+ => [0-7]+ \S|rename (?:from|to) \S|diff --git a\/\S|@@ -\d+,\d)/.test(line))
      continue
    for (const keyword of section.keywords)
      if ((inPatch ? keyword.onChangedLine : keyword.anywhere).isFoundIn(line)) return true
  }
  return false
}

function unique(recipients: readonly Recipient[]): readonly Recipient[] {
  const seen = new Set<string>()
  return recipients.filter((one) => {
    const key = one.kind === 'list' ? `list ${one.address}` : `${one.name} <${one.address}>`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** The script sorts octets; files outside ASCII come last either way. */
function byOctets(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
