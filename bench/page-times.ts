import { loadConfig } from '../src/app/config.ts'
import { openDatabase } from '../src/store/database.ts'
import { ensureProject } from '../src/store/inputs/projects.ts'
import { listSeries } from '../src/store/read/series-list.ts'
import { createApp } from '../src/web/app.ts'

/** Server time of the main pages, the better of two, without a network in between. */
export async function timePages(
  configPath: string,
): Promise<readonly { readonly page: string; readonly ms: number }[]> {
  const config = loadConfig(configPath, {})
  const database = await openDatabase(config.database)
  try {
    const projectId = await ensureProject(database.kysely, 'bench')
    const now = (): string => `${new Date().toISOString().slice(0, 19)}Z`
    const app = createApp({ database, config, now })
    const [largest] = [
      ...(await listSeries(database.kysely, projectId, {}, { sort: 'active', limit: 200 })),
    ].sort((a, b) => b.replies + b.patches - (a.replies + a.patches))
    const series = encodeURIComponent(largest?.series ?? '')
    const paths = [
      '/p/bench/',
      '/p/bench/series',
      '/p/bench/series?status=new',
      '/p/bench/series?q=memory',
      `/p/bench/series/${series}`,
      `/p/bench/m/${series}`,
      '/p/bench/people',
      '/p/bench/lost',
      '/p/bench/problems',
      '/p/bench/search?q=memory+leak',
    ]
    const times = []
    for (const page of paths) {
      let ms = Number.POSITIVE_INFINITY
      let status = 0
      for (let run = 0; run < 3; run++) {
        const started = performance.now()
        const response = await app.request(page)
        await response.text()
        status = response.status
        ms = Math.min(ms, performance.now() - started)
      }
      times.push({ page: status === 200 ? page : `${page} (${status})`, ms })
    }
    return times
  } finally {
    await database.close()
  }
}
