import { parseReference } from '../../core/hackathon/reference.ts'
import type { SeriesOrigin } from '../../core/hackathon/series-origins.ts'
import { type Html, html } from '../html.ts'
import { encodePart, projectPath } from '../links.ts'
import type { View } from '../view.ts'

/** Where a piece of work was spoken of first: the event and the question that it came of. */
export function originLines(view: View, origins: readonly SeriesOrigin[]): readonly Html[] {
  return origins.slice(0, 3).map((one) => {
    const about = parseReference(one.about)
    const outcomes = `${projectPath(view.project)}events/${encodePart(one.event)}/outcomes`
    const href = about?.kind === 'topic' ? `${outcomes}/${encodePart(about.id)}` : outcomes
    return html`<span class="sub">Came of <a href="${href}">${one.eventName}</a>: ${one.text.split('\n')[0]?.slice(0, 150)}</span>`
  })
}
