import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { deriveEvents } from '../../../src/app/hackathon/derive-events.ts'
import { importEvent } from '../../../src/app/hackathon/import-event.ts'
import { sync } from '../../../src/app/sync.ts'
import { withRun } from '../../../src/app/with-run.ts'
import { describeItem } from '../../../src/core/hackathon/series-origins.ts'
import { put } from '../../../src/store/derived/lineages.ts'
import { appendCommits, type IncomingCommit } from '../../../src/store/inputs/commits.ts'
import { listEventNotes } from '../../../src/store/read/event-mails.ts'
import { readHackathon } from '../../../src/store/read/hackathons.ts'
import { readOutcomes } from '../../../src/store/read/outcomes.ts'
import { contextFor } from '../../support/archive.ts'
import { quickEngines, temporaryFolder } from '../../support/db.ts'
import { findRealData, findXenRepository } from '../../support/real-data.ts'

const page = findRealData('hackathon-april-2016.txt')
const slice = findRealData('xen-devel-slice.mbox')
const repository = findXenRepository('5506698505')

async function opened(source: string) {
  const [engine] = quickEngines
  if (engine === undefined) throw new Error('there is an engine')
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'none'), '')
  const lists = [{ address: 'xen-devel@lists.xenproject.org', source: `mbox:${source}` }]
  return contextFor(await engine.open(), folder, { lists })
}

/** The commits of the two years after the event, as git has them. */
function listRealCommits(git: (...args: string[]) => string): readonly IncomingCommit[] {
  const format = '--format=%H%x00%an%x00%ae%x00%ct%x00%B%x01'
  const log = git('log', '--no-merges', '--since=2016-04-18', '--until=2018-04-20', format)
  return log.split('\u0001\n').flatMap((entry): readonly IncomingCommit[] => {
    const [sha, name = '', address = '', seconds, message = ''] = entry.split('\0')
    if (sha === undefined || seconds === undefined) return []
    const committedAt = `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}Z`
    const person = { name, address: address.toLowerCase() }
    const who = { author: person, committer: person, authoredAt: committedAt, committedAt }
    return [{ repository: 'xen', sha, ...who, parents: 1, message, diff: undefined }]
  })
}

/** What the log itself says that came of it: the topic, and some words of the item (hackathon dossier, section 5). */
const KNOWN: readonly (readonly [commit: string, tier: number, topic: string, item: RegExp])[] = [
  ['4ad4e2fd49', 1, 'project-governance', /^Review roles/],
  ['5590bd17c4', 1, 'security', /security/i],
  ['08cffe6696', 4, 'client-endpoint-virtualization', /XSM to be enabled/],
  ['41b61be1c2', 4, 'client-endpoint-virtualization', /XSM to be enabled/],
  ['14c0d328da', 3, 'hvmlite-pvhv2-roadmap', /^ACPI/],
  ['5506698505', 4, 'lost-found-patches', /scrubbing/],
]

describe('the hackathon of April 2016', () => {
  test.skipIf(page === undefined || repository === undefined)(
    'imported, with the real history: its known outcomes are found, nothing counts before somebody says so',
    async () => {
      if (page === undefined || repository === undefined) return
      const context = await opened('none')
      const { database, projectId } = context
      const clock = () => '2018-04-20T12:00:00Z'
      const text = readFileSync(page, 'utf8')
      const words = { person: 'cli:test', text, timeZone: 'Europe/London' }
      const imported = await importEvent({ ...context, clock }, words)
      expect([imported.recorded['topic.add'], imported.recorded['registration.register']]).toEqual([8, 42])
      const commits = listRealCommits(repository.git)
      expect(commits.length).toBeGreaterThan(4000)
      await database.transaction(async (db) => {
        await appendCommits(db, projectId, commits)
        const facts = commits.map(({ sha, committedAt }) => ({
          repository: 'xen',
          sha,
          committed_at: committedAt,
          development: 1,
          fact: '',
        }))
        await put(db, projectId, 'commit_fact', facts)
      })
      await withRun({ ...context, now: clock(), clock }, 'sync', async (job) => {
        await deriveEvents(job, { record: true })
        return {}
      })
      const hackathon = await readHackathon(database.kysely, projectId, imported.event)
      if (hackathon === undefined) throw new Error('there is an event')
      const { states, report, unassigned } = await readOutcomes(database.kysely, projectId, hackathon)
      const links = states.flatMap((state) => state.candidates)
      for (const [commit, tier, topic, item] of KNOWN) {
        const found = links.filter(
          (link) =>
            link.target.startsWith(commit) &&
            link.about.startsWith(`topic:${topic}/`) &&
            item.test(describeItem(hackathon, link.about)),
        )
        expect([commit, found.map((link) => link.tier)]).toEqual([
          commit,
          [tier, ...found.slice(1).map(() => tier)],
        ])
      }
      // It says where it comes from, and is about no bullet of the page: somebody has to say.
      expect(unassigned.map((link) => link.target.slice(0, 10))).toEqual(['3515e222a8'])
      const reverted = links.find((link) => link.target.startsWith('08cffe6696'))
      expect([reverted?.revertedBy?.slice(0, 10), reverted?.relandedBy?.slice(0, 10)]).toEqual([
        'ea42b83dc2',
        '41b61be1c2',
      ])
      expect(report.byState.open).toBe(report.total)
    },
    60_000,
  )

  test.skipIf(slice === undefined)(
    'notes of two design sessions are recognised on the real list',
    async () => {
      const context = await opened(slice ?? '')
      await sync(context)
      const notes = await listEventNotes(context.database.kysely, context.projectId)
      expect(notes.map((one) => [one.note.certainty, one.note.title.length > 5, one.event])).toEqual([
        ['sure', true, undefined],
        ['sure', true, undefined],
      ])
    },
  )
})
