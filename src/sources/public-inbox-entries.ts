import { type Instant, instantOf } from '../core/time.ts'
import { readGit, streamGit } from '../git/git.ts'
import type { Epoch } from './public-inbox-epochs.ts'
import type { SourceContext } from './source.ts'

/** Something that a commit of the archive brought: a mail, or the end of one. */
export interface Entry {
  readonly kind: 'mail' | 'deleted'
  readonly commit: string
  readonly receivedAt: Instant | undefined
  /** The id of its blob. */
  readonly blob: string
}

/** Commits without a readable tree, above which the repository is beyond reading. */
const BREAKS = 100

/**
 * What the commits of an epoch up to `head` brought, oldest first; with `after`, what came since that commit.
 *
 * `v2`: each commit has one file, `m` for a mail that came, `d` for one that was deleted; `v1`: a file for each mail,
 * named by the SHA-1 of its Message-ID. A mail that one of these commits deletes again is left out, so spam that was
 * taken out of the archive does not come in here; `deleted` are those that were there before `after`. Commits whose tree
 * is missing give an entry with an unknown blob. `changes` counts the mails that came and went before any was left out:
 * none means that this is no archive.
 */
export async function listEntries(
  epoch: Epoch,
  head: string,
  after: string | undefined,
  context: SourceContext,
): Promise<{ readonly entries: readonly Entry[]; readonly changes: number }> {
  const entries: Entry[] = []
  let from = after
  for (let breaks = 0; ; breaks++) {
    const listed = await listRun(epoch, head, from, context, entries)
    if (listed === 'whole') return { entries: withoutDeleted(entries), changes: entries.length }
    if (breaks >= BREAKS) throw listed.cause
    // Git broke off. The first commit that it has not shown is the one that it cannot read.
    const range = from === undefined ? [head] : [head, `^${from}`]
    const args = ['rev-list', '--reverse', '--topo-order', '--timestamp', ...range, '--']
    const commits = (await readGit(args, { repository: epoch.folder, signal: context.signal })).split('\n')
    const at =
      listed.last === undefined ? 0 : commits.findIndex((line) => line.endsWith(listed.last ?? '')) + 1
    const [seconds, commit] = commits[at]?.split(' ') ?? []
    if (commit === undefined) throw listed.cause
    entries.push({ kind: 'mail', commit, receivedAt: instantOf(Number(seconds)), blob: `${commit}:m` })
    from = commit
  }
}

/** Adds what the commits brought to `entries`; gives the last commit seen where git broke off. */
async function listRun(
  epoch: Epoch,
  head: string,
  after: string | undefined,
  context: SourceContext,
  entries: Entry[],
): Promise<'whole' | { readonly last: string | undefined; readonly cause: unknown }> {
  const range = after === undefined ? [head] : [head, `^${after}`]
  const args = [
    'log',
    '--reverse',
    '--topo-order',
    '--format=tformat:%H %ct',
    ...DIFF_OPTIONS,
    ...range,
    '--',
  ]
  let commit: string | undefined
  let receivedAt: Instant | undefined
  let rest = ''
  // A mail that came twice in a row, octet for octet, changes nothing in v2, and git shows no change.
  let current: string | undefined
  let changed = true
  const close = () => {
    if (!changed && commit !== undefined && current !== undefined)
      entries.push({ kind: 'mail', commit, receivedAt, blob: current })
  }
  try {
    for await (const chunk of streamGit(args, { repository: epoch.folder, signal: context.signal })) {
      const lines = (rest + chunk.toString('latin1')).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line.startsWith(':')) {
          changed = true
          if (commit === undefined) continue
          const change = readChange(line)
          if (change === undefined) continue
          entries.push({ kind: change.kind, blob: change.blob, commit, receivedAt })
          current = change.path === 'm' ? change.blob : undefined
        } else if (line !== '') {
          close()
          changed = false
          const space = line.indexOf(' ')
          commit = line.slice(0, space)
          receivedAt = instantOf(Number(line.slice(space + 1)))
        }
      }
    }
    close()
    return 'whole'
  } catch (cause) {
    context.signal.throwIfAborted()
    return { last: commit, cause }
  }
}

const DIFF_OPTIONS = ['--raw', '--no-renames', '--no-abbrev', '--root', '--no-color', '--no-show-signature']

/** `:MODE MODE BLOB BLOB LETTER<TAB>PATH`, as far as it is about a mail. */
function readChange(line: string) {
  const [, before, now, letter, path] =
    /^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) ([AMD])\t(m|d|[0-9a-f]{2}\/[0-9a-f]{38})$/.exec(line) ?? []
  if (before === undefined || now === undefined || path === undefined) return undefined
  if (letter !== 'D') return { kind: path === 'd' ? 'deleted' : 'mail', blob: now, path } as const
  // In v2 a file that goes away only makes room for the next one.
  return path === 'm' || path === 'd' ? undefined : ({ kind: 'deleted', blob: before, path } as const)
}

function withoutDeleted(entries: readonly Entry[]): readonly Entry[] {
  const deletedAt = new Map<string, number>()
  for (const [position, entry] of entries.entries())
    if (entry.kind === 'deleted') deletedAt.set(entry.blob, position)
  if (deletedAt.size === 0) return entries
  const fromHere = new Set<string>()
  const kept = entries.filter((entry, position) => {
    if (entry.kind === 'deleted') return true
    const gone = (deletedAt.get(entry.blob) ?? -1) > position
    if (gone) fromHere.add(entry.blob)
    return !gone
  })
  return kept.filter((entry) => entry.kind === 'mail' || !fromHere.has(entry.blob))
}
