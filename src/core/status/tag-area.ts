import type { FileOwners } from '../people/file-owners.ts'

/** What a note behind a tag ("# x86", "[for the tools bits]", "for 1-3") narrows it to. */
export interface TagArea {
  /** `everything`: the note narrows nothing. `unknown`: it names something that is no area of this change. */
  readonly kind: 'everything' | 'areas' | 'patches' | 'unknown'
  /** The places in the series that it names; empty unless `kind` is `patches`. */
  readonly patches: readonly number[]
  readonly covers: (file: FileOwners) => boolean
}

const EVERYTHING: TagArea = { kind: 'everything', patches: [], covers: () => true }
const FILLING = /\b(?:for|the|on|only|parts?|bits?|side|pieces?|changes?|code|stuff|of|it)\b/g

/**
 * Reads the note of a tag against the files of the change that it was given for.
 *
 * An area is a word of a path (`arm`, `tools`) or the beginning of the name of a section (`XSM`); `non-arm` is
 * everything else. A note that names nothing of the change ("# with nits fixed") is `unknown`: it covers no file,
 * since nobody can tell how far it goes. Source: patch-trackers dossier, section 5.3.
 */
export function readTagArea(note: string | undefined, files: readonly FileOwners[]): TagArea {
  const text = (note ?? '')
    .slice(0, 300)
    .toLowerCase()
    .replace(/[[\]()]/g, ' ')
    .trim()
  if (text === '' || /^(?:for )?(?:the )?(?:whole |entire )?series$/.test(text)) return EVERYTHING
  const patches = readPlaces(text)
  if (patches.length > 0) return { kind: 'patches', patches, covers: () => true }
  const areas = text
    .replace(FILLING, ' ')
    .split(/[,;&+]|\band\b|\s+/)
    .map((area) => area.replace(/^#/, '').trim())
    .filter((area) => area !== '')
  const isKnown = (area: string): boolean => files.some((file) => isIn(area.replace(/^non-/, ''), file))
  if (areas.length === 0 || !areas.some(isKnown)) return { kind: 'unknown', patches: [], covers: () => false }
  return {
    kind: 'areas',
    patches: [],
    covers: (file) =>
      areas.some((area) => (area.startsWith('non-') ? !isIn(area.slice(4), file) : isIn(area, file))),
  }
}

/** "for 1-3", "patches 1, 2 and 5": the places named; empty for anything else. */
function readPlaces(text: string): readonly number[] {
  const list = /^(?:for )?(?:patch(?:es)? )?(\d{1,3}(?:(?: ?- ?| ?, ?| and | ?& ?)\d{1,3}){0,20})$/.exec(
    text,
  )?.[1]
  if (list === undefined) return []
  const places = new Set<number>()
  for (const part of list.split(/,|and|&/)) {
    const [first = 0, last = first] = part.split('-').map(Number)
    for (let place = first; place <= Math.min(last, first + 200); place++) places.add(place)
  }
  return [...places]
}

function isIn(area: string, file: FileOwners): boolean {
  const words = file.path.toLowerCase().split(/[/._-]/)
  return (
    words.includes(area) ||
    file.matches.some(({ section }) =>
      section.name
        .toLowerCase()
        .split(/[\s/_-]+/)
        .includes(area),
    )
  )
}
