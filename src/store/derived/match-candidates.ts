import type { PatchKeys } from '../../core/matching/document.ts'
import type { Candidate } from '../../core/matching/match.ts'
import { type Instant, secondsOf } from '../../core/time.ts'
import { type Db, needTransaction } from '../database.ts'
import { readByKeys } from '../rows.ts'
import { contentOf } from './content-rows.ts'
import { put, type Row } from './lineages.ts'

/** What of a candidate tells whether it has changed, and which others it belongs to. */
export interface KnownCandidate {
  readonly message: number
  readonly messageId: string
  readonly at: Instant
  /** See `candidatePrint` and `ChainOf`. */
  readonly print: string
  readonly chain: string
}

/** A candidate, and the number of its mail. */
export interface StoredCandidate {
  readonly message: number
  readonly candidate: Candidate
}

/** By what a commit finds patches exactly, whenever they were posted. */
export interface CandidateKeys {
  readonly titleKeys: readonly string[]
  readonly patchIds: readonly string[]
  readonly changedLinesIds: readonly string[]
  /** Their `Date:` headers. */
  readonly sentAt: readonly Instant[]
  readonly messageIds: readonly string[]
  /** 40 hex. */
  readonly namedCommits: readonly string[]
}

/** Which candidates are known: all of a project, or of some mails by number or Message-ID, or of some chains. */
export async function listKnownCandidates(
  db: Db,
  projectId: number,
  only: {
    readonly messages?: readonly number[]
    readonly messageIds?: readonly string[]
    readonly chains?: readonly string[]
  } = {},
): Promise<readonly KnownCandidate[]> {
  const base = db
    .selectFrom('match_candidate')
    .select(['message', 'message_id', 'at', 'print', 'chain'])
    .where('project_id', '=', projectId)
  const { messages, messageIds, chains } = only
  const rows = messages
    ? await readByKeys(messages, (chunk) => base.where('message', 'in', chunk).execute())
    : messageIds
      ? await readByKeys(messageIds, (chunk) => base.where('message_id', 'in', chunk).execute())
      : chains
        ? await readByKeys(chains, (chunk) => base.where('chain', 'in', chunk).execute())
        : await base.execute()
  const unique = new Map(rows.map((row) => [row.message, row]))
  return [...unique.values()].map(({ message_id, ...row }) => ({ ...row, messageId: message_id }))
}

/** By what commits find the candidates of some mails, as it was when they were written. */
export async function listPatchKeys(
  db: Db,
  projectId: number,
  messages: readonly number[],
): Promise<readonly PatchKeys[]> {
  const rows = await readByKeys(messages, (chunk) =>
    db
      .selectFrom('match_candidate')
      .select(['message_id', 'title_key', 'patch_id', 'changed_lines_id', 'sent_at'])
      .where('project_id', '=', projectId)
      .where('message', 'in', chunk)
      .execute(),
  )
  return rows.map((row) => ({
    messageId: row.message_id,
    key: row.title_key,
    patchId: row.patch_id ?? undefined,
    changedLinesId: row.changed_lines_id ?? undefined,
    sentAt: secondsOf(row.sent_at),
  }))
}

/** Writes candidates in place of what was known of their mails, and forgets those that are `gone`. */
export async function replaceCandidates(
  db: Db,
  projectId: number,
  gone: readonly number[],
  rows: readonly Row<'match_candidate'>[],
): Promise<void> {
  needTransaction(db, 'replaceCandidates')
  await readByKeys([...gone, ...rows.map((row) => row.message)], (chunk) =>
    db
      .deleteFrom('match_candidate')
      .where('project_id', '=', projectId)
      .where('message', 'in', chunk)
      .execute(),
  )
  await put(db, projectId, 'match_candidate', rows)
}

/** The candidates that were posted from one instant (inclusive) to another (exclusive), with their contents. */
export async function listCandidatesBetween(
  db: Db,
  projectId: number,
  from: Instant,
  to: Instant,
): Promise<readonly StoredCandidate[]> {
  const rows = await whole(db, projectId).where('c.at', '>=', from).where('c.at', '<', to).execute()
  return rows.map(candidateOf)
}

/**
 * The candidates that commits with these keys find, with their contents, if they were posted before one instant, or at
 * or after another. One may come several times.
 */
export async function findCandidates(
  db: Db,
  projectId: number,
  keys: CandidateKeys,
  before: Instant,
  after: Instant,
): Promise<readonly StoredCandidate[]> {
  const base = whole(db, projectId).where((eb) => eb.or([eb('c.at', '<', before), eb('c.at', '>=', after)]))
  const found = [
    ...(await readByKeys(keys.titleKeys, (some) => base.where('c.title_key', 'in', some).execute())),
    ...(await readByKeys(keys.patchIds, (some) => base.where('c.patch_id', 'in', some).execute())),
    ...(await readByKeys(keys.changedLinesIds, (some) =>
      base.where('c.changed_lines_id', 'in', some).execute(),
    )),
    ...(await readByKeys(keys.sentAt, (some) => base.where('c.sent_at', 'in', some).execute())),
    ...(await readByKeys(keys.messageIds, (some) => base.where('c.message_id', 'in', some).execute())),
    ...(await readByKeys(keys.namedCommits, (some) => base.where('c.named_commit', 'in', some).execute())),
  ]
  return found.map(candidateOf)
}

function whole(db: Db, projectId: number) {
  return db
    .selectFrom('match_candidate as c')
    .innerJoin('message_fact as f', (join) =>
      join.onRef('f.project_id', '=', 'c.project_id').onRef('f.message', '=', 'c.message'),
    )
    .innerJoin('patch_content as p', (join) =>
      join.onRef('p.project_id', '=', 'c.project_id').onRef('p.message', '=', 'c.message'),
    )
    .select([
      'c.message',
      'c.message_id',
      'c.at',
      'c.sent_at',
      'c.title_key',
      'c.series',
      'c.position',
      'c.proposal',
      'c.older',
      'f.sender_name',
      'f.sender_address',
      'f.author_name',
      'f.author_address',
      'p.patch_id',
      'p.changed_lines_id',
      'p.files',
      'p.additions',
      'p.deletions',
      'p.lines',
      'p.message_lines',
    ])
    .where('c.project_id', '=', projectId)
}

type WholeRow = Awaited<ReturnType<ReturnType<typeof whole>['execute']>>[number]

function candidateOf(row: WholeRow): StoredCandidate {
  const candidate = {
    messageId: row.message_id,
    at: row.at,
    sentAt: row.sent_at,
    sender: { name: row.sender_name, address: row.sender_address },
    author: { name: row.author_name, address: row.author_address },
    key: row.title_key,
    content: contentOf(row),
    series: row.series ?? undefined,
    index: row.position ?? undefined,
    proposal: row.proposal === 1,
    older: row.older === '[]' ? [] : JSON.parse(row.older),
  }
  return { message: row.message, candidate }
}
