/**
 * A check whether patches apply, in batches, then a search for the commits that broke them, in slices, that kills its own
 * process, without a word, at the nth step of the database: `killed-applies.ts FOLDER DATABASE-URL N`. With N = 0 it lives, and
 * prints how many steps there were.
 */
import { openDialect } from '../../src/store/database.ts'
import { postgresDialect } from '../../src/store/postgres.ts'
import { sqliteDialect } from '../../src/store/sqlite.ts'
import { tryAndSeek } from './applies-story.ts'
import { killable } from './killable.ts'

const [folder = '', url = '', nth = ''] = process.argv.slice(2)
let steps = 0
const step = (): void => {
  steps++
  if (steps === Number(nth)) process.kill(process.pid, 'SIGKILL')
}
const engine = url.startsWith('sqlite:') ? 'sqlite' : 'postgres'
const dialect = engine === 'sqlite' ? sqliteDialect(url.slice('sqlite:'.length)) : postgresDialect(url)
const database = await openDialect(killable(dialect, step), url, engine)
await tryAndSeek(database, folder)
await database.close()
process.stdout.write(String(steps))
