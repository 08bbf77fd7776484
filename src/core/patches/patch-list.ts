/** Which patches of a series some words name: "patches 1-3 and 5", "all but 3", "the rest". */
export interface PatchList {
  /** `rest`: those that no other tag of the same mail names. */
  readonly kind: 'whole' | 'these' | 'except' | 'rest'
  /** Places in the series, from 1; from the end where negative (-1: the last). Ascending, without repeats. */
  readonly numbers: readonly number[]
}

const NUMBER = '#?\\d{1,3}(?:\\/\\d{1,3}){0,20}'
const SEPARATOR = ' ?(?:, ?and|, ?&|,|-|–|—|~|\\bto\\b|\\bthrough\\b|\\band\\b|&|\\+) ?'
const NUMBERS = `${NUMBER}(?:${SEPARATOR}(?:patch(?:es)? )?${NUMBER}){0,60}`
const SERIES = '(?:series|set|patch ?set|patch ?series|lot)'

const EXCEPT = new RegExp(
  `\\b(?:but|except(?:ing)?(?: for)?|apart from|other than|minus) (?:the )?(?:patch(?:es)? )?(${NUMBERS})(?![\\w.])`,
)
/** "For patches 1-3", "Patches 1-3 look good"; not "as in patch 2" or "this belongs in patch 25/29". */
const NAMED = new RegExp(
  `(?:^|\\b(?:for|on|to|merge|apply|ack) (?:the |all |these |both |your )?)(?:patch(?:es)?|commits?) ?(?:(?:no|nr|number)s?\\.? ?)?(${NUMBERS})(?![\\w.]| (?:to|in|of) )`,
)
const BARE = new RegExp(`^(?:for |on |the )*(${NUMBERS})$`)
const ENDS =
  /\b(first|last|final) (?:(?:(one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) )?patch(?:es)?\b|(two|three|four|five|six|seven|eight|nine|ten)\b(?! \w))/
/** "The rest looks good" is said of one patch as well. */
const REST =
  /\b(?:for (?:all )?the (?:rest|others)|the rest of (?:the|your|this) (?:patches|series|set|patchset)|all (?:the )?other(?: patche)?s|(?:the|all) remaining (?:patches|ones))\b/
const WHOLE = new RegExp(
  `\\b(?:(?:whole|entire|full|complete) ${SERIES}|(?:for|to) (?:(?:the|this|your) )?${SERIES}|(?:all|both|every)(?: of)?(?: the| these| your)?(?: \\w{1,12})? patch(?:es)?|the lot)\\b`,
)
const COUNTS: readonly string[] = 'zero one two three four five six seven eight nine ten'.split(' ')

/** A place beyond this is no patch number. */
const HIGHEST = 500

/**
 * The patches that a short text names; `undefined` where it names none.
 *
 *     "For patches 2, 4 and 5:"   these 2, 4, 5        "all but 3"         except 3
 *     "patches 1-9, 11-20"        these 1 … 9, 11 …    "first two patches" these 1, 2
 *     "1/3 and 2/3:"              these 1, 2           "the rest"          rest
 *     "for the series (with or without the last patch):"                   whole
 *
 * Whether the text is about a tag at all is for the caller to know: words in the middle of a review name patches too.
 * Source: patch-trackers dossier, section 5.3.
 */
export function readPatchList(text: string): PatchList | undefined {
  const words = text
    .slice(0, 600)
    .toLowerCase()
    .replace(/[[\]()*"]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[ :,.;]+$/, '')
  if (/\bup to (?:here|this)\b/.test(words)) return undefined
  const whole = WHOLE.exec(words)
  if (whole !== null && words.includes('with or without')) return { kind: 'whole', numbers: [] }
  const except = EXCEPT.exec(words)?.[1]
  if (except !== undefined) return listed('except', readNumbers(except))
  // "For this series (v1 for patch 1, v2 for patch 2)": what comes first is what it is about.
  const named = NAMED.exec(words)
  if (named?.[1] !== undefined && !(whole !== null && whole.index <= named.index))
    return listed('these', readNumbers(named[1]))
  const bare = BARE.exec(words)?.[1]
  if (bare !== undefined && (words !== bare || /\D/.test(bare))) return listed('these', readNumbers(bare))
  if (REST.test(words)) return { kind: 'rest', numbers: [] }
  const ends = ENDS.exec(words)
  if (ends !== null) {
    const isExcept = /\b(?:but|except|without|apart from) (?:for )?(?:the )?$/.test(
      words.slice(0, ends.index),
    )
    return listed(isExcept ? 'except' : 'these', readEnds(ends))
  }
  return whole !== null ? { kind: 'whole', numbers: [] } : undefined
}

function listed(kind: 'these' | 'except', numbers: readonly number[]): PatchList | undefined {
  return numbers.length === 0 ? undefined : { kind, numbers }
}

/** "1-3, 5 and 7/9": of `N/M` the N; "2/4/5/6" is a list. */
function readNumbers(text: string): readonly number[] {
  const places = new Set<number>()
  const plain = text
    .replaceAll(/#|patch(?:es)?/g, '')
    .replaceAll(/\d+(?:\/\d+){2,}/g, (list) => list.replaceAll('/', ','))
    .replaceAll(/(\d)\/\d+/g, '$1')
  for (const part of plain.split(/,|&|\+|\band\b/)) {
    const [first, last = first] = part.split(/[-–—~]|\bto\b|\bthrough\b/).map((one) => Number(one.trim()))
    if (first === undefined || last === undefined || !(first > 0)) continue
    for (let place = first; place <= Math.min(last, HIGHEST); place++) places.add(place)
  }
  return [...places].sort((a, b) => a - b)
}

function readEnds(ends: RegExpExecArray): readonly number[] {
  const written = ends[2] ?? ends[3] ?? 'one'
  const named = COUNTS.indexOf(written)
  const count = named < 0 ? Number(written) : named
  return Array.from({ length: count }, (_, i) => (ends[1] === 'first' ? i + 1 : i - count))
}
