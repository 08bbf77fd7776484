import { readObjects } from './objects.ts'

/** A file that is larger than this is none that anybody writes by hand. */
const MOST_OCTETS = 4 << 20

/** Files of a commit, by path; those that it does not have, or that are too large, are left out. */
export async function readFiles(
  repository: string,
  commit: string,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly { readonly path: string; readonly bytes: Uint8Array }[]> {
  const found: { path: string; bytes: Uint8Array }[] = []
  let at = 0
  const names = paths.map((path) => `${commit}:${path}`)
  for await (const object of readObjects(repository, names, { limit: MOST_OCTETS, signal })) {
    const path = paths[at++]
    if (path !== undefined && object.kind === 'object' && object.type === 'blob')
      found.push({ path, bytes: object.bytes })
  }
  return found
}
