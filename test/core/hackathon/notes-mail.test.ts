import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findNotes } from '../../../src/core/hackathon/find-notes.ts'
import { formatNotesMail, splitMail } from '../../../src/core/hackathon/notes-mail.ts'
import { listMissingNotes, listTopicsWithoutSession } from '../../../src/core/hackathon/notes-reminders.ts'
import { readAction, readNotes } from '../../../src/core/hackathon/read-notes.ts'
import { ACTION_STATES } from '../../../src/core/hackathon/session.ts'
import { parseMessage } from '../../../src/core/mail/parse-message.ts'
import { message } from '../../support/message.ts'
import { findRealData } from '../../support/real-data.ts'
import { type Done, hackathon, SESSION, TOPIC } from './little-event.ts'

const FRAME = {
  event: 'Example Hackathon 2026',
  day: '2026-04-21',
  leaders: ['Ada Example'],
  noteTaker: 'Ben Example',
  url: undefined,
}

const NOTES = {
  session: 'Live patching',
  text: 'Ada: two minutes on what there is.\n\nBen: who signs?\n\n    code { stays }',
  agreements: [
    'Payloads are signed by the key of the release, and by nothing else, until somebody needs more than that.',
  ],
  actions: [
    { assignee: 'Ada Example', text: 'post v2 with tests', state: 'todo' },
    { assignee: undefined, text: 'ask: who has hardware?', state: 'blocked' },
  ],
  open: ['What about stacking?'],
} as const

describe('notes by mail', () => {
  test('as they go to the list', () => {
    const mail = formatNotesMail(NOTES, { ...FRAME, url: 'https://patches.example.org/x' })
    expect(mail.subject).toBe('[Example Hackathon 2026] Notes: Live patching')
    expect(mail.text).toBe(`Notes of the session "Live patching" at Example Hackathon 2026,
2026-04-21, led by Ada Example, notes by Ben Example.

Ada: two minutes on what there is.

Ben: who signs?

    code { stays }

Decisions:

 * Payloads are signed by the key of the release, and by nothing else,
   until somebody needs more than that.

Actions:

 * [Ada Example] post v2 with tests: TODO
 * [] ask: who has hardware?: BLOCKED

Open:

 * What about stacking?

Decisions made here are proposals: they hold once they were discussed on
this list.

https://patches.example.org/x
`)
  })

  test('what an editor wrapped wider is wrapped anew, what people broke themselves is not', () => {
    const sent = (text: string): string =>
      formatNotesMail({ ...NOTES, text, agreements: [], actions: [], open: [] }, FRAME)
        .text.split('\n')
        .slice(3, -1)
        .join('\n')
    // Wrapped at 80 columns.
    expect(
      sent(
        'The hypervisor keeps a list of what was applied, in the order in which it was\napplied, and takes it back in the other one. Nobody wants to keep two lists for\nthat.',
      ),
    ).toBe(
      'The hypervisor keeps a list of what was applied, in the order in which\nit was applied, and takes it back in the other one. Nobody wants to keep\ntwo lists for that.',
    )
    expect(
      sent(
        '* The hypervisor keeps a list of what was applied, in the order in which it was\n  applied.\n* Short.\n  Long.',
      ),
    ).toBe(
      '* The hypervisor keeps a list of what was applied, in the order in which\n  it was applied.\n* Short.\n  Long.',
    )
    const talk = 'Ada: we could keep the list where the payloads are, and look it up when needed.\nBen: yes.'
    expect(sent(talk)).toBe(
      'Ada: we could keep the list where the payloads are, and look it up when\nneeded.\nBen: yes.',
    )
  })

  const words = fc
    .string({
      unit: fc.constantFrom(
        'a',
        'bc',
        'Def',
        ' ',
        ':',
        '[',
        ']',
        '*',
        '-',
        'TODO',
        ': DONE',
        '.',
        '1. ',
        'é',
        'Decisions:',
        '"',
        ',',
      ),
      maxLength: 60,
    })
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
  const name = fc.constantFrom('Ada Example', 'Ben van Example', 'Frédéric E.')
  const notes = fc.record({
    session: fc.constant('Live patching'),
    text: fc
      .array(
        fc.oneof(
          words,
          fc.constantFrom('', 'Decisions:', 'Actions:', ' Open:', '> quoted', '    code', 'Ada: hi'),
        ),
        { maxLength: 8 },
      )
      .map((lines) =>
        lines
          .join('\n')
          .replace(/\n{3,}/g, '\n\n')
          .trim(),
      ),
    agreements: fc.array(words, { maxLength: 4 }),
    actions: fc.array(
      fc.record({
        assignee: fc.option(name, { nil: undefined }),
        text: words.filter((one) => !one.startsWith('[')),
        state: fc.constantFrom(...ACTION_STATES),
      }),
      { maxLength: 4 },
    ),
    open: fc.array(words, { maxLength: 3 }),
  })

  test('what goes to the list comes back: decisions, actions, open questions, and every word of the text', () => {
    fc.assert(
      fc.property(notes, (given) => {
        const mail = formatNotesMail(given, FRAME)
        const read = readNotes('Live patching', mail.text)
        const inline = countInline(given.text)
        expect(read.agreements.slice(inline.agreements)).toEqual(given.agreements)
        expect(read.actions.slice(inline.actions)).toEqual(given.actions)
        expect(read.open.slice(inline.open)).toEqual(given.open)
        expect(read.text.split(/\s+/)).toEqual(given.text.split(/\s+/))
        for (const line of mail.text.split('\n'))
          if (!/^(?: {4}|>)/.test(line) && line.includes(' ') && line.trim().split(' ').length > 2)
            expect(line.length).toBeLessThanOrEqual(72)
      }),
      { numRuns: 300 },
    )
  })

  test('notes that people write by hand', () => {
    const read = readNotes(
      'x',
      `Ada: hello
ACTION[Ben]: write it down
Open question: what if the other side goes away?

## Agreed
- no new hypercall

Action items:
1. [Cleo] measure: DONE
2. somebody measures again

And then we had lunch.
-- 
Ada`,
    )
    expect(read).toEqual({
      session: 'x',
      text: 'Ada: hello\nACTION[Ben]: write it down\nOpen question: what if the other side goes away?\n\nAnd then we had lunch.',
      agreements: ['no new hypercall'],
      actions: [
        { assignee: 'Ben', text: 'write it down', state: 'todo' },
        { assignee: 'Cleo', text: 'measure', state: 'done' },
        { assignee: undefined, text: 'somebody measures again', state: 'todo' },
      ],
      open: ['what if the other side goes away?'],
    })
    expect(readAction('[Ada] x: INPROGRESS')).toEqual({ assignee: 'Ada', text: 'x', state: 'in-progress' })
  })

  test('a mail in pieces that a list takes: nothing is lost, none is too long', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), fc.integer({ min: 200, max: 600 }), (lines, limit) => {
        const text = lines.join('\n\n')
        const pieces = splitMail(text, limit)
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(limit)
        const joined = pieces.map((piece) => piece.replace(/^\(part \d+ of \d+\)\n\n/, '')).join('\n\n')
        expect(joined.split(/\s+/)).toEqual(text.split(/\s+/))
      }),
    )
  })
})

const archive = findRealData('xen-devel-slice.mbox')

describe('recognising notes', () => {
  const events = [
    { id: 'example-2026', name: 'Example Hackathon 2026', startsOn: '2026-04-21', endsOn: '2026-04-22' },
  ]
  const find = (subject: string, more: Parameters<typeof message>[0] = {}) =>
    findNotes(message({ subject, sentAt: '2026-04-25T10:00:00Z', text: 'We talked.', ...more }), events)

  test.each([
    ['Design session notes: GPU acceleration', 'GPU acceleration'],
    ['[Example Hackathon 2026] Notes: Live patching', 'Live patching'],
    ['[Hackathon minutes] NUMA and PV', 'NUMA and PV'],
    ['[Notes for Example Summit 2018 Design Session] Process changes', 'Process changes'],
    ['Notes from Security Session', 'Security'],
    ['Notes from "Clarifying Maintainership" discussion', 'Clarifying Maintainership'],
    ['libxl refactoring session notes', 'libxl refactoring'],
    ['Hackathon notes: ACPI', 'ACPI'],
    ['Fwd: Boot design session', 'Boot'],
  ])('%s', (subject, session) => {
    const found = find(subject)
    expect(found?.notes.session).toBe(session)
    expect(found).toMatchObject({ certainty: 'sure', event: 'example-2026' })
  })

  test('a subject that says little needs its day, or several speakers', () => {
    expect(find('Toolstack session')).toMatchObject({
      certainty: 'likely',
      event: 'example-2026',
      notes: { session: 'Toolstack' },
    })
    const later = { sentAt: '2026-09-01T10:00:00Z' }
    expect(find('Toolstack session', later)).toBeUndefined()
    const speakers = { ...later, text: 'Ada: one\nBen: two\nCleo: three' }
    expect(find('Toolstack session', speakers)).toMatchObject({ certainty: 'likely', event: undefined })
  })

  test.each([
    'Re: Design session notes: GPU',
    '[PATCH] Hackathon notes: fix',
    'Xen 4.17 release notes',
    'Hackathon in April',
    'Notes',
    '',
  ])('"%s" carries none', (subject) => {
    expect(find(subject)).toBeUndefined()
  })

  test.skipIf(archive === undefined)('two sets of notes in a real archive, and nothing else', () => {
    const mails = readFileSync(archive ?? '', 'latin1')
      .split(/^From (?=\S+ \w{3} \w{3} [ \d]\d )/m)
      .filter((mail) => mail !== '')
    const messages = mails.map((mail) =>
      parseMessage(Buffer.from(mail.slice(mail.indexOf('\n') + 1), 'latin1')),
    )
    expect(messages.length).toBeGreaterThan(100)
    const found = messages.flatMap((one) => findNotes(one, []) ?? [])
    expect(found.map((one) => [one.messageId, one.notes.session, one.certainty])).toEqual([
      ['ZJbu1iIDVTqqnwNa@mail-itl', 'Committers workflow: move to Gitlab', 'sure'],
      ['Zms9tjtg06kKtI_8@itl-email', 'GPU acceleration in Xen', 'sure'],
    ])
    expect(found[0]?.notes.text).toContain('George: staging is fast-forward branch')
    expect(found[1]?.notes.text).toContain('struct xen_linux_register_memory')
  })
})

describe('sessions without notes, topics without sessions', () => {
  const slot: Done = {
    kind: 'slot.add',
    id: 'tue',
    fields: {
      kind: 'session',
      title: undefined,
      startsAt: '2026-04-21T09:00:00Z',
      endsAt: '2026-04-21T10:00:00Z',
      locked: false,
      closedRooms: [],
    },
  }
  const room: Done = {
    kind: 'room.add',
    id: 'hall',
    fields: { name: 'Hall', capacity: undefined, equipment: undefined, url: undefined },
  }
  const made = hackathon(
    slot,
    room,
    { kind: 'topic.add', id: 't1', fields: TOPIC },
    { kind: 'topic.add', id: 't2', fields: TOPIC },
    {
      kind: 'session.add',
      id: 's',
      fields: { ...SESSION, topics: ['t1'], leaders: ['ada@example.org'], noteTaker: 'ben@example.org' },
    },
    { kind: 'agenda.place', placement: { session: 's', slot: 'tue', room: 'hall' }, locked: false, seen: 99 },
  )

  test.each([
    ['2026-04-21T09:30:00Z', []],
    ['2026-04-21T11:00:00Z', [undefined]],
    ['2026-04-22T11:00:00Z', [24]],
    ['2026-04-25T11:00:00Z', [72]],
  ])('at %s', (now, due) => {
    const missing = listMissingNotes(made, now)
    expect(missing.map((one) => one.due)).toEqual(due)
    for (const one of missing) expect(one.people).toEqual(['ben@example.org'])
  })

  test('written or mailed is not missing', () => {
    const noted = hackathon(
      slot,
      room,
      { kind: 'session.add', id: 's', fields: SESSION },
      {
        kind: 'agenda.place',
        placement: { session: 's', slot: 'tue', room: 'hall' },
        locked: false,
        seen: 99,
      },
      { kind: 'note.mailed', session: 's', messageId: 'notes@example.org' },
    )
    expect(listMissingNotes(noted, '2026-04-25T11:00:00Z')).toEqual([])
    expect(listTopicsWithoutSession(made)).toEqual(['t2'])
  })
})

/** Lines of a text that are themselves noted as decisions, actions or questions. */
function countInline(text: string): { agreements: number; actions: number; open: number } {
  const alone = formatNotesMail({ session: 'x', text, agreements: [], actions: [], open: [] }, FRAME)
  const read = readNotes('x', alone.text)
  return { agreements: read.agreements.length, actions: read.actions.length, open: read.open.length }
}
