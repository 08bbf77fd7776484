import { readFileSync, writeFileSync } from 'node:fs'
import { type CarriedEntry, dep3Changes, readCarriedStates } from '../../app/carried/carried-state.ts'
import { type FoundCarried, readCarried } from '../../app/carried/read-carried.ts'
import { UserError } from '../../core/errors.ts'
import { writeDep3 } from '../../core/patches/dep3.ts'
import { listCarried, replaceCarried } from '../../store/inputs/carried.ts'
import type { Arguments, Command, Io } from '../command.ts'
import { type OpenProject, withProject } from '../open-project.ts'
import { formatTable, plain } from '../table.ts'

export const carried: Command = {
  options: [
    { flags: '--as <name>', summary: 'what the collection is called (default: carried)' },
    {
      flags: '--write',
      summary: 'write Forwarded and Applied-Upstream into the headers of the files (DEP-3)',
    },
  ],
  help: `carried                       every patch that was imported, and its state upstream
carried import FOLDER         debian/patches, a quilt folder, or a folder of .patch files
carried import CLONE RANGE    the commits of a range of a local clone

merged: on the development branch; backported: on another branch only; posted: open; lost: posted, and nobody acts;
superseded: a later version of it is another change; refused: rejected or withdrawn; never: not in the archive; empty: no change that could be looked for.`,
  run: async (args, io) =>
    withProject(args, io, async (open) => {
      const [action, place, range, ...rest] = args.words
      if (action === undefined) return print(await listAll(open), args, io)
      if (action !== 'import' || place === undefined || rest.length > 0)
        throw new UserError('usage', `"carried ${args.words.join(' ')}" is not understood`, {
          hint: 'See "patchmoot help carried".',
        })
      return importPatches(open, args, io, place, range)
    }),
}

async function listAll({ database, projectId }: OpenProject): Promise<readonly CarriedEntry[]> {
  return readCarriedStates(database.kysely, projectId, await listCarried(database.kysely, projectId))
}

async function importPatches(
  open: OpenProject,
  args: Arguments,
  io: Io,
  place: string,
  range: string | undefined,
): Promise<number> {
  const { database, projectId } = open
  const collection = args.text('as') ?? 'carried'
  const found = await readCarried(place, range, io.cwd, io.signal)
  await database.transaction((db) => replaceCarried(db, projectId, collection, found, io.now()))
  const entries = await readCarriedStates(
    database.kysely,
    projectId,
    found.map((one) => ({ ...one, collection })),
  )
  if (args.flag('write')) {
    const written = writeHeaders(entries, found, open)
    io.stderr.write(`${written} of ${found.length} headers written.\n`)
  }
  return print(entries, args, io)
}

/** Sets what DEP-3 has fields for in the files themselves. */
function writeHeaders(
  entries: readonly CarriedEntry[],
  found: readonly FoundCarried[],
  { config, project }: OpenProject,
): number {
  const linkTo = (series: string): string =>
    config.baseUrl === undefined
      ? `<${series}>`
      : `${config.baseUrl.replace(/\/+$/, '')}/p/${project.id}/series/${encodeURIComponent(series)}`
  let written = 0
  for (const [n, entry] of entries.entries()) {
    const path = found[n]?.path
    const changes = dep3Changes(entry, linkTo)
    if (path === undefined || changes === undefined) continue
    writeFileSync(path, writeDep3(readFileSync(path, 'utf8'), changes))
    written++
  }
  return written
}

function print(entries: readonly CarriedEntry[], args: Arguments, io: Io): number {
  if (args.flag('json')) io.stdout.write(`${JSON.stringify(entries)}\n`)
  else if (entries.length === 0) io.stdout.write('No patches are carried. See "patchmoot help carried".\n')
  else io.stdout.write(formatTable(entries.map(lineOf)))
  return 0
}

function lineOf(entry: CarriedEntry): string[] {
  const { commit, series, by } = entry.upstream
  const where =
    entry.state === 'merged' || entry.state === 'backported'
      ? commit === undefined
        ? (series?.name ?? '')
        : `${commit.sha.slice(0, 12)} ${commit.repository}`
      : (series?.name ?? '')
  return [
    plain(entry.collection, 20),
    plain(entry.name, 50),
    entry.state,
    by === 'title' ? 'by title' : '',
    plain(where, 80),
  ]
}
