import { type Html, html } from './html.ts'
import type { View } from './view.ts'

/** A day of the past to see a page as of; what else was asked goes with it. */
export function pastForm(view: View, path: string): Html {
  const kept = view.query.filter(([name]) => !['asOf', 'page', 'recorded', 'about'].includes(name))
  return html`<form class="past" method="get" action="${path}">${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<label>As of <input type="date" name="asOf" value="${view.pastDay ?? ''}" max="${view.asOf.slice(0, 10)}"></label> <button>Show</button></form>`
}
