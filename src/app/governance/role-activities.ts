import type { RoleActivity } from '../../core/governance/lapse.ts'
import type { Address } from '../../core/mail/message.ts'
import { listSections } from '../../core/people/file-owners.ts'
import type { Maintainers } from '../../core/people/maintainers.ts'
import type { RoleHolding } from '../../core/people/roles.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { type Decision, listDecisions } from '../../store/inputs/decisions.ts'
import { listMotions, type MotionEntry } from '../../store/read/motions.ts'
import { listNamedCommits, listPings, listPosts, listSentPatches } from '../../store/read/scope-activity.ts'
import { MOTION_SHAPES, roleSubject } from './motion-shapes.ts'

/** Roles whose work is seen in the list and in git. Others have work that is not. */
const SEEN: ReadonlySet<string> = new Set([
  'maintainer',
  'reviewer',
  'committer',
  'leadership-team',
  'release-manager',
  'stable-maintainer',
])
/** The scope of what belongs to every section. */
const WHOLE = ''

/** A thread with patches, as far as roles are concerned. */
interface PatchThread {
  readonly at: Instant
  readonly sender: string
  readonly sections: Set<string>
  readonly recipients: Set<string>
  /** When its sender asked what had become of it. */
  readonly pings: Instant[]
  readonly posts: { readonly at: Instant; readonly sender: string }[]
}

/**
 * What is seen of the work of those who hold a role now: by section, in the list and in git. `undefined` for a role that
 * is over, or whose work is done elsewhere.
 */
export async function roleActivities(
  db: Db,
  projectId: number,
  holdings: readonly RoleHolding[],
  maintainers: Maintainers | undefined,
  personOf: (address: Address) => string,
): Promise<readonly (RoleActivity | undefined)[]> {
  const sectionsOf = sectionFinder(maintainers)
  const posts = await listPosts(db, projectId)
  const threads = await readThreads(db, projectId, posts, sectionsOf, personOf)
  const mails = mailsByPerson(posts)
  const commits = await readCommits(db, projectId, sectionsOf, personOf)
  const notes = await listDecisions(db, projectId)
  const motions = await listMotions(db, projectId)
  return holdings.map((holding) =>
    holding.to !== undefined || !SEEN.has(holding.role)
      ? undefined
      : activityOf(
          holding,
          threads,
          mails.get(holding.person) ?? [],
          commits,
          notes,
          motions,
          isAlone(holding, holdings),
        ),
  )
}

/** Nobody else holds the role there now: their word is needed. */
function isAlone(holding: RoleHolding, holdings: readonly RoleHolding[]): boolean {
  return (
    holding.role === 'maintainer' &&
    holdings.every(
      (one) =>
        one.role !== holding.role ||
        one.scope !== holding.scope ||
        one.to !== undefined ||
        one.person === holding.person,
    )
  )
}

type SectionFinder = (paths: readonly string[]) => ReadonlySet<string>

/** The sections that paths belong to; each path is looked up once. */
function sectionFinder(maintainers: Maintainers | undefined): SectionFinder {
  const known = new Map<string, readonly string[]>()
  return (paths) => {
    const found = new Set<string>()
    for (const path of paths) {
      let sections = known.get(path)
      if (sections === undefined) {
        sections =
          maintainers === undefined ? [] : listSections(maintainers, path).map((one) => one.section.name)
        known.set(path, sections)
      }
      for (const section of sections) found.add(section)
    }
    return found
  }
}

async function readThreads(
  db: Db,
  projectId: number,
  posts: Awaited<ReturnType<typeof listPosts>>,
  sectionsOf: SectionFinder,
  personOf: (address: Address) => string,
): Promise<readonly PatchThread[]> {
  const persons = new Map<string, string>()
  const person = (address: string): string => {
    const known = persons.get(address) ?? personOf({ name: '', address })
    persons.set(address, known)
    return known
  }
  const threads = new Map<number, PatchThread>()
  for (const patch of await listSentPatches(db, projectId)) {
    const thread = threads.get(patch.thread) ?? {
      at: patch.at,
      sender: patch.sender,
      sections: new Set<string>(),
      recipients: new Set<string>(),
      pings: [],
      posts: [],
    }
    threads.set(patch.thread, thread)
    for (const section of sectionsOf(patch.paths)) thread.sections.add(section)
    for (const address of patch.recipients) thread.recipients.add(person(address))
  }
  for (const post of posts) threads.get(post.thread)?.posts.push(post)
  for (const ping of await listPings(db, projectId)) {
    const thread = threads.get(ping.thread)
    if (thread?.sender === ping.sender) thread.pings.push(ping.at)
  }
  return [...threads.values()]
}

function mailsByPerson(
  posts: Awaited<ReturnType<typeof listPosts>>,
): ReadonlyMap<string, readonly Instant[]> {
  const mails = new Map<string, Instant[]>()
  for (const { sender, at } of posts) {
    const list = mails.get(sender)
    if (list === undefined) mails.set(sender, [at])
    else list.push(at)
  }
  return mails
}

interface SeenCommit {
  readonly at: Instant
  readonly persons: ReadonlySet<string>
  readonly sections: ReadonlySet<string>
}

const NAMED = /^(?:signed-off|reviewed|acked|tested)-by:[^<\n]{0,200}<([^<>\s]{3,254})>/gim

async function readCommits(
  db: Db,
  projectId: number,
  sectionsOf: SectionFinder,
  personOf: (address: Address) => string,
): Promise<readonly SeenCommit[]> {
  return (await listNamedCommits(db, projectId)).map((commit) => ({
    at: commit.at,
    sections: sectionsOf(commit.paths),
    persons: new Set([
      personOf({ name: commit.authorName, address: commit.author.toLowerCase() }),
      ...[...commit.message.slice(0, 100_000).matchAll(NAMED)].map((found) =>
        personOf({ name: '', address: (found[1] ?? '').toLowerCase() }),
      ),
    ]),
  }))
}

function activityOf(
  holding: RoleHolding,
  threads: readonly PatchThread[],
  mails: readonly Instant[],
  commits: readonly SeenCommit[],
  decisions: readonly Decision[],
  motions: readonly MotionEntry[],
  isAlone: boolean,
): RoleActivity {
  const { person, name, role, scope, from } = holding
  const isIn = (sections: ReadonlySet<string>): boolean => scope === WHOLE || sections.has(scope)
  const opportunities: Instant[] = []
  const answered: Instant[] = []
  // What belongs to no section is done in every mail.
  const pings: { at: Instant; answeredAt: Instant | undefined }[] = []
  const replies: Instant[] = scope === WHOLE ? mails.filter((at) => at >= from) : []
  for (const thread of threads) {
    if (!isIn(thread.sections)) continue
    const own = thread.posts.filter((post) => post.sender === person && post.at >= from)
    if (scope !== WHOLE) replies.push(...own.map((post) => post.at))
    if (thread.at < from || thread.sender === person || !thread.recipients.has(person)) continue
    opportunities.push(thread.at)
    if (own.length > 0) answered.push(thread.at)
    for (const at of thread.pings)
      if (at >= from) pings.push({ at, answeredAt: own.find((post) => post.at > at)?.at })
  }
  return {
    person,
    name,
    role,
    scope,
    since: from,
    commits: commits
      .filter((one) => one.at >= from && one.persons.has(person) && isIn(one.sections))
      .map((one) => one.at),
    replies: replies.sort(),
    opportunities,
    answered,
    pings,
    isNeeded: isAlone,
    votes: votesOf(person, motions),
    ...notesOf(roleSubject(role, scope, person), decisions),
  }
}

/** Votes that were theirs to cast, and are over. */
function votesOf(person: string, motions: readonly MotionEntry[]): RoleActivity['votes'] {
  return motions
    .filter(({ motion }) => motion.closed !== undefined && motion.kind.ballot.mode !== 'anonymous')
    .filter(({ motion }) =>
      motion.electorate.groups.some((group) => group.voters.some((voter) => voter.person === person)),
    )
    .map(({ motion, ballots }) => ({
      at: motion.closed?.closesAt ?? '',
      isCast: ballots.some(({ ballot }) => ballot.person === person && ballot.value !== undefined),
    }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
}

/** What they have said themselves, and what they were asked. */
function notesOf(
  subject: string,
  decisions: readonly Decision[],
): Pick<RoleActivity, 'attestations' | 'leaves' | 'questions' | 'bounces' | 'departedAt'> {
  const bounces: { at: Instant; isPermanent: boolean }[] = []
  let departedAt: Instant | undefined
  const attestations: { at: Instant; until: Instant }[] = []
  const leaves: { from: Instant; until: Instant }[] = []
  const questions: {
    at: Instant
    answeredAt: Instant | undefined
    answer: 'keep' | 'reviewer' | 'emeritus' | undefined
  }[] = []
  for (const decision of decisions) {
    if (decision.action !== 'role-note' || decision.subject !== subject) continue
    const read = MOTION_SHAPES['role-note'].safeParse(decision.payload)
    if (!read.success) continue
    const note = read.data
    const { at } = decision
    if (note.type === 'attest') attestations.push({ at, until: `${note.until}T23:59:59Z` })
    else if (note.type === 'leave')
      leaves.push({ from: `${note.from}T00:00:00Z`, until: `${note.until}T23:59:59Z` })
    else if (note.type === 'bounced')
      bounces.push({ at: `${note.on}T12:00:00Z`, isPermanent: note.permanent })
    else if (note.type === 'left') departedAt = `${note.on}T12:00:00Z`
    else if (note.type === 'asked') questions.push({ at, answeredAt: undefined, answer: undefined })
    else if (note.type === 'answered') {
      // An answer without a question is a word of their own: asked and answered at once.
      const last = questions.pop() ?? { at, answeredAt: undefined, answer: undefined }
      questions.push({ ...last, answeredAt: at, answer: note.answer })
    }
  }
  return { attestations, leaves, questions, bounces, departedAt }
}
