import type { MaintainerSection } from '../../core/people/maintainers.ts'
import type { Instant } from '../../core/time.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { commitPath } from '../links.ts'
import { personName, time, type View } from '../view.ts'

/** Patterns of a kind that are shown at once; more can be unfolded. */
const MOST_PATTERNS = 40

/** What a section of MAINTAINERS says: who answers for it, and for which files; every kind of its patterns. Rows of a list of facts. */
export function maintainerSection(
  view: View,
  section: MaintainerSection,
  revision: { readonly sha: string; readonly at: Instant } | undefined,
): Html {
  const people = (some: MaintainerSection['maintainers']): Html =>
    html`${some.map((one, i) => html`${i === 0 ? '' : ', '}${personName(view, { name: one.name, address: one.address })}`)}`
  const files = section.files.flatMap((file) => (file.kind === 'F' ? [file.path.source] : []))
  const names = section.files.flatMap((file) => (file.kind === 'N' ? [file.name.source] : []))
  const excluded = section.excluded.map((path) => path.source)
  const words = section.keywords.map((one) => one.anywhere.source)
  return html`<dt>Maintainers</dt><dd>${section.maintainers.length === 0 ? 'nobody' : people(section.maintainers)}</dd>
${section.reviewers.length === 0 ? NOTHING : html`<dt>Reviewers</dt><dd>${people(section.reviewers)}</dd>`}
${section.status === undefined ? NOTHING : html`<dt>Status</dt><dd>${section.status}</dd>`}
<dt>Files</dt><dd>${files.length === 0 && names.length === 0 ? 'none of its own' : patterns(files)}</dd>
${excluded.length === 0 ? NOTHING : html`<dt>But not</dt><dd>${patterns(excluded)}</dd>`}
${names.length === 0 ? NOTHING : html`<dt>Paths like</dt><dd>${patterns(names)}</dd>`}
${words.length === 0 ? NOTHING : html`<dt>Changes that say</dt><dd>${patterns(words)}</dd>`}
${
  revision === undefined
    ? NOTHING
    : html`<dt>Says</dt><dd>the MAINTAINERS file, as of <a class="mono" href="${commitPath(view.project, revision.sha)}">${revision.sha.slice(0, 12)}</a>, ${time(view, revision.at, 'day')}</dd>`
}
`
}

/** Patterns, of which none is broken over lines that fits into one. */
function patterns(all: readonly string[]): Html {
  const list = (some: readonly string[]): Html =>
    html`${some.map((one, n) => html`${n === 0 ? NOTHING : ' '}<code class="pattern">${one}</code>`)}`
  const more = all.slice(MOST_PATTERNS)
  return html`${list(all.slice(0, MOST_PATTERNS))}${more.length === 0 ? NOTHING : html`<details><summary class="small">${count(more.length, 'more pattern')}</summary>${list(more)}</details>`}`
}
