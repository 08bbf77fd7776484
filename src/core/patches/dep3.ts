/** The header of a carried patch, as DEP-3 names its fields (https://dep-team.pages.debian.net/deps/dep3/). */
export interface Dep3Header {
  /** First line of `Subject` or `Description`; empty where there is none. */
  readonly title: string
  readonly author: string | undefined
  /** `upstream`, `backport`, `vendor` or `other`, and where it comes from. */
  readonly origin: string | undefined
  /** `no`, `not-needed`, or an address: whether it was sent upstream. */
  readonly forwarded: string | undefined
  readonly appliedUpstream: string | undefined
  readonly bugs: readonly string[]
  readonly lastUpdate: string | undefined
  /** Every field as written, in order; continued lines joined by LF. */
  readonly fields: readonly { readonly name: string; readonly value: string }[]
}

const MOST_LINES = 2000
/** Longer lines are no fields. */
const LONGEST = 4000

/** Fields that may begin a header further down; at the top every `Name: value` does. */
const KNOWN =
  /^(?:Description|Subject|Origin|Bug(?:-[A-Za-z0-9]{1,40})?|Forwarded|Author|From|Reviewed-by|Acked-by|Last-Update|Applied-Upstream|Date):/i
const FIELD = /^([A-Za-z][A-Za-z0-9-]{0,60}):(?:\s(.*)|)$/

/** What one line above the diff is: the beginning of a field, more of it, or none of its business. */
type LineKind =
  | { readonly kind: 'field'; readonly name: string; readonly value: string }
  | { readonly kind: 'more' | 'free' }

/**
 * The DEP-3 header of a patch: `Name: value` lines at the top, continued by lines that begin with a blank; and a second one
 * behind any empty line, if it begins with a field that DEP-3 knows. A first line that is no field is the description. What
 * git writes above a patch is read as it is. It ends at a `---` line or where the diff begins.
 */
export function parseDep3(text: string): Dep3Header {
  const lines = headOf(text)
  const fields: { name: string; value: string }[] = []
  for (const [n, line] of kindsOf(lines).entries()) {
    const last = fields.at(-1)
    if (line.kind === 'field') fields.push({ name: line.name, value: line.value })
    else if (line.kind === 'more' && last !== undefined) {
      const more = (lines[n] ?? '').trim()
      last.value += `\n${more === '.' ? '' : more}`
    }
  }
  const find = (...names: readonly string[]): string | undefined =>
    fields.find((field) => names.some((name) => field.name.toLowerCase() === name.toLowerCase()))?.value ||
    undefined
  return {
    title: titleOf(
      // Git folds a long subject as mails do; DEP-3 has the long description in the lines below it.
      isMail(lines, fields) ? find('Subject')?.replaceAll('\n', ' ') : undefined,
      find('Subject', 'Description') ?? firstWords(lines),
    ),
    author: find('Author', 'From'),
    origin: find('Origin'),
    forwarded: find('Forwarded'),
    appliedUpstream: find('Applied-Upstream'),
    bugs: fields.filter((field) => /^bug(?:-|$)/i.test(field.name)).map((field) => field.value),
    lastUpdate: find('Last-Update'),
    fields,
  }
}

/** Does it begin as git writes a mail, with the commit or the date above the subject? */
function isMail(lines: readonly string[], fields: readonly { readonly name: string }[]): boolean {
  return lines.some(isFromGit) || fields.some((field) => field.name.toLowerCase() === 'date')
}

/** Without `[PATCH 1/2]`: a subject that was unfolded, else the first line of the words. */
function titleOf(subject: string | undefined, words: string): string {
  const value = subject ?? words
  return (value.split('\n')[0] ?? '').replace(/^(?:\[[^\]]{0,100}\]\s*){1,5}/, '').trim()
}

/** The first line that has words, where it is no field. */
function firstWords(lines: readonly string[]): string {
  const first = lines.find((line) => line.trim() !== '' && !isFromGit(line)) ?? ''
  return FIELD.test(first) ? '' : first.slice(0, LONGEST)
}

function isFromGit(line: string): boolean {
  return /^From [0-9a-f]{7,64} /.test(line)
}

/** The lines above the diff, without their CR. */
function headOf(text: string): readonly string[] {
  const lines = text.split('\n', MOST_LINES).map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
  const end = lines.findIndex((line) => /^(?:diff |---(?: |$)|Index: |===)/.test(line))
  return end < 0 ? lines : lines.slice(0, end)
}

function kindsOf(lines: readonly string[]): readonly LineKind[] {
  let isHeader = false
  let isStart = true
  let isTop = true
  return lines.map((line): LineKind => {
    if (line.trim() === '' || isFromGit(line)) {
      isHeader = false
      isStart = true
      return { kind: 'free' }
    }
    const found = line.length > LONGEST ? null : FIELD.exec(line)
    const begins = found !== null && (isHeader || (isStart && (isTop || KNOWN.test(line))))
    isStart = false
    isTop = false
    if (begins) {
      isHeader = true
      return { kind: 'field', name: found[1] ?? '', value: (found[2] ?? '').trim() }
    }
    if (isHeader && /^\s/.test(line)) return { kind: 'more' }
    isHeader = false
    return { kind: 'free' }
  })
}

/**
 * The text of a patch with some DEP-3 fields set: a field that is there is replaced where it stands, others are put below
 * the last one that DEP-3 knows. `undefined` takes a field out. The diff, and every other line, stays as it is.
 *
 * What git wrote (From, Date, Subject) stays alone: fields of ours stand in a paragraph of their own above the `---` line.
 * Values are one line each; line ends in them become blanks.
 */
export function writeDep3(text: string, changes: Readonly<Record<string, string | undefined>>): string {
  const all = text.split('\n')
  const head = headOf(text)
  const kinds = kindsOf(head)
  const eol = all[0]?.endsWith('\r') ? '\r' : ''
  const left = new Map(Object.entries(changes).map(([name, value]) => [name.toLowerCase(), { name, value }]))
  const out: string[] = []
  let lastField: number | undefined
  let drops = false
  for (const [n, line] of kinds.entries()) {
    const written = all[n] ?? ''
    if (line.kind === 'field') {
      const change = left.get(line.name.toLowerCase())
      drops = change !== undefined
      if (change === undefined) out.push(written)
      else if (change.value !== undefined) out.push(fieldLine(change.name, change.value) + eol)
      left.delete(line.name.toLowerCase())
      if (!/^(?:From|Date|Subject)$/i.test(line.name) || !head.some(isFromGit)) lastField = out.length
    } else if (line.kind === 'free' || !drops) {
      out.push(written)
      if (line.kind === 'more' && lastField === out.length - 1) lastField = out.length
    }
  }
  const fresh = [...left.values()].flatMap(({ name, value }) =>
    value === undefined ? [] : [fieldLine(name, value) + eol],
  )
  const rest = all.slice(head.length)
  if (fresh.length === 0) return [...out, ...rest].join('\n')
  if (lastField !== undefined)
    return [...out.slice(0, lastField), ...fresh, ...out.slice(lastField), ...rest].join('\n')
  if (!head.some((line) => line.trim() !== '')) return [...fresh, eol, ...out, ...rest].join('\n')
  const body = [...out]
  while (body.at(-1)?.trim() === '') body.pop()
  return [
    ...body,
    eol,
    ...fresh,
    ...(rest[0]?.startsWith('---') === true && !rest[0].startsWith('--- ') ? [] : [eol]),
    ...rest,
  ].join('\n')
}

function fieldLine(name: string, value: string): string {
  return `${name}: ${value.replace(/[\r\n\u0000]+/g, ' ').trim()}`
}

/** The names of the patches of a quilt `series` file, in order: comments and options left out. */
export function parseSeriesFile(text: string): readonly string[] {
  return text
    .split('\n', 20_000)
    .map(
      (line) =>
        line
          .replace(/(?:^|\s)#.*$/, '')
          .trim()
          .split(/\s+/)[0] ?? '',
    )
    .filter((name) => name !== '')
}
