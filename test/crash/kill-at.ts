import { type Database, openDialect } from '../../src/store/database.ts'
import { postgresDialect } from '../../src/store/postgres.ts'
import { sqliteDialect } from '../../src/store/sqlite.ts'
import { killable } from './killable.ts'

/**
 * Runs a story in this process, which is killed, without a word, at the nth step of the database: by the arguments FOLDER
 * DATABASE-URL N. With N = 0 it lives, and prints how many steps there were.
 */
export async function killAt(story: (database: Database, folder: string) => Promise<unknown>): Promise<void> {
  const [folder = '', url = '', nth = ''] = process.argv.slice(2)
  let steps = 0
  const step = (): void => {
    steps++
    if (steps === Number(nth)) process.kill(process.pid, 'SIGKILL')
  }
  const engine = url.startsWith('sqlite:') ? 'sqlite' : 'postgres'
  const dialect = engine === 'sqlite' ? sqliteDialect(url.slice('sqlite:'.length)) : postgresDialect(url)
  const database = await openDialect(killable(dialect, step), url, engine)
  await story(database, folder)
  await database.close()
  process.stdout.write(String(steps))
}
