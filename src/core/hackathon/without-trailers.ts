/** Words of a commit or mail without its trailers: who signed and tested it is no subject. */
export function withoutTrailers(text: string): string {
  return text
    .slice(0, 20_000)
    .split('\n')
    .filter((line) => !/^\s{0,4}(?:[A-Z][\w-]{1,30}-by|Cc|From|Link|Message-Id|Fixes)\s?:/i.test(line))
    .join('\n')
}
