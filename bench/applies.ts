/**
 * Holds what Patchmoot says of real patches ("does it apply?") against `git apply --cached` and `git apply --3way
 * --cached`, and times both:
 *
 *     npm run bench:applies -- --database FILE --repository PATH [--count 1000] [--seed 1] [--show 20]
 *
 * The database is one that `patchmoot sync` has filled from a list. Patches and the commits that they are tried on (the
 * tip, the one at the time of posting, one in between) are drawn by the seed. git works on an index and an object folder
 * of its own: nothing is written to the repository.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openBranchTree } from '../src/app/apply/branch-tree.ts'
import { readFilePatches } from '../src/app/apply/read-lineage-patches.ts'
import { parseMessage } from '../src/core/mail/parse-message.ts'
import { applySeries } from '../src/core/patches/apply-series.ts'
import { patchTextOf } from '../src/core/patches/patch-source.ts'
import { seededRandom } from '../src/demo/random.ts'
import { findGitFolder } from '../src/git/mirror.ts'
import { openDatabase } from '../src/store/database.ts'
import { readBatch } from '../src/store/inputs/raw.ts'

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    repository: { type: 'string' },
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '20' },
  },
})
if (values.database === undefined || values.repository === undefined) {
  process.stderr.write('npm run bench:applies -- --database FILE --repository PATH\n')
  process.exit(2)
}
const folder = await findGitFolder(values.repository)
if (folder === undefined) throw new Error(`${values.repository} is no git repository`)
const scratch = mkdtempSync(join(tmpdir(), 'patchmoot-applies-'))
mkdirSync(join(scratch, 'objects'))
const env = {
  ...process.env,
  GIT_DIR: folder,
  GIT_INDEX_FILE: join(scratch, 'index'),
  GIT_OBJECT_DIRECTORY: join(scratch, 'objects'),
  GIT_ALTERNATE_OBJECT_DIRECTORIES: join(folder, 'objects'),
}
const git = (args: readonly string[], input?: string): { readonly ok: boolean; readonly said: string } => {
  const done = spawnSync('git', args, { env, input, cwd: scratch, encoding: 'utf8', maxBuffer: 1 << 28 })
  return { ok: done.status === 0, said: done.stderr }
}

/** What git says: `applies`, `three-way`, or `fails`. */
function askGit(commit: string, text: string): { readonly state: string; readonly said: string } {
  const apply = ['apply', '--cached', '--whitespace=nowarn']
  git(['read-tree', commit])
  const plain = git(apply, text)
  if (plain.ok) return { state: 'applies', said: '' }
  git(['read-tree', commit])
  const merged = git([...apply, '--3way'], text)
  return { state: merged.ok ? 'three-way' : 'fails', said: plain.said + merged.said }
}

const database = await openDatabase(`sqlite:${resolve(values.database)}`)
try {
  const random = seededRandom(values.seed)
  const patches = await database.kysely
    .selectFrom('patch')
    .select(['project_id', 'message', 'at', 'title'])
    .where('files', '<>', '[]')
    .orderBy('message')
    .execute()
  const branch = await database.kysely
    .selectFrom('git_branch')
    .select('tip')
    .where('development', '=', 1)
    .executeTakeFirstOrThrow()
  const { tip } = branch
  const tree = openBranchTree('bench', folder, tip, new AbortController().signal)
  const counts = new Map<string, number>()
  const unlike: string[] = []
  let [ours, theirs, tried] = [0, 0, 0]
  for (; tried < Number(values.count); ) {
    const one = random.pick(patches)
    if (one === undefined) break
    const since = await tree.commitsSince(one.at)
    const commit =
      since[random.pick([0, since.length - 1, random.between(0, Math.min(since.length, 500) - 1)])]?.sha
    const [mail] = await readBatch(database.kysely, one.project_id, [one.message])
    if (commit === undefined || mail === undefined) continue
    const text = patchTextOf(parseMessage(mail.bytes))
    const begun = performance.now()
    const mine = await applySeries(readFilePatches([text]), tree.at(commit))
    const between = performance.now()
    const git = askGit(commit, text)
    ours += between - begun
    theirs += performance.now() - between
    tried++
    const state =
      mine.state === 'conflicts' || mine.state === 'gone' || mine.state === 'unknown' ? 'fails' : mine.state
    // What is there already, git merges into nothing.
    const agrees = state === git.state || (state === 'present' && git.state === 'three-way')
    const key = `${mine.state}${mine.problem === undefined ? '' : ` (${mine.problem})`} / git: ${git.state}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    if (!agrees) unlike.push(`${key}  ${one.message} ${commit.slice(0, 12)} ${one.title}\n${git.said}`)
  }
  tree.close()
  for (const [key, n] of [...counts].sort((a, b) => b[1] - a[1]))
    process.stdout.write(`${String(n).padStart(6)}  ${key}\n`)
  const rate = (ms: number): string => `${Math.round((tried * 1000) / ms)} patches/s`
  process.stdout.write(
    `\n${tried} patches: ${tried - unlike.length} as git says (${(((tried - unlike.length) / tried) * 100).toFixed(2)} %), ${unlike.length} otherwise. Patchmoot ${rate(ours)}, git ${rate(theirs)}.\n`,
  )
  for (const line of unlike.slice(0, Number(values.show))) process.stdout.write(`\n${line}`)
} finally {
  await database.close()
  rmSync(scratch, { recursive: true, force: true })
}
