import { applyEdits, type Change, type Edit } from './changes.ts'
import { diffFile, diffStat } from './line-diff.ts'
import { formatStamp } from './mail-text.ts'
import { mailbox, type Person } from './people.ts'
import type { Files } from './repository.ts'
import { type Draft, LIST, type Posted, post, type World } from './world.ts'

/** A patch on the list. */
export interface PostedPatch {
  readonly mail: Posted
  readonly change: Change
  readonly author: Person
  readonly title: string
  /** Commit message without the title and without trailers. */
  readonly text: readonly string[]
  /** Trailers in the mail, in order. */
  readonly trailers: readonly string[]
  readonly edits: readonly Edit[]
  readonly diff: readonly string[]
}

/** A series on the list: `patches` by slot, without those that got lost on the way. */
export interface PostedSeries {
  readonly cover: Posted | undefined
  readonly patches: readonly PostedPatch[]
  readonly version: number
  /** The mail that the others hang below. */
  readonly root: Posted
}

/** How a series is to be posted. */
export interface SeriesPlan {
  readonly author: Person
  readonly changes: readonly Change[]
  readonly version: number
  /** Title and text of the cover letter. */
  readonly cover?: { readonly title: string; readonly text: readonly string[] } | undefined
  /** Words before the version: `PATCH`, `RFC PATCH`, `PATCH RESEND`. */
  readonly tag?: string
  readonly answers?: Posted | undefined
  /** Trailers that the author carries on, by place in `changes`. */
  readonly carried?: readonly (readonly string[])[]
  /** What is new in this version. */
  readonly news?: readonly string[]
  /** Places in `changes` that are not sent (a partial re-roll), or that do not arrive. */
  readonly without?: readonly number[]
  readonly title?: (change: Change, index: number) => string
  readonly changeId?: string | undefined
  readonly fixes?: ((change: Change) => string | undefined) | undefined
  readonly draft?: Partial<Draft>
  /** Does not write the version into subjects. */
  readonly unlabelled?: boolean
  /** Whom the patches are from, where the sender passes on somebody else's. */
  readonly writtenBy?: Person
  /** Edits of which version, where that is not the posted one. */
  readonly content?: number
}

/** Posts a series against what the development branch is now; `undefined` when it does not apply there. */
export function postSeries(world: World, plan: SeriesPlan): PostedSeries | undefined {
  const { author, changes, version } = plan
  const total = changes.length
  const made = prepare(world, plan)
  if (made === undefined) return undefined
  const ids = messageIds(world, plan)
  const label = [plan.tag ?? 'PATCH', version > 1 && plan.unlabelled !== true ? `v${version}` : ''].filter(Boolean).join(' ')
  const counter = (k: number) =>
    total === 1 && plan.cover === undefined ? '' : ` ${String(k).padStart(String(total).length, '0')}/${total}`
  const cc = [mailbox(author)]
  const base = { from: author, to: [LIST], cc, mailer: mailerOf(author), ...plan.draft }

  let cover: Posted | undefined
  if (plan.cover !== undefined) {
    cover = post(world, {
      ...base,
      subject: `[${label}${counter(0)}] ${plan.cover.title}`,
      body: coverBody(plan, made),
      messageId: ids(0),
      answers: plan.answers,
    })
  }
  const patches: PostedPatch[] = []
  let second = 0
  made.forEach((patch, index) => {
    if (plan.without?.includes(index) === true) return
    const answers = cover ?? patches[0]?.mail ?? plan.answers
    const mail = post(world, {
      ...base,
      subject: `[${label}${counter(index + 1)}] ${patch.title}`,
      body: patchBody(plan, patch, index),
      messageId: ids(index + 1),
      answers,
      at: world.now + ++second,
    })
    patches.push({ ...patch, mail })
  })
  const root = cover ?? patches[0]?.mail
  return root === undefined ? undefined : { cover, patches, version, root }
}

type Prepared = Omit<PostedPatch, 'mail'> & { readonly stat: readonly string[]; readonly paths: readonly string[] }

function prepare(world: World, plan: SeriesPlan): readonly Prepared[] | undefined {
  let files: Files = world.repository.branches.get('main')?.files ?? new Map()
  const made: Prepared[] = []
  for (const [index, change] of plan.changes.entries()) {
    const edits = change.edits(plan.content ?? plan.version)
    const after = applyEdits(files, edits)
    if (after === undefined) return undefined
    const writer = plan.writtenBy ?? plan.author
    const changed = changedFiles(files, after)
    const fixes = plan.fixes?.(change)
    made.push({
      change,
      author: writer,
      title: plan.title?.(change, index) ?? change.title,
      text: change.body,
      trailers: [
        ...(fixes === undefined ? [] : [fixes]),
        `Signed-off-by: ${mailbox(writer)}`,
        ...(writer === plan.author ? [] : [`Signed-off-by: ${mailbox(plan.author)}`]),
        ...(plan.carried?.[index] ?? []),
      ],
      edits,
      diff: changed.flatMap((file) => diffFile(file.path, file.old, file.now)),
      stat: diffStat(changed),
      paths: changed.map((file) => file.path),
    })
    files = after
  }
  return made
}

function changedFiles(before: Files, after: Files) {
  const paths = new Set([...before.keys(), ...after.keys()])
  return [...paths]
    .filter((path) => before.get(path) !== after.get(path))
    .sort()
    .map((path) => ({ path, old: before.get(path), now: after.get(path) }))
}

function patchBody(plan: SeriesPlan, patch: Prepared, index: number): string {
  const single = plan.cover === undefined && index === 0
  const news = single && plan.news !== undefined && plan.news.length > 0 ? [...plan.news, ''] : []
  const id = single && plan.changeId !== undefined ? [`change-id: ${plan.changeId}`, ''] : []
  return [
    ...(patch.author === plan.author ? [] : [`From: ${mailbox(patch.author)}`, '']),
    ...patch.text,
    '',
    ...patch.trailers,
    '---',
    ...news,
    ...id,
    ...patch.stat,
    '',
    ...patch.diff,
    '-- ',
    '2.45.2',
    '',
  ].join('\n')
}

function coverBody(plan: SeriesPlan, made: readonly Prepared[]): string {
  const count = made.length
  return [
    ...(plan.cover?.text ?? []),
    '',
    ...(plan.news !== undefined && plan.news.length > 0 ? [...plan.news, ''] : []),
    `${plan.author.name} (${count}):`,
    ...made.map((patch) => `  ${patch.title}`),
    '',
    ...(plan.changeId === undefined ? [] : ['---', `change-id: ${plan.changeId}`, '']),
    ...new Set(made.flatMap((patch) => patch.paths.map((path) => ` ${path}`))),
    '',
    '-- ',
    '2.45.2',
    '',
  ].join('\n')
}

function mailerOf(author: Person): string {
  return author.tool === 'b4' ? 'b4 0.14.2' : 'git-send-email 2.45.2'
}

function messageIds(world: World, plan: SeriesPlan): (index: number) => string {
  const { author, version } = plan
  const { random, now } = world
  const domain = author.address.slice(author.address.indexOf('@') + 1)
  if (author.tool === 'send-email') {
    const run = `${formatStamp(now)}.${random.between(1200, 99_000)}`
    const shift = plan.cover === undefined ? 0 : 1
    return (index) => `${run}-${index + shift}-${author.address}`
  }
  if (author.tool === 'b4') {
    const slug = (plan.cover?.title ?? plan.changes[0]?.title ?? 'patch')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 30)
    const hash = random.hex(12)
    const day = formatStamp(now).slice(0, 8)
    return (index) => `${day}-${slug}-v${version}-${index}-${hash}@${domain}`
  }
  return (index) =>
    index === 0 ? `cover.${now}.git.${author.address}` : `${random.hex(40)}.${now}.git.${author.address}`
}
