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

/** The states of actions as they stand in notes. */
export const STATE_WORDS: Readonly<Record<ActionState, string>> = {
  todo: 'TODO',
  'in-progress': 'INPROGRESS',
  blocked: 'BLOCKED',
  done: 'DONE',
  postponed: 'POSTPONED',
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

function stateOf(word: string): ActionState {
  const plain = word.toUpperCase().replace('-', '')
  return ACTION_STATES.find((state) => STATE_WORDS[state] === plain) ?? 'todo'
}

/** The block that a line is the heading of. */
export function blockOf(line: string): 'agreements' | 'actions' | 'open' | undefined {
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

/** A text on one line, without control characters. */
export function oneLine(text: string): string {
  return text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim()
}
