/**
 * Holds the lost queue of past days against the repository, which the queue's own record does not ask:
 *
 *     npm run bench:lost -- --database FILE --repository PATH [--sample 40 --seed 1]
 *
 * The database is one that `patchmoot sync` has filled. Of every series that the queue of any first of a month listed for
 * L1, L2 or L3, the patches that were live on the first of these days are tried on the development branch as it was that
 * day: where all that they change is there already, the line was wrong. `--sample` prints lines drawn by the seed, to be
 * read by people.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openBranchTree } from '../src/app/apply/branch-tree.ts'
import { readFilePatches } from '../src/app/apply/read-lineage-patches.ts'
import { parseMessage } from '../src/core/mail/parse-message.ts'
import { trySeries } from '../src/core/patches/apply-series.ts'
import { patchTextOf } from '../src/core/patches/patch-source.ts'
import { seededRandom } from '../src/demo/random.ts'
import { findGitFolder } from '../src/git/mirror.ts'
import { openDatabase } from '../src/store/database.ts'
import { readBatch } from '../src/store/inputs/raw.ts'
import { readCases, readQueueRecord } from '../src/store/read/queue-record.ts'

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    repository: { type: 'string' },
    sample: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
  },
})
if (values.database === undefined || values.repository === undefined) {
  process.stderr.write('npm run bench:lost -- --database FILE --repository PATH\n')
  process.exit(2)
}
const folder = await findGitFolder(values.repository)
if (folder === undefined) throw new Error(`${values.repository} is no git repository`)
const database = await openDatabase(`sqlite:${resolve(values.database)}`)
try {
  const db = database.kysely
  const { id: project } = await db.selectFrom('project').select('id').orderBy('id').executeTakeFirstOrThrow()
  const record = await readQueueRecord(db, project)
  const { histories } = await readCases(db, project)
  const { tip } = await db
    .selectFrom('git_branch')
    .select('tip')
    .where('development', '=', 1)
    .executeTakeFirstOrThrow()
  const tree = openBranchTree('bench', folder, tip, new AbortController().signal)
  const counts = new Map<string, number>()
  const note = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)
  const lines: string[] = []
  const found: string[] = []
  for (const one of histories) {
    const day = record.days.find(({ day: at }) =>
      one.lost.some((span) => span.from <= at && (span.to === undefined || span.to > at)),
    )?.day
    if (day === undefined) continue
    const series = await db
      .selectFrom('series')
      .select(['id', 'name', 'title', 'at'])
      .where('project_id', '=', project)
      .where('lineage', '=', one.lineage)
      .where('at', '<=', day)
      .orderBy('at', 'desc')
      .executeTakeFirst()
    if (series === undefined) continue
    const patches = await db
      .selectFrom('patch')
      .select('message')
      .where('project_id', '=', project)
      .where('series', '=', series.id)
      .where('duplicate', '=', 0)
      .orderBy('position')
      .execute()
    const mails = new Map(
      (
        await readBatch(
          db,
          project,
          patches.map((patch) => patch.message),
        )
      ).map((mail) => [mail.message, mail]),
    )
    const texts = patches.flatMap(({ message }) => {
      const mail = mails.get(message)
      return mail === undefined ? [] : [patchTextOf(parseMessage(mail.bytes))]
    })
    const commit = (await tree.commitsSince(day))[0]?.sha ?? tip
    const { state } = await trySeries(readFilePatches(texts), tree.at(commit))
    note(state)
    lines.push(`${day.slice(0, 10)}  ${state.padEnd(10)} ${series.title.slice(0, 70)}  <${series.name}>`)
    if (state === 'present') found.push(lines.at(-1) ?? '')
  }
  tree.close()
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0)
  const present = counts.get('present') ?? 0
  process.stdout.write(
    `${total} series that the queue listed, tried on the branch of the first day that listed them:\n`,
  )
  for (const [state, n] of [...counts].sort((a, b) => b[1] - a[1]))
    process.stdout.write(`${String(n).padStart(6)}  ${state}\n`)
  process.stdout.write(
    `Not settled in the repository: ${(((total - present) / Math.max(total, 1)) * 100).toFixed(1)} %\n`,
  )
  for (const line of found) process.stdout.write(`wrong  ${line}\n`)
  const random = seededRandom(values.seed)
  for (const line of random.shuffled(lines).slice(0, Number(values.sample))) process.stdout.write(`${line}\n`)
} finally {
  await database.close()
}
