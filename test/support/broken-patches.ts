import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SyncContext } from '../../src/app/with-run.ts'
import type { Database } from '../../src/store/database.ts'
import { contextFor, mbox, type TestMail } from './archive.ts'
import { makeTestRepository } from './repo.ts'

const LINES = Array.from({ length: 9 }, (_, n) => n)
const fileOf = (n: number, fifth = `file ${n}, line 4`): string =>
  LINES.map((line) => `${line === 4 ? fifth : `file ${n}, line ${line}`}\n`).join('')

/**
 * A list with patches that applied when they were posted, one each hour before noon, and a repository where later commits
 * broke all of them, the first one last; gives the commit that broke each, by Message-ID.
 */
export function writeBrokenPatches(folder: string, count: number): ReadonlyMap<string, string> {
  const repository = makeTestRepository(join(folder, 'repository'))
  repository.commit('start', {
    ...Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, fileOf(n)])),
    // So much that nobody takes this commit for one of the patches.
    plan: Array.from({ length: 30 * count }, (_, n) => `measure ${n} of the plan of the house\n`).join(''),
  })
  const mails = Array.from({ length: count }, (_, n): TestMail => {
    const before = repository.git(['rev-parse', 'HEAD'])
    writeFileSync(join(folder, 'repository', `f${n}`), fileOf(n, `wanted ${n}`))
    repository.git(['commit', '--quiet', '--all', '-m', 'change'])
    const text = repository.git(['format-patch', '--stdout', '--no-signature', '-1'])
    repository.git(['reset', '--quiet', '--hard', before])
    return {
      id: `p${n}@x`,
      from: `Ada${String.fromCharCode(97 + n)}`,
      subject: `[PATCH] f${n}: the wish number ${String.fromCharCode(97 + n).repeat(5)}`,
      day: 0.001 * (n + 1),
      text: text.slice(text.indexOf('\n\n') + 2),
    }
  })
  writeFileSync(join(folder, 'list.mbox'), mbox(mails))
  const breaks = new Map<string, string>()
  for (let n = count - 1; n >= 0; n--) {
    repository.commit(`something else ${n}`, { plan: `another plan, the one of day ${n}\n` })
    breaks.set(
      `p${n}@x`,
      repository.commit(`another way ${n}`, { [`f${n}`]: fileOf(n, `as it came to be ${n}`) }),
    )
  }
  return breaks
}

/** What syncs it. */
export function brokenContext(database: Database, folder: string): Promise<SyncContext> {
  return contextFor(database, folder, BROKEN_PROJECT)
}

/** Its configuration. */
export const BROKEN_PROJECT = {
  lists: [{ address: 'devel@lists.example.org', source: 'mbox:list.mbox' }],
  repositories: [{ name: 'project', url: 'repository' }],
}
