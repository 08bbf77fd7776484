import { loadConfig } from '../../src/app/config.ts'
import { recordDemoEvents } from '../../src/app/demo-events.ts'
import { recordDemoDrafts, recordDemoVotes } from '../../src/app/demo-motions.ts'
import { writeDemo } from '../../src/app/prepare-demo.ts'
import { sync } from '../../src/app/sync.ts'
import { type CommunityOptions, makeCommunity } from '../../src/demo/community.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { ensureProject } from '../../src/store/inputs/projects.ts'
import { migrate } from '../../src/store/migrations.ts'
import { createApp } from '../../src/web/app.ts'
import { closeLater, temporaryFolder } from './db.ts'

/** The demo as `patchmoot demo` shows it, without a port. */
export interface DemoSite {
  readonly app: ReturnType<typeof createApp>
  readonly database: Database
  readonly projectId: number
  readonly config: ReturnType<typeof loadConfig>
  /** The answer to an address below the project: `backlog?period=all`, or one that begins with `/`. */
  get(path: string): Promise<Response>
}

/** Writes, syncs and serves a demo community. A few seconds. */
export async function openDemoSite(options: CommunityOptions): Promise<DemoSite> {
  const community = makeCommunity(options)
  const prepared = await writeDemo(community, temporaryFolder())
  const config = loadConfig(prepared.config, {})
  const database = closeLater(await openDatabase(config.database))
  await migrate(database)
  const [project] = config.projects
  if (project === undefined) throw new TypeError('the demo has a project')
  const projectId = await ensureProject(database.kysely, project.id)
  await recordDemoEvents(database, projectId, community)
  await recordDemoDrafts(database, projectId, community)
  const clock = (): string => prepared.until
  const signal = new AbortController().signal
  await sync({
    database,
    config,
    project,
    projectId,
    now: clock(),
    clock,
    signal,
    onProgress: () => undefined,
  })
  await recordDemoVotes(database, projectId, project, community)
  const app = createApp({ database, config, now: clock, demo: true })
  return {
    app,
    database,
    projectId,
    config,
    get: async (path) => app.request(`http://localhost${path.startsWith('/') ? path : `/p/quarry/${path}`}`),
  }
}
