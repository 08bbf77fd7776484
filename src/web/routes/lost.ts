import type { Context, Hono } from 'hono'
import { readCarriedStates } from '../../app/carried/carried-state.ts'
import { readAreasAsOf } from '../../app/past/areas-as-of.ts'
import { type PastLostQueue, readLostQueueAsOf } from '../../app/past/lost-queue-as-of.ts'
import { UserError } from '../../core/errors.ts'
import { APPLY_STATES } from '../../core/patches/apply-series.ts'
import { findOwnerless } from '../../core/people/find-ownerless.ts'
import { parseMaintainers } from '../../core/people/maintainers.ts'
import { sentence } from '../../core/sentence.ts'
import { TODO_TITLES } from '../../core/status/todo.ts'
import { addDays } from '../../core/time.ts'
import { type FeedEntry, formatAtom } from '../../exports/atom.ts'
import { formatDigest } from '../../exports/digest.ts'
import { listCarried } from '../../store/inputs/carried.ts'
import { listApplyEntries } from '../../store/read/applies.ts'
import { listAreas, listFirstAnswers, listOpenIn } from '../../store/read/areas.ts'
import { listDecisionsAbout } from '../../store/read/decisions-about.ts'
import { listEvidence } from '../../store/read/evidence.ts'
import {
  countLeftOut,
  type LostEntry,
  type LostFilter,
  type LostQueue,
  readLostQueue,
} from '../../store/read/lost-queue.ts'
import { findFileAt, readFileAt } from '../../store/read/newest-file.ts'
import { listSeries, listSeriesOf } from '../../store/read/series-list.ts'
import { listOriginsByLineage } from '../../store/read/series-origins.ts'
import { INBOX_DAYS, listTodos } from '../../store/read/todo.ts'
import { listTouchedFiles } from '../../store/read/touched-files.ts'
import { areaPath, personPath, projectPath, seriesPath, withQuery } from '../links.ts'
import { areaPage, areasPage } from '../pages/areas.ts'
import { carriedPage } from '../pages/carried.ts'
import { type LostQuery, lostPage } from '../pages/lost.ts'
import { type Asked, readAsked, readNumber, readPart, readWords, sendPage, type WebEnv } from '../request.ts'
import { findInbox } from '../review/load-inbox.ts'
import type { WebContext } from '../site.ts'
import { nameOf } from '../view.ts'

const PAGE = 50
const FEED = 50
/** Open series of an area are those with a mail within so many days. */
const AREA_DAYS = 365

/** What is lost, the areas of the code, and feeds of both. */
export function addLostRoutes(app: Hono<WebEnv>, context: WebContext): void {
  app.get('/p/:project/lost', async (c) => {
    const asked = await readAsked(context, c)
    const query = readQuery(asked)
    const offset = (query.page - 1) * PAGE
    const { db, projectId, view } = asked
    const [filter, page] = [filterOf(query, asked), { sort: query.sort, offset, limit: PAGE }]
    const queue: LostQueue & Partial<PastLostQueue> =
      view.pastDay === undefined
        ? await readLostQueue(db, projectId, view.asOf, filter, page)
        : await readLostQueueAsOf(db, projectId, view.project, view.asOf, filter, page)
    const ids = queue.entries.map((one) => one.entry.id)
    return sendPage(
      c,
      lostPage(asked.view, {
        query,
        queue,
        evidence: await listEvidence(db, projectId, [
          ...queue.entries.map((one) => one.entry.evidence),
          ...queue.entries.flatMap((one) => one.items.map((item) => item.messageId)),
        ]),
        applies: new Map(
          asked.view.pastDay !== undefined
            ? []
            : (await listApplyEntries(asked.db, asked.projectId, ids)).map((one) => [one.lineage, one]),
        ),
        decisions:
          asked.view.pastDay !== undefined
            ? new Map()
            : await listDecisionsAbout(asked.db, asked.projectId, ids),
        origins:
          asked.view.pastDay !== undefined
            ? new Map()
            : await listOriginsByLineage(asked.db, asked.projectId),
        ...(queue.elsewhere === undefined
          ? await countLeftOut(db, projectId)
          : { elsewhere: queue.elsewhere, present: 0 }),
        recorded: readNumber(asked.query, 'recorded', 1, 1_000_000_000),
        hasMore: offset + PAGE < queue.total,
      }),
    )
  })

  app.get('/p/:project/lost.atom', async (c) => {
    const asked = await readAsked(context, c)
    const query = readQuery(asked)
    return sendFeed(
      c,
      asked,
      `${projectPath(asked.view.project)}lost`,
      query.area === undefined ? 'lost' : `lost in ${query.area}`,
      await newlyLost(asked, filterOf(query, asked)),
    )
  })

  app.get('/p/:project/areas/:area/lost.atom', async (c) => {
    const asked = await readAsked(context, c)
    const area = readPart(c, 'area')
    return sendFeed(
      c,
      asked,
      areaPath(asked.view.project, area),
      `lost in ${area}`,
      await newlyLost(asked, { area }),
    )
  })

  app.get('/p/:project/series.atom', async (c) => {
    const asked = await readAsked(context, c)
    const entries = await listSeries(asked.db, asked.projectId, {}, { sort: 'started', limit: FEED })
    return sendFeed(
      c,
      asked,
      `${projectPath(asked.view.project)}series`,
      'new series',
      entries.map((one) => ({
        id: `urn:patchmoot:series:${encodeURIComponent(one.series)}`,
        title: one.title,
        link: `${asked.view.origin}${seriesPath(asked.view.project, one.series)}`,
        at: one.startedAt,
        author: nameOf(asked.view, one.sender),
        summary: sentence(one.why),
      })),
    )
  })

  app.get('/p/:project/people/:id/todo.atom', async (c) => {
    const asked = await readAsked(context, c)
    const { person, committer } = await findInbox(asked, c.req.param('id'))
    const todos = await listTodos(asked.db, asked.projectId, person.key, {
      committer,
      activeSince: addDays(asked.view.asOf, -INBOX_DAYS),
    })
    const name = nameOf(asked.view, { name: person.name, address: person.key })
    return sendFeed(
      c,
      asked,
      personPath(asked.view.project, person.id),
      `inbox of ${name}`,
      todos
        .map((todo) => ({
          id: `urn:patchmoot:todo:${todo.section}:${encodeURIComponent(todo.entry.series)}:${todo.since}`,
          title: `${TODO_TITLES[todo.section]}: ${todo.entry.title}`,
          link: `${asked.view.origin}${seriesPath(asked.view.project, todo.entry.series)}`,
          at: todo.since,
          author: nameOf(asked.view, todo.entry.sender),
          summary: sentence(todo.why),
        }))
        .sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : 0))
        .slice(0, FEED),
    )
  })

  app.get('/p/:project/digest.txt', async (c) => {
    const asked = await readAsked(context, c)
    const area = readWords(asked.query, 'area')
    const queue = await readLostQueue(
      asked.db,
      asked.projectId,
      asked.view.asOf,
      area === undefined ? {} : { area },
      {
        sort: 'priority',
        offset: 0,
        limit: 2000,
      },
    )
    const { view } = asked
    const text = formatDigest({
      title: area === undefined ? view.project.title : `${view.project.title}, ${area}`,
      now: view.asOf,
      entries: queue.entries.map((one) =>
        withoutAddresses(asked, area === undefined ? one : { ...one, areas: [area] }),
      ),
      total: queue.total,
      baseUrl: view.origin,
      project: view.project.id,
    })
    return c.text(text)
  })

  app.get('/p/:project/carried', async (c) => {
    const { db, projectId, view } = await readAsked(context, c)
    const patches = await listCarried(db, projectId)
    return sendPage(
      c,
      carriedPage(view, {
        entries: await readCarriedStates(db, projectId, patches),
        importedAt: new Map(patches.map((patch) => [patch.collection, patch.importedAt])),
      }),
    )
  })

  app.get('/p/:project/areas', async (c) => {
    const { db, projectId, view } = await readAsked(context, c)
    const since = addDays(view.asOf, -AREA_DAYS)
    const text = await readFileAt(db, projectId, 'MAINTAINERS', view.asOf)
    const maintainers = text === undefined ? undefined : parseMaintainers(text)
    return sendPage(
      c,
      areasPage(view, {
        areas:
          view.pastDay === undefined
            ? await listAreas(db, projectId, since)
            : (await readAreasAsOf(db, projectId, view.project, view.asOf, since)).areas,
        hasMaintainers: maintainers !== undefined,
        ownerless:
          maintainers === undefined
            ? []
            : findOwnerless(maintainers, await listTouchedFiles(db, projectId, since, view.asOf)),
        problems: maintainers?.problems ?? [],
        days: AREA_DAYS,
      }),
    )
  })

  app.get('/p/:project/areas/:area', async (c) => {
    const asked = await readAsked(context, c)
    const { db, projectId, view } = asked
    const area = readPart(c, 'area')
    const since = addDays(view.asOf, -AREA_DAYS)
    const past =
      view.pastDay === undefined
        ? undefined
        : await readAreasAsOf(db, projectId, view.project, view.asOf, since)
    const [known] = past
      ? past.areas.filter((one) => one.area === area)
      : await listAreas(db, projectId, since, area)
    const { section, revision } = await findSection(asked, area)
    if (known === undefined && section === undefined)
      throw new UserError('not-found', `No patch touches an area “${area.slice(0, 200)}”.`)
    const open =
      past === undefined
        ? [...(await listSeriesOf(db, projectId, await listOpenIn(db, projectId, area, since)))].sort(
            (a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.id - b.id),
          )
        : await past.listOpen(area)
    return sendPage(
      c,
      areaPage(view, {
        area,
        section,
        revision,
        open,
        lost: known?.lost ?? 0,
        answers: await listFirstAnswers(db, projectId, area, since, view.asOf),
        days: AREA_DAYS,
      }),
    )
  })
}

/** The section with that name of the MAINTAINERS file of the day, and the revision. */
async function findSection({ db, projectId, view }: Asked, area: string) {
  const revision = await findFileAt(db, projectId, 'MAINTAINERS', view.asOf)
  const section = revision && parseMaintainers(revision.text).sections.find((one) => one.name === area)
  return { section, revision: section && revision }
}

function readQuery({ query }: Asked): LostQuery {
  const reason = query.get('reason')
  const sort = query.get('sort')
  return {
    reason: reason !== null && /^L[1-8]$/.test(reason) ? reason : undefined,
    area: readWords(query, 'area'),
    active: readNumber(query, 'active', 1, 36_500),
    lines: readNumber(query, 'lines', 1, 1_000_000),
    newcomer: query.get('newcomer') === '1',
    fix: query.get('fix') === '1',
    first: query.get('first') === '1',
    offered: query.get('offered') === '1',
    applies: APPLY_STATES.find((one) => one === query.get('applies')),
    sort: sort === 'age' || sort === 'new' ? sort : 'priority',
    page: readNumber(query, 'page', 1, 10_000) ?? 1,
  }
}

function filterOf(query: LostQuery, { view }: Asked): LostFilter {
  return {
    ...(query.reason === undefined ? {} : { reason: query.reason }),
    ...(query.area === undefined ? {} : { area: query.area }),
    ...(query.active === undefined ? {} : { activeSince: addDays(view.asOf, -query.active) }),
    ...(query.lines === undefined ? {} : { lines: query.lines }),
    ...(query.newcomer ? { small: true } : {}),
    ...(query.fix ? { fix: true } : {}),
    ...(query.first ? { first: true } : {}),
    ...(query.offered ? { offered: true } : {}),
    ...(query.applies === undefined ? {} : { applies: query.applies }),
  }
}

async function newlyLost(asked: Asked, filter: LostFilter): Promise<readonly FeedEntry[]> {
  const queue: LostQueue = await readLostQueue(asked.db, asked.projectId, asked.view.asOf, filter, {
    sort: 'new',
    offset: 0,
    limit: FEED,
  })
  return queue.entries.map((one) => ({
    id: `urn:patchmoot:lost:${encodeURIComponent(one.entry.series)}:${one.lostAt}`,
    title: one.entry.title,
    link: `${asked.view.origin}${seriesPath(asked.view.project, one.entry.series)}`,
    at: one.lostAt,
    author: nameOf(asked.view, one.entry.sender),
    summary: [one.entry.why, ...one.remedies.map((remedy) => remedy.text)].map(sentence).join(' '),
  }))
}

/** People by name only, where addresses are masked. */
function withoutAddresses({ view }: Asked, one: LostEntry): LostEntry {
  if (!view.site.maskAddresses) return one
  const mask = <T extends { readonly name: string; readonly address: string }>(person: T): T => ({
    ...person,
    address: person.address.replace('@', ' at '),
  })
  return {
    ...one,
    entry: { ...one.entry, sender: mask(one.entry.sender) },
    remedies: one.remedies.map((remedy) => ({ ...remedy, ask: remedy.ask.map(mask) })),
  }
}

function sendFeed(
  c: Context<WebEnv>,
  { view }: Asked,
  page: string,
  title: string,
  entries: readonly FeedEntry[],
): Response {
  // Two filters are two feeds: each has an address, and so a name, of its own.
  const filter = Object.fromEntries(view.query)
  const feed = formatAtom({
    id: `${view.origin}${withQuery(new URL(c.req.url).pathname, filter)}`,
    title: `${view.project.title}: ${title}`,
    link: `${view.origin}${withQuery(page, filter)}`,
    at: view.asOf,
    entries,
  })
  return c.body(feed, 200, { 'Content-Type': 'application/atom+xml; charset=utf-8' })
}
