import type { QuotingMail } from '../../core/patches/comment.ts'
import { findFates, threadComments } from '../../core/patches/comment-threads.ts'
import { type ComparedPatch, compareVersions } from '../../core/patches/compare-versions.ts'
import { readPatchText } from '../../core/patches/patch-text.ts'
import { placeComments } from '../../core/patches/place-comments.ts'
import type { Db } from '../../store/database.ts'
import type { LineageStory, VersionEntry } from '../../store/read/lineage.ts'
import { listMails } from '../../store/read/message.ts'
import { listProblemsOf } from '../../store/read/problems.ts'
import {
  isForPatch,
  type PatchEntry,
  type ReplyEntry,
  readVersion,
  type VersionContents,
} from '../../store/read/version.ts'
import { REVIEW_LIMITS, readPatchTexts, readTexts } from '../mails/mail-texts.ts'
import type { ComparedPair, ComparedTag, ComparePage } from '../pages/compare.ts'
import type { DiffPage, ReviewedPatch } from '../pages/diff.ts'
import type { Asked } from '../request.ts'
import { contentsAsOf } from './contents-as-of.ts'
import { loadReview } from './load-review-entry.ts'
import type { FoundSeries } from './load-series.ts'

/** The patches of a version with their comments placed; only the one in slot `only`, if asked. */
export async function loadDiff(
  asked: Asked,
  found: FoundSeries,
  only: number | undefined,
): Promise<DiffPage> {
  const { db, projectId } = asked
  const { story, shown, past } = found
  const all = await readVersion(db, projectId, shown.id)
  // Of a past day: what was said later is left out.
  const contents = past === undefined ? all : contentsAsOf(all, past, asked.view.asOf)
  const patches = contents.patches.filter(
    (patch) => !patch.duplicate && (only === undefined || patch.position === only),
  )
  const known = new Set(patches.map((patch) => patch.message))
  const replies = contents.replies.filter((reply) => reply.patch !== undefined && known.has(reply.patch))
  const next = patches.flatMap((patch) => patch.supersededBy ?? [])
  const patchTexts = await readPatchTexts(db, projectId, [...patches.map((patch) => patch.message), ...next])
  const { attached } = patchTexts
  const problems = await listProblemsOf(
    db,
    projectId,
    patches.map((patch) => patch.message),
  )
  const texts = new Map([
    ...(await readTexts(
      db,
      projectId,
      replies.map((reply) => reply.message),
      REVIEW_LIMITS,
    )),
    ...patchTexts.texts,
  ])
  const names = new Map((await listMails(db, projectId, next)).map((mail) => [mail.message, mail.messageId]))
  const review = await loadReview(asked, found)
  const idOf = new Map([
    ...patches.map((patch) => [patch.message, patch.messageId] as const),
    ...replies.map((reply) => [reply.message, reply.messageId] as const),
  ])
  return {
    story,
    shown,
    only,
    replies: new Map(replies.map((reply) => [reply.messageId, reply])),
    items: new Map((review?.items ?? []).map((item) => [item.messageId, item])),
    patches: patches.map((patch) => {
      const own = replies.filter((reply) => reply.patch === patch.message)
      return reviewPatch(shown, patch, own, { texts, idOf, names, problems, attached })
    }),
  }
}

function reviewPatch(
  shown: VersionEntry,
  entry: PatchEntry,
  replies: readonly ReplyEntry[],
  loaded: {
    readonly texts: ReadonlyMap<number, string>
    readonly idOf: ReadonlyMap<number, string>
    readonly names: ReadonlyMap<number, string>
    readonly problems: Awaited<ReturnType<typeof listProblemsOf>>
    /** Patches that came as attachments. */
    readonly attached: ReadonlySet<number>
  },
): ReviewedPatch {
  const text = loaded.texts.get(entry.message)
  const problems = loaded.problems.get(entry.message) ?? []
  const isAttached = loaded.attached.has(entry.message)
  if (text === undefined)
    return { entry, text: undefined, threads: [], problems, isAttached, next: undefined }
  const mails = replies.flatMap((reply): QuotingMail[] => {
    const words = loaded.texts.get(reply.message)
    const parent = reply.parent === undefined ? undefined : loaded.idOf.get(reply.parent)
    return words === undefined
      ? []
      : [
          {
            messageId: reply.messageId,
            at: reply.at,
            parents: parent === undefined ? [] : [parent],
            text: words,
            writer: reply.sender.name,
          },
        ]
  })
  const placed = placeComments({ messageId: entry.messageId, text }, mails)
  const senders = new Map(replies.map((reply) => [reply.messageId, reply.sender]))
  const authors = new Set([entry.author.address, shown.sender.address])
  const threads = threadComments(
    placed.comments,
    (id) => senders.get(id),
    (sender) => authors.has(sender.address),
  )
  const newer = entry.supersededBy === undefined ? undefined : loaded.texts.get(entry.supersededBy)
  const name = entry.supersededBy === undefined ? undefined : loaded.names.get(entry.supersededBy)
  return {
    entry,
    text: placed.patch,
    threads,
    problems,
    isAttached,
    next:
      newer === undefined || name === undefined
        ? undefined
        : { messageId: name, fateOf: findFates(placed.patch, readPatchText(newer)) },
  }
}

/** Two versions of a lineage side by side, the older first. */
export async function loadCompare(
  db: Db,
  projectId: number,
  story: LineageStory,
  older: VersionEntry,
  newer: VersionEntry,
): Promise<ComparePage> {
  const before = await readVersion(db, projectId, older.id)
  const after = await readVersion(db, projectId, newer.id)
  const all = [...before.patches, ...after.patches].filter((patch) => !patch.duplicate)
  const { texts } = await readPatchTexts(
    db,
    projectId,
    all.map((patch) => patch.message),
  )
  const here = (contents: VersionContents): readonly PatchEntry[] =>
    contents.patches.filter((patch) => !patch.duplicate && texts.has(patch.message))
  const [was, is] = [here(before), here(after)]
  const read = (patch: PatchEntry): ComparedPatch => ({
    title: patch.title,
    patch: readPatchText(texts.get(patch.message) ?? ''),
  })
  const links = is.flatMap((patch, newerAt) =>
    patch.older.flatMap((link) => {
      const olderAt = was.findIndex((one) => one.messageId === link.messageId)
      return olderAt < 0 ? [] : [{ older: olderAt, newer: newerAt }]
    }),
  )
  const pairs = compareVersions(was.map(read), is.map(read), links).map((pair): ComparedPair => {
    const [a, b] = [
      pair.older === undefined ? undefined : was[pair.older],
      pair.newer === undefined ? undefined : is[pair.newer],
    ]
    return { ...pair, before: a, after: b, tags: compareTags(before, after, a, b) }
  })
  return { story, older, newer, pairs, missing: all.length - was.length - is.length }
}

const VOUCHING = /^(?:reviewed|acked|tested|nacked|release-acked)-by$/i

/** What became of the tags of a patch between two versions. */
function compareTags(
  before: VersionContents,
  after: VersionContents,
  was: PatchEntry | undefined,
  is: PatchEntry | undefined,
): readonly ComparedTag[] {
  const found = new Map<string, ComparedTag>()
  const written = after.trailers.filter(
    (one) => one.personal && VOUCHING.test(one.key) && is !== undefined && one.message === is.message,
  )
  const has = new Set(written.map(tagName))
  const given = before.trailers.filter(
    (one) => one.personal && VOUCHING.test(one.key) && was !== undefined && isForPatch(one, was),
  )
  for (const trailer of given)
    if (!found.has(tagName(trailer)))
      found.set(tagName(trailer), { trailer, fate: has.has(tagName(trailer)) ? 'kept' : 'left' })
  for (const trailer of written)
    if (!found.has(tagName(trailer))) found.set(tagName(trailer), { trailer, fate: 'new' })
  // A patch that was dropped has lost its tags with it.
  return is === undefined ? [] : [...found.values()]
}

function tagName(trailer: { readonly key: string; readonly name: string; readonly address: string }): string {
  return `${trailer.key.toLowerCase()} ${trailer.address.toLowerCase() || trailer.name.toLowerCase()}`
}
