import { findOption } from './option-name.ts'

/** What the lines of a mail say about the order of options. */
export interface RankedLines {
  readonly ranks: readonly { readonly option: string; readonly value: number }[]
  /** Why it cannot be counted; `undefined`: it can, or it is no ballot. */
  readonly why: string | undefined
  /** For each line, whether it is a part of the ballot. */
  readonly isBallot: readonly boolean[]
}

/** `[ 2 ] Choice 1: text`: a line of the call's own form, filled in; what is left empty is not ranked. */
const FORM = /^[ \t]{0,4}[[(] {0,3}([^\s[\]()]{0,4}) {0,3}[\])]\s{1,3}(\S.{0,300})$/
/** `A: 2`, `Option 1 = 3`. */
const NAMED = /^[ \t]{0,3}(\S.{0,200}?)\s{0,3}[:=]\s{0,3}(\d{1,2})[ \t]*$/

/**
 * Reads lines as a ballot that ranks options: 1 is liked best, two may share a rank, and what has none is liked least.
 * Strict: a rank that is no number from 1 to 99, an option that is none, or two ranks of one option make all of it
 * unclear, since a rank means something only beside the others. Source: Debian's ballots.
 */
export function readRanks(lines: readonly string[], options: readonly string[]): RankedLines {
  const ranks = new Map<string, number>()
  let why: string | undefined
  const isBallot = lines.map((line) => {
    const form = FORM.exec(line)
    const named = form === null ? NAMED.exec(line) : null
    const name = form?.[2] ?? named?.[1]
    const rank = form?.[1] ?? named?.[2]
    if (name === undefined || rank === undefined) return false
    const option = findOption(name, options) ?? (form === null ? undefined : startingWith(name, options))
    if (option === undefined) {
      // "Time: 7" in a sentence of somebody's is no ballot; a filled-in form is.
      if (form !== null && /^\d/.test(rank)) why ??= `“${name.slice(0, 80)}” is none of the options`
      return form !== null && /^\d/.test(rank)
    }
    if (/^[-_.]{0,4}$/.test(rank)) return false
    if (!/^[1-9]\d?$/.test(rank)) why ??= `“${rank}” is no rank: 1 is liked best`
    else if (ranks.has(option) && ranks.get(option) !== Number(rank)) why ??= 'it gives one option two ranks'
    else ranks.set(option, Number(rank))
    return true
  })
  return { ranks: [...ranks].map(([option, value]) => ({ option, value })), why, isBallot }
}

/** An option whose text was wrapped: its beginning is enough, if no other begins so. */
function startingWith(text: string, options: readonly string[]): string | undefined {
  const start = text.toLowerCase().replace(/\s+/g, ' ').trim()
  const found = options.filter((one) => one.toLowerCase().replace(/\s+/g, ' ').startsWith(start))
  return start.length >= 3 && found.length === 1 ? found[0] : undefined
}
