/** One word for a POSIX shell, whatever is in it. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** The address of a repository as everybody may see it: without a password, and only where others can reach it. */
export function publicUrl(url: string): string | undefined {
  if (!/^(?:https?|git|ssh):\/\//.test(url) || !URL.canParse(url)) return undefined
  const parsed = new URL(url)
  parsed.password = ''
  if (parsed.protocol !== 'ssh:') parsed.username = ''
  return parsed.toString()
}
