import { gzipSync } from 'node:zlib'
import type { Context, Hono } from 'hono'
import { UserError } from '../../core/errors.ts'
import { readBatch } from '../../store/inputs/raw.ts'
import { listThread, readMail } from '../../store/read/message.ts'
import { encodePart, mailPath, projectPath } from '../links.ts'
import { formatMbox } from '../mails/mbox.ts'
import { type Asked, readAsked, readPart, type WebEnv } from '../request.ts'
import type { WebContext } from '../site.ts'

/** Mails of a thread that one file holds. */
const THREAD = 5000

/**
 * Mails by the addresses that public-inbox has for them, so that b4 finds them here as it does on lore: with
 * `b4.midmask` set to `…/r/%s` it asks where the mail is, is sent on to the address with a slash at its end, and fetches
 * `t.mbox.gz` from there.
 */
export function addLoreRoutes(app: Hono<WebEnv>, context: WebContext): void {
  app.get('/p/:project/r/:id', async (c) => {
    const { asked, mail } = await findMail(context, c)
    const { view } = asked
    // b4 takes the address apart: it has to be a whole one.
    return c.redirect(`${view.origin}${projectPath(view.project)}r/${encodePart(mail.messageId)}/`, 302)
  })

  app.get('/p/:project/r/:id/', async (c) => {
    const { asked, mail } = await findMail(context, c)
    return c.redirect(mailPath(asked.view.project, mail.messageId), 302)
  })

  for (const [file, isPacked] of [
    ['t.mbox', false],
    ['t.mbox.gz', true],
  ] as const)
    app.get(`/p/:project/r/:id/${file}`, async (c) => {
      const { asked, mail } = await findMail(context, c)
      const bytes = await threadMbox(asked, mail.thread)
      c.header('Content-Disposition', `attachment; filename="${file}"`)
      return c.body(new Uint8Array(isPacked ? gzipSync(bytes) : bytes), 200, {
        'Content-Type': isPacked ? 'application/gzip' : 'application/mbox',
      })
    })
}

async function findMail(context: WebContext, c: Context<WebEnv>) {
  const asked = await readAsked(context, c)
  const id = readPart(c, 'id')
  const mail = await readMail(asked.db, asked.projectId, id)
  if (mail === undefined)
    throw new UserError('not-found', `No mail here has the Message-ID “${id.slice(0, 300)}”.`)
  return { asked, mail }
}

async function threadMbox({ db, projectId }: Asked, thread: number): Promise<Uint8Array> {
  const numbers = (await listThread(db, projectId, thread, THREAD)).map((one) => one.message)
  const mails = new Map((await readBatch(db, projectId, numbers)).map((mail) => [mail.message, mail]))
  return formatMbox(numbers.flatMap((number) => mails.get(number) ?? []))
}
