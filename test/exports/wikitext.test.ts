import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseWikitextPage } from '../../src/core/hackathon/wikitext-page.ts'
import { formatWikitext } from '../../src/exports/wikitext.ts'
import { type Done, hackathon, TOPIC } from '../core/hackathon/little-event.ts'

import { ADA, BEN, EVERYTHING, made, OPTIONS } from './little-schedule.ts'

describe('wikitext', () => {
  const words = fc
    .string({
      unit: fc.constantFrom(
        'a',
        'Bc',
        ' ',
        '|',
        '{{',
        '}}',
        '[[x]]',
        '=',
        "''",
        '*',
        ':',
        '#',
        '<b>',
        '&amp;',
        '<nowiki>',
        '-',
        '•',
        '5',
        'é',
        '\n',
      ),
      maxLength: 14,
    })
    .map((text) => text.replace(/\s+/g, ' ').trim())
  const text = words.filter((one) => /[a-z]/i.test(one) && !/^(?:-|n.?a)$/i.test(one))
  const part = fc.oneof(
    text.map((one) => ({ kind: 'text', text: one }) as const),
    fc.record({ text, depth: fc.nat(2) }).map((one) => ({ kind: 'item', item: 1, ...one }) as const),
  )
  const topic = fc.record({
    title: text,
    difficulty: fc.option(text, { nil: undefined }),
    skills: fc.option(text, { nil: undefined }),
    outcomes: fc.option(text, { nil: undefined }),
    description: fc.array(part, { maxLength: 5 }),
    outreach: fc.constantFrom('yes', 'no', undefined),
  })

  test('what is written is what is read: topics, with everything said below them', () => {
    fc.assert(
      fc.property(fc.array(topic, { maxLength: 3 }), text, (topics, said) => {
        const acts = topics.flatMap((fields, i): Done[] => [
          {
            kind: 'topic.add',
            id: `t${i}`,
            fields: {
              ...TOPIC,
              ...fields,
              contacts: [{ name: 'Ada Example', person: undefined, role: 'Mentor' }],
            },
          },
          {
            kind: 'topic.comment',
            id: `t${i}`,
            comment: { person: ADA, name: 'Ada Example', at: '2026-01-23T14:14:00Z', text: said },
          },
          {
            act: {
              kind: 'interest.state',
              about: `topic:t${i}`,
              person: BEN,
              grade: 'maybe',
              via: 'web',
              note: said,
            },
            at: '2026-02-23T14:14:00Z',
          },
        ])
        const event = hackathon(...acts)
        const page = parseWikitextPage(
          formatWikitext(event, { withTravel: true, nameOf: () => 'Ben Example' }),
        )
        const numbered = event.topics.map(
          ({ title, difficulty, skills, outcomes, description, outreach, contacts }) => {
            return {
              title,
              difficulty,
              skills,
              outcomes,
              outreach,
              contacts,
              description: renumber(description),
            }
          },
        )
        expect(
          page.topics.map(
            ({ fields: { title, difficulty, skills, outcomes, description, outreach, contacts } }) => {
              return { title, difficulty, skills, outcomes, outreach, contacts, description }
            },
          ),
        ).toEqual(numbered)
        expect(page.topics.map((one) => one.comments)).toEqual(
          topics.map(() => [{ name: 'Ada Example', at: '2026-01-23T14:14:00Z', text: said }]),
        )
        expect(page.topics.map((one) => one.votes)).toEqual(
          topics.map(() => [
            { name: 'Ben Example', at: '2026-02-23T14:14:00Z', text: `maybe ${said}`, grade: 'maybe' },
          ]),
        )
      }),
      { numRuns: 150 },
    )
  })

  test('those who come, with or without their travel', () => {
    const travelled = hackathon(
      ...EVERYTHING,
      {
        kind: 'registration.travel',
        person: ADA,
        travel: {
          arrives: { raw: 'April 20', day: '2026-04-20', time: undefined },
          leaves: undefined,
          lodging: 'Guesthouse (57 High Street)',
        },
      },
      { kind: 'registration.change', person: BEN, change: { organisation: 'Example, Ltd (UK)' }, seen: 99 },
    )
    const read = (withTravel: boolean) =>
      parseWikitextPage(formatWikitext(travelled, { ...OPTIONS, withTravel })).attendees
    expect(read(true)).toMatchObject([
      {
        name: 'Ada Example',
        arrives: 'April 20',
        leaves: '-',
        lodging: 'Guesthouse (57 High Street)',
        list: 'confirmed',
      },
      { name: 'Ben Example', organisation: 'Example, Ltd (UK)' },
    ])
    expect(read(false)).toMatchObject([
      { name: 'Ada Example', arrives: undefined },
      { organisation: 'Example, Ltd (UK)' },
    ])
  })

  test('when and where', () => {
    const page = parseWikitextPage(formatWikitext(made, { ...OPTIONS, withTravel: false }))
    expect(page.facts).toMatchObject({ startsOn: '2026-04-21', endsOn: '2026-04-22', venue: 'Example House' })
  })
})

function renumber<T extends { readonly kind: string }>(parts: readonly T[]): readonly T[] {
  let item = 0
  return parts.map((part) => (part.kind === 'item' ? { ...part, item: ++item } : part))
}
