/** What a pull request asks for, in the words of `git request-pull`. */
export interface PullRequest {
  /** The newest commit, as it is written: 7 to 64 hex. */
  readonly tip: string
  /** Branch or tag that holds it; `undefined` where the default branch is meant. */
  readonly ref: string | undefined
}

const AVAILABLE = /^are available in the [Gg]it repository at:?\s*(.*)$/
const TIP = /^for you to fetch changes up to ([0-9a-f]{7,64})\b/

/**
 * What these lines ask to be pulled; `undefined` where they do not say up to which commit.
 * Source: git-request-pull(1); the address may stand on the next line.
 */
export function findPullRequest(lines: readonly string[]): PullRequest | undefined {
  let tip: string | undefined
  let place: string | undefined
  for (const [n, line] of lines.entries()) {
    const text = line.trim().slice(0, 1000)
    tip ??= TIP.exec(text)?.[1]
    const found = place === undefined ? AVAILABLE.exec(text) : null
    if (found !== null)
      place =
        found[1] || (lines.slice(n + 1, n + 4).find((one) => one.trim() !== '') ?? '').trim().slice(0, 1000)
  }
  if (tip === undefined) return undefined
  const ref = place?.split(/\s+/)[1]
  return { tip, ref: ref?.replace(/^(?:refs\/)?(?:tags|heads)\//, '') }
}
