import type { Hono } from 'hono'
import { addDays } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { readBatch } from '../../store/inputs/raw.ts'
import { findLineagesOf } from '../../store/read/found-lineages.ts'
import type { VersionEntry } from '../../store/read/lineage.ts'
import { readPerson } from '../../store/read/people.ts'
import { countSeriesAsOf, listSeriesAsOf, type PastFilter } from '../../store/read/series-as-of.ts'
import { countSeries, cursorAfter, listSeries, type SeriesCursor } from '../../store/read/series-list.ts'
import { readVersion } from '../../store/read/version.ts'
import { searchNumbers } from '../../store/search.ts'
import { seriesPath, withQuery } from '../links.ts'
import { expandStatuses, filterOf, type ListQuery, readListQuery, titleWords } from '../list-query.ts'
import { formatMbox } from '../mails/mbox.ts'
import { seriesPage } from '../pages/series.ts'
import { seriesListPage } from '../pages/series-list.ts'
import type { SeriesList } from '../pages/series-list-page.ts'
import { type Asked, readAsked, readPart, sendPage, type WebEnv } from '../request.ts'
import { findSeries } from '../review/load-series.ts'
import { loadSeriesPage } from '../review/load-series-page.ts'
import type { WebContext } from '../site.ts'

const PAGE = 50
/** Mails that a search looks at to find series. */
const FOUND = 1000

/** The list of series, the page of one, and its mails as an mbox. */
export function addSeriesRoutes(app: Hono<WebEnv>, context: WebContext): void {
  app.get('/p/:project/series', async (c) => {
    const asked = await readAsked(context, c)
    return sendPage(c, seriesListPage(asked.view, await loadList(asked)))
  })

  app.get('/p/:project/series/:id', async (c) => {
    const asked = await readAsked(context, c)
    const { view } = asked
    const found = await findSeries(asked, readPart(c, 'id'))
    if (found.redirect)
      return c.redirect(
        withQuery(seriesPath(view.project, found.shown.name), Object.fromEntries(view.query)),
        302,
      )
    const config = context.accounts?.config.projects.find((one) => one.id === view.project.id)
    return sendPage(c, seriesPage(view, await loadSeriesPage(asked, found, config)))
  })

  for (const [file, whole] of [
    ['mbox', false],
    ['thread.mbox', true],
  ] as const)
    app.get(`/p/:project/series/:id/${file}`, async (c) => {
      const asked = await readAsked(context, c)
      const { shown } = await findSeries(asked, readPart(c, 'id'))
      const bytes = await loadMbox(asked.db, asked.projectId, shown, whole)
      c.header('Content-Disposition', `attachment; filename="v${shown.version}-${file}"`)
      return c.body(new Uint8Array(bytes), 200, { 'Content-Type': 'application/mbox' })
    })
}

async function loadList(asked: Asked): Promise<SeriesList> {
  const { db, projectId, view } = asked
  const query = readListQuery(asked.query, view.pastDay)
  const person = query.person === undefined ? undefined : await readPerson(db, projectId, query.person)
  // Somebody who is not known has sent nothing: the list is empty, not whole.
  const sender = query.person === undefined ? undefined : (person?.key ?? '')
  const name = person && (person.name === '' ? person.key : person.name)
  if (view.pastDay !== undefined) return loadPast(asked, query, sender, name)
  const found =
    query.words === undefined
      ? undefined
      : await findLineagesOf(db, projectId, await searchNumbers(db, projectId, query.words, FOUND))
  const filter = filterOf(query, view.asOf, { sender, found })
  const entries = await listSeries(db, projectId, filter, {
    sort: query.sort,
    after: query.after,
    limit: PAGE + 1,
  })
  const last = entries.length > PAGE ? entries[PAGE - 1] : undefined
  return {
    query,
    total: await countSeries(db, projectId, filter),
    rows: { kind: 'now', entries: entries.slice(0, PAGE) },
    next: last && formatCursor(cursorAfter(last, query.sort)),
    personName: name,
  }
}

async function loadPast(
  asked: Asked,
  query: ListQuery,
  sender: string | undefined,
  name: string | undefined,
): Promise<SeriesList> {
  const { db, projectId, view } = asked
  const filter: PastFilter = {
    statuses: expandStatuses(query.statuses),
    ...(query.turn === undefined ? {} : { turn: query.turn }),
    ...(sender === undefined ? {} : { sender }),
    ...(query.lost === undefined ? {} : { lost: query.lost }),
    ...(query.words === undefined ? {} : { words: titleWords(query.words) }),
    ...(query.merged === undefined ? {} : { mergedSince: addDays(view.asOf, -query.merged) }),
  }
  const entries = await listSeriesAsOf(db, projectId, view.asOf, filter, {
    after: query.after,
    limit: PAGE + 1,
  })
  const last = entries.length > PAGE ? entries[PAGE - 1] : undefined
  return {
    query,
    total: await countSeriesAsOf(db, projectId, view.asOf, filter),
    rows: { kind: 'past', entries: entries.slice(0, PAGE) },
    next: last && formatCursor({ value: last.since, id: last.id }),
    personName: name,
  }
}

function formatCursor(cursor: SeriesCursor): string {
  return `${cursor.value}~${cursor.id}`
}

/** The patches of a version in order of their slots; with the cover letter before and the replies behind them if `whole`. */
async function loadMbox(db: Db, projectId: number, shown: VersionEntry, whole: boolean): Promise<Uint8Array> {
  const { patches, replies } = await readVersion(db, projectId, shown.id)
  const numbers = patches.filter((patch) => whole || !patch.duplicate).map((patch) => patch.message)
  const wanted = whole
    ? [
        ...(shown.cover === undefined ? [] : [shown.cover]),
        ...numbers,
        ...replies.map((reply) => reply.message),
      ]
    : numbers
  const mails = new Map((await readBatch(db, projectId, wanted)).map((mail) => [mail.message, mail]))
  return formatMbox([...new Set(wanted)].flatMap((number) => mails.get(number) ?? []))
}
