import { type Dep3Header, parseDep3 } from '../../core/patches/dep3.ts'
import { readPatchContent } from '../../core/patches/diff.ts'
import type { Db } from '../../store/database.ts'
import { findUpstream, type UpstreamChange } from '../../store/read/upstream.ts'

/** Where a carried patch stands upstream. */
export type CarriedState =
  /** It is on the development branch. */
  | 'merged'
  /** It is on another branch only. */
  | 'backported'
  /** It was posted, and is open. */
  | 'posted'
  /** It was posted, and nobody acts on it. */
  | 'lost'
  /** It was posted, and a later version of it is another change, or has left it out. */
  | 'superseded'
  /** It was posted, and refused or withdrawn. */
  | 'refused'
  /** It was never posted, as far as the archive shows. */
  | 'never'
  /** It holds no change that could be looked for. */
  | 'empty'

/** A carried patch, and what became of it upstream. */
export interface CarriedEntry {
  readonly collection: string
  readonly name: string
  readonly header: Dep3Header
  readonly state: CarriedState
  readonly upstream: UpstreamChange
  readonly files: readonly string[]
}

/** What became of carried patches upstream. */
export async function readCarriedStates(
  db: Db,
  projectId: number,
  patches: readonly { readonly collection: string; readonly name: string; readonly bytes: Uint8Array }[],
): Promise<readonly CarriedEntry[]> {
  const read = patches.map((patch) => {
    const text = Buffer.from(patch.bytes).toString('utf8')
    return { patch, header: parseDep3(text), content: readPatchContent(text) }
  })
  const found = await findUpstream(
    db,
    projectId,
    read.map(({ header, content }) => ({
      patchId: content?.patchId,
      changedLinesId: content?.changedLinesId,
      title: header.title,
    })),
  )
  return read.map(({ patch, header, content }, n): CarriedEntry => {
    const upstream = found[n] ?? { commit: undefined, series: undefined, by: undefined }
    return {
      collection: patch.collection,
      name: patch.name,
      header,
      upstream,
      state: content === undefined ? 'empty' : stateOf(upstream),
      files: content?.files.map((file) => file.path) ?? [],
    }
  })
}

function stateOf({ commit, series, by }: UpstreamChange): CarriedState {
  if (commit?.development) return 'merged'
  if (series !== undefined) {
    if (series.status === 'merged') return 'merged'
    if (series.status === 'rejected' || series.status === 'withdrawn') return 'refused'
    if (by === 'same' && series.isSuperseded) return 'superseded'
    return series.lost === '' ? 'posted' : 'lost'
  }
  return commit === undefined ? 'never' : 'backported'
}

/** What DEP-3 says of a patch in that state; `undefined` where the header stays as it is. */
export function dep3Changes(
  entry: CarriedEntry,
  linkTo: (series: string) => string,
): Readonly<Record<string, string>> | undefined {
  const { upstream, state } = entry
  const changes: Record<string, string> = {}
  if (state === 'merged' && upstream.commit !== undefined)
    changes['Applied-Upstream'] = `commit:${upstream.commit.sha}`
  if (upstream.series !== undefined && upstream.by === 'same')
    changes['Forwarded'] = linkTo(upstream.series.name)
  const isNews = Object.entries(changes).some(
    ([name, value]) =>
      entry.header.fields.find((field) => field.name.toLowerCase() === name.toLowerCase())?.value !== value,
  )
  return isNews ? changes : undefined
}
