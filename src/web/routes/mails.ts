import type { Hono } from 'hono'
import { UserError } from '../../core/errors.ts'
import { listVariants, readRaw } from '../../store/inputs/raw.ts'
import { listBranchChanges } from '../../store/read/branch-changes.ts'
import { findCommit, readCommits } from '../../store/read/commit.ts'
import { listMails, listThread, readMail, readTombstone } from '../../store/read/message.ts'
import { countProblemPlaces, listProblemMails } from '../../store/read/problems.ts'
import { readProjectTotals } from '../../store/read/project-state.ts'
import { listThreads } from '../../store/read/threads.ts'
import { COUNT_LIMIT, searchMessages } from '../../store/search.ts'
import { commitPath, mailPath, projectPath } from '../links.ts'
import { headerLines, readMailText } from '../mails/mail-texts.ts'
import { commitPage } from '../pages/commit.ts'
import { mailPage } from '../pages/message.ts'
import { errorPage } from '../pages/outside.ts'
import { problemsPage } from '../pages/problems.ts'
import { searchPage } from '../pages/search.ts'
import { threadsPage } from '../pages/threads.ts'
import {
  type Asked,
  readAsked,
  readInstantOf,
  readNumber,
  readPart,
  readWords,
  sendPage,
  type WebEnv,
} from '../request.ts'
import type { WebContext } from '../site.ts'

/** Mails of a thread that a page lists. */
const THREAD = 500
const PAGE = 50

/** Mails: one, its octets, threads, search, problems; and the commits they became. */
export function addMailRoutes(app: Hono<WebEnv>, context: WebContext): void {
  app.get('/p/:project/m/:id', async (c) => {
    const asked = await readAsked(context, c)
    const { db, projectId, view } = asked
    const id = readPart(c, 'id')
    const mail = await readMail(db, projectId, id)
    if (mail === undefined) {
      const removed = await readTombstone(db, projectId, id)
      if (removed)
        return sendPage(
          c,
          errorPage(view.site, {
            title: 'This mail was removed',
            text: `It was taken out of this archive on ${removed.removedAt.slice(0, 10)}.`,
            requestId: c.get('requestId'),
            back: { path: projectPath(view.project), label: view.project.title },
          }),
          410,
        )
      throw unknownMail(id)
    }
    const raw = await readRaw(db, projectId, mail.message, readDigest(asked) ?? mail.digest)
    if (raw === undefined) throw unknownMail(id)
    const thread = await listThread(db, projectId, mail.thread, THREAD + 1)
    return sendPage(
      c,
      mailPage(view, {
        mail,
        ...readMailText(raw.bytes),
        headers: headerLines(raw.bytes),
        variants: await listVariants(db, projectId, [mail.message]),
        digest: raw.digest,
        thread: thread.slice(0, THREAD),
        threadCut: thread.length > THREAD,
      }),
    )
  })

  app.get('/p/:project/m/:id/raw', async (c) => {
    const asked = await readAsked(context, c)
    const id = readPart(c, 'id')
    const digest = readDigest(asked) ?? (await readMail(asked.db, asked.projectId, id))?.digest
    const raw = await readRaw(asked.db, asked.projectId, id, digest)
    if (raw === undefined) throw unknownMail(id)
    // As text and as a file: no browser shows it as a page, whatever is in it.
    const name = id.replace(/[^A-Za-z0-9@._+-]/g, '_').slice(0, 150)
    c.header('Content-Disposition', `attachment; filename="${name}.eml"`)
    return c.body(new Uint8Array(raw.bytes), 200, { 'Content-Type': 'text/plain; charset=utf-8' })
  })

  app.get('/p/:project/threads', async (c) => {
    const asked = await readAsked(context, c)
    const before = readInstantOf(asked.query, 'before')
    const found = await listThreads(asked.db, asked.projectId, { before, limit: PAGE })
    return sendPage(c, threadsPage(asked.view, { ...found, before }))
  })

  app.get('/p/:project/problems', async (c) => {
    const asked = await readAsked(context, c)
    const { db, projectId } = asked
    const place = readWords(asked.query, 'place')
    const after = readNumber(asked.query, 'after', 1, 2_147_483_647)
    const mails = await listProblemMails(db, projectId, { place, after, limit: PAGE + 1 })
    return sendPage(
      c,
      problemsPage(asked.view, {
        mails: mails.slice(0, PAGE),
        total: (await readProjectTotals(db, projectId)).problems,
        places: await countProblemPlaces(db, projectId),
        place,
        after,
        next: mails.length > PAGE ? mails[PAGE - 1]?.message : undefined,
        history: after === undefined ? await listBranchChanges(db, projectId, { limit: PAGE }) : [],
      }),
    )
  })

  app.get('/p/:project/search', async (c) => {
    const asked = await readAsked(context, c)
    const { db, projectId, view } = asked
    const words = readWords(asked.query, 'q') ?? ''
    const named = await findNamed(asked, words)
    if (named !== undefined) return c.redirect(named, 302)
    const offset = readNumber(asked.query, 'offset', 0, COUNT_LIMIT) ?? 0
    const order = asked.query.get('order') === 'rank' ? 'rank' : 'time'
    const found = await searchMessages(db, projectId, words, { limit: PAGE, offset, order })
    const mails = new Map(
      (
        await listMails(
          db,
          projectId,
          found.hits.map((hit) => hit.message),
        )
      ).map((mail) => [mail.message, mail]),
    )
    return sendPage(
      c,
      searchPage(view, {
        words,
        order,
        mails: found.hits.flatMap((hit) => mails.get(hit.message) ?? []),
        total: found.total,
        more: found.more,
        offset,
        next: offset + found.hits.length < found.total ? offset + PAGE : undefined,
      }),
    )
  })

  app.get('/p/:project/commits/:sha', async (c) => {
    const { db, projectId, view } = await readAsked(context, c)
    const given = readPart(c, 'sha').toLowerCase()
    const sha = await findCommit(db, projectId, given)
    if (sha === undefined)
      throw new UserError('not-found', `No commit here is called “${given.slice(0, 100)}”.`, {
        hint: 'A hash of at least 7 digits that only one commit has is needed.',
      })
    if (sha !== given) return c.redirect(commitPath(view.project, sha), 302)
    return sendPage(c, commitPage(view, await readCommits(db, projectId, sha)))
  })
}

/** Words that are a Message-ID, with or without brackets, or the hash of a commit, lead straight there. */
async function findNamed(asked: Asked, words: string): Promise<string | undefined> {
  const { db, projectId, view } = asked
  if (words === '' || /\s/.test(words)) return undefined
  const id = archivedId(words) ?? words.replace(/^<|>$/g, '')
  if (id.includes('@')) {
    const mail = await readMail(db, projectId, id)
    return mail && mailPath(view.project, mail.messageId)
  }
  const sha = await findCommit(db, projectId, words.toLowerCase())
  return sha === undefined ? undefined : commitPath(view.project, sha)
}

/** The Message-ID at the end of an archive's address: `https://lore.kernel.org/list/ID/`. */
function archivedId(words: string): string | undefined {
  if (!/^https?:\/\//.test(words) || !URL.canParse(words)) return undefined
  const step = new URL(words).pathname.split('/').find((one) => /@|%40/.test(one))
  try {
    return step === undefined ? undefined : decodeURIComponent(step)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

function readDigest(asked: Asked): string | undefined {
  const digest = asked.query.get('digest')
  return digest !== null && /^[0-9a-f]{32}$/.test(digest) ? digest : undefined
}

function unknownMail(id: string): UserError {
  return new UserError('not-found', `No mail here has the Message-ID “${id.slice(0, 300)}”.`, {
    hint: 'It may have gone to another list, or not have been read yet.',
  })
}
