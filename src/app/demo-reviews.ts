import { createHash } from 'node:crypto'
import { addDays } from '../core/time.ts'
import type { Community } from '../demo/community.ts'
import { CARRIED, NEVER_POSTED, REVIEW_ACTS } from '../demo/review-acts.ts'
import type { Database } from '../store/database.ts'
import { type CarriedPatch, listCarried, replaceCarried } from '../store/inputs/carried.ts'
import { appendDecision, listDecisions } from '../store/inputs/decisions.ts'

const COLLECTION = 'gravel-linux'

/**
 * Records what people of the demo said about series, and what a distribution of it carries, before the sync that derives from
 * it; once. A story that a small demo does not tell is left out.
 */
export async function recordDemoReviews(
  database: Database,
  projectId: number,
  community: Community,
): Promise<void> {
  const { until } = community.options
  const mailOf = (story: string): string | undefined =>
    community.stories.find((one) => one.name === story)?.messageId
  const known = await listDecisions(database.kysely, projectId)
  if (!known.some((one) => one.action === 'offer'))
    await database.transaction(async (db) => {
      for (const { story, by, ago, action, words, day } of REVIEW_ACTS) {
        const subject = mailOf(story)
        const person = community.people.find((one) => one.name === by)?.address.toLowerCase()
        if (subject === undefined || person === undefined) continue
        await appendDecision(db, projectId, {
          at: addDays(until, -ago),
          person,
          action,
          subject,
          payload: {
            ...words,
            ...(day === undefined ? {} : { [day[0]]: addDays(until, day[1]).slice(0, 10) }),
          },
          salt: createHash('sha256').update(`demo ${story} ${action}`).digest('hex').slice(0, 32),
        })
      }
    })
  if ((await listCarried(database.kysely, projectId)).length > 0) return
  const patches = CARRIED.flatMap(({ name, story }): CarriedPatch[] => {
    const id = mailOf(story)
    const mail = community.mails.find((one) => one.messageId === id)
    return mail === undefined ? [] : [{ name, bytes: mail.bytes }]
  })
  await database.transaction((db) =>
    replaceCarried(
      db,
      projectId,
      COLLECTION,
      [...patches, { name: '0005-where-the-documents-are.patch', bytes: Buffer.from(NEVER_POSTED) }],
      addDays(until, -30),
    ),
  )
}
