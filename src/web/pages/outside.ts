import { formatNumber, type Html, html, NOTHING } from '../html.ts'
import { plainLayout } from '../layout.ts'
import { projectPath } from '../links.ts'
import type { Site, SiteProject } from '../site.ts'

/** A project in the list of all. */
export interface ProjectEntry {
  readonly project: SiteProject
  readonly mails: number
  readonly open: number
  readonly lost: number
}

/** All projects of this server. */
export function projectsPage(site: Site, entries: readonly ProjectEntry[]): Html {
  return plainLayout(site, {
    title: 'Projects',
    body: html`<h1>Projects</h1>
<table class="rows"><caption class="hidden-text">Projects</caption><thead><tr><th scope="col">Project</th><th scope="col" class="num">Mails</th><th scope="col" class="num">Open</th><th scope="col" class="num">Lost</th></tr></thead>
<tbody>${entries.map(
      (
        entry,
      ) => html`<tr data-row><td class="title"><a href="${projectPath(entry.project)}">${entry.project.title}</a>
<span class="sub">${entry.project.lists.map((one) => one.address).join(', ')}</span></td>
<td class="num" data-label="mails">${formatNumber(entry.mails)}</td><td class="num" data-label="open">${formatNumber(entry.open)}</td><td class="num" data-label="lost">${formatNumber(entry.lost)}</td></tr>`,
    )}</tbody></table>`,
  })
}

/** A page for what is not there, or what went wrong. */
export function errorPage(
  site: Site,
  error: {
    readonly title: string
    readonly text: string
    readonly hint?: string | undefined
    readonly requestId: string
    /** Where to go from here. */
    readonly back?: { readonly path: string; readonly label: string } | undefined
  },
): Html {
  return plainLayout(site, {
    title: error.title,
    body: html`<div class="error-page"><h1>${error.title}</h1>
<p>${error.text}</p>${error.hint === undefined ? NOTHING : html`<p>${error.hint}</p>`}
<p><a href="${error.back?.path ?? '/'}">${error.back?.label ?? 'To the front page'}</a></p>
<p class="muted small">Request <code>${error.requestId}</code></p></div>`,
  })
}
