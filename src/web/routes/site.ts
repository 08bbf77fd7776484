import type { Hono } from 'hono'
import { secondsOf } from '../../core/time.ts'
import { findProject, listProjects } from '../../store/inputs/projects.ts'
import { readProjectState, readProjectTotals } from '../../store/read/project-state.ts'
import { readStandingCounts } from '../../store/read/standing-counts.ts'
import { projectPath } from '../links.ts'
import { type ProjectEntry, projectsPage } from '../pages/outside.ts'
import { sendPage, type WebEnv } from '../request.ts'
import type { WebContext } from '../site.ts'
import { findStatic } from '../static-files.ts'

/** What belongs to no project: the front page, files, and what machines ask. */
export function addSiteRoutes(app: Hono<WebEnv>, context: WebContext): void {
  const { config, database } = context
  const db = database.kysely

  app.get('/', async (c) => {
    const [only, ...others] = config.projects
    if (only !== undefined && others.length === 0) return c.redirect(projectPath(only), 302)
    const entries: ProjectEntry[] = []
    for (const project of config.projects) {
      const id = (await findProject(db, project.id)) ?? 0
      const state = await readProjectState(db, id)
      const counts = await readStandingCounts(db, id, state.asOf ?? context.now())
      const { mails } = await readProjectTotals(db, id)
      entries.push({ project, mails, open: counts.open.all, lost: counts.lost })
    }
    return sendPage(c, projectsPage(config, entries))
  })

  app.get('/p/:project', (c) => {
    const project = config.projects.find((one) => one.id === c.req.param('project'))
    return project === undefined ? c.notFound() : c.redirect(projectPath(project), 301)
  })

  app.get('/static/:name', (c) => {
    const file = findStatic(c.req.param('name'))
    if (file === undefined) return c.notFound()
    // The address has the version in it: with the right one, the file never changes.
    const lasting = c.req.query('v') === file.version
    return c.body(file.body, 200, {
      'Content-Type': file.type,
      'Cache-Control': lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
  })

  app.get('/favicon.svg', (c) => {
    const file = findStatic('favicon.svg')
    return file === undefined
      ? c.notFound()
      : c.body(file.body, 200, { 'Content-Type': file.type, 'Cache-Control': 'public, max-age=86400' })
  })

  app.get('/robots.txt', (c) =>
    c.text(
      [
        'User-agent: *',
        'Disallow: /p/*/search',
        'Disallow: /p/*/series?',
        'Disallow: /p/*/m/*/raw',
        'Disallow: /p/*/series/*/mbox',
        'Disallow: /p/*/series/*/thread.mbox',
        '',
      ].join('\n'),
    ),
  )

  app.get('/healthz', async (c) => {
    await listProjects(db)
    return c.text('ok\n', 200, { 'Cache-Control': 'no-store' })
  })

  app.get('/metrics', async (c) => c.text(await formatMetrics(context), 200, { 'Cache-Control': 'no-store' }))
}

const METRICS: readonly (readonly [name: string, help: string])[] = [
  ['patchmoot_mails', 'Mails that are read.'],
  ['patchmoot_commits', 'Commits that are copied.'],
  ['patchmoot_versions', 'Series: versions of pieces of work.'],
  ['patchmoot_open', 'Pieces of work that are open.'],
  ['patchmoot_lost', 'Open pieces of work that are lost.'],
  ['patchmoot_problem_mails', 'Mails that could not be read whole.'],
  ['patchmoot_derived_timestamp_seconds', 'The instant that the pages are true for.'],
  ['patchmoot_last_sync_timestamp_seconds', 'When a sync last ended well.'],
  ['patchmoot_last_sync_failed', '1 if the newest sync that ended failed.'],
  ['patchmoot_sync_running', '1 while a sync is at work.'],
]

/** The state of every project in Prometheus' text format. */
async function formatMetrics(context: WebContext): Promise<string> {
  const db = context.database.kysely
  const values = new Map<string, string[]>()
  for (const project of context.config.projects) {
    const id = (await findProject(db, project.id)) ?? 0
    const state = await readProjectState(db, id)
    const totals = await readProjectTotals(db, id)
    const counts = await readStandingCounts(db, id, state.asOf ?? context.now())
    const add = (name: string, value: number | undefined): void => {
      if (value === undefined) return
      const label = project.id.replace(/[\\"\n]/g, '_')
      values.set(name, [...(values.get(name) ?? []), `${name}{project="${label}"} ${value}`])
    }
    add('patchmoot_mails', totals.mails)
    add('patchmoot_commits', totals.commits)
    add('patchmoot_versions', totals.series)
    add('patchmoot_open', counts.open.all)
    add('patchmoot_lost', counts.lost)
    add('patchmoot_problem_mails', totals.problems)
    add('patchmoot_derived_timestamp_seconds', state.asOf === undefined ? undefined : secondsOf(state.asOf))
    add(
      'patchmoot_last_sync_timestamp_seconds',
      state.syncedAt === undefined ? undefined : secondsOf(state.syncedAt),
    )
    add('patchmoot_last_sync_failed', state.failure ? 1 : 0)
    add('patchmoot_sync_running', state.running ? 1 : 0)
  }
  return METRICS.map(([name, help]) =>
    [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...(values.get(name) ?? []), ''].join('\n'),
  ).join('')
}
