import { ACTION_STATES, type ActionState } from './session.ts'

/** An action as notes say it: who, what, and how far it is. */
export interface NotedAction {
  /** A name; `undefined` where nobody took it yet. */
  readonly assignee: string | undefined
  readonly text: string
  readonly state: ActionState
}

/** What a session's notes say. */
export interface SessionNotes {
  readonly session: string
  readonly text: string
  readonly agreements: readonly string[]
  readonly actions: readonly NotedAction[]
  readonly open: readonly string[]
}

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
const STATE_WORDS: Readonly<Record<ActionState, string>> = {
  todo: 'TODO',
  'in-progress': 'INPROGRESS',
  blocked: 'BLOCKED',
  done: 'DONE',
  postponed: 'POSTPONED',
}

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
  const lines = [...wrap(opening, '', ''), '', ...notes.text.split('\n').flatMap(bodyLines)]
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
 * Reads the notes in a mail's text (see `formatNotesMail`; blocks under "Agreed:", "Action items:", "Open questions:"
 * and lines like "ACTION[Ada]: …" are read too, for notes that people wrote by hand). Total; what is in no block is
 * `text`, the opening line and the closing sentence of our own mails left out.
 */
export function readNotes(session: string, text: string): SessionNotes {
  const body: string[] = []
  const found = { agreements: [] as string[], actions: [] as string[], open: [] as string[] }
  let block: keyof typeof found | undefined
  let isGap = false
  for (const line of withoutFrame(text.split('\n'))) {
    const heading = blockOf(line)
    if (heading !== undefined) {
      block = heading
      isGap = false
      continue
    }
    if (line.trim() === '') {
      isGap = true
      if (block === undefined) body.push('')
      continue
    }
    const bullet = /^\s{0,8}(?:[*+-]|\d{1,2}[.)])\s{1,3}(.*)$/.exec(line)?.[1]
    const list = block === undefined ? undefined : found[block]
    if (list !== undefined && bullet !== undefined) list.push(bullet)
    else if (list !== undefined && list.length > 0 && !isGap && /^\s/.test(line))
      list.push(`${list.pop() ?? ''} ${line.trim()}`)
    else {
      block = undefined
      const inline = inlineOf(line)
      if (inline !== undefined) found[inline.block].push(inline.text)
      body.push(line.startsWith(' ') && blockOf(line.trimStart()) !== undefined ? line.slice(1) : line)
    }
    isGap = false
  }
  return {
    session,
    text: body
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    agreements: found.agreements.map(oneLine),
    actions: found.actions.map(readAction),
    open: found.open.map(oneLine),
  }
}

/** An action as `[assignee] text: STATE`; without a state it is still to be done. */
export function readAction(words: string): NotedAction {
  const line = oneLine(words)
  const state = /:\s{0,3}(TODO|IN-?PROGRESS|BLOCKED|DONE|POSTPONED)$/i.exec(line)
  const rest = state === null ? line : line.slice(0, state.index)
  const who = /^\[([^\]]{0,100})\]\s{0,3}/.exec(rest)
  const assignee = who?.[1]?.trim()
  return {
    assignee: assignee === undefined || assignee === '' ? undefined : assignee,
    text: rest.slice(who?.[0].length ?? 0).trim(),
    state: stateOf(state?.[1] ?? ''),
  }
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

function stateOf(word: string): ActionState {
  const plain = word.toUpperCase().replace('-', '')
  return ACTION_STATES.find((state) => STATE_WORDS[state] === plain) ?? 'todo'
}

function blockOf(line: string): 'agreements' | 'actions' | 'open' | undefined {
  const word = /^(?:#{1,4} |\*{0,2})?([A-Za-z][A-Za-z ]{2,30}?):?\*{0,2}:?$/
    .exec(line.trimEnd())?.[1]
    ?.toLowerCase()
  if (word === undefined || !/[:#]/.test(line)) return undefined
  if (/^(?:decisions?|agreed|agreements?|conclusions?|resolutions?)$/.test(word)) return 'agreements'
  if (/^(?:actions?|action items?|action points?|work items?|todos?)$/.test(word)) return 'actions'
  return /^(?:open|open questions?|open issues?|open points?)$/.test(word) ? 'open' : undefined
}

function inlineOf(
  line: string,
): { readonly block: 'agreements' | 'actions' | 'open'; readonly text: string } | undefined {
  const words = line.trim().slice(0, 1000)
  const action =
    /^(?:[*-] )?(?:ACTION(?: ITEM)?|AI|AP|TODO)(?:\s?[[(]([^\])]{1,60})[\])])?\s?:\s(.{1,900})$/.exec(words)
  if (action !== null) return { block: 'actions', text: `[${action[1] ?? ''}] ${action[2] ?? ''}` }
  const open = /^(?:[*-] )?open (?:question|issue|point)\s?:\s(.{1,900})$/i.exec(words)
  if (open !== null) return { block: 'open', text: open[1] ?? '' }
  const agreed = /^(?:[*-] )?(?:AGREED|DECISION|DECIDED|CONCLUSION)\s?:\s(.{1,900})$/.exec(words)
  return agreed === null ? undefined : { block: 'agreements', text: agreed[1] ?? '' }
}

/** Our own opening (up to its blank line) and closing, and a signature, are no notes. */
function withoutFrame(lines: readonly string[]): readonly string[] {
  const signature = lines.indexOf('-- ')
  let kept = signature < 0 ? lines : lines.slice(0, signature)
  if (/^Notes of the session "/.test(kept[0] ?? '')) {
    const end = kept.findIndex((line) => line.trim() === '')
    kept = end < 0 ? [] : kept.slice(end + 1)
  }
  const closing = kept.findLastIndex((line) => /^Decisions made here are proposals: /.test(line))
  return closing < 0 ? kept : kept.slice(0, closing)
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

function oneLine(text: string): string {
  return text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim()
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
