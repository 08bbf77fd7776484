import { readPatchContent } from '../patches/diff.ts'
import { findFileOwners, listSections } from '../people/file-owners.ts'
import type { ListedPerson, Maintainers } from '../people/maintainers.ts'

const MOST_FILES = 200
/** "Files: a, b" or "File: a": said outright. */
const SAID = /^[ \t]{0,3}files?:\s{0,3}(\S.{0,1000})$/i
/** A path with a slash in it; no address of a page or a person, no option of a command. */
const PATH =
  /(?:^|[\s"'`“‘(<[])((?:[A-Za-z0-9_.][A-Za-z0-9_.+-]{0,99}\/){1,20}[A-Za-z0-9_.+-]{0,100})(?=$|[\s"'`”’)>\],;:.!?])/g

/** Files that a motion is about, as its words have them. */
export interface NamedFiles {
  /** Named by a patch, or in a line "Files: …". */
  readonly said: readonly string[]
  /** What looks like a path in its own words; only who answers for files can tell whether it is one. */
  readonly mentioned: readonly string[]
}

/**
 * The files that the text of a motion names: those that its patch changes, those of lines "Files: …", and what looks
 * like a path in its words. `text` is the whole mail, `words` what of it is its own. Linear in the text.
 */
export function findNamedFiles(text: string, words: string): NamedFiles {
  const said = new Set((readPatchContent(text)?.files ?? []).flatMap((file) => [file.path]))
  const mentioned = new Set<string>()
  for (const line of words.slice(0, 100_000).split('\n')) {
    const list = SAID.exec(line.slice(0, 1100))?.[1]
    if (list !== undefined) for (const one of list.split(/[\s,]+/)) add(said, one)
    else for (const found of line.slice(0, 1000).matchAll(PATH)) add(mentioned, found[1] ?? '')
  }
  return {
    said: [...said].slice(0, MOST_FILES),
    mentioned: [...mentioned].filter((one) => !said.has(one)).slice(0, MOST_FILES),
  }
}

function add(files: Set<string>, path: string): void {
  const clean = path.replace(/^\.\//, '').replace(/[.,;:]+$/, '')
  if (clean !== '') files.add(clean)
}

/**
 * Who answers for the files that a motion names: the maintainers of each. A mention counts only where a section below
 * the most general one has the path, since "and/or" is no file.
 */
export function findNamedOwners(
  files: NamedFiles,
  maintainers: Maintainers,
): { readonly files: readonly string[]; readonly owners: readonly ListedPerson[] } {
  const known = files.mentioned.filter((path) =>
    listSections(maintainers, path).some((one) => one.depth >= 0),
  )
  const all = [...new Set([...files.said, ...known])].sort()
  const owners = new Map<string, ListedPerson>()
  for (const path of all)
    for (const person of findFileOwners(maintainers, path).pool)
      if (!owners.has(person.address)) owners.set(person.address, person)
  return { files: all, owners: [...owners.values()] }
}
