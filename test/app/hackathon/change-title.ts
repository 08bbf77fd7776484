/** Changes the title of a session, as an organiser who has seen nothing newer: `change-title.ts URL PERSON TITLE`. */
import { parseConfig } from '../../../src/app/config.ts'
import { actOnEvent } from '../../../src/app/hackathon/act-on-event.ts'
import { openDatabase } from '../../../src/store/database.ts'
import { ensureProject } from '../../../src/store/inputs/projects.ts'
import { startTogether } from '../../support/together.ts'

const [url = '', person = '', title = ''] = process.argv.slice(2)
const lists = [{ address: 'devel@lists.example.org', source: 'mbox:mails' }]
const [project] = parseConfig(
  JSON.stringify({ projects: [{ id: 'test', lists }] }),
  '/srv/p.json',
  {},
).projects
if (project === undefined) throw new Error('there is a project')
await startTogether()
const database = await openDatabase(url)
const projectId = await ensureProject(database.kysely, 'test')
const clock = () => '2026-03-01T12:00:00Z'
const payload = { id: 'live', change: { title }, seen: 2 }
const answer = await actOnEvent(
  { database, project, projectId, clock },
  { person, event: 'example-2026', kind: 'session.change', payload },
)
await database.close()
process.stdout.write(answer.kind)
