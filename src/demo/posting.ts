import { applyEdits, type Change, type Edit } from './change.ts'
import { diffFile, diffStat, type FilePair } from './line-diff.ts'
import { formatStamp } from './mail-text.ts'
import { AREAS, GONE, mailbox, type Person } from './people.ts'
import { type Draft, post } from './post.ts'
import type { Posted, PostedPatch, PostedSeries } from './posted.ts'
import type { Files } from './repository.ts'
import { reviewersOf } from './source-tree.ts'
import type { World } from './world.ts'

/** How a series is to be posted. */
export interface SeriesPlan {
  readonly author: Person
  readonly changes: readonly Change[]
  readonly version: number
  /** Title and text of the cover letter. */
  readonly cover?: { readonly title: string; readonly text: readonly string[] } | undefined
  /** Words before the version: `PATCH`, `RFC PATCH`, `PATCH RESEND`, `PATCH stable-1.1`. */
  readonly tag?: string
  readonly answers?: Posted | undefined
  /** Trailers that the author carries on, by place in `changes`. */
  readonly carried?: readonly (readonly string[])[]
  /** What is new in this version. */
  readonly news?: readonly string[]
  /** Places in `changes` that are not sent (a partial re-roll), or that do not arrive. */
  readonly without?: readonly number[]
  /** Posts the patches under their other titles. */
  readonly retitled?: boolean
  readonly changeId?: string | undefined
  readonly trailersOf?: ((change: Change) => readonly string[]) | undefined
  readonly draft?: Partial<Draft>
  /** Does not write the version into subjects. */
  readonly unlabelled?: boolean
  /** Whom the patches are from, where the sender passes on somebody else's. */
  readonly writtenBy?: Person | undefined
  /** Edits of which version, where that is not the posted one. */
  readonly content?: number
  readonly branch?: string
}

/**
 * The author, and for patches to the tools somebody whom everybody still copies. b4 finds everybody who answers for the
 * files; whoever sends by hand thinks of the maintainers, and newcomers of nobody.
 */
function copiedOn({ people }: World, author: Person, made: readonly Prepared[]): readonly string[] {
  const paths = made.flatMap((patch) => patch.files.map((file) => file.path))
  const asked = AREAS.filter((area) => paths.some((path) => area.paths.some((own) => path.startsWith(own))))
  const owners = asked.flatMap(({ name }) => [
    ...(author.activity < 0.6 || author.tool === 'format-patch'
      ? []
      : people.filter((person) => person.maintains.includes(name))),
    ...(author.tool === 'b4' ? reviewersOf(people, name) : []),
  ])
  const isTools = paths.some((path) => path.startsWith('tools/'))
  return [...new Set([author, ...owners].map(mailbox)), ...(isTools ? [mailbox(GONE)] : [])]
}

/** The diff that these edits make of what the development branch is now; `undefined` when they do not fit. */
export function diffOf(world: World, edits: readonly Edit[]): readonly string[] | undefined {
  const files = world.repository.branches.get('main')?.files ?? new Map()
  const after = applyEdits(files, edits)
  return after && changedFiles(files, after).flatMap((file) => diffFile(file.path, file.old, file.now))
}

/** Posts a series against what the branch is now; `undefined` when it does not apply there. */
export function postSeries(world: World, plan: SeriesPlan): PostedSeries | undefined {
  const { author, changes, version } = plan
  const total = changes.length
  const made = prepare(world, plan)
  if (made === undefined) return undefined
  const ids = messageIds(world, plan, made)
  const shown = version > 1 && plan.unlabelled !== true ? `v${version}` : ''
  const label = [plan.tag ?? 'PATCH', shown].filter(Boolean).join(' ')
  const counter = (k: number) =>
    total === 1 && plan.cover === undefined
      ? ''
      : ` ${String(k).padStart(String(total).length, '0')}/${total}`
  const base = { from: author, cc: copiedOn(world, author, made), mailer: mailerOf(author), ...plan.draft }

  const cover =
    plan.cover &&
    post(world, {
      ...base,
      subject: `[${label}${counter(0)}] ${plan.cover.title}`,
      body: coverBody(plan, made),
      messageId: ids(0),
      answers: plan.answers,
    })
  const patches: PostedPatch[] = []
  made.forEach((patch, index) => {
    if (plan.without?.includes(index) === true) return
    const mail = post(world, {
      ...base,
      subject: `[${label}${counter(index + 1)}] ${patch.title}`,
      body: patchBody(plan, patch, index),
      messageId: ids(index + 1),
      answers: cover ?? patches[0]?.mail ?? plan.answers,
      // One a second, as git sends them.
      at: world.now + index + 1,
    })
    patches.push({ ...patch, mail })
  })
  const root = cover ?? patches[0]?.mail
  if (root === undefined) return undefined
  const series = { cover, patches, version, root }
  world.series.push(series)
  return series
}

type Prepared = Omit<PostedPatch, 'mail'> & { readonly files: readonly FilePair[] }

function prepare(world: World, plan: SeriesPlan): readonly Prepared[] | undefined {
  let files: Files = world.repository.branches.get(plan.branch ?? 'main')?.files ?? new Map()
  const made: Prepared[] = []
  for (const [index, change] of plan.changes.entries()) {
    const edits = change.edits(plan.content ?? plan.version)
    const after = applyEdits(files, edits)
    if (after === undefined) return undefined
    const writer = plan.writtenBy ?? plan.author
    const changed = changedFiles(files, after)
    made.push({
      change,
      author: writer,
      title: plan.retitled === true ? change.otherTitle : change.title,
      text: change.body,
      trailers: [
        ...(plan.trailersOf?.(change) ?? []),
        `Signed-off-by: ${mailbox(writer)}`,
        ...(writer === plan.author ? [] : [`Signed-off-by: ${mailbox(plan.author)}`]),
        ...(plan.carried?.[index] ?? []),
      ],
      edits,
      diff: changed.flatMap((file) => diffFile(file.path, file.old, file.now)),
      files: changed,
    })
    files = after
  }
  return made
}

function changedFiles(before: Files, after: Files): readonly FilePair[] {
  const paths = new Set([...before.keys(), ...after.keys()])
  return [...paths]
    .filter((path) => before.get(path) !== after.get(path))
    .sort()
    .map((path) => ({ path, old: before.get(path), now: after.get(path) }))
}

const SIGNATURE = ['-- ', '2.45.2', '']

function patchBody(plan: SeriesPlan, patch: Prepared, index: number): string {
  const isAlone = plan.cover === undefined && index === 0
  const news = isAlone && plan.news !== undefined && plan.news.length > 0 ? [...plan.news, ''] : []
  const id = isAlone && plan.changeId !== undefined ? [`change-id: ${plan.changeId}`, ''] : []
  return [
    ...(patch.author === plan.author ? [] : [`From: ${mailbox(patch.author)}`, '']),
    ...patch.text,
    '',
    ...patch.trailers,
    '---',
    ...news,
    ...id,
    ...diffStat(patch.files),
    '',
    ...patch.diff,
    ...SIGNATURE,
  ].join('\n')
}

function coverBody(plan: SeriesPlan, made: readonly Prepared[]): string {
  // A file that several patches touch, from before the first to after the last of them.
  const files = new Map<string, FilePair>()
  for (const file of made.flatMap((patch) => patch.files))
    files.set(file.path, { ...(files.get(file.path) ?? file), now: file.now })
  return [
    ...(plan.cover?.text ?? []),
    '',
    ...(plan.news !== undefined && plan.news.length > 0 ? [...plan.news, ''] : []),
    ...(plan.changeId === undefined ? [] : ['---', `change-id: ${plan.changeId}`, '']),
    `${(plan.writtenBy ?? plan.author).name} (${made.length}):`,
    ...made.map((patch) => `  ${patch.title}`),
    '',
    ...diffStat([...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))),
    '',
    ...SIGNATURE,
  ].join('\n')
}

function mailerOf(author: Person): string {
  return author.tool === 'b4' ? 'b4 0.14.2' : 'git-send-email 2.45.2'
}

/** What the Message-IDs of a series are, by number of the mail; 0 is the cover letter. */
function messageIds(world: World, plan: SeriesPlan, made: readonly Prepared[]): (index: number) => string {
  const { author, version } = plan
  const { random, now } = world
  const domain = author.address.slice(author.address.indexOf('@') + 1)
  switch (author.tool) {
    case 'send-email': {
      const run = `${formatStamp(now)}.${random.between(1200, 99_000)}`
      const shift = plan.cover === undefined ? 0 : 1
      return (index) => `${run}-${index + shift}-${author.address}`
    }
    case 'b4': {
      const slug = (plan.cover?.title ?? made[0]?.title ?? 'patch')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 30)
      const hash = random.hex(12)
      const day = formatStamp(now).slice(0, 8)
      return (index) => `${day}-${slug}-v${version}-${index}-${hash}@${domain}`
    }
    case 'format-patch': {
      const hashes = made.map(() => random.hex(40))
      return (index) => `${index === 0 ? 'cover' : hashes[index - 1]}.${now}.git.${author.address}`
    }
  }
}
