import { UserError } from '../../core/errors.ts'
import { parseMaintainers } from '../../core/people/maintainers.ts'
import type { Db } from '../../store/database.ts'
import { findSeriesName, type LineageStory, readLineageStory } from '../../store/read/lineage.ts'
import { readFileAt } from '../../store/read/newest-file.ts'
import { readProjectState } from '../../store/read/project-state.ts'
import { listSeries } from '../../store/read/series-list.ts'
import { readStandingCounts } from '../../store/read/standing-counts.ts'
import { readVersion, type VersionContents } from '../../store/read/version.ts'
import type { Command, Io } from '../command.ts'
import { nothingDerivedText } from '../nothing-derived.ts'
import { withProject } from '../open-project.ts'
import { number } from '../progress-line.ts'
import { formatTable, plain } from '../table.ts'

export const status: Command = {
  options: [],
  help: 'A series is named by the Message-ID of any mail of it, with or without angle brackets.',
  run: async (args, io) =>
    withProject(args, io, async ({ database, projectId }) => {
      const name = args.words[0]
      const json = args.flag('json')
      if (name === undefined) await printOverview(database.kysely, projectId, json, io)
      else await printSeries(database.kysely, projectId, cleanId(name), json, io)
      return 0
    }),
}

/** What people paste: `<id>`, or an address of an archive that ends in the id. */
export function cleanId(text: string): string {
  const inside = /^<(.*)>$/.exec(text.trim())?.[1] ?? text.trim()
  if (!/^https?:\/\//.test(inside)) return inside
  const steps = inside
    .split('/')
    .map(decodeStep)
    .filter((step) => step.includes('@'))
  return steps.at(-1) ?? inside
}

/** A part of an address as it was before it was encoded; what is no encoding stays as it is. */
function decodeStep(step: string): string {
  if (!/%[0-9a-f]{2}/i.test(step)) return step
  try {
    return decodeURIComponent(step.replace(/%(?![0-9a-f]{2})/gi, '%25'))
  } catch (error) {
    if (error instanceof URIError) return step
    throw error
  }
}

const NEWEST = 10
const MOST_PROBLEMS = 10

async function printOverview(db: Db, projectId: number, json: boolean, io: Io): Promise<void> {
  const state = await readProjectState(db, projectId)
  const asOf = state.asOf ?? io.now()
  const counts = await readStandingCounts(db, projectId, asOf)
  const newest = await listSeries(db, projectId, {}, { sort: 'active', limit: NEWEST })
  const maintainers = await readFileAt(db, projectId, 'MAINTAINERS', asOf)
  const problems = maintainers === undefined ? [] : parseMaintainers(maintainers).problems
  if (json) {
    io.stdout.write(
      `${JSON.stringify({ asOf: state.asOf ?? null, syncedAt: state.syncedAt ?? null, failure: state.failure ?? null, counts, newest, maintainersProblems: problems })}\n`,
    )
    return
  }
  if (state.failure)
    io.stderr.write(`patchmoot: the last sync failed (${state.failure.at}): ${plain(state.failure.error)}\n`)
  for (const one of problems.slice(0, MOST_PROBLEMS))
    io.stderr.write(
      `patchmoot: MAINTAINERS, line ${one.line}${one.section === '' ? '' : ` (${plain(one.section, 60)})`}: ${plain(one.what, 200)}\n`,
    )
  if (problems.length > MOST_PROBLEMS)
    io.stderr.write(`patchmoot: MAINTAINERS: ${problems.length - MOST_PROBLEMS} more lines cannot be used\n`)
  if (state.asOf === undefined) {
    io.stdout.write(nothingDerivedText(state))
    return
  }
  const rows = [
    ['open', counts.open.all],
    ['  waiting for review', counts.waitingForReview.all],
    ['  waiting for the author', counts.waitingForAuthor.all],
    ['  ready', counts.ready.all],
    ['  lost', counts.lost],
    ['merged in the last 30 days', counts.mergedLately],
  ] as const
  io.stdout.write(`As of ${state.asOf}\n`)
  io.stdout.write(formatTable(rows.map(([label, value]) => [label, number(value).padStart(7)])))
  io.stdout.write('\nBy status\n')
  const statuses = Object.entries(counts.byStatus).filter(([, count]) => count > 0)
  io.stdout.write(formatTable(statuses.map(([label, count]) => [`  ${label}`, number(count).padStart(7)])))
  io.stdout.write('\nNewest\n')
  io.stdout.write(
    formatTable(
      newest.map((one) => [
        one.activeAt.slice(0, 10),
        one.status,
        `v${one.revision?.replace(/^v/, '') ?? one.version}`,
        plain(one.title, 70),
        one.series,
      ]),
    ),
  )
}

async function printSeries(db: Db, projectId: number, id: string, json: boolean, io: Io): Promise<void> {
  const series = await findSeriesName(db, projectId, id)
  const story = series && (await readLineageStory(db, projectId, series.id))
  if (story === undefined)
    throw new UserError('not-found', `no series has a mail "${plain(id)}"`, {
      hint: 'Give the Message-ID of a patch, cover letter or reply; "patchmoot export series" lists them all.',
    })
  const versions = []
  for (const version of story.versions)
    versions.push({ version, contents: await readVersion(db, projectId, version.id) })
  if (json) {
    io.stdout.write(
      `${JSON.stringify({ ...story, versions: versions.map((one) => ({ ...one.version, ...one.contents })) })}\n`,
    )
    return
  }
  printStory(story, io)
  for (const { version, contents } of versions) {
    const name = `v${version.revision?.replace(/^v/, '') ?? version.version}`
    const size = `${version.patches}${version.total === undefined ? '' : ` of ${version.total}`} patches`
    io.stdout.write(
      `\n${name}  ${version.at}  ${plain(version.sender.name || version.sender.address)}  ${size}, ${version.replies} replies  ${version.status}\n`,
    )
    io.stdout.write(`    ${version.name}\n`)
    if (version.evidence.length > 0)
      io.stdout.write(
        `    grouped by: ${version.evidence.map((one) => plain(one)).join('; ')} (${version.confidence})\n`,
      )
    printVersion(contents, io)
  }
}

function printStory(story: LineageStory, io: Io): void {
  const since = `since ${story.since}`
  const holders = story.holders.map((one) => plain(one.name || one.address)).join(', ')
  io.stdout.write(`${plain(story.title)}\n`)
  const rows = [
    [
      'status',
      `${story.status}${story.derivedStatus === undefined ? '' : ` (set by hand; derived: ${story.derivedStatus})`}`,
    ],
    ['why', plain(story.why)],
    ...(story.evidence === undefined ? [] : [['evidence', plain(story.evidence)]]),
    ['turn', `${story.turn}${holders === '' ? '' : ` (${holders})`} ${since}`],
    ...(story.lost.length === 0 ? [] : [['lost', story.lost.join(' ')]]),
  ]
  io.stdout.write(formatTable(rows.map((row) => ['', ...row])))
}

function printVersion(contents: VersionContents, io: Io): void {
  for (const patch of contents.patches) {
    const state = patch.state === 'live' ? '' : ` (${patch.state})`
    io.stdout.write(
      `  ${String(patch.position).padStart(3)}  ${plain(patch.title)}${state}\n       ${patch.messageId}\n`,
    )
    for (const match of patch.matches) {
      const sure = `${match.counted ? '' : 'probable, '}confidence ${match.confidence}`
      io.stdout.write(
        `       = ${match.sha.slice(0, 12)} on ${match.branch || match.branches[0] || 'no branch'} of ${match.repository}, ${match.committedAt.slice(0, 10)} (${sure}): ${plain(match.evidence)}\n`,
      )
    }
  }
  for (const trailer of contents.trailers)
    if (trailer.personal)
      io.stdout.write(`       ${trailer.key}: ${plain(trailer.value)} (${trailer.messageId})\n`)
}
