import { blockOf, oneLine, type SessionNotes, STATE_WORDS } from './read-notes.ts'

/** What stands around the notes in a mail. */
export interface NotesFrame {
  readonly event: string
  readonly day: string
  readonly leaders: readonly string[]
  readonly noteTaker: string | undefined
  /** The page of the notes, where there is one. */
  readonly url: string | undefined
}

/** A mail to be sent. */
export interface NotesMail {
  readonly subject: string
  readonly text: string
}

const WIDTH = 72
/**
 * The mail by which the notes of a session go to the list: plain text, wrapped, with what was agreed, the actions and
 * the open questions in blocks that people read and `readNotes` reads back. Actions are work items as Ubuntu has them:
 * `[assignee] text: TODO`.
 */
export function formatNotesMail(notes: SessionNotes, frame: NotesFrame): NotesMail {
  const title = oneLine(notes.session)
  const led = frame.leaders.length === 0 ? '' : `, led by ${frame.leaders.map(oneLine).join(', ')}`
  const taken = frame.noteTaker === undefined ? '' : `, notes by ${oneLine(frame.noteTaker)}`
  const opening = `Notes of the session "${title}" at ${oneLine(frame.event)}, ${frame.day}${led}${taken}.`
  const lines = [...wrap(opening, '', ''), '', ...unwrap(notes.text.split('\n')).flatMap(bodyLines)]
  const block = (heading: string, items: readonly string[]): void => {
    if (items.length > 0)
      lines.push('', heading, '', ...items.flatMap((item) => wrap(oneLine(item), ' * ', '   ')))
  }
  block('Decisions:', notes.agreements)
  block(
    'Actions:',
    notes.actions.map((action) => {
      const who = oneLine(action.assignee ?? '')
        .replace(/[[\]]/g, ' ')
        .trim()
      return `[${who}] ${action.text}: ${STATE_WORDS[action.state]}`
    }),
  )
  block('Open:', notes.open)
  if (notes.agreements.length > 0)
    lines.push(
      '',
      ...wrap('Decisions made here are proposals: they hold once they were discussed on this list.', '', ''),
    )
  if (frame.url !== undefined) lines.push('', frame.url)
  return { subject: `[${oneLine(frame.event)}] Notes: ${title}`, text: `${lines.join('\n')}\n` }
}

/**
 * A text in pieces that a list takes: each at most `limit` characters, cut between paragraphs where there are any.
 * Several pieces are numbered in their first line.
 */
export function splitMail(text: string, limit: number): readonly string[] {
  if (text.length <= limit) return [text]
  const room = Math.max(limit - 40, 100)
  const pieces: string[] = []
  let piece = ''
  for (const paragraph of text.split(/(?<=\n)(?=\n)/).flatMap((one) => cutLong(one, room))) {
    if (piece !== '' && piece.length + paragraph.length > room) {
      pieces.push(piece)
      piece = ''
    }
    piece += paragraph
  }
  pieces.push(piece)
  return pieces.map((one, i) => `(part ${i + 1} of ${pieces.length})\n\n${one.replace(/^\n{1,9}/, '')}`)
}

function cutLong(text: string, room: number): readonly string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = at + room >= text.length ? text.length : text.lastIndexOf('\n', at + room - 1) + 1
    const cut = end > at ? end : at + room
    pieces.push(text.slice(at, cut))
    at = cut
  }
  return pieces
}

/**
 * Lines that an editor wrapped at more columns than a mail has, as the one line they were: to wrap each by itself would
 * leave every second one ragged. They are taken for such where each is as full as it could be: the first word of the next
 * one did not fit. Lines that people broke themselves stay.
 */
function unwrap(lines: readonly string[]): readonly string[] {
  const whole: string[] = []
  for (let at = 0; at < lines.length; ) {
    let end = at + 1
    while (end < lines.length && isContinuation(lines[at] ?? '', lines[end] ?? '')) end++
    const run = lines.slice(at, end).map((line) => line.trimEnd())
    const width = Math.max(...run.map((line) => line.length))
    const isFull = run.every((line, i) => {
      const next = run[i + 1]?.trimStart().split(' ', 1)[0]
      return next === undefined || line.length + 1 + next.length > width
    })
    if (width > WIDTH && width <= WIDEST && isFull)
      whole.push([run[0], ...run.slice(1).map((line) => line.trim())].join(' '))
    else whole.push(...lines.slice(at, end))
    at = end
  }
  return whole
}

/** Columns at which editors wrap, at most. */
const WIDEST = 132

/** Whether a line may go on with what the one before it said: prose, of the same paragraph or list item. */
function isContinuation(first: string, next: string): boolean {
  if (!isProse(first) || !isProse(next) || / {2}$|\\$/.test(first)) return false
  // The next item, or the next one to speak.
  if (/^\s{0,8}(?:[*+-]|\d{1,3}[.)])\s|^[\p{L}\p{N}][\p{L}\p{N} .'-]{0,40}: /u.test(next)) return false
  return blockOf(first.trim()) === undefined && blockOf(next.trim()) === undefined
}

function isProse(line: string): boolean {
  return line.trim() !== '' && !/^(?: {4}|\t|\s{0,3}[>|#`~])/.test(line)
}

/** A line of the body as it goes into a mail; long lines of prose are wrapped, code and quotes are not. */
function bodyLines(line: string): readonly string[] {
  const clean = line.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '').trimEnd()
  // Indented by one, so that it is no heading of ours.
  const safe = blockOf(clean.trimStart()) === undefined ? clean : ` ${clean}`
  if (safe.length <= WIDTH || /^(?: {4}|\t|>|\|)/.test(safe)) return [safe]
  const lead = /^\s{0,8}(?:(?:[*+-]|\d{1,3}[.)])\s{1,3})?/.exec(safe)?.[0] ?? ''
  return wrap(safe.slice(lead.length), lead, ' '.repeat(lead.length))
}

function wrap(text: string, first: string, next: string): readonly string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = next
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line.trimEnd()]
}
