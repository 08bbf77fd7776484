import { applyEdits, type Edit } from './changes.ts'
import { mailbox, type Person } from './people.ts'
import type { PostedPatch } from './posting.ts'
import { addCommit, type DemoCommit, type Signature } from './repository.ts'
import type { Applied, World } from './world.ts'

/** How a patch is committed. */
export interface CommitPlan {
  readonly committer: Person
  /** Tags that the replies gave. */
  readonly tags?: readonly string[]
  /** What the committer changes about it. */
  readonly changed?: Applied['changed']
  readonly link?: boolean
  readonly branch?: string
}

/** Who did it when. */
export function signature(person: Person, at: number): Signature {
  return { name: person.name, address: person.address, at, zone: person.zone }
}

/** Commits a patch as `git am` would; `undefined` when it does not apply any more. */
export function commitPatch(world: World, patch: PostedPatch, plan: CommitPlan): DemoCommit | undefined {
  const branch = plan.branch ?? 'main'
  const changed = plan.changed ?? 'no'
  if (changed === 'context') shiftContext(world, patch, plan.committer, branch)
  const files = world.repository.branches.get(branch)?.files
  const edits = changed === 'line' ? touchUp(patch.edits) : patch.edits
  const after = files === undefined ? undefined : applyEdits(files, edits)
  if (after === undefined) return undefined
  const title = changed === 'title' ? retitle(patch.title) : patch.title
  const trailers = [
    ...patch.trailers,
    ...(plan.tags ?? []).filter((tag) => !patch.trailers.includes(tag)),
    ...(plan.link === true ? [`Link: https://lists.example.org/quarry-devel/${patch.mail.messageId}/`] : []),
    ...(changed === 'line' ? [`[${initials(plan.committer)}: said in a comment what it is for]`] : []),
    ...(plan.committer === patch.author ? [] : [`Signed-off-by: ${mailbox(plan.committer)}`]),
  ]
  const commit = addCommit(world.repository, branch, after, {
    author: signature(patch.author, patch.mail.at),
    committer: signature(plan.committer, world.now),
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
  const files = world.repository.branches.get(branch)?.files
  const after = files === undefined ? undefined : applyEdits(files, edits)
  if (after === undefined) return undefined
  const who = signature(committer, world.now)
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
  const files = world.repository.branches.get(branch)?.files
  const after = files === undefined ? undefined : applyEdits(files, patch.edits)
  if (after === undefined) return undefined
  const message = `${commit.message.trimEnd()}\n(cherry picked from commit ${commit.sha})\n`
  const picked = addCommit(world.repository, branch, after, {
    author: commit.author,
    committer: signature(committer, world.now),
    message,
  })
  world.applied.push({ messageId: patch.mail.messageId, sha: picked.sha, branch, changed: 'no' })
  return picked
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
  commitDirectly(world, committer, `${patch.change.target.prefix}: say where the order matters`, comments, branch)
}

function touchUp(edits: readonly Edit[]): readonly Edit[] {
  return edits.map((edit) => ({
    ...edit,
    lines: edit.lines.map((line, index) =>
      index === edit.lines.findIndex((one) => one.endsWith(';')) ? `${line} /* see docs/hacking.txt */` : line,
    ),
  }))
}

function retitle(title: string): string {
  const colon = title.indexOf(': ')
  const rest = title.slice(colon + 2)
  return `${title.slice(0, colon)}: ${rest.slice(0, 1).toUpperCase()}${rest.slice(1)}`
}

function initials(person: Person): string {
  return person.name
    .split(' ')
    .map((word) => word.slice(0, 1).toLowerCase())
    .join('')
}
