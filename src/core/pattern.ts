import { RE2JS, RE2JSException } from 're2js'

/** A regular expression from outside, compiled to an automaton: looking for it takes time linear in the text. */
export interface Pattern {
  /** As it was written. */
  readonly source: string
  /** Is it found anywhere in the text? Anchors in the pattern hold. */
  readonly isFoundIn: (text: string) => boolean
}

/** A pattern, or one sentence that says why there is none. */
export type PatternOrProblem =
  | { readonly pattern: Pattern; readonly problem?: undefined }
  | { readonly pattern?: undefined; readonly problem: string }

/** Longest pattern that is compiled, in characters. */
export const LONGEST_PATTERN = 1000

/** How a pattern is to be read. */
export interface PatternOptions {
  readonly ignoreCase?: boolean
  /** `^` and `$` hold at every line, not only at the ends of the text. */
  readonly lines?: boolean
  /** Perl's /x: blanks and `#` comments outside brackets mean nothing. */
  readonly extended?: boolean
}

/**
 * Compiles a regular expression from a MAINTAINERS file or a rule pack.
 *
 * The syntax is RE2's: Perl's without look-around and back-references, which no automaton can do. What is not
 * supported, wrong or longer than `LONGEST_PATTERN` is a problem, never an exception.
 */
export function compilePattern(source: string, options: PatternOptions = {}): PatternOrProblem {
  if (source.length > LONGEST_PATTERN)
    return { problem: `the pattern has ${source.length} characters, more than ${LONGEST_PATTERN}` }
  const text = options.extended ? withoutBlanks(source) : source
  const flags = (options.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (options.lines ? RE2JS.MULTILINE : 0)
  try {
    const compiled = RE2JS.compile(text, flags)
    return { pattern: { source, isFoundIn: (where) => compiled.matcher(where).find() } }
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    return { problem: `the pattern "${source.slice(0, 80)}" cannot be used: ${error.message}` }
  }
}

/** RE2 knows no /x: blanks and comments are taken out, except in a bracket expression or behind a backslash. */
function withoutBlanks(source: string): string {
  let kept = ''
  let inBrackets = false
  for (let i = 0; i < source.length; i++) {
    const char = source[i] ?? ''
    if (char === '\\') {
      const next = source[++i] ?? ''
      // RE2 refuses an escaped blank, which needs no escape there.
      kept += /\s/.test(next) ? next : char + next
      continue
    }
    if (char === '[') inBrackets = true
    else if (char === ']') inBrackets = false
    if (!inBrackets && /\s/.test(char)) continue
    if (!inBrackets && char === '#') {
      const end = source.indexOf('\n', i)
      if (end < 0) break
      i = end
      continue
    }
    kept += char
  }
  return kept
}
