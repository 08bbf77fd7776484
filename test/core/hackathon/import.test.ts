import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyDecisions } from '../../../src/core/hackathon/apply.ts'
import { parseAttendee } from '../../../src/core/hackathon/attendee-line.ts'
import { parseContacts } from '../../../src/core/hackathon/contacts-line.ts'
import { listImportActs } from '../../../src/core/hackathon/import-acts.ts'
import { listUnparsed, type PageImport } from '../../../src/core/hackathon/page-import.ts'
import { parseRenderedPage } from '../../../src/core/hackathon/rendered-page.ts'
import { gradeOfWords, parseSigned } from '../../../src/core/hackathon/signature.ts'
import { listItems } from '../../../src/core/hackathon/topic.ts'
import { findTemplates, plainWikitext } from '../../../src/core/hackathon/wiki-template.ts'
import { parseWikitextPage } from '../../../src/core/hackathon/wikitext-page.ts'
import { findRealData } from '../../support/real-data.ts'
import { decisions } from './little-event.ts'

/** A page as a wiki shows it, of the shape of the real ones. */
const RENDERED = `Archived/Hackathon/May2026

From Example Wiki
(Redirected from Hackathon/May2026)

When and Where ?

Example House, Cambridge, UK, May 18-19

Example Ltd will be hosting this years Hackathon on May 18-19, 2026 at their house.

Topics


Live patching (next steps)

Date of insert: Feb 26 2026; Verified: Not updated in 2020; GSoC: Yes
Technical contact: Ada Example, Ben van Example
Mailing list/forum for project: devel@
IRC channel for project: #example
Difficulty: Unknown
Skills Needed: C, and patience
Description: What is missing:
  • Signatures
  • Stacking
    • Who decides the order?
And when.

Outcomes: Not specified, project outcomes
Peer Review Comments
Pictogram voting comment 15px.png  Feel free to make suggestions here
Cleo 14:14, 23 January 2026 (UTC): Please add the tests

Pictogram vote 15px.png And whether you intend to attend:
Pictogram vote 15px.png Dan 22:15, 27 April 2026 (UTC) Will attend


Boot

Date of insert: 12/03/2026; Verified: Unknown; GSoC: N/A
Technical contact: Nobody Known
Description: Faster.
Outcomes: Ten seconds

Request an Invitation

* Name, Org
{{Invite|Name|Org|IRC handle}}
IMPORTANT: The cut-off date for registrations is May 8th.
  1. Eve Example, Example, Systems & Sons

Confirmed attendees

  • We have a maximum of 43 spaces

  1. Ada Example, Example (UK), Ltd (IRC: ada, arriving: May 17, leaving: May 20, lodging: Guesthouse (57 High Street))
  2. Dan Example, N/A (IRC: , arriving: May 18th 17:08 at the station , leaving: n/a , lodging: home)
  3. https://spam.example.org
`

const WIKITEXT = `{{InfoLeft|Registration is open}}

== When and Where ? ==

We meet on May 18-19, 2026.

== Topics ==
{{project
|Project=Live patching
|Date=12/03/2026
|Verified=28/01/2026
|Contact=Ada Example <ada@example.org>; Ben Example <ben@example.org>; please Cc the list
|GSoC=Yes
|Difficulty={{N/A}}
|Skills=C
|Desc=See [[Live patching|the plan]] and [http://example.org/x the code]:
* '''Signatures'''
** by whom?
* Stacking
{{Comment|[[User:Cleo|Cleo]] 14:14, 23 January 2026 (UTC):}} Should be suitable
|Review={{Vote|[[User:Dan|Dan]] 22:15, 27 April 2026 (UTC)}} Will attend
{{Vote|no name}} Me
|Colour=blue
}}

{{project
|Project=Not closed
|Desc=It goes on

{{project|Project=Closed|Desc=Fine}}

== Confirmed attendees ==
You can use {{Invite|Name|Org|IRC handle}}
{{Invite|Ada Example|Example Ltd|ada|May 17|May 20|Guesthouse}}
* Ben Example, Example, Systems
* John

=== People that have been granted an invite but have not yet confirmed ===
* Eve Example, Example

== Request invitation ==
* Frank Example
* ???: [[x]]

== Session Notes and related pages ==
* Security : [http://lists.example.org/msg1.html Notes from Security] covering much
* [http://lists.example.org/msg2.html Toolstack session]
`

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

describe('the real pages', () => {
  test('April 2016: 8 topics with all fields, 42 attendees, nothing lost', () => {
    const path = findRealData('hackathon-april-2016.txt')
    if (path === undefined) return
    const text = readFileSync(path, 'utf8')
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

  test('fragments of other years: read, doubtful dates asked', () => {
    const folder = findRealData('wikitext')
    if (folder === undefined) return
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
