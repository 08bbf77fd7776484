import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sync } from '../../src/app/sync.ts'
import type { Database } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrations.ts'
import { contextFor, makeRepository, mbox, patchText, type TestMail } from '../support/archive.ts'

/** Lists, each of which is a transaction of its own, and mails in each. */
const LISTS = 4
const ROUNDS = 6

/** Writes what the sync of the crash tests reads: several lists, some mails on two of them, and a repository. */
export function writeStory(folder: string): void {
  for (let list = 0; list < LISTS; list++) {
    const mails: TestMail[] = []
    for (let round = 0; round < ROUNDS; round++) mails.push(...listRound(list, round))
    if (list > 0) mails.push(...listRound(list - 1, 0))
    writeFileSync(join(folder, `list${list}.mbox`), mbox(mails))
  }
  makeRepository(
    join(folder, 'repo'),
    Array.from({ length: ROUNDS }, (_, round) => ({
      message: `file0_${round}: change it\n\nBecause.`,
      files: { [`file0_${round}`]: 'new\n', [`other${round}`]: `${round}\n` },
    })),
  )
}

/** A patch, a review of it, its next version, a tag. */
function listRound(list: number, round: number): readonly TestMail[] {
  const name = `${list}.${round}`
  const file = `file${list}_${round}`
  const day = list + round * 3
  return [
    {
      id: `v1-${name}@x`,
      subject: `[PATCH] ${file}: change it`,
      day,
      text: patchText(file, 'old', 'newer'),
    },
    {
      id: `r1-${name}@x`,
      from: 'Bo',
      subject: `Re: [PATCH] ${file}: change it`,
      day: day + 0.5,
      answers: `v1-${name}@x`,
      text: 'Could you call it "new"?',
    },
    {
      id: `v2-${name}@x`,
      subject: `[PATCH v2] ${file}: change it`,
      day: day + 1,
      text: patchText(file, 'old', 'new'),
    },
    {
      id: `r2-${name}@x`,
      from: 'Bo',
      subject: `Re: [PATCH v2] ${file}: change it`,
      day: day + 1.5,
      answers: `v2-${name}@x`,
      text: 'Reviewed-by: Bo Example <bo@example.org>',
    },
  ]
}

/** One sync of it, tables made where there are none. Gives the number of the project. */
export async function syncStory(database: Database, folder: string): Promise<number> {
  await migrate(database)
  const context = await contextFor(database, folder, {
    lists: Array.from({ length: LISTS }, (_, list) => ({
      address: `list${list}@lists.example.org`,
      source: `mbox:list${list}.mbox`,
    })),
    repositories: [{ name: 'repo', url: join(folder, 'repo') }],
  })
  await sync(context)
  return context.projectId
}
