import { applyEdits, type Edit } from './change.ts'
import { mailbox, type Person } from './people.ts'
import type { PostedPatch } from './posted.ts'
import { addCommit, type DemoCommit, type Files, type Signature } from './repository.ts'
import type { CommitterChange, World } from './world.ts'

/** How a patch is committed. */
interface CommitPlan {
  readonly committer: Person
  /** Tags that the replies gave. */
  readonly tags?: readonly string[]
  readonly changed?: CommitterChange
  /** The commit names the mail in a `Link:` trailer. */
  readonly link?: boolean
  readonly branch?: string
}

/** Commits a patch as `git am` would; `undefined` when it does not apply any more. */
export function commitPatch(world: World, patch: PostedPatch, plan: CommitPlan): DemoCommit | undefined {
  const branch = plan.branch ?? 'main'
  const changed = plan.changed ?? 'no'
  if (changed === 'context') shiftContext(world, patch, plan.committer, branch)
  const isTouched = changed === 'line' || changed === 'rewritten'
  const edits = isTouched ? touchUp(patch.edits) : patch.edits
  const after = applyTo(world, branch, edits)
  if (after === undefined) return undefined
  const title = changed === 'title' || changed === 'rewritten' ? patch.change.otherTitle : patch.title
  const link = `Link: https://lists.example.org/quarry-devel/${patch.mail.messageId}/`
  const trailers = [
    ...patch.trailers,
    ...(plan.tags ?? []).filter((tag) => !patch.trailers.includes(tag)),
    ...(plan.link === true ? [link] : []),
    ...(isTouched ? [`[${initials(plan.committer)}: said in a comment where to look]`] : []),
    ...(plan.committer === patch.author ? [] : [`Signed-off-by: ${mailbox(plan.committer)}`]),
  ]
  const committer = signature(world, plan.committer)
  const commit = addCommit(world.repository, branch, after, {
    author: {
      ...committer,
      name: patch.author.name,
      address: patch.author.address,
      zone: patch.author.zone,
      at: changed === 'rewritten' ? committer.at : patch.mail.at,
    },
    committer,
    message: [title, '', ...patch.text, '', ...trailers].join('\n'),
  })
  world.applied.push({ messageId: patch.mail.messageId, sha: commit.sha, branch, changed })
  return commit
}

/** Commits something that was never on the list. */
export function commitDirectly(
  world: World,
  committer: Person,
  title: string,
  edits: readonly Edit[],
  branch = 'main',
): DemoCommit | undefined {
  const after = applyTo(world, branch, edits)
  if (after === undefined) return undefined
  const who = signature(world, committer)
  const message = `${title}\n\nSigned-off-by: ${mailbox(committer)}`
  return addCommit(world.repository, branch, after, { author: who, committer: who, message })
}

/** Picks a commit to another branch; `undefined` when it does not apply there. */
export function cherryPick(
  world: World,
  commit: DemoCommit,
  patch: PostedPatch,
  committer: Person,
  branch: string,
): DemoCommit | undefined {
  const after = applyTo(world, branch, patch.edits)
  if (after === undefined) return undefined
  const picked = addCommit(world.repository, branch, after, {
    author: commit.author,
    committer: signature(world, committer),
    message: `${commit.message.trimEnd()}\n(cherry picked from commit ${commit.sha})\n`,
  })
  world.applied.push({ messageId: patch.mail.messageId, sha: picked.sha, branch, changed: 'no' })
  return picked
}

function applyTo(world: World, branch: string, edits: readonly Edit[]): Files | undefined {
  const files = world.repository.branches.get(branch)?.files
  return files === undefined ? undefined : applyEdits(files, edits)
}

/** Who commits, now: no commit is older than the one before. */
export function signature(world: World, person: Person): Signature {
  const last = world.repository.commits.at(-1)?.committer.at ?? 0
  return { name: person.name, address: person.address, at: Math.max(world.now, last + 1), zone: person.zone }
}

// Somebody else's work next to it, so that the patch needs a rebase.
function shiftContext(world: World, patch: PostedPatch, committer: Person, branch: string): void {
  const edit = patch.edits[0]
  const lines = edit === undefined ? undefined : world.repository.branches.get(branch)?.files.get(edit.path)
  const at = edit?.anchor === undefined ? -1 : (lines?.indexOf(edit.anchor) ?? -1)
  const above = lines?.[at - 2]
  if (edit === undefined || at < 3 || above === undefined || lines?.indexOf(above) !== at - 2) return
  const comment = `\t/* ${patch.change.target.name}(): the order matters here. */`
  const comments = [{ path: edit.path, anchor: above, from: 0, remove: 0, lines: [comment] }]
  commitDirectly(
    world,
    committer,
    `${patch.change.target.prefix}: say where the order matters`,
    comments,
    branch,
  )
}

function touchUp(edits: readonly Edit[]): readonly Edit[] {
  return edits.map((edit) => {
    const first = edit.lines.findIndex((line) => line.endsWith(';'))
    const lines = edit.lines.map((line, index) =>
      index === first ? `${line} /* see docs/hacking.txt */` : line,
    )
    return { ...edit, lines }
  })
}

function initials(person: Person): string {
  return person.name
    .split(' ')
    .map((word) => word.slice(0, 1).toLowerCase())
    .join('')
}
