const NAME = /\$(?:\$|\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Z_][A-Z0-9_]*))/g

/**
 * A text with `$NAME` and `${NAME}` filled in from the environment; `$$` is a dollar sign. Inside the user and
 * password of a URL a value is percent-encoded, so that a password may hold any character.
 */
export function expandText(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): { readonly text: string } | { readonly missing: string } {
  const credentials = findCredentials(text)
  let missing: string | undefined
  const filled = text.replace(
    NAME,
    (whole, braced: string | undefined, plain: string | undefined, at: number) => {
      const name = braced ?? plain
      if (name === undefined) return '$'
      const value = env[name]
      if (value === undefined || value === '') missing ??= name
      const inside = credentials !== undefined && at >= credentials.start && at < credentials.end
      return inside ? encodeURIComponent(value ?? '') : (value ?? whole)
    },
  )
  return missing === undefined ? { text: filled } : { missing }
}

/** Names of keys whose value is a secret, wherever they stand. */
const SECRET_KEY = /^(pass(word|phrase|wd)?|secret|token|apiKey)$/i

/**
 * A password that stands there in plain: in a URL (`scheme://user:password@host`, `imap:user:password@host`) or under
 * a key that says so. Gives what to write instead; `undefined` where all is well.
 */
export function findSecret(text: string, key: PropertyKey | undefined): string | undefined {
  const plain = (secret: string): boolean =>
    secret !== '' && !/^\$(\{?[A-Za-z_][A-Za-z0-9_]*\}?)$/.test(secret)
  if (typeof key === 'string' && SECRET_KEY.test(key) && plain(text)) return `$${key.toUpperCase()}`
  const query = /^[a-z][a-z0-9+.-]*:\/\/[^?]*\?(?:.*&)?password=([^&]*)/i.exec(text.slice(0, 4000))?.[1]
  if (query !== undefined && plain(query)) return '$PASSWORD'
  const credentials = findCredentials(text)
  if (credentials === undefined) return undefined
  const colon = text.indexOf(':', credentials.start)
  if (colon < 0 || colon >= credentials.end) return undefined
  return plain(text.slice(colon + 1, credentials.end)) ? '$PASSWORD' : undefined
}

/** Where `user:password` stands in an address: from behind its scheme up to the last "@" before the path. */
function findCredentials(text: string): { readonly start: number; readonly end: number } | undefined {
  const scheme = /^(?:(?:public-inbox|mbox|maildir):)?(?:[a-z][a-z0-9+.-]*:\/\/|imaps?:(?:\/\/)?)/i.exec(text)
  if (scheme === null) return undefined
  const start = scheme[0].length
  const slash = text.indexOf('/', start)
  const end = text.lastIndexOf('@', slash < 0 ? text.length : slash)
  return end > start ? { start, end } : undefined
}
