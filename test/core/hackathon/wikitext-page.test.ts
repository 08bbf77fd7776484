import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAttendee } from '../../../src/core/hackathon/attendee-line.ts'
import { parseContacts } from '../../../src/core/hackathon/contacts-line.ts'
import type { PageImport } from '../../../src/core/hackathon/page-import.ts'
import { parseRenderedPage } from '../../../src/core/hackathon/rendered-page.ts'
import { gradeOfWords, parseSigned } from '../../../src/core/hackathon/signature.ts'
import { listItems } from '../../../src/core/hackathon/topic.ts'
import { findTemplates, plainWikitext } from '../../../src/core/hackathon/wiki-template.ts'
import { parseWikitextPage } from '../../../src/core/hackathon/wikitext-page.ts'
import { WIKITEXT } from './little-pages.ts'

describe("a page in the wiki's own source", () => {
  const page = parseWikitextPage(WIKITEXT)

  test('topics with all parameters, votes and comments', () => {
    const [first] = page.topics
    expect(first?.fields).toMatchObject({
      title: 'Live patching',
      verifiedOn: { day: '2026-01-28' },
      insertedOn: { day: undefined, candidates: ['2026-03-12', '2026-12-03'] },
      outreach: 'yes',
      contacts: [
        { name: 'Ada Example', person: 'ada@example.org' },
        { name: 'Ben Example', person: 'ben@example.org' },
      ],
      difficulty: undefined,
      skills: 'C',
    })
    expect(first?.fields.description.map((one) => one.text)).toEqual([
      'See the plan and the code (http://example.org/x):',
      'Signatures',
      'by whom?',
      'Stacking',
      'no name Me',
      'Contact: please Cc the list',
    ])
    expect(listItems(first?.fields.description ?? []).map((one) => one.depth)).toEqual([0, 1, 0])
    expect(first?.comments).toEqual([
      { name: 'Cleo', at: '2026-01-23T14:14:00Z', text: 'Should be suitable' },
    ])
    expect(first?.votes).toEqual([
      { name: 'Dan', at: '2026-04-27T22:15:00Z', text: 'Will attend', grade: 'yes' },
    ])
  })

  test('a template that is not closed costs no more than itself', () => {
    expect(page.topics.map((one) => one.fields.title)).toEqual(['Live patching', 'Not closed', 'Closed'])
    expect(page.topics[1]?.fields.description).toEqual([{ kind: 'text', text: 'It goes on' }])
  })

  test('lists of people by their sections', () => {
    expect(page.attendees.map((one) => [one.name, one.organisation, one.list])).toEqual([
      ['Ada Example', 'Example Ltd', 'confirmed'],
      ['Ben Example', 'Example, Systems', 'confirmed'],
      ['John', undefined, 'confirmed'],
      ['Eve Example', 'Example', 'invited'],
      ['Frank Example', undefined, 'requested'],
    ])
    expect(page.attendees[0]).toMatchObject({
      irc: 'ada',
      arrives: 'May 17',
      leaves: 'May 20',
      lodging: 'Guesthouse',
    })
  })

  test('links to notes', () => {
    expect(page.notes).toEqual([
      { title: 'Security', url: 'http://lists.example.org/msg1.html' },
      { title: 'Toolstack session', url: 'http://lists.example.org/msg2.html' },
    ])
  })

  test('a report of everything that was not understood', () => {
    expect(page.problems.map((one) => one.what)).toEqual([
      '{{project}} has "Colour", which is no field: blue',
      'nobody signed "no name Me"',
      'the contact "please Cc the list" names nobody',
      'the date "12/03/2026" is 2026-03-12 or 2026-12-03: choose one',
      '{{project}} is not closed',
      '"* ???: [[x]]" was not understood',
    ])
  })

  test('a piece of a page that begins in the middle of a template', () => {
    const piece = parseWikitextPage('|Project=Testing\n|Date=28/01/2026\n|Desc=More of it.\n')
    expect(piece.topics[0]?.fields).toMatchObject({ title: 'Testing', insertedOn: { day: '2026-01-28' } })
  })

  test('a template that is never closed does not swallow the sections behind it', () => {
    const open = parseWikitextPage('{{project|Project=A|Desc=b\n\n== Confirmed attendees ==\n* Ada Example\n')
    expect(open.topics[0]?.fields.description).toEqual([{ kind: 'text', text: 'b' }])
    expect(open.attendees.map((one) => one.name)).toEqual(['Ada Example'])
  })
})

describe('whatever a page holds', () => {
  const unit = fc.constantFrom(
    '{{project',
    '{{Invite',
    '}}',
    '{{',
    '[[',
    ']]',
    '|',
    '=',
    'Project=A',
    'Desc=',
    '\n',
    '\n\n',
    '* ',
    '== X ==\n',
    'Ada Example',
    ', ',
    '<nowiki>',
    '</nowiki>',
    '<!--',
    '-->',
    'Date of insert: x; GSoC: y\n',
    'Confirmed attendees\n',
    '  1. ',
    'Description: ',
    '{{Vote|',
    '12/03/2013',
  )
  const page = fc.array(unit, { maxLength: 60 }).map((pieces) => pieces.join(''))

  test.each([
    ['rendered', parseRenderedPage],
    ['wikitext', parseWikitextPage],
  ] as const)(
    '%s: it is read, and every line that is not blank has one use',
    (_, parse: (text: string) => PageImport) => {
      fc.assert(
        fc.property(page, (text) => {
          const wanted = text
            .split('\n')
            .flatMap((line, i) => (line.replace(/^\|\s/, '').trim() === '' ? [] : [i + 1]))
          const got = new Set(parse(text).lines.map((line) => line.number))
          for (const number of wanted)
            expect(got.has(number) || /^[|\s]*$/.test(text.split('\n')[number - 1] ?? '')).toBe(true)
        }),
        { numRuns: 300 },
      )
    },
  )

  test('templates do not overlap, and lie within the text', () => {
    fc.assert(
      fc.property(page, (text) => {
        let last = 0
        for (const one of findTemplates(text, ['project'])) {
          expect(one.start).toBeGreaterThanOrEqual(last)
          expect(one.end).toBeLessThanOrEqual(text.length)
          last = one.end
        }
      }),
    )
  })
})

describe('pieces', () => {
  test.each([
    ['Mentor: Ada Example, Student: Ben Example', ['Ada Example', 'Ben Example'], []],
    ['Ada Example and Ben Example', ['Ada Example', 'Ben Example'], []],
    ['Roger Pau Monné', ['Roger Pau Monné'], []],
    ['see the list, it knows', [], ['see the list, it knows']],
    ['', [], []],
  ])('contacts: %s', (text, names, rest) => {
    const found = parseContacts(text)
    expect(found.contacts.map((one) => one.name)).toEqual(names)
    expect(found.rest).toEqual(rest)
  })

  test.each(['', '-', 'see below: all of you', 'ada@example.org', 'a b c d e f g'])(
    '"%s" is no attendee',
    (text) => {
      expect(parseAttendee(text)).toBeUndefined()
    },
  )

  test.each([
    ['Will attend', 'yes'],
    ['+1', 'yes'],
    ["I'm interested in this", 'yes'],
    ['must', 'must'],
    ['interest: maybe', 'maybe'],
    ['might, if I can', 'maybe'],
    ["can't make it", 'no'],
    ['-1', 'no'],
    ['no', 'no'],
    ['Not interested, sorry', 'no'],
    ['What about the tests?', undefined],
    ['must-have feature', undefined],
    ['', undefined],
  ])('"%s" answers %s', (text, grade) => {
    expect(gradeOfWords(text)).toBe(grade)
  })

  test('who signed, and when', () => {
    expect(parseSigned('[[User:Ada|Ada E.]] ([[User talk:Ada|talk]]) 09:05, 3 May 2026 (UTC) yes')).toEqual({
      name: 'Ada E.',
      at: '2026-05-03T09:05:00Z',
      text: 'yes',
    })
    expect(parseSigned('[[User:Ada]] yes')).toEqual({ name: 'Ada', at: undefined, text: 'yes' })
    expect(parseSigned('nobody at all')).toBeUndefined()
  })

  test('wikitext as people read it', () => {
    expect(plainWikitext("a [[B c|d]] '''e''' [http://x.example f] <br/> <!-- g -->")).toBe(
      'a d e f (http://x.example)',
    )
    expect(findTemplates('<nowiki>{{a}}</nowiki> {{b|[[c|d]]|e=f {{g|h}}}}')).toMatchObject([
      {
        name: 'b',
        values: new Map([
          ['1', '[[c|d]]'],
          ['e', 'f {{g|h}}'],
        ]),
      },
    ])
  })
})
