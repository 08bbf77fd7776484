import { beforeAll, describe, expect, test } from 'vitest'
import { applyDecision } from '../../src/core/hackathon/apply.ts'
import type { Hackathon } from '../../src/core/hackathon/hackathon.ts'
import { listOpenConflicts } from '../../src/core/hackathon/hackathon.ts'
import { listTopicsWithoutSession } from '../../src/core/hackathon/notes-reminders.ts'
import { REGISTRATION_STATES, seatsTaken } from '../../src/core/hackathon/registration.ts'
import { DEFAULT_OPTIONS, makeCommunity } from '../../src/demo/community.ts'
import { listNextActs } from '../../src/demo/events/next-event.ts'
import { listPastActs } from '../../src/demo/events/past-event.ts'
import { HELD } from '../../src/demo/events/plan.ts'
import type { TimedAct } from '../../src/demo/events/timed-act.ts'
import { listEventNotes, listEventRequests } from '../../src/store/read/event-mails.ts'
import { listHackathons } from '../../src/store/read/hackathons.ts'
import { readOutcomes } from '../../src/store/read/outcomes.ts'
import { type DemoSite, openDemoSite } from '../support/demo-site.ts'

const community = makeCommunity(DEFAULT_OPTIONS)

function held(acts: readonly TimedAct[]): Hackathon {
  let hackathon: Hackathon | undefined
  for (const [n, { at, person, role, act }] of acts.entries()) {
    const step = applyDecision(hackathon, { sequence: n + 1, at, person, role, act })
    expect([act.kind, step.refusal]).toEqual([act.kind, undefined])
    hackathon = step.hackathon
  }
  if (hackathon === undefined) throw new Error('there is an event')
  return hackathon
}

describe('the events of the demo', () => {
  test('the coming one has everything that can be so while registration is open', () => {
    const hackathon = held(listNextActs(community))
    const states = new Set(hackathon.registrations.map((one) => one.state))
    expect(states).toEqual(new Set(REGISTRATION_STATES))
    expect(seatsTaken(hackathon.registrations, DEFAULT_OPTIONS.until)).toBe(hackathon.event.capacity)
    expect(hackathon.agendas.map((one) => one.changes.length)).toEqual([4, 1])
    expect(listOpenConflicts(hackathon)).toHaveLength(1)
    // Everything happened before the demo ends.
    expect(listNextActs(community).every((one) => one.at <= DEFAULT_OPTIONS.until)).toBe(true)
  })

  test('the past one is over, and one session of it has no notes', () => {
    const hackathon = held(listPastActs(community))
    expect(hackathon.event.phase).toBe('archived')
    expect(hackathon.agendas).toHaveLength(2)
    expect(listTopicsWithoutSession(hackathon)).toEqual(['processors'])
    expect(HELD.filter((one) => one.mail === undefined).map((one) => one.id)).toEqual(['interrupts'])
  })

  test('the same acts for any seed and day, as long as it has the stories', () => {
    const other = makeCommunity({ seed: 'other', until: '2024-02-29T18:00:00Z', mails: 450 })
    held(listPastActs(other))
    held(listNextActs(other))
  })
})

describe('as a sync of the demo finds them', () => {
  let site: DemoSite
  beforeAll(async () => {
    site = await openDemoSite(DEFAULT_OPTIONS)
  }, 120_000)

  test('mails are recognised, and the states of what was spoken of are shown by what came of it', async () => {
    const db = site.database.kysely
    const [next, past] = await listHackathons(db, site.projectId)
    if (next === undefined || past === undefined) throw new Error('there are two events')
    expect(past.notes.map((one) => one.session).sort()).toEqual(['faults', 'memory', 'release', 'tools'])
    expect(past.actions.length).toBe(4)
    const byMail = [...next.interests.values()].flat().filter((one) => one.via === 'mail')
    expect(byMail.map((one) => one.grade).sort()).toEqual(['maybe', 'must', 'no', 'yes', 'yes'])
    const requests = await listEventRequests(db, site.projectId, next.event.id)
    expect(requests.map((one) => one.request.person)).toEqual(['name:bruno field', undefined])
    expect((await listEventNotes(db, site.projectId)).every((one) => one.event === past.event.id)).toBe(true)
    const { report } = await readOutcomes(db, site.projectId, past)
    for (const state of ['open', 'in-review', 'lost', 'dropped', 'merged', 'done'] as const)
      expect([state, report.byState[state] > 0]).toEqual([state, true])
  })

  test('a lost series says which question of the event it came of, in the lost queue and on its page', async () => {
    const queue = await (await site.get('lost?sort=new')).text()
    const pages = [queue, await (await site.get('lost?page=2')).text()].join('')
    expect(pages).toMatch(
      /Came of <a href="\/p\/quarry\/events\/quarry-hackathon-graz\/outcomes\/(tools|memory)">Quarry Hackathon in Graz<\/a>: \w+/,
    )
    const [, past] = await listHackathons(site.database.kysely, site.projectId)
    const series = past?.outcomes.find((one) => one.about === 'topic:faults/1')?.target ?? ''
    const page = await (await site.get(`series/${encodeURIComponent(series)}`)).text()
    expect(page).toContain('/outcomes/faults">Quarry Hackathon in Graz</a>: Do not leak')
  })
})
