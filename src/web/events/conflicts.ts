import { listOpenConflicts } from '../../core/hackathon/hackathon.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { actForm, type EventView, eventPath, localTime } from './event-view.ts'
import { hiddenField } from './fields.ts'

/** Changes of the reader's that met another's: both are kept, until somebody says that it is dealt with. */
export function conflicts(ev: EventView): Html {
  const open = listOpenConflicts(ev.hackathon)
  if (open.length === 0) return NOTHING
  return html`<h2 id="conflicts">Two changes at once</h2>
<p class="muted">What stands is what came first. What came second is kept here, and was not made.</p>
${open.map(
  (
    one,
  ) => html`<section class="banner past"><p><strong>${one.about}</strong>: ${ev.nameOf(one.other)} was first, ${ev.nameOf(one.person)} second, ${localTime(ev, one.at)}.</p>
${conflictTable(one)}
${actForm(ev, eventPath(ev, 'conflicts', String(one.sequence)), html`${hiddenField('settle', 1)}<p><button>It is dealt with</button></p>`)}</section>`,
)}`
}

/** What stands beside what was offered, field by field. */
export function conflictTable(conflict: {
  readonly fields: readonly string[]
  readonly stands: Readonly<Record<string, unknown>>
  readonly offered: Readonly<Record<string, unknown>>
}): Html {
  const names = [...new Set([...conflict.fields, ...Object.keys(conflict.offered)])]
  return html`<div class="scroll" tabindex="0"><table class="versus"><caption class="hidden-text">What stands, and what was offered</caption>
<thead><tr><th scope="col">Field</th><th scope="col">Stands</th><th scope="col">Came second</th></tr></thead>
<tbody>${names.map(
    (name) =>
      html`<tr><th scope="row">${name}</th><td><pre>${conflict.fields.includes(name) ? wordsOf(conflict.stands[name]) : '(the same for both)'}</pre></td><td><pre>${wordsOf(conflict.offered[name])}</pre></td></tr>`,
  )}</tbody></table></div>`
}

function wordsOf(value: unknown): string {
  if (value === undefined || value === null) return '(nothing)'
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join('\n')
  return JSON.stringify(value, undefined, 1)
}
