import { createHash } from 'node:crypto'

/** Lines of a file, without line ends; every file ends with one. */
export type Lines = readonly string[]

/** A run of lines that changed: `remove` lines from `at` of the old file gave way to `add`. */
interface Change {
  readonly at: number
  readonly remove: number
  /** Line of the new file at which `add` begins. */
  readonly newAt: number
  readonly add: number
}

const ids = new WeakMap<Lines, string>()

/** The object id that git gives to a file with these lines. */
export function blobId(lines: Lines): string {
  const known = ids.get(lines)
  if (known !== undefined) return known
  const content = Buffer.from(`${lines.join('\n')}\n`)
  const id = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
  ids.set(lines, id)
  return id
}

/** One file's part of a patch, as `git format-patch` prints it; `undefined` stands for "no such file". */
export function diffFile(path: string, old: Lines | undefined, now: Lines | undefined): string[] {
  const before = old === undefined ? '0000000' : blobId(old).slice(0, 7)
  const after = now === undefined ? '0000000' : blobId(now).slice(0, 7)
  const mode =
    old === undefined ? ['new file mode 100644'] : now === undefined ? ['deleted file mode 100644'] : []
  return [
    `diff --git a/${path} b/${path}`,
    ...mode,
    `index ${before}..${after}${mode.length === 0 ? ' 100644' : ''}`,
    old === undefined ? '--- /dev/null' : `--- a/${path}`,
    now === undefined ? '+++ /dev/null' : `+++ b/${path}`,
    ...hunks(old ?? [], now ?? []),
  ]
}

const CONTEXT = 3

function hunks(old: Lines, now: Lines): string[] {
  const out: string[] = []
  const changes = compact(old, now, findChanges(old, now))
  let i = 0
  while (i < changes.length) {
    let j = i
    for (;;) {
      const [here, next] = [changes[j], changes[j + 1]]
      if (here === undefined || next === undefined || next.at - (here.at + here.remove) > 2 * CONTEXT) break
      j++
    }
    const group = changes.slice(i, j + 1)
    i = j + 1
    out.push(...hunk(old, now, group))
  }
  return out
}

function hunk(old: Lines, now: Lines, group: readonly Change[]): string[] {
  const first = group[0]
  const last = group.at(-1)
  if (first === undefined || last === undefined) return []
  const start = Math.max(0, first.at - CONTEXT)
  const end = Math.min(old.length, last.at + last.remove + CONTEXT)
  const newStart = first.newAt - (first.at - start)
  const grown = group.reduce((sum, change) => sum + change.add - change.remove, 0)
  const body: string[] = []
  let position = start
  for (const change of group) {
    for (const line of old.slice(position, change.at)) body.push(` ${line}`)
    for (const line of old.slice(change.at, change.at + change.remove)) body.push(`-${line}`)
    for (const line of now.slice(change.newAt, change.newAt + change.add)) body.push(`+${line}`)
    position = change.at + change.remove
  }
  for (const line of old.slice(position, end)) body.push(` ${line}`)
  const name = functionBefore(old, start)
  const range = (at: number, count: number) =>
    count === 1 ? `${at + 1}` : `${count === 0 ? at : at + 1},${count}`
  const head = `@@ -${range(start, end - start)} +${range(newStart, end - start + grown)} @@`
  return [name === '' ? head : `${head} ${name}`, ...body]
}

function functionBefore(lines: Lines, start: number): string {
  for (let i = start - 1; i >= 0; i--) {
    const line = lines[i] ?? ''
    if (/^[A-Za-z_$]/.test(line)) return line.slice(0, 80).trimEnd()
  }
  return ''
}

function findChanges(old: Lines, now: Lines): Change[] {
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head++
  let tail = 0
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail))
    tail++
  const a = old.slice(head, old.length - tail)
  const b = now.slice(head, now.length - tail)
  if (a.length === 0 && b.length === 0) return []
  if (a.length === 0 || b.length === 0) return [{ at: head, remove: a.length, newAt: head, add: b.length }]
  const changes: Change[] = []
  let [x, y] = [0, 0]
  for (const [px, py] of [...commonLines(a, b), [a.length, b.length] as const]) {
    if (px > x || py > y) changes.push({ at: head + x, remove: px - x, newAt: head + y, add: py - y })
    x = px + 1
    y = py + 1
  }
  return changes
}

// Myers' greedy algorithm: pairs of equal lines of a longest common subsequence.
function commonLines(a: Lines, b: Lines): (readonly [number, number])[] {
  const [n, m] = [a.length, b.length]
  const trace: Map<number, number>[] = []
  let reach = new Map<number, number>([[1, 0]])
  for (let d = 0; d <= n + m; d++) {
    trace.push(reach)
    const next = new Map(reach)
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1))
      let x = down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1
      while (x < n && x - k < m && a[x] === b[x - k]) x++
      next.set(k, x)
      if (x >= n && x - k >= m) return walkBack(trace, n, m)
    }
    reach = next
  }
  return []
}

function walkBack(
  trace: readonly Map<number, number>[],
  n: number,
  m: number,
): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = []
  let [x, y] = [n, m]
  for (let d = trace.length - 1; d >= 0; d--) {
    const reach = trace[d] ?? new Map<number, number>()
    const k = x - y
    const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1))
    const fromK = down ? k + 1 : k - 1
    const fromX = reach.get(fromK) ?? 0
    const fromY = fromX - fromK
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      pairs.push([--x, --y])
    }
    x = fromX
    y = fromY
  }
  return pairs.reverse()
}

/**
 * Moves a pure insertion or deletion that could stand in several places to where git puts it: as far down as it goes,
 * but so that an added function ends with its empty line instead of beginning with it.
 */
function compact(old: Lines, now: Lines, changes: readonly Change[]): Change[] {
  return changes.map((change, index) => {
    if (change.remove > 0 === change.add > 0) return change
    const [lines, at, count] =
      change.add > 0 ? [now, change.newAt, change.add] : [old, change.at, change.remove]
    const next = changes[index + 1]
    const previous = changes[index - 1]
    const roomDown = (next === undefined ? old.length : next.at) - (change.at + change.remove)
    const roomUp = change.at - (previous === undefined ? 0 : previous.at + previous.remove)
    let [down, up] = [0, 0]
    while (down < roomDown && lines[at + down] === lines[at + count + down]) down++
    while (up < roomUp && lines[at - up - 1] === lines[at + count - up - 1]) up++
    let best = down
    for (let shift = down; shift >= -up; shift--)
      if (lines[at + shift + count - 1] === '' && lines[at + shift] !== '') {
        best = shift
        break
      }
    return { ...change, at: change.at + best, newAt: change.newAt + best }
  })
}

/** A file before and after; `undefined` stands for "no such file". */
export interface FilePair {
  readonly path: string
  readonly old: Lines | undefined
  readonly now: Lines | undefined
}

/** `git diff --stat` of the files, with the lines about files that come and go. */
export function diffStat(files: readonly FilePair[]): string[] {
  const rows = files.map(({ path, old, now }) => {
    const changes = findChanges(old ?? [], now ?? [])
    const plus = changes.reduce((sum, change) => sum + change.add, 0)
    const minus = changes.reduce((sum, change) => sum + change.remove, 0)
    return { path, plus, minus }
  })
  const width = Math.max(...rows.map((row) => row.path.length), 1)
  const most = Math.max(...rows.map((row) => row.plus + row.minus), 1)
  const digits = String(most).length
  const scale = Math.min(1, 40 / most)
  const bar = (count: number) => (count === 0 ? 0 : Math.max(1, Math.round(count * scale)))
  const [plus, minus] = [
    rows.reduce((sum, row) => sum + row.plus, 0),
    rows.reduce((sum, row) => sum + row.minus, 0),
  ]
  const s = (count: number) => (count === 1 ? '' : 's')
  return [
    ...rows.map(
      (row) =>
        ` ${row.path.padEnd(width)} | ${String(row.plus + row.minus).padStart(digits)} ${'+'.repeat(bar(row.plus))}${'-'.repeat(bar(row.minus))}`,
    ),
    ` ${rows.length} file${s(rows.length)} changed` +
      (plus > 0 ? `, ${plus} insertion${s(plus)}(+)` : '') +
      (minus > 0 ? `, ${minus} deletion${s(minus)}(-)` : ''),
    ...files.filter((file) => file.old === undefined).map((file) => ` create mode 100644 ${file.path}`),
    ...files.filter((file) => file.now === undefined).map((file) => ` delete mode 100644 ${file.path}`),
  ]
}
