import { describe, expect, test } from 'vitest'
import { listUnparsed } from '../../../src/core/hackathon/page-import.ts'
import { parseRenderedPage } from '../../../src/core/hackathon/rendered-page.ts'
import { RENDERED } from './little-pages.ts'

describe('a page as a wiki shows it', () => {
  const page = parseRenderedPage(RENDERED)

  test('says when, where, how many, until when', () => {
    expect(page.facts).toMatchObject({
      title: 'Archived/Hackathon/May2026',
      aliases: ['Hackathon/May2026'],
      startsOn: '2026-05-18',
      endsOn: '2026-05-19',
      venue: 'Example House, Cambridge, UK',
      host: 'Example Ltd',
      capacity: 43,
      cutOff: { day: '2026-05-08' },
    })
  })

  test('every field of its topics', () => {
    expect(page.topics[0]?.fields).toEqual({
      title: 'Live patching (next steps)',
      insertedOn: { raw: 'Feb 26 2026', day: '2026-02-26', candidates: [] },
      verifiedOn: undefined,
      outreach: 'yes',
      contacts: [
        { name: 'Ada Example', person: undefined, role: undefined },
        { name: 'Ben van Example', person: undefined, role: undefined },
      ],
      list: 'devel@',
      irc: '#example',
      difficulty: undefined,
      skills: 'C, and patience',
      description: [
        { kind: 'text', text: 'What is missing:' },
        { kind: 'item', item: 1, depth: 0, text: 'Signatures' },
        { kind: 'item', item: 2, depth: 0, text: 'Stacking' },
        { kind: 'item', item: 3, depth: 1, text: 'Who decides the order?' },
        { kind: 'text', text: 'And when.' },
      ],
      outcomes: undefined,
    })
    expect(page.topics[1]?.fields).toMatchObject({
      title: 'Boot',
      outcomes: 'Ten seconds',
      outreach: undefined,
    })
  })

  test('what was said below them', () => {
    expect(page.topics[0]?.comments).toEqual([
      { name: 'Cleo', at: '2026-01-23T14:14:00Z', text: 'Please add the tests' },
    ])
    expect(page.topics[0]?.votes).toEqual([
      { name: 'Dan', at: '2026-04-27T22:15:00Z', text: 'Will attend', grade: 'yes' },
    ])
  })

  test('who comes, and who asks; an example in the instructions is nobody', () => {
    expect(page.attendees.map((one) => [one.name, one.organisation, one.list])).toEqual([
      ['Eve Example', 'Example, Systems & Sons', 'requested'],
      ['Ada Example', 'Example (UK), Ltd', 'confirmed'],
      ['Dan Example', 'N/A', 'confirmed'],
    ])
    expect(page.attendees[1]).toMatchObject({
      irc: 'ada',
      arrives: 'May 17',
      lodging: 'Guesthouse (57 High Street)',
    })
  })

  test('a date in figures is a question, and what is no name is listed', () => {
    expect(page.problems.map((one) => one.what)).toEqual([
      'the date "12/03/2026" is 2026-03-12 or 2026-12-03: choose one',
      '"3. https://spam.example.org" was not understood',
    ])
    expect(listUnparsed(page).map((one) => one.number)).toHaveLength(1)
    expect(parseRenderedPage(RENDERED, 'day-first').topics[1]?.fields.insertedOn?.day).toBe('2026-03-12')
  })

  test('a table that was made one line a row', () => {
    const rows = `Topics
| Boards
| Date of insert: Feb 26 2026; Verified: x; GSoC: N/A |  | Technical contact: Ada Example |  | Description: Port it.
To more boards |  | Outcomes: Runs |  | 
| Boot
| Date of insert: Feb 27 2026; Verified: N/A; GSoC: N/A |  | Technical contact: Ben Example`
    const { topics } = parseRenderedPage(rows)
    expect(topics.map((one) => one.fields.title)).toEqual(['Boards', 'Boot'])
    expect(topics[0]?.fields).toMatchObject({ outcomes: 'Runs', contacts: [{ name: 'Ada Example' }] })
    expect(topics[0]?.fields.description.map((one) => one.text)).toEqual(['Port it.', 'To more boards'])
  })
})
