/**
 * Holds how Patchmoot pairs the patches of two versions of a series against `git range-diff`:
 *
 *     npm run bench:range-diff -- --database FILE --repository PATH [--count 60] [--seed 1] [--show 20] [--without-links]
 *
 * The database is one that `patchmoot sync` has filled from a list. Drawn by the seed are pairs of successive, complete
 * versions with two patches or more. Each version is put on the branch as it was when it was posted (`git mailinfo`, `git
 * apply`, plain or three-way, in an index and an object folder of its own); where a patch does not apply the pair is left
 * out. `git range-diff` pairs the commits, Patchmoot the mails. Counted is every patch of both: with which other, and whether
 * as unchanged (`=`) or changed (`!`). Apart from that, what the versions of the lineage say about patches that range-diff leaves alone.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openBranchTree } from '../src/app/apply/branch-tree.ts'
import { parseMessage } from '../src/core/mail/parse-message.ts'
import { type ComparedPatch, compareVersions } from '../src/core/patches/compare-versions.ts'
import { patchTextOf } from '../src/core/patches/patch-source.ts'
import { readPatchText } from '../src/core/patches/patch-text.ts'
import { seededRandom } from '../src/demo/random.ts'
import { findGitFolder } from '../src/git/mirror.ts'
import { openDatabase } from '../src/store/database.ts'
import { readBatch } from '../src/store/inputs/raw.ts'
import { disagreements, readRangeDiff } from './range-diff-output.ts'

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    repository: { type: 'string' },
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '20' },
  },
})
const { database: file, repository } = values
if (file === undefined || repository === undefined || !existsSync(file) || !existsSync(repository)) {
  process.stderr.write('Skipped: npm run bench:range-diff -- --database FILE --repository PATH\n')
  process.exit(file === undefined || repository === undefined ? 2 : 0)
}
const folder = await findGitFolder(repository)
if (folder === undefined) throw new Error(`${repository} is no git repository`)
const scratch = mkdtempSync(join(tmpdir(), 'patchmoot-range-diff-'))
mkdirSync(join(scratch, 'objects'))
const env = {
  PATH: process.env['PATH'],
  HOME: scratch,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_DIR: folder,
  GIT_INDEX_FILE: join(scratch, 'index'),
  GIT_OBJECT_DIRECTORY: join(scratch, 'objects'),
  GIT_ALTERNATE_OBJECT_DIRECTORIES: join(folder, 'objects'),
  GIT_COMMITTER_NAME: 'Bench',
  GIT_COMMITTER_EMAIL: 'bench@example.org',
  GIT_COMMITTER_DATE: '2020-01-01T00:00:00Z',
}
function git(args: readonly string[], input: string | Uint8Array = '', more: Record<string, string> = {}) {
  const all = { ...env, ...more }
  const done = spawnSync('git', args, { env: all, input, cwd: scratch, maxBuffer: 1 << 28 })
  return { ok: done.status === 0, out: done.stdout.toString('utf8') }
}

/** Puts a version on a commit; `undefined` where one of its patches does not apply. */
function build(base: string, mails: readonly Uint8Array[]): string | undefined {
  git(['read-tree', base])
  let head = base
  for (const [n, bytes] of mails.entries()) {
    const [words, patch] = [join(scratch, 'msg'), join(scratch, 'patch')]
    const info = git(['mailinfo', '--encoding=UTF-8', words, patch], bytes)
    if (!info.ok) return undefined
    const before = git(['write-tree']).out.trim()
    if (!git(['apply', '--cached', '--whitespace=nowarn', patch]).ok) {
      git(['read-tree', before])
      if (!git(['apply', '--cached', '--3way', '--whitespace=nowarn', patch]).ok) return undefined
    }
    const tree = git(['write-tree']).out.trim()
    if (tree === '' || tree === before) return undefined
    const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(info.out)?.[1] ?? 'none'
    const made = git(
      ['commit-tree', tree, '-p', head],
      `${field('Subject')}\n\n${readFileSync(words, 'utf8')}`,
      {
        GIT_AUTHOR_NAME: field('Author'),
        GIT_AUTHOR_EMAIL: field('Email'),
        // Each a second later: range-diff lists commits by date.
        GIT_AUTHOR_DATE: '2020-01-01T00:00:00Z',
        GIT_COMMITTER_DATE: `2020-01-01T00:${String(Math.trunc(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}Z`,
      },
    )
    if (!made.ok) return undefined
    head = made.out.trim()
  }
  return head
}

const database = await openDatabase(`sqlite:${resolve(file)}`)
try {
  const db = database.kysely
  const { id: project } = await db.selectFrom('project').select('id').orderBy('id').executeTakeFirstOrThrow()
  const { tip } = await db
    .selectFrom('git_branch')
    .select('tip')
    .where('development', '=', 1)
    .executeTakeFirstOrThrow()
  const series = await db
    .selectFrom('series')
    .select(['id', 'name', 'lineage', 'position', 'version', 'title', 'at', 'patch_count'])
    .where('project_id', '=', project)
    .where('complete', '=', 1)
    .where('pull', '=', 0)
    .orderBy('lineage')
    .orderBy('position')
    .execute()
  const successive = series.flatMap((newer, i) => {
    const older = series[i - 1]
    const isPair = older?.lineage === newer.lineage && older.version < newer.version
    return isPair && Math.min(older.patch_count, newer.patch_count) > 1 ? [{ older, newer }] : []
  })
  const tree = openBranchTree('bench', folder, tip, new AbortController().signal)
  const load = async (
    of: number,
  ): Promise<readonly { message: number; title: string; bytes: Uint8Array }[]> => {
    const rows = await db
      .selectFrom('patch')
      .select(['message', 'title'])
      .where('project_id', '=', project)
      .where('series', '=', of)
      .where('duplicate', '=', 0)
      .orderBy('position')
      .execute()
    const mails = await readBatch(
      db,
      project,
      rows.map((row) => row.message),
    )
    const bytes = new Map(mails.map((mail) => [mail.message, mail.bytes]))
    return rows.flatMap((row) => {
      const own = bytes.get(row.message)
      return own === undefined ? [] : [{ ...row, bytes: own }]
    })
  }
  const wanted = Number(values.count)
  let [pairs, left, whole, patches, paired, marked, linked] = [0, 0, 0, 0, 0, 0, 0]
  const unlike: string[] = []
  for (const { older, newer } of seededRandom(values.seed).shuffled(successive)) {
    if (pairs >= wanted) break
    const [was, is] = [await load(older.id), await load(newer.id)]
    const bases = [(await tree.commitsSince(newer.at))[0]?.sha, (await tree.commitsSince(older.at))[0]?.sha]
    const put = (mails: readonly { bytes: Uint8Array }[], on: readonly (string | undefined)[]) => {
      for (const base of on) {
        const head =
          base &&
          build(
            base,
            mails.map((mail) => mail.bytes),
          )
        if (base !== undefined && head !== undefined) return `${base}..${head}`
      }
      return undefined
    }
    const before = put(was, [...bases].reverse())
    const after = before && put(is, bases)
    if (before === undefined || after === undefined) {
      left++
      continue
    }
    const said = git(['range-diff', '--no-color', '--no-patch', before, after])
    if (!said.ok) throw new Error(`git range-diff ${before} ${after} failed`)
    const theirs = readRangeDiff(said.out)
    const read = (one: { title: string; bytes: Uint8Array }): ComparedPatch => ({
      title: one.title,
      patch: readPatchText(patchTextOf(parseMessage(one.bytes))),
    })
    const [a, b] = [was.map(read), is.map(read)]
    const ours = compareVersions(a, b)
    pairs++
    patches += theirs.length
    const found = disagreements(
      ours.map((one) => ({ older: one.older, newer: one.newer, isSame: one.weight === 'same' })),
      theirs,
    )
    paired += theirs.length - found.pairing.length
    marked += theirs.length - found.pairing.length - found.marks.length
    if (found.pairing.length === 0) whole++
    const links = await db
      .selectFrom('patch_link')
      .select(['newer', 'older'])
      .where('project_id', '=', project)
      .where(
        'newer',
        'in',
        is.map((one) => one.message),
      )
      .execute()
    const known = links.flatMap((link) => {
      const at = {
        older: was.findIndex((one) => one.message === link.older),
        newer: is.findIndex((one) => one.message === link.newer),
      }
      return at.older < 0 ? [] : [at]
    })
    const joined = compareVersions(a, b, known)
    linked += ours.length - joined.length
    if (found.pairing.length + found.marks.length > 0) {
      const name = `${newer.title} v${older.version} <${older.name}> v${newer.version} <${newer.name}>`
      unlike.push(
        [name, ...found.pairing, ...found.marks, git(['range-diff', '--no-color', before, after]).out].join(
          '\n',
        ),
      )
    }
  }
  tree.close()
  const share = (part: number, of: number): string =>
    `${part} of ${of} (${((part / Math.max(of, 1)) * 100).toFixed(1)} %)`
  process.stdout.write(
    `${pairs} pairs of versions (${left} more do not apply; ${successive.length} there are). Paired as git range-diff does: ${share(whole, pairs)} whole, ${share(paired, patches)} of its lines; of these ${share(marked, paired)} with the same mark. Versions join ${linked} patches that range-diff leaves alone.\n`,
  )
  for (const text of unlike.slice(0, Number(values.show))) process.stdout.write(`\n${text}\n`)
} finally {
  await database.close()
  rmSync(scratch, { recursive: true, force: true })
}
