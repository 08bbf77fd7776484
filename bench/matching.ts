/**
 * Scores the matching of patches to commits, and of versions to versions, against pairs that are known to be true:
 *
 *     npm run bench:matching -- --config FILE [--project ID] --truth FILE [--versions FILE] [--json] [--list]
 *     npm run bench:matching -- --config FILE --own-truth [--since DAY] [--until DAY]
 *
 * The project has to be synced. It is matched anew with the rules that the configuration names, so that content alone
 * can be scored ("matching": { "rules": ["patch-id", "changed-lines", "subject", "similarity"] }). `--list` names what
 * was missed and what is outside, for people to read. `--own-truth` takes for true what dates, Message-IDs and trailers
 * of the project tell. What the numbers mean: docs/matching.md.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { findProjectConfig, loadConfig } from '../src/app/config.ts'
import { UserError } from '../src/core/errors.ts'
import { openDatabase } from '../src/store/database.ts'
import { migrate } from '../src/store/migrations.ts'
import { parseVersions } from './chain-score.ts'
import { matchProject } from './matching-data.ts'
import { jsonReport, listReport, scoreAll, textReport } from './matching-report.ts'
import { parseTruth } from './matching-score.ts'
import { findOwnTruth } from './own-truth.ts'

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      config: { type: 'string', default: process.env['PATCHMOOT_CONFIG'] ?? 'patchmoot.json' },
      project: { type: 'string' },
      truth: { type: 'string' },
      versions: { type: 'string' },
      'own-truth': { type: 'boolean', default: false },
      since: { type: 'string' },
      until: { type: 'string' },
      json: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
    },
  })
  const own = values['own-truth']
  if (values.truth === undefined && values.versions === undefined && !own)
    throw new UserError('usage', 'bench:matching needs pairs to score against', {
      hint: 'Name a file of true pairs with --truth or of versions with --versions, or say --own-truth.',
    })
  const config = loadConfig(values.config, process.env)
  const project = findProjectConfig(config, values.project)
  const truth = values.truth === undefined ? undefined : parseTruth(readText(values.truth))
  const versions = values.versions === undefined ? undefined : parseVersions(readText(values.versions))
  const database = await openDatabase(config.database)
  try {
    await migrate(database)
    const data = await matchProject(database, project)
    const days = { since: values.since, until: values.until }
    const known = own ? findOwnTruth(data.candidates, data.contents, days) : truth
    const scores = scoreAll(data, { truth: known, versions })
    const about = { project: project.id, rules: project.matchRules }
    process.stdout.write(values.json ? jsonReport(about, scores) : textReport(about, scores))
    if (values.list) (values.json ? process.stderr : process.stdout).write(listReport(scores))
  } finally {
    await database.close()
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new UserError('usage', `${path} cannot be read`, { hint: 'Name a file of pairs.', cause })
  }
}

try {
  await main()
} catch (error) {
  if (!(error instanceof UserError)) throw error
  process.stderr.write(`bench:matching: ${error.message}. ${error.hint ?? ''}\n`)
  process.exitCode = error.code === 'usage' ? 2 : 1
}
