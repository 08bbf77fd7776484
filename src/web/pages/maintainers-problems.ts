import type { MaintainersProblem } from '../../core/people/maintainers.ts'
import { count, type Html, html, NOTHING } from '../html.ts'

/** Lines of the file that are named. */
const NAMED = 100

/** What of a MAINTAINERS file cannot be used, line by line; nothing where all of it can. */
export function maintainersProblems(problems: readonly MaintainersProblem[]): Html {
  if (problems.length === 0) return NOTHING
  return html`<h2 id="problems">What the MAINTAINERS file says that cannot be used</h2>
<p class="muted small">${count(problems.length, 'line')}, left out of every question of who answers for what. The rest of the file is used.</p>
<details><summary>Which</summary><ul class="small">${problems
    .slice(0, NAMED)
    .map(
      (one) =>
        html`<li>line ${one.line}${one.section === '' ? NOTHING : html`, ${one.section.slice(0, 100)}`}: ${one.what.slice(0, 300)}</li>`,
    )}</ul>${problems.length > NAMED ? html`<p class="muted small">… and ${count(problems.length - NAMED, 'line')} more.</p>` : NOTHING}</details>`
}
