import { UserError } from '../../core/errors.ts'
import { addDays } from '../../core/time.ts'
import { type PersonEntry, readPerson } from '../../store/read/people.ts'
import { COMMITTER_DAYS, isCommitter } from '../../store/read/todo.ts'
import type { Asked } from '../request.ts'

/** Somebody by number, and whether what is ready is theirs to commit. Throws `UserError` 'not-found'. */
export async function findInbox(
  { db, projectId, view }: Asked,
  id: string,
): Promise<{ readonly person: PersonEntry; readonly committer: boolean }> {
  const person = /^\d{1,9}$/.test(id) ? await readPerson(db, projectId, Number(id)) : undefined
  if (person === undefined) throw new UserError('not-found', `There is no person ${id.slice(0, 40)} here.`)
  const addresses = [...new Set([person.key, ...person.addresses])]
  return {
    person,
    committer: await isCommitter(
      db,
      projectId,
      addresses,
      addDays(view.asOf, -COMMITTER_DAYS),
      view.pastDay === undefined ? undefined : view.asOf,
    ),
  }
}
