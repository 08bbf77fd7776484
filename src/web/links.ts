import type { SiteProject } from './site.ts'

/** A part of a path: everything that means something in a URL is encoded, a slash too. */
export function encodePart(text: string): string {
  // A half of a character cannot be encoded at all; the database keeps none, a hand-written address may.
  const whole = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
  // Quotes and brackets mean nothing in a path, but end a link where it is pasted into a shell or a mail.
  const encoded = whole.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
  // "." and ".." would be taken for steps in the tree; doubly encoded they are not, and are read back below.
  return encoded === '.' || encoded === '..' ? encoded.replaceAll('.', '%252E') : encoded
}

/** The part that `encodePart` made, after the router has decoded it once. */
export function decodePart(part: string): string {
  return part === '%2E' || part === '%2E%2E' ? part.replaceAll('%2E', '.') : part
}

/** The front page of a project. */
export function projectPath(project: SiteProject): string {
  return `/p/${encodePart(project.id)}/`
}

/** The page of a series, by any of its Message-IDs. */
export function seriesPath(project: SiteProject, messageId: string): string {
  return `${projectPath(project)}series/${encodePart(messageId)}`
}

/** The page of a mail. */
export function mailPath(project: SiteProject, messageId: string): string {
  return `${projectPath(project)}m/${encodePart(messageId)}`
}

/** The page of somebody, by number. */
export function personPath(project: SiteProject, id: number): string {
  return `${projectPath(project)}people/${id}`
}

/** The page of a part of the code. */
export function areaPath(project: SiteProject, area: string): string {
  return `${projectPath(project)}areas/${encodePart(area)}`
}

/** The page of a commit. */
export function commitPath(project: SiteProject, sha: string): string {
  return `${projectPath(project)}commits/${encodePart(sha)}`
}

/** A path with a query; what is `undefined` or empty is left out, lists repeat their name. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | readonly string[] | undefined>>,
): string {
  const parts = Object.entries(query).flatMap(([name, value]) => {
    if (value === undefined || value === '') return []
    const values = typeof value === 'object' ? value : [String(value)]
    return values.map((one) => `${encodePart(name)}=${encodeURIComponent(one)}`)
  })
  return parts.length === 0 ? path : `${path}?${parts.join('&')}`
}

/** Where a reference of a standing leads: a commit by its hash, else a mail. */
export function evidencePath(project: SiteProject, evidence: string): string {
  return /^[0-9a-f]{40}$/.test(evidence) ? commitPath(project, evidence) : mailPath(project, evidence)
}
