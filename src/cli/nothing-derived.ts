import type { ProjectState } from '../store/read/project-state.ts'

/** What a command says instead of numbers where there are none: no sync yet, or an upgrade that a rebuild has to follow. */
export function nothingDerivedText({ syncedAt }: ProjectState): string {
  return syncedAt === undefined
    ? 'Nothing was derived yet: run patchmoot sync.\n'
    : 'A rebuild is due: this version of Patchmoot derives differently. Run patchmoot rebuild, or sync.\n'
}
