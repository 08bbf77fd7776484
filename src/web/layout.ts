import { listBanners } from './banners.ts'
import { type Html, html, NOTHING } from './html.ts'
import { projectPath, withQuery } from './links.ts'
import type { Site } from './site.ts'
import { assetPath } from './static-files.ts'
import type { View } from './view.ts'
import { time } from './view.ts'

/** Where in the site a page is: the entry of the navigation that is marked. */
export type Place =
  | 'overview'
  | 'series'
  | 'lost'
  | 'areas'
  | 'threads'
  | 'people'
  | 'dashboard'
  | 'motions'
  | 'events'
  | 'problems'
  | 'newcomers'
  | 'help'
  | 'search'
  | undefined

const NAVIGATION: readonly { readonly place: Place; readonly path: string; readonly label: string }[] = [
  { place: 'overview', path: '', label: 'Overview' },
  { place: 'series', path: 'series', label: 'Series' },
  { place: 'lost', path: 'lost', label: 'Lost' },
  { place: 'areas', path: 'areas', label: 'Areas' },
  { place: 'dashboard', path: 'backlog', label: 'Dashboard' },
  { place: 'threads', path: 'threads', label: 'Threads' },
  { place: 'people', path: 'people', label: 'People' },
  { place: 'motions', path: 'motions', label: 'Motions' },
  { place: 'events', path: 'events', label: 'Events' },
  { place: 'newcomers', path: 'newcomers', label: 'Newcomers' },
  { place: 'help', path: 'help', label: 'Help' },
]

/** What a page fills the frame with. */
export interface PageParts {
  readonly title: string
  readonly place: Place
  readonly body: Html
  /** What stands in the search field. */
  readonly query?: string
  /** A script of this page's own, beside the one that all have. */
  readonly script?: 'agenda.js'
}

/** What a project does not have is not in its navigation. */
function isListed(view: View, place: Place): boolean {
  if (place === 'motions') return view.project.governance !== undefined
  return place !== 'events' || view.hasEvents === true
}

/** A page of a project: frame, navigation, banners, and how old what it shows is. */
export function layout(view: View, parts: PageParts): Html {
  const base = projectPath(view.project)
  const carry = { asOf: view.pastDay }
  return frame({
    title: `${parts.title} · ${view.project.title}`,
    script: parts.script,
    head: html`
      <a class="project" href="${withQuery(base, carry)}">${view.project.title}</a>
      <form class="search" role="search" action="${base}search" method="get">
        <input type="search" name="q" value="${parts.query ?? ''}" aria-label="Search all mails"
          placeholder="Search mails" maxlength="400" data-key="search">
        <button>Search</button>
      </form>
      ${accountLink(view)}
      <nav aria-label="Pages">
        ${NAVIGATION.filter((entry) => isListed(view, entry.place)).map(
          (entry) =>
            html`<a href="${withQuery(base + entry.path, entry.path === '' || entry.path === 'series' ? carry : {})}"${
              entry.place === parts.place ? html` aria-current="page"` : NOTHING
            }>${entry.label}</a> `,
        )}
      </nav>`,
    main: html`${listBanners(view)}${parts.body}`,
    foot: html`
      <p>${
        view.state.asOf === undefined
          ? 'Nothing has been derived yet.'
          : html`As of ${time(view, view.asOf)}.${
              view.state.syncedAt === undefined || view.demo
                ? NOTHING
                : html` Last complete sync ${time(view, view.state.syncedAt)}.`
            }`
      }</p>
      <form class="zone" method="get">
        ${view.query.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
        <label for="tz">Times in</label>
        <input id="tz" name="tz" value="${view.zone}" size="16" maxlength="60" list="zones" data-zone>
        <datalist id="zones"><option>UTC</option><option>Europe/Berlin</option><option>America/New_York</option
          ><option>Asia/Tokyo</option></datalist>
        <button>Set</button>
      </form>
      <p><a href="${base}problems">Problems</a> · <a href="${base}help">Keys and words</a> · ${
        view.site.projects.length > 1 ? html`<a href="/">All projects</a> · ` : NOTHING
      }Patchmoot</p>`,
  })
}

/** To the account of whoever is signed in, else to where they can sign in. Nothing where nobody can. */
function accountLink(view: View): Html {
  if (view.account === undefined) return NOTHING
  const { user, path } = view.account
  return user === undefined
    ? html`<p class="account"><a href="${withQuery('/sign-in', { to: path })}">Sign in</a></p>`
    : html`<p class="account"><a href="${projectPath(view.project)}me">My inbox</a> <a href="/account" title="${user.address}">Account</a></p>`
}

/** A page that belongs to no project. */
export function plainLayout(_site: Site, parts: { readonly title: string; readonly body: Html }): Html {
  return frame({
    title: parts.title,
    head: html`<a class="project" href="/">Patchmoot</a>`,
    main: parts.body,
    foot: html`<p>Patchmoot: where every patch of a mailing-list project stands.</p>`,
  })
}

/** A page for a screen on a wall: nothing but what it says, and it asks for itself anew without any script. */
export function screenLayout(parts: {
  readonly title: string
  readonly seconds: number
  readonly body: Html
}): Html {
  return document(
    { title: parts.title, more: html`<meta http-equiv="refresh" content="${parts.seconds}">` },
    html`<main id="main" class="screen">${parts.body}</main>`,
  )
}

function frame(parts: {
  readonly title: string
  readonly script?: string | undefined
  readonly head: Html
  readonly main: Html
  readonly foot: Html
}): Html {
  const more =
    parts.script === undefined ? NOTHING : html`<script src="${assetPath(parts.script)}" defer></script>`
  return document(
    { title: parts.title, more },
    html`<a class="skip" href="#main">Skip to content</a>
<header class="top"><div class="wrap">${parts.head}</div></header>
<main id="main" class="wrap" tabindex="-1">${parts.main}</main>
<footer class="bottom"><div class="wrap">${parts.foot}</div></footer>`,
  )
}

function document(head: { readonly title: string; readonly more: Html }, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${head.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="${assetPath('style.css')}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<script src="${assetPath('app.js')}" defer></script>
${head.more}</head>
<body>
${body}
</body>
</html>
`
}
