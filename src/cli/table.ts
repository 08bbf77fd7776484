/** Rows of text in columns, two blanks between them; the last column is not filled up. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows)
    for (const [n, cell] of row.entries()) widths[n] = Math.max(widths[n] ?? 0, [...cell].length)
  return rows
    .map((row) =>
      row
        .map((cell, n) =>
          n === row.length - 1 ? cell : cell + ' '.repeat((widths[n] ?? 0) - [...cell].length),
        )
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('')
}

/** Text of a mail fit for a terminal: one line, without control characters, which could move the cursor. */
export function plain(text: string, most = 200): string {
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
  const letters = [...clean.slice(0, most * 4)]
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : letters.join('')
}
