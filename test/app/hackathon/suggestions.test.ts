import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { actOnEvent } from '../../../src/app/hackathon/act-on-event.ts'
import { sync } from '../../../src/app/sync.ts'
import { readHackathon } from '../../../src/store/read/hackathons.ts'
import { listSuggestions, suggestionsOfAttendees } from '../../../src/store/read/suggestions.ts'
import { EVENT, fieldsOf, OLGA, TOPIC } from '../../core/hackathon/little-event.ts'
import { contextFor, mbox, patchText, type TestMail } from '../../support/archive.ts'
import { engines, temporaryFolder } from '../../support/db.ts'

const MAILS: readonly TestMail[] = [1, 2, 3].flatMap((n): readonly TestMail[] => [
  {
    id: `p${n}@x`,
    subject: `[PATCH] livepatch: check signature ${n}`,
    day: n,
    text: patchText(`a${n}`, 'x', 'y'),
  },
  {
    id: `r${n}@x`,
    from: 'Bo',
    subject: `Re: [PATCH] livepatch: check signature ${n}`,
    day: n + 0.5,
    answers: `p${n}@x`,
    text: 'Fine.\n\nReviewed-by: Bo Example <bo@example.org>\n',
  },
])

describe.each(engines)('suggested interests, on $name', (engine) => {
  test('follow from what people wrote and reviewed, until they answer or the event is over', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'mails'), mbox(MAILS))
    const context = await contextFor(await engine.open(), folder, {
      lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
      roles: [{ role: 'event-organiser', person: OLGA }],
    })
    const act = async (person: string, kind: string, payload: Readonly<Record<string, unknown>>) => {
      const words = { person, event: 'e', kind, payload }
      expect(await actOnEvent({ ...context, clock: () => '2026-04-01T12:00:00Z' }, words)).toMatchObject({
        kind: 'done',
      })
    }
    await act(OLGA, 'event.create', { id: 'e', fields: { ...EVENT, endsOn: '2026-04-22' } })
    const description = [{ kind: 'item', item: 1, depth: 0, text: 'Signatures of a livepatch' }]
    await act(OLGA, 'topic.add', { id: 'live', fields: { ...TOPIC, description } })
    await act(OLGA, 'topic.add', { id: 'boot', fields: { ...TOPIC, title: 'Boot' } })
    await sync({ ...context, now: '2026-04-02T12:00:00Z' })
    const db = context.database.kysely
    const read = async () => {
      const hackathon = await readHackathon(db, context.projectId, 'e')
      if (hackathon === undefined) throw new Error('there is an event')
      return {
        all: (await listSuggestions(db, context.projectId, hackathon)).map((one) => [
          one.person,
          one.evidence,
        ]),
        coming: [...(await suggestionsOfAttendees(db, context.projectId, hackathon))].map(([about, list]) => [
          about,
          list.map((one) => one.person),
        ]),
      }
    }
    expect(await read()).toEqual({
      all: [
        ['ada@example.org', 'wrote 3 and reviewed 0 patches about livepatch, signature'],
        ['bo@example.org', 'wrote 0 and reviewed 3 patches about livepatch, signature'],
      ],
      coming: [],
    })
    // The scheduler counts on those who come, and no answer is suggested to whoever gave one.
    await act('bo@example.org', 'interest.state', {
      about: 'topic:live',
      person: 'bo@example.org',
      grade: 'no',
      via: 'web',
    })
    await act(OLGA, 'registration.register', {
      person: 'ada@example.org',
      fields: fieldsOf('ada@example.org'),
      isCore: true,
    })
    const later = await read()
    expect(later.all.map(([person]) => person)).toEqual(['ada@example.org'])
    expect(later.coming).toEqual([['topic:live', ['ada@example.org']]])
    await sync({ ...context, now: '2026-04-23T12:00:00Z' })
    expect((await read()).all).toEqual([])
  })
})
