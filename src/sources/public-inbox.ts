import { UserError } from '../core/errors.ts'
import { readGit, runGit } from '../git/git.ts'
import { readObjects } from '../git/objects.ts'
import { formatPublicInboxCursor, type MissingMail, parsePublicInboxCursor } from './public-inbox-cursor.ts'
import { type Entry, listEntries } from './public-inbox-entries.ts'
import { type Epoch, findEpochs, headOf, noArchive } from './public-inbox-epochs.ts'
import { MAIL_LIMIT, type Source, type SourceContext, type SourceEvent } from './source.ts'

/** Mails of an epoch that may be missing; with more it is no archive but the shell of one. */
const MISSING_LIMIT = 200

/**
 * A public-inbox archive in git: `v2` (one commit and one blob `m` for each mail, in epochs) or `v1` (a file for each
 * mail, named by a SHA-1). A local path, or any URL that git can clone; a copy of that is kept in the cache folder.
 *
 * The cursor is JSON, the last commit read of each epoch. A commit that is gone (a purge rewrites history) means that
 * this epoch is read again from its start. A mail whose blob is missing is a problem, and the cursor keeps its name, so
 * that it is named again each time until the archive has it.
 */
export const publicInboxSource: Source = {
  kind: 'public-inbox',
  async *read(location, since, context) {
    const cursor = parsePublicInboxCursor(since)
    const plans: Plan[] = []
    for (const epoch of await findEpochs(location, context)) {
      const head = await headOf(epoch, context)
      if (head === undefined) continue
      const known = cursor.commits.get(epoch.name)
      const after = await usableCursor(epoch, head, known, context)
      if (after === undefined) {
        await checkArchive(epoch, head, location, context)
        cursor.missing.delete(epoch.name)
      }
      const missing = cursor.missing.get(epoch.name) ?? []
      if (after !== head || missing.length > 0) plans.push({ epoch, head, after, missing })
    }
    // Each epoch is listed when its turn comes; those after the first are counted, to say how many mails there will be.
    let later = 0
    const counts = new Map<Plan, number>()
    for (const plan of plans.slice(1)) counts.set(plan, await countCommits(plan, context))
    for (const count of counts.values()) later += count
    let done = 0
    for (const plan of plans) {
      const { epoch, head, after } = plan
      const listed = after === head ? undefined : await listEntries(epoch, head, after, context)
      if (after === undefined && listed?.changes === 0) throw noArchive(location)
      const entries = listed?.entries ?? []
      later -= counts.get(plan) ?? 0
      yield { kind: 'total', mails: done + plan.missing.length + entries.length + later }
      done += plan.missing.length + entries.length
      yield* readEntries(plan, entries, cursor, context)
      cursor.commits.set(epoch.name, head)
    }
    yield { kind: 'end', cursor: formatPublicInboxCursor(cursor) }
  },
}

/** An epoch in which there is something to read. */
interface Plan {
  readonly epoch: Epoch
  readonly head: string
  readonly after: string | undefined
  readonly missing: readonly MissingMail[]
}

async function* readEntries(
  plan: Plan,
  fresh: readonly Entry[],
  cursor: ReturnType<typeof parsePublicInboxCursor>,
  context: SourceContext,
): AsyncGenerator<SourceEvent, void, void> {
  const { epoch } = plan
  const again: readonly Entry[] = plan.missing.map((mail) => ({ kind: 'mail', ...mail }))
  const entries = [...again, ...fresh]
  const names = entries.map((entry) => entry.blob)
  let index = 0
  let cursorAt = cursorMaker(cursor, epoch.name)
  let unread: readonly MissingMail[] = plan.missing
  for await (const found of readObjects(epoch.folder, names, { limit: MAIL_LIMIT, signal: context.signal })) {
    context.signal.throwIfAborted()
    const retried = index < again.length
    const entry = entries[index++]
    if (entry === undefined) break
    const isThere = found.kind === 'object' && found.type === 'blob'
    const isAnswered = isThere || found.kind === 'too-large'
    if (retried ? isAnswered : !isAnswered && entry.kind === 'mail') {
      unread = retried ? unread.filter((one) => one.blob !== entry.blob) : [...unread, entry]
      if (unread.length > MISSING_LIMIT) throw shellOf(epoch)
      cursor.missing.set(epoch.name, unread)
      cursorAt = cursorMaker(cursor, epoch.name)
    }
    const at = cursorAt(retried ? plan.after : entry.commit)
    const where = `commit ${entry.commit} of ${epoch.folder}`
    const problem = (what: string): SourceEvent => ({ kind: 'problem', where, what, cursor: at })
    if (entry.kind === 'deleted') yield problem(deletionOf(isThere ? found.bytes : undefined))
    else if (isThere)
      yield { kind: 'mail', mail: { bytes: found.bytes, receivedAt: entry.receivedAt, cursor: at } }
    else if (found.kind === 'too-large')
      yield problem(`blob ${found.oid} has ${found.size} octets: too large for a mail, left out`)
    else if (found.kind === 'damaged') yield problem(`blob ${entry.blob} cannot be read: ${found.what}`)
    else yield problem(`blob ${entry.blob} is missing in the repository`)
  }
}

// Only the commit differs from mail to mail, so the text around it is made once.
function cursorMaker(
  cursor: ReturnType<typeof parsePublicInboxCursor>,
  epoch: string,
): (commit: string | undefined) => string {
  const placeholder = '@'
  const commits = new Map(cursor.commits).set(epoch, placeholder)
  const [before = '', behind = ''] = formatPublicInboxCursor({ ...cursor, commits }).split(placeholder)
  return (commit) => (commit === undefined ? formatPublicInboxCursor(cursor) : `${before}${commit}${behind}`)
}

/** The archive has taken a mail out that was read before; whether it goes here too is for people to say. */
function deletionOf(mail: Uint8Array | undefined): string {
  const head = Buffer.from((mail ?? new Uint8Array()).subarray(0, 65_536)).toString('latin1')
  const id = /^message-id:\s{0,20}<([^<>\s]{1,250})>/im.exec(head)?.[1]
  return id === undefined
    ? 'it deletes a mail from the archive that was read before'
    : `it deletes <${id}> from the archive, which was read before; "patchmoot message remove" deletes it here too`
}

function shellOf(epoch: Epoch): UserError {
  return new UserError('source', `${epoch.folder} lacks more than ${MISSING_LIMIT} of its mails`, {
    hint: `A partial clone holds no mails: make a whole one with "git clone --mirror". Else see: git --git-dir=${epoch.folder} fsck`,
  })
}

async function usableCursor(
  epoch: Epoch,
  head: string,
  cursor: string | undefined,
  context: SourceContext,
): Promise<string | undefined> {
  if (cursor === undefined || cursor === head) return cursor
  const known = await runGit(['merge-base', '--is-ancestor', cursor, head], {
    repository: epoch.folder,
    signal: context.signal,
  })
  return known.status === 0 ? cursor : undefined
}

async function countCommits(plan: Plan, context: SourceContext): Promise<number> {
  const at = { repository: plan.epoch.folder, signal: context.signal }
  const range = plan.after === undefined ? [plan.head] : [plan.head, `^${plan.after}`]
  return Number(await readGit(['rev-list', '--count', ...range, '--'], at))
}

/** Refuses the repository of a project at a glance, whose whole history would else be searched for mails. */
async function checkArchive(
  epoch: Epoch,
  head: string,
  location: string,
  context: SourceContext,
): Promise<void> {
  const at = { repository: epoch.folder, signal: context.signal }
  const tree = await runGit(['ls-tree', head], at)
  const lines = tree.stdout
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '')
  if (tree.status !== 0 || lines.length === 0) return
  if (!lines.some((line) => / (blob [0-9a-f]+\t[md]|tree [0-9a-f]+\t[0-9a-f]{2})$/.test(line)))
    throw noArchive(location)
}
