import type { PatchList } from './patch-list.ts'
import type { Series } from './series.ts'
import type { TagNote, TagScope } from './tag-notes.ts'

/** The patches that a tag in a reply is for. */
export type TagTarget =
  /** One patch; `undefined`: every patch of the series. */
  | { readonly patch: string | undefined; readonly patches?: undefined }
  /** These, by Message-ID, in the order of the series; none where the mails that it names are missing. */
  | { readonly patch?: undefined; readonly patches: readonly string[] }

/** A reply's place: what it answers, and what else it says in the same mail. */
export interface TagPlace {
  readonly series: Series
  /** The patch that the reply answers; `undefined`: the cover letter. */
  readonly patch: string | undefined
  /** Of the reply: a tag for "the rest" leaves out what they name. */
  readonly notes: readonly TagNote[]
  readonly titleOf: (messageId: string) => string | undefined
}

/**
 * Which patches a tag is for: those that its words name, else the patch that the mail answers, else all of them.
 *
 * Numbers are places in the series that was answered. Titles quoted above a tag count if they are titles of that
 * series; a whole shortlog ("Ada Example (3):") is the whole series. Words that name no patch which is there leave the
 * tag where the mail is. Source: patch-trackers dossier, section 5.3.
 */
export function findTagTarget(scope: TagScope | undefined, place: TagPlace): TagTarget {
  const answered: TagTarget = { patch: place.patch }
  if (scope === undefined) return answered
  switch (scope.kind) {
    case 'area':
      return answered
    case 'whole':
      return { patch: undefined }
    case 'titles':
      return byTitles(scope.titles, place) ?? answered
    case 'rest':
      return byRest(place) ?? answered
    case 'these':
    case 'except': {
      const places = placesOf(scope, place.series.patches.length)
      return places.size === 0 ? answered : pick(place.series, (slot) => places.has(slot))
    }
    default:
      return scope satisfies never
  }
}

/** The places that a list names in a series of so many patches. */
function placesOf(list: PatchList, count: number): ReadonlySet<number> {
  const named = new Set<number>()
  for (const number of list.numbers) {
    const place = number < 0 ? count + 1 + number : number
    if (place >= 1 && place <= count) named.add(place)
  }
  if (list.kind !== 'except' || named.size === 0) return named
  return new Set(Array.from({ length: count }, (_, i) => i + 1).filter((place) => !named.has(place)))
}

function byRest(place: TagPlace): TagTarget | undefined {
  const named = new Set<number>()
  for (const { scope } of place.notes)
    if (scope?.kind === 'these' || scope?.kind === 'except')
      for (const one of placesOf(scope, place.series.patches.length)) named.add(one)
  return named.size === 0 ? undefined : pick(place.series, (slot) => !named.has(slot))
}

function byTitles(titles: readonly string[], place: TagPlace): TagTarget | undefined {
  if (titles.some((title) => /\(\d{1,3}\):$/.test(title))) return { patch: undefined }
  const wanted = new Set(titles.map(fold))
  const isNamed = (id: string): boolean => wanted.has(fold(place.titleOf(id) ?? ''))
  if (!place.series.patches.some((id) => id !== undefined && isNamed(id))) return undefined
  return pick(place.series, (_, id) => isNamed(id))
}

/** "[PATCH 2/3] mm: fix it" and "mm: fix it" are one title. */
function fold(title: string): string {
  return title
    .slice(0, 300)
    .replace(/^(?:\[[^\]]{0,80}\] ?){0,3}/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

function pick(series: Series, isWanted: (slot: number, id: string) => boolean): TagTarget {
  const patches = series.patches.flatMap((id, n) => (id !== undefined && isWanted(n + 1, id) ? [id] : []))
  const [only, ...more] = patches
  return only !== undefined && more.length === 0 ? { patch: only } : { patches }
}
