/** Makes the tables if need be, and records decisions, one to a transaction: `append-decisions.ts URL PERSON HOW-MANY`. */
import { openDatabase } from '../../../src/store/database.ts'
import { appendDecision } from '../../../src/store/inputs/decisions.ts'
import { ensureProject } from '../../../src/store/inputs/projects.ts'
import { migrate } from '../../../src/store/migrations.ts'
import { startTogether } from '../../support/together.ts'

const [url = '', person = '', many = ''] = process.argv.slice(2)
await startTogether()
const database = await openDatabase(url)
await migrate(database)
const project = await ensureProject(database.kysely, 'test')
for (let n = 0; n < Number(many); n++)
  await database.transaction((db) =>
    appendDecision(db, project, {
      at: '2026-03-02T09:00:00Z',
      person,
      action: 'state',
      subject: `${n}@example.org`,
      payload: { status: 'deferred' },
      salt: `${person}${n}`,
    }),
  )
await database.close()
