/** The header of a carried patch, as DEP-3 names its fields (https://dep-team.pages.debian.net/deps/dep3/). */
export interface Dep3Header {
  /** First line of `Description` or `Subject`. */
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

/**
 * The DEP-3 header of a patch: `Name: value` lines above the diff, continued by lines that begin with a blank. A patch
 * of git (From, Subject, message) is read too; text without any field has an empty title.
 */
export function parseDep3(text: string): Dep3Header {
  const fields: { name: string; value: string }[] = []
  let isFree = false
  for (const raw of text.split('\n', MOST_LINES)) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    if (/^(?:diff |--- |Index: |===)/.test(line)) break
    // git's own first line is no field, and what follows its headers is the description.
    if (/^From [0-9a-f]{7,40} /.test(line)) continue
    const found = isFree ? null : /^([A-Za-z][A-Za-z0-9-]{0,60}):(?:\s(.*)|)$/.exec(line)
    const last = fields.at(-1)
    if (found !== null) fields.push({ name: found[1] ?? '', value: (found[2] ?? '').trim() })
    else if (/^\s+\S/.test(line) && last !== undefined && !isFree)
      last.value += `\n${line.trim() === '.' ? '' : line.trim()}`
    else if (line.trim() === '' && fields.length > 0)
      isFree = fields.some((field) => /^(?:Subject|Date)$/i.test(field.name))
  }
  const find = (...names: readonly string[]): string | undefined =>
    fields.find((field) => names.some((name) => field.name.toLowerCase() === name.toLowerCase()))?.value ||
    undefined
  const title = (find('Subject', 'Description') ?? '').split('\n')[0] ?? ''
  return {
    title: title.replace(/^(?:\[[^\]]{0,100}\]\s*){1,5}/, '').trim(),
    author: find('Author', 'From'),
    origin: find('Origin'),
    forwarded: find('Forwarded'),
    appliedUpstream: find('Applied-Upstream'),
    bugs: fields.filter((field) => /^bug(?:-|$)/i.test(field.name)).map((field) => field.value),
    lastUpdate: find('Last-Update'),
    fields,
  }
}

/**
 * The text of a patch with some DEP-3 fields set: a field that is there is replaced where it stands, others are put
 * below the last one. `undefined` takes a field out. The diff and everything else stay as they are.
 */
export function writeDep3(text: string, changes: Readonly<Record<string, string | undefined>>): string {
  const lines = text.split('\n')
  const end = lines.findIndex((line) => /^(?:diff |--- |Index: |===)/.test(line))
  const head = end < 0 ? lines : lines.slice(0, end)
  const rest = end < 0 ? [] : lines.slice(end)
  const left = new Map(Object.entries(changes).map(([name, value]) => [name.toLowerCase(), { name, value }]))
  const out: string[] = []
  let skips = false
  let lastField = 0
  for (const line of head) {
    const name = /^([A-Za-z][A-Za-z0-9-]{0,60}):/.exec(line)?.[1]?.toLowerCase()
    if (name === undefined) {
      if (skips && /^\s+\S/.test(line)) continue
      skips = false
      out.push(line)
      if (/^\s+\S/.test(line) && lastField === out.length - 1) lastField = out.length
      continue
    }
    const change = left.get(name)
    skips = change !== undefined
    if (change === undefined) out.push(line)
    else if (change.value !== undefined) out.push(`${change.name}: ${change.value}`)
    left.delete(name)
    lastField = out.length
  }
  const fresh = [...left.values()].flatMap(({ name, value }) =>
    value === undefined ? [] : [`${name}: ${value}`],
  )
  return [...out.slice(0, lastField), ...fresh, ...out.slice(lastField), ...rest].join('\n')
}

/** The names of the patches of a quilt `series` file, in order: comments and options left out. */
export function parseSeriesFile(text: string): readonly string[] {
  return text
    .split('\n', 20_000)
    .map((line) => line.replace(/#.*$/, '').trim().split(/\s+/)[0] ?? '')
    .filter((name) => name !== '')
}
