/** A quoted line without its first mark: `> `, `| `, or initials as "AB> "; `undefined` for a line that is not quoted. */
export function unquote(line: string): string | undefined {
  const mark = /^(?: {0,3}>|\||[A-Z][A-Za-z]{0,2}>(?= |$)) ?/.exec(line)
  return mark === null ? undefined : line.slice(mark[0].length)
}

/** A line without any quote marks; of a line that is not quoted, itself. */
export function withoutMarks(line: string): string {
  let text = line
  for (let inner = unquote(text); inner !== undefined; inner = unquote(text)) text = inner
  return text
}
