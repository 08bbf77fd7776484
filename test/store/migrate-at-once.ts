/** Makes the tables of a database, and says which migrations it applied: `migrate-at-once.ts URL`. */
import { openDatabase } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrations.ts'
import { startTogether } from '../support/together.ts'

const [url = ''] = process.argv.slice(2)
await startTogether()
const database = await openDatabase(url)
const { applied } = await migrate(database)
await database.close()
process.stdout.write(JSON.stringify(applied))
