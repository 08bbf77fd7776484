import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, isAbsolute, join, relative, resolve } from 'node:path'
import { UserError } from '../../core/errors.ts'
import { parseSeriesFile } from '../../core/patches/dep3.ts'
import { readGit } from '../../git/git.ts'
import { findGitFolder } from '../../git/mirror.ts'
import type { CarriedPatch } from '../../store/inputs/carried.ts'

/** Larger files are no patches that anybody carries. */
const MOST_OCTETS = 16 << 20
const MOST_PATCHES = 5000

/** A patch that is carried, and the file that it is in, if it is one. */
export interface FoundCarried extends CarriedPatch {
  readonly path: string | undefined
}

/**
 * The patches that a distribution carries, in the order in which they are applied: of a folder with a quilt `series`
 * file (`debian/patches`, `patches`, or the folder above either), of a folder of `.patch` files, or of a range of
 * commits of a local clone (`PATH RANGE`). Throws `UserError` naming what is not there.
 */
export async function readCarried(
  place: string,
  range: string | undefined,
  cwd: string,
  signal: AbortSignal,
): Promise<readonly FoundCarried[]> {
  const path = resolve(cwd, place)
  if (!existsSync(path)) throw notFound(`${path} is not there`)
  if (range !== undefined) return readRange(path, range, signal)
  if (statSync(path).isFile()) return [readFile(path, basename(path))]
  for (const folder of [path, join(path, 'debian', 'patches'), join(path, 'patches')]) {
    const series = join(folder, 'series')
    if (existsSync(series) && statSync(series).isFile())
      return parseSeriesFile(readFileSync(series, 'utf8'))
        .slice(0, MOST_PATCHES)
        .map((name) => {
          const file = resolve(folder, name)
          const inside = relative(folder, file)
          if (inside.startsWith('..') || isAbsolute(inside))
            throw notFound(`${series} names ${name}, which is outside of it`)
          return readFile(file, name)
        })
  }
  const names = readdirSync(path)
    .filter((name) => /\.(?:patch|diff)$/.test(name))
    .sort()
  if (names.length === 0) throw notFound(`${path} holds no series file and no .patch files`)
  return names.slice(0, MOST_PATCHES).map((name) => readFile(join(path, name), name))
}

function readFile(path: string, name: string): FoundCarried {
  if (!existsSync(path) || !statSync(path).isFile())
    throw notFound(`${path} is named in the series file and not there`)
  if (statSync(path).size > MOST_OCTETS) throw notFound(`${path} is too large for a patch`)
  return { name, bytes: readFileSync(path), path }
}

async function readRange(path: string, range: string, signal: AbortSignal): Promise<readonly FoundCarried[]> {
  if (range.startsWith('-')) throw notFound(`"${range}" is no range of commits`)
  const folder = await findGitFolder(path, signal)
  if (folder === undefined) throw notFound(`${path} is no git repository`)
  const log = await readGit(
    [
      'log',
      '--reverse',
      '--no-merges',
      `--max-count=${MOST_PATCHES}`,
      '-p',
      '--format=%x00%H%nFrom: %an <%ae>%nSubject: %s%n%n%b',
      range,
      '--',
    ],
    { repository: folder, signal },
  )
  return log
    .split('\0')
    .slice(1)
    .map((text) => {
      const end = text.indexOf('\n')
      return { name: text.slice(0, 12), bytes: Buffer.from(text.slice(end + 1), 'utf8'), path: undefined }
    })
}

function notFound(what: string): UserError {
  return new UserError('not-found', what, {
    hint: 'Give debian/patches, a quilt folder, a folder of .patch files, or a clone and a range of its commits.',
  })
}
