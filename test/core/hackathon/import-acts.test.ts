import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { applyDecisions } from '../../../src/core/hackathon/apply.ts'
import { listImportActs } from '../../../src/core/hackathon/import-acts.ts'
import { parseRenderedPage } from '../../../src/core/hackathon/rendered-page.ts'
import { listItems } from '../../../src/core/hackathon/topic.ts'
import { parseWikitextPage } from '../../../src/core/hackathon/wikitext-page.ts'
import { findRealData } from '../../support/real-data.ts'
import { decisions } from './little-event.ts'
import { RENDERED, WIKITEXT } from './little-pages.ts'

const options = {
  id: 'may-2026',
  timeZone: 'Europe/London',
  phase: 'open',
  now: '2026-04-01T00:00:00Z',
  findPerson: (name: string) => (name === 'Ada Example' ? 'ada@example.org' : undefined),
} as const

describe('an import as decisions', () => {
  test('makes the event, with everything in it', () => {
    const { acts, problems } = listImportActs(parseRenderedPage(RENDERED), options)
    const made = applyDecisions(decisions(acts))
    expect(made?.refusals).toEqual([])
    expect(made?.event).toMatchObject({
      name: 'Hackathon May2026',
      aliases: ['Archived/Hackathon/May2026', 'Hackathon/May2026'],
      capacity: 43,
      cutOffAt: '2026-05-08T22:59:00Z',
      venue: 'Example House, Cambridge, UK',
    })
    expect(made?.registrations.map((one) => [one.person, one.state, one.organisation])).toEqual([
      ['name:eve example', 'requested', 'Example, Systems & Sons'],
      ['ada@example.org', 'confirmed', 'Example (UK), Ltd'],
      ['name:dan example', 'confirmed', undefined],
    ])
    expect(made?.registrations[2]?.travel).toEqual({
      arrives: { raw: 'May 18th 17:08 at the station', day: '2026-05-18', time: '17:08' },
      leaves: undefined,
      lodging: 'home',
    })
    expect(made?.interests.get('topic:live-patching-next-steps')).toMatchObject([
      { person: 'name:dan', grade: 'yes' },
    ])
    expect(problems.map((one) => one.what)).toContain(
      'its contact Nobody Known is not on the list of those who come',
    )
  })

  test('invitations that are not taken up yet hold a seat; twice on the list is once', () => {
    const page = parseWikitextPage(`${WIKITEXT}\n== Confirmed attendees ==\n* Ada Example\n`)
    const { acts, problems } = listImportActs(page, options)
    const made = applyDecisions(decisions(acts))
    expect(made?.registrations.find((one) => one.name === 'Eve Example')?.state).toBe('invited')
    expect(problems.map((one) => one.what)).toContain('Ada Example is on the list twice')
  })

  test('a page that does not say when', () => {
    const { acts, problems } = listImportActs(parseWikitextPage('* Ada Example'), options)
    expect(acts).toEqual([])
    expect(problems[0]?.what).toMatch(/does not say when/)
  })
})

const april = findRealData('hackathon-april-2016.txt')
const fragments = findRealData('wikitext')

describe('the real pages', () => {
  test.skipIf(april === undefined)('April 2016: 8 topics with all fields, 42 attendees, nothing lost', () => {
    const text = readFileSync(april ?? '', 'utf8')
    const page = parseRenderedPage(text)
    expect(page.topics).toHaveLength(8)
    expect(page.attendees).toHaveLength(42)
    expect(page.problems).toEqual([])
    for (const { fields } of page.topics) {
      expect(fields.insertedOn?.day).toMatch(/^2016-/)
      expect(fields.contacts.length).toBeGreaterThan(0)
      expect(fields).toMatchObject({ list: 'xen-devel@', irc: '#xen-devel' })
      expect(fields.description.length).toBeGreaterThan(0)
    }
    expect(page.topics.flatMap((one) => listItems(one.fields.description))).toHaveLength(42)
    expect(page.lines.map((line) => line.text)).toEqual(text.split('\n').filter((line) => line.trim() !== ''))

    const { acts, problems } = listImportActs(page, {
      ...options,
      id: 'april-2016',
      now: '2016-04-01T00:00:00Z',
    })
    const made = applyDecisions(decisions(acts))
    expect(problems).toEqual([])
    expect(made?.refusals).toEqual([])
    expect(made?.event).toMatchObject({
      capacity: 43,
      startsOn: '2016-04-18',
      endsOn: '2016-04-19',
      venue: 'ARM Cambridge, UK',
    })
    expect(made?.registrations.filter((one) => one.state === 'confirmed')).toHaveLength(42)
    const late = made?.registrations.find((one) => one.travel?.arrives?.time === '17:08')
    expect(late?.travel?.arrives?.day).toBe('2016-04-18')
    // Every word of a topic's and an attendee's line is in what was made of it.
    const kept = JSON.stringify([made?.topics, page.attendees])
    for (const line of page.lines.filter((one) => one.use === 'topic'))
      for (const word of line.text.match(/[\p{L}\d]{4,}/gu) ?? [])
        if (
          !/^(?:Date|insert|Verified|updated|2020|GSoC|Unknown|Technical|contact|Mailing|list|forum|project|channel|Difficulty|Skills|Needed|Description|Outcomes|specified|outcomes)$/.test(
            word,
          )
        )
          expect(kept).toContain(word)
  })

  test.skipIf(fragments === undefined)('fragments of other years: read, doubtful dates asked', () => {
    const folder = fragments ?? ''
    for (const name of readdirSync(folder)) {
      const text = readFileSync(`${folder}/${name}`, 'utf8')
      const page = parseWikitextPage(text)
      const lines = text.split('\n').filter((line) => line.trim() !== '').length
      expect(page.lines).toHaveLength(lines)
    }
    const uses = parseWikitextPage(readFileSync(`${folder}/project-template-uses.txt`, 'utf8'))
    expect(uses.topics.map((one) => one.fields.insertedOn?.day)).toEqual([
      undefined,
      undefined,
      '2014-01-20',
      undefined,
      '2018-01-19',
    ])
    expect(uses.topics.map((one) => one.comments.length)).toEqual([0, 1, 0, 0, 0])
    const old = parseRenderedPage(readFileSync(`${folder}/may2013-fragments.txt`, 'utf8'))
    expect(old.topics.map((one) => one.fields.insertedOn?.candidates)).toEqual([
      ['2013-03-12', '2013-12-03'],
      ['2013-03-12', '2013-12-03'],
    ])
  })
})
