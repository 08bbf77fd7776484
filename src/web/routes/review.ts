import type { Hono } from 'hono'
import { UserError } from '../../core/errors.ts'
import type { Address } from '../../core/mail/message.ts'
import { parseMessage } from '../../core/mail/parse-message.ts'
import { addTags } from '../../core/patches/collect-tags.ts'
import { wholePatchOf } from '../../core/patches/patch-source.ts'
import { draftPing, type PingDraft } from '../../core/status/ping-draft.ts'
import { formatMail } from '../../exports/mail-file.ts'
import type { Db } from '../../store/database.ts'
import { readBatch } from '../../store/inputs/raw.ts'
import { findLandedPatches } from '../../store/read/landed-patches.ts'
import type { LineageStory } from '../../store/read/lineage.ts'
import { listMails } from '../../store/read/message.ts'
import { readReview } from '../../store/read/review.ts'
import { readVersion } from '../../store/read/version.ts'
import { seriesPath, withQuery } from '../links.ts'
import { formatMbox } from '../mails/mbox.ts'
import { comparePage } from '../pages/compare.ts'
import { diffPage } from '../pages/diff.ts'
import { mailOfDraft, pingPage } from '../pages/ping.ts'
import { type Asked, readAsked, readNumber, readPart, sendPage, type WebEnv } from '../request.ts'
import { loadCompare, loadDiff } from '../review/load-review.ts'
import { type FoundSeries, findSeries } from '../review/load-series.ts'
import type { WebContext } from '../site.ts'

/** Pages about the review of a series: its diffs with comments, two versions side by side, a draft that asks. */
export function addReviewRoutes(app: Hono<WebEnv>, context: WebContext): void {
  app.get('/p/:project/series/:id/diff', async (c) => {
    const asked = await readAsked(context, c)
    const found = await findSeries(asked, readPart(c, 'id'))
    const only = readNumber(asked.query, 'patch', 1, 1000)
    if (found.redirect)
      return c.redirect(
        withQuery(`${seriesPath(asked.view.project, found.shown.name)}/diff`, {
          patch: only,
          asOf: asked.view.pastDay,
        }),
        302,
      )
    return sendPage(c, diffPage(asked.view, await loadDiff(asked, found, only)))
  })

  app.get('/p/:project/series/:id/compare', async (c) => {
    const asked = await readAsked(context, c)
    const { story, shown } = await findSeries(asked, readPart(c, 'id'))
    const other = asked.query.get('with')
    const chosen =
      other === null
        ? story.versions.findLast((one) => one.position < shown.position)
        : story.versions.find((one) => one.name === other)
    if (chosen === undefined || chosen.id === shown.id)
      throw new UserError('not-found', 'There is no such version of this series to compare with.', {
        hint: 'The page of the series lists its versions.',
      })
    const [older, newer] = chosen.position < shown.position ? [chosen, shown] : [shown, chosen]
    return sendPage(
      c,
      comparePage(asked.view, await loadCompare(asked.db, asked.projectId, story, older, newer)),
    )
  })

  app.get('/p/:project/series/:id/effective.mbox', async (c) => {
    const asked = await readAsked(context, c)
    const { story } = await findSeries(asked, readPart(c, 'id'))
    c.header('Content-Disposition', 'attachment; filename="effective.mbox"')
    const bytes = await effectiveMbox(asked.db, asked.projectId, story)
    return c.body(new Uint8Array(bytes), 200, { 'Content-Type': 'application/mbox' })
  })

  app.get('/p/:project/series/:id/ping', async (c) => {
    const asked = await readAsked(context, c)
    const found = await findSeries(asked, readPart(c, 'id'))
    return sendPage(c, pingPage(asked.view, { shown: found.shown, draft: await draftOf(asked, found) }))
  })

  app.get('/p/:project/series/:id/ping.eml', async (c) => {
    const asked = await readAsked(context, c)
    const draft = await draftOf(asked, await findSeries(asked, readPart(c, 'id')))
    c.header('Content-Disposition', 'attachment; filename="ask.eml"')
    return c.body(formatMail(mailOfDraft(draft)).replaceAll('\n', '\r\n'), 200, {
      'Content-Type': 'message/rfc822',
    })
  })
}

/** What somebody could write about a series, as of now. */
async function draftOf(asked: Asked, { story, shown }: FoundSeries): Promise<PingDraft> {
  const { db, projectId, view } = asked
  const review = await readReview(db, projectId, story.id)
  const newest = story.versions.find((one) => one.id === story.newest) ?? shown
  const contents = await readVersion(db, projectId, newest.id)
  const head = newest.cover ?? contents.patches[0]?.message
  const [mail] = head === undefined ? [] : await listMails(db, projectId, [head])
  const participants = new Map<string, Address>()
  for (const reply of await listMails(
    db,
    projectId,
    contents.replies.map((one) => one.message),
  ))
    if (reply.kind !== 'bot') participants.set(reply.sender.address, reply.sender)
  return draftPing({
    title: newest.title,
    messageId: mail?.messageId ?? newest.name,
    references: head === undefined ? [] : await referencesOf(db, projectId, head),
    subject: mail?.subject ?? newest.title,
    sender: newest.sender,
    postedAt: newest.at,
    now: view.asOf,
    status: story.status,
    lost: story.lost,
    needs: review?.needs ?? [],
    remedies: review?.remedies ?? [],
    participants: [...participants.values()],
    lists: view.project.lists.map((list) => list.address),
    url: `${view.origin}${seriesPath(view.project, newest.name)}`,
  })
}

/** What a mail refers to, oldest first. */
async function referencesOf(db: Db, projectId: number, message: number): Promise<readonly string[]> {
  const [mail] = await readBatch(db, projectId, [message])
  if (mail === undefined) return []
  const { references, inReplyTo } = parseMessage(mail.bytes)
  return [...new Set([...references, ...inReplyTo])]
}

/**
 * The live patches as mails for `git am`, in order, the tags that hold written into their messages. Where a part is on the
 * development branch already, only the rest: what is to be applied there is what the check tried, and applies.
 */
async function effectiveMbox(db: Db, projectId: number, story: LineageStory): Promise<Uint8Array> {
  const review = await readReview(db, projectId, story.id)
  const landed = await findLandedPatches(db, projectId, story.effective)
  const left = story.effective.filter((one) => !landed.has(one))
  const live = left.length === 0 ? story.effective : left
  const mails = new Map((await listMails(db, projectId, live)).map((mail) => [mail.message, mail]))
  // All of them, whatever their size: a series with a hole in it applies to nothing.
  const bytes = new Map((await readBatch(db, projectId, live)).map((one) => [one.message, one.bytes]))
  const count = live.length
  return formatMbox(
    live.flatMap((number, n) => {
      const [mail, octets] = [mails.get(number), bytes.get(number)]
      if (mail === undefined || octets === undefined) return []
      const tags = (review?.tags ?? []).filter(
        (tag) => tag.patch === mail.messageId && (tag.status === 'valid' || tag.status === 'carried'),
      )
      const title = mail.subject.replace(/^(?:\[[^\]]{0,200}\]\s{0,5}){1,5}/, '')
      const file = formatMail({
        from: mail.sender,
        to: [],
        cc: [],
        subject: count === 1 ? `[PATCH] ${title}` : `[PATCH ${n + 1}/${count}] ${title}`,
        at: mail.at,
        messageId: mail.messageId,
        inReplyTo: undefined,
        references: [],
        text: addTags(wholePatchOf(parseMessage(octets)), tags),
      })
      return [{ bytes: Buffer.from(file, 'utf8') }]
    }),
  )
}
