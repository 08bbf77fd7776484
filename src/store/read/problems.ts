import { sql } from 'kysely'
import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys } from '../rows.ts'

/** A mail that could not be read whole, and why. */
export interface ProblemEntry {
  readonly message: number
  readonly messageId: string
  readonly at: Instant
  readonly sender: Address
  readonly subject: string
  readonly problems: readonly { readonly place: string; readonly what: string }[]
}

/** Mails with problems, newest number first; `place`: only with a problem there; `after`: below that number. */
export async function listProblemMails(
  db: Db,
  projectId: number,
  page: {
    readonly place?: string | undefined
    readonly after?: number | undefined
    readonly limit: number
  },
): Promise<readonly ProblemEntry[]> {
  let query = db
    .selectFrom('problem')
    .select('message')
    .distinct()
    .where('project_id', '=', projectId)
    .orderBy('message', 'desc')
    .limit(page.limit)
  if (page.place !== undefined) query = query.where('place', '=', page.place)
  if (page.after !== undefined) query = query.where('message', '<', page.after)
  const numbers = (await query.execute()).map((row) => row.message)
  if (numbers.length === 0) return []
  const mails = await db
    .selectFrom('message_fact')
    .select(['message', 'message_id', 'at', 'sender_name', 'sender_address', 'subject'])
    .where('project_id', '=', projectId)
    .where('message', 'in', numbers)
    .execute()
  const problems = await db
    .selectFrom('problem')
    .select(['message', 'position', 'place', 'what'])
    .where('project_id', '=', projectId)
    .where('message', 'in', numbers)
    .orderBy('message')
    .orderBy('position')
    .execute()
  return numbers.flatMap((number) => {
    const mail = mails.find((row) => row.message === number)
    if (mail === undefined) return []
    return [
      {
        message: number,
        messageId: mail.message_id,
        at: mail.at,
        sender: { name: mail.sender_name, address: mail.sender_address },
        subject: mail.subject,
        problems: problems
          .filter((row) => row.message === number)
          .map((row) => ({ place: row.place, what: row.what })),
      },
    ]
  })
}

/** In how many mails each place of a mail had a problem, most first. */
export async function countProblemPlaces(
  db: Db,
  projectId: number,
): Promise<readonly { readonly place: string; readonly mails: number }[]> {
  const rows = await db
    .selectFrom('problem')
    .select(['place', sql<number>`cast(count(distinct message) as integer)`.as('mails')])
    .where('project_id', '=', projectId)
    .groupBy('place')
    .execute()
  return rows.sort((a, b) => b.mails - a.mails || (a.place < b.place ? -1 : 1))
}

/** The problems of some mails, by number, in the order in which they were found. */
export async function listProblemsOf(
  db: Db,
  projectId: number,
  messages: readonly number[],
): Promise<ReadonlyMap<number, readonly { readonly place: string; readonly what: string }[]>> {
  const rows = await readByKeys(messages, (chunk) =>
    db
      .selectFrom('problem')
      .select(['message', 'place', 'what'])
      .where('project_id', '=', projectId)
      .where('message', 'in', chunk)
      .orderBy('message')
      .orderBy('position')
      .execute(),
  )
  const found = new Map<number, { readonly place: string; readonly what: string }[]>()
  for (const { message, ...problem } of rows) {
    const list = found.get(message)
    if (list) list.push(problem)
    else found.set(message, [problem])
  }
  return found
}
