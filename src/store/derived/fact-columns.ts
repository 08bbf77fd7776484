import type { Address, Problem } from '../../core/mail/message.ts'
import type { MessageKind } from '../../core/patches/classify.ts'
import type { PatchContent } from '../../core/patches/diff.ts'
import type { MessageFacts } from '../../core/patches/facts.ts'
import type { PullRequest } from '../../core/patches/pull-request.ts'
import type { Revision } from '../../core/patches/revision.ts'
import type { Signal } from '../../core/patches/signals.ts'
import type { Subject } from '../../core/patches/subject.ts'
import type { TagNote } from '../../core/patches/tag-notes.ts'
import type { Trailer } from '../../core/patches/trailers.ts'

/** What of MessageFacts has no column, as JSON: empty lists, `false` and `undefined` are left out. */
interface FactsJson {
  readonly to?: readonly Address[]
  readonly title: string
  readonly flags?: string
  readonly revision?: Revision
  readonly index?: number
  readonly total?: number
  readonly target?: string
  readonly stable?: readonly string[]
  readonly trees?: readonly string[]
  readonly trailers?: readonly Trailer[]
  readonly tagNotes?: readonly TagNote[]
  readonly pullRequest?: PullRequest
  readonly changeId?: string
  readonly supersedes?: readonly string[]
  readonly links?: readonly string[]
  readonly signals?: readonly Signal[]
}

const FLAGS = ['reply', 'forward', 'ping', 'patch', 'pull', 'rfc', 'resend'] as const
const TEXT = 'text'

/** The `facts` column of a mail. */
export function formatFacts(facts: MessageFacts): string {
  const { subject } = facts
  const flags: string[] = FLAGS.filter((flag) => subject[flag])
  if (facts.hasText) flags.push(TEXT)
  return JSON.stringify({
    to: some(facts.to),
    title: subject.title,
    flags: flags.length > 0 ? flags.join(' ') : undefined,
    revision: subject.revision,
    index: subject.index,
    total: subject.total,
    target: subject.target,
    stable: some(subject.stable),
    trees: some(subject.trees),
    trailers: some(facts.trailers),
    tagNotes: some(facts.tagNotes),
    pullRequest: facts.pull,
    changeId: facts.changeId,
    supersedes: some(facts.supersedes),
    links: some(facts.links),
    signals: some(facts.signals),
  })
}

/** The columns of a mail that its facts are made of again. */
export interface FactColumns {
  readonly message_id: string
  readonly at: string
  readonly sent_at: string | null
  readonly received_at: string | null
  readonly sender_name: string
  readonly sender_address: string
  readonly author_name: string
  readonly author_address: string
  readonly subject: string
  readonly title_key: string
  readonly kind: string
  readonly parents: string
  readonly facts: string
}

/** The facts that these columns were made of. */
export function factsOf(
  row: FactColumns,
  patch: PatchContent | undefined,
  problems: readonly Problem[],
): MessageFacts {
  const json: FactsJson = JSON.parse(row.facts)
  const flags = json.flags?.split(' ') ?? []
  const subject: Subject = {
    raw: row.subject,
    title: json.title,
    key: row.title_key,
    reply: flags.includes('reply'),
    forward: flags.includes('forward'),
    ping: flags.includes('ping'),
    patch: flags.includes('patch'),
    pull: flags.includes('pull'),
    rfc: flags.includes('rfc'),
    resend: flags.includes('resend'),
    revision: json.revision && { major: json.revision.major, text: json.revision.text },
    index: json.index,
    total: json.total,
    target: json.target,
    stable: json.stable ?? [],
    trees: json.trees ?? [],
  }
  return {
    messageId: row.message_id,
    at: row.at,
    sentAt: row.sent_at ?? undefined,
    receivedAt: row.received_at ?? undefined,
    sender: { name: row.sender_name, address: row.sender_address },
    author: { name: row.author_name, address: row.author_address },
    to: json.to ?? [],
    subject,
    kind: row.kind as MessageKind,
    parents: parentsOf(row.parents),
    trailers: (json.trailers ?? []).map((trailer) => ({ ...trailer, note: trailer.note })),
    tagNotes: (json.tagNotes ?? []).map((one) => ({
      position: one.position,
      scope: one.scope,
      condition: one.condition,
    })),
    patch,
    pull: json.pullRequest,
    changeId: json.changeId,
    supersedes: json.supersedes ?? [],
    links: json.links ?? [],
    signals: json.signals ?? [],
    hasText: flags.includes(TEXT),
    problems,
  }
}

/** The `parents` column as Message-IDs. */
export function parentsOf(column: string): readonly string[] {
  return column === '[]' ? [] : JSON.parse(column)
}

function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined
}
