import type { Hono } from 'hono'
import { UserError } from '../../core/errors.ts'
import { addDays } from '../../core/time.ts'
import { listActivity } from '../../store/read/activity.ts'
import { readProjectTotals } from '../../store/read/project-state.ts'
import { listSeries } from '../../store/read/series-list.ts'
import { readStandingCounts, readStandingCountsAsOf, STALLED_DAYS } from '../../store/read/standing-counts.ts'
import { listTrends } from '../../store/read/trends.ts'
import { type Chart, chartCsv, chartJson } from '../dashboard/chart.ts'
import { trendCharts } from '../dashboard/trend-charts.ts'
import { expandStatuses } from '../list-query.ts'
import { overviewPage } from '../pages/overview.ts'
import { type Asked, readAsked, sendPage, type WebEnv } from '../request.ts'
import type { WebContext } from '../site.ts'

/** Months that the charts of the overview show; the files have all. */
const MONTHS = 36
const ALL_MONTHS = 1200

/** The overview, and the numbers behind its charts as files. */
export function addOverviewRoutes(app: Hono<WebEnv>, context: WebContext): void {
  const charts = keepCharts()

  app.get('/p/:project/', async (c) => {
    const asked = await readAsked(context, c)
    const { db, projectId, view } = asked
    const counts =
      view.pastDay === undefined
        ? await readStandingCounts(db, projectId, view.asOf)
        : await readStandingCountsAsOf(db, projectId, view.asOf)
    const waiting =
      view.pastDay === undefined
        ? await listSeries(
            db,
            projectId,
            {
              statuses: expandStatuses(['open']),
              turn: 'reviewers',
              activeSince: addDays(view.asOf, -STALLED_DAYS),
            },
            { sort: 'waiting', limit: 8 },
          )
        : []
    const page = overviewPage(view, {
      counts,
      totals: await readProjectTotals(db, projectId),
      charts: await charts(asked, MONTHS),
      activity: await listActivity(db, projectId, view.asOf, 15),
      waiting,
    })
    return sendPage(c, page)
  })

  app.get('/p/:project/trends/:file', async (c) => {
    const asked = await readAsked(context, c)
    const file = /^([a-z-]{1,30})\.(csv|json)$/.exec(c.req.param('file'))
    const chart = (await charts(asked, ALL_MONTHS)).find((one) => one.id === file?.[1])
    if (file === null || chart === undefined) throw new UserError('not-found', 'There is no such chart.')
    return file[2] === 'csv'
      ? c.body(chartCsv(chart), 200, { 'Content-Type': 'text/csv; charset=utf-8' })
      : c.body(chartJson(chart), 200, { 'Content-Type': 'application/json; charset=utf-8' })
  })
}

/** Charts change when something was derived, and not from one request to the next. */
function keepCharts(): (asked: Asked, months: number) => Promise<readonly Chart[]> {
  const kept = new Map<string, readonly Chart[]>()
  return async ({ db, projectId, view }, months) => {
    const key = [projectId, view.asOf, view.state.asOf, view.state.syncedAt, months].join(' ')
    const known = kept.get(key)
    if (known) return known
    const made = trendCharts(await listTrends(db, projectId, view.asOf, months))
    if (view.state.asOf === undefined) return made
    if (kept.size >= 32) kept.clear()
    kept.set(key, made)
    return made
  }
}
