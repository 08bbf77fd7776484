/** A line of `git range-diff --no-patch`: places from 0; `isSame` for `=`. */
export interface RangeLine {
  readonly older: number | undefined
  readonly newer: number | undefined
  readonly isSame: boolean
}

/** Reads ` 1:  0123abc = 1:  4567def title` line by line; `-:` stands where a patch has no counterpart. */
export function readRangeDiff(text: string): readonly RangeLine[] {
  return text.split('\n').flatMap((line) => {
    const match = /^ *(\d+|-): {1,4}[0-9a-f-]+ ([=!<>]) {1,4}(\d+|-): /.exec(line)
    if (match === null) return []
    return [{ older: placeOf(match[1]), newer: placeOf(match[3]), isSame: match[2] === '=' }]
  })
}

function placeOf(text: string | undefined): number | undefined {
  return text === undefined || text === '-' ? undefined : Number(text) - 1
}

/** The lines of range-diff that ours have not: paired otherwise, and paired alike but marked otherwise. */
export function disagreements(
  ours: readonly RangeLine[],
  theirs: readonly RangeLine[],
): { readonly pairing: readonly string[]; readonly marks: readonly string[] } {
  const keyOf = (line: RangeLine): string => `${nameOf(line.older)}:${nameOf(line.newer)}`
  const own = new Map(ours.map((line) => [keyOf(line), line]))
  const pairing: string[] = []
  const marks: string[] = []
  for (const line of theirs) {
    const mine = own.get(keyOf(line))
    if (mine === undefined) pairing.push(`git pairs ${keyOf(line)}`)
    else if (mine.isSame !== line.isSame && line.older !== undefined && line.newer !== undefined)
      marks.push(`git marks ${keyOf(line)} ${line.isSame ? '=' : '!'}`)
  }
  return { pairing, marks }
}

function nameOf(place: number | undefined): string {
  return place === undefined ? '-' : String(place + 1)
}
