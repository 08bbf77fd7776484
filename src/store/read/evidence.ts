import type { Address } from '../../core/mail/message.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../database.ts'
import { readByKeys, storableText } from '../rows.ts'

/** A mail or a commit that something derived rests on, in a line. */
export interface Evidence {
  readonly kind: 'mail' | 'commit'
  /** Message-ID, or hash. */
  readonly id: string
  /** Subject, or title. */
  readonly title: string
  /** Sender, or author. */
  readonly person: Address
  readonly at: Instant
}

/** More than this no page unfolds. */
const MOST = 2000

/** The mails and commits that references name, by reference; those that are not here are left out. By keys. */
export async function listEvidence(
  db: Db,
  projectId: number,
  references: Iterable<string | undefined>,
): Promise<ReadonlyMap<string, Evidence>> {
  const all = [...new Set(references)].flatMap((one) => one ?? []).slice(0, MOST)
  const found = new Map<string, Evidence>()
  const mails = await readByKeys(all.filter((one) => !isHash(one)).map(storableText), (chunk) =>
    db
      .selectFrom('message_fact')
      .select(['message_id', 'subject', 'sender_name', 'sender_address', 'at'])
      .where('project_id', '=', projectId)
      .where('message_id', 'in', chunk)
      .execute(),
  )
  for (const row of mails)
    found.set(row.message_id, {
      kind: 'mail',
      id: row.message_id,
      title: row.subject,
      person: { name: row.sender_name, address: row.sender_address },
      at: row.at,
    })
  const commits = await readByKeys(all.filter(isHash), (chunk) =>
    db
      .selectFrom('git_commit')
      .select(['sha', 'message', 'author_name', 'author_address', 'committed_at'])
      .where('project_id', '=', projectId)
      .where('sha', 'in', chunk)
      .execute(),
  )
  for (const row of commits)
    found.set(row.sha, {
      kind: 'commit',
      id: row.sha,
      title: row.message.split('\n', 1)[0] ?? '',
      person: { name: row.author_name, address: row.author_address },
      at: row.committed_at,
    })
  return found
}

function isHash(reference: string): boolean {
  return /^[0-9a-f]{40}$/.test(reference)
}
