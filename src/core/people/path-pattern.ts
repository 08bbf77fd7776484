import { compilePattern, LONGEST_PATTERN, type Pattern } from '../pattern.ts'

/** The pattern of an `F:` or `X:` line, ready to be held against a path. */
export interface PathPattern {
  /** As written. */
  readonly source: string
  /** How specific it is: its slashes, one more for a file; -1 if it starts with `*`. Higher is more specific. */
  readonly depth: number
  readonly matches: (path: string) => boolean
}

/** A path pattern, or one sentence that says why there is none. */
export type PathPatternOrProblem =
  | { readonly pattern: PathPattern; readonly problem?: undefined }
  | { readonly pattern?: undefined; readonly problem: string }

/**
 * Compiles the value of an `F:` or `X:` line.
 *
 * `{a,b}` stands for either, `*` for anything, `?` for one character; whatever else means something in a regular
 * expression keeps its meaning, as it does in the script. The pattern has to match from the start of the path, not
 * to its end: `F: a/b.c` also takes `a/b.cpp`. If it ends with a slash (one is added to a directory), everything
 * below matches; else the path must have as many slashes as the pattern, so that `*` stays within one folder.
 * Source: governance dossier, section 3.1.
 */
export function compilePathPattern(
  source: string,
  isDirectory: (path: string) => boolean = () => false,
): PathPatternOrProblem {
  if (source === '') return { problem: 'a pattern without a path' }
  if (source.length > LONGEST_PATTERN)
    return { problem: `the pattern has ${source.length} characters, more than ${LONGEST_PATTERN}` }
  let regex = expandBraces(source).replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.')
  // The script asks for a directory of this spelling, dots already escaped; so must this.
  if (isDirectory(regex)) regex = regex.replace(/([^/])$/, '$1/')
  const slashes = countSlashes(regex)
  const isTree = regex.endsWith('/')
  const prefix = literalPrefix(regex)
  const isLiteral = prefix.rest === ''
  let pattern: Pattern | undefined
  if (!isLiteral) {
    const compiled = compilePattern(`^${regex}`)
    if (compiled.pattern === undefined) return { problem: compiled.problem }
    pattern = compiled.pattern
  }
  return {
    pattern: {
      source,
      depth: regex.startsWith('.*') ? -1 : slashes + (isTree ? 0 : 1),
      matches: (path) =>
        path.startsWith(prefix.text) &&
        (isTree || countSlashes(path) === slashes) &&
        (pattern === undefined || pattern.isFoundIn(path)),
    },
  }
}

/** `{a,b,c}` behind any character but a backslash becomes `(a|b|c)`; not nested, as in the script. */
function expandBraces(source: string): string {
  let out = ''
  let at = 0
  while (at < source.length) {
    const open = source.indexOf('{', at)
    const close = open < 0 ? -1 : source.indexOf('}', open)
    if (open < 0 || close < 0) break
    const parts = source.slice(open + 1, close).split(',')
    const isExpanded =
      open > 0 && source[open - 1] !== '\\' && parts.length > 1 && !parts.some((part) => part.endsWith('\\'))
    if (isExpanded) {
      out += `${source.slice(at, open)}(${parts.join('|')})`
      at = close + 1
    } else {
      out += source.slice(at, open + 1)
      at = open + 1
    }
  }
  return out + source.slice(at)
}

/** What a match has to begin with, and what of the expression comes behind it. */
function literalPrefix(regex: string): { text: string; rest: string } {
  let text = ''
  let at = 0
  while (at < regex.length) {
    const char = regex[at] ?? ''
    const isEscapedDot = char === '\\' && regex[at + 1] === '.'
    if (!isEscapedDot && !/[\w/ @,:;=~%&!'"<>-]/.test(char)) break
    const next = at + (isEscapedDot ? 2 : 1)
    // A quantifier behind it makes the character optional.
    if (/^[*+?{]/.test(regex.slice(next, next + 1))) break
    text += isEscapedDot ? '.' : char
    at = next
  }
  // An alternative at the top offers another beginning.
  return regex.includes('|', at) && !isGrouped(regex.slice(at))
    ? { text: '', rest: regex }
    : { text, rest: regex.slice(at) }
}

/** Every `|` stands in brackets: then what comes before them holds for all alternatives. */
function isGrouped(regex: string): boolean {
  let depth = 0
  for (let i = 0; i < regex.length; i++) {
    const char = regex[i]
    if (char === '\\') i++
    else if (char === '(') depth++
    else if (char === ')') depth--
    else if (char === '|' && depth <= 0) return false
  }
  return true
}

function countSlashes(text: string): number {
  let count = 0
  for (let at = text.indexOf('/'); at >= 0; at = text.indexOf('/', at + 1)) count++
  return count
}
