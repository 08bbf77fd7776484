import { formatNumber, type Html, html, NOTHING } from './html.ts'
import { projectPath } from './links.ts'
import { time, type View } from './view.ts'

/** What must be known before anything on the page is believed: demo, a past day, a sync at work or failed. */
export function listBanners(view: View): Html {
  const { state } = view
  return html`${view.demo ? demoBanner(view) : NOTHING}${view.pastDay === undefined ? NOTHING : pastBanner(view)}${
    state.failure === undefined ? NOTHING : failureBanner(view, state.failure)
  }${state.asOf === undefined ? firstSyncBanner(view) : NOTHING}`
}

function demoBanner(view: View): Html {
  return html`<p class="banner demo"><strong>A demo.</strong> This community is generated: nobody in it exists, and
its clock stands still at ${time(view, view.asOf)}. <a href="${projectPath(view.project)}help#attach">Attach a real list</a>.</p>`
}

function pastBanner(view: View): Html {
  return html`<p class="banner past"><strong>As of ${view.pastDay}.</strong> What is shown is what was so at the end of
that day. <a href="${projectPath(view.project)}">Back to the present</a></p>`
}

function failureBanner(view: View, failure: { readonly at: string; readonly error: string }): Html {
  return html`<div class="banner failed" role="alert"><p><strong>The last sync failed</strong>, ${time(view, failure.at)}:
${failure.error.slice(0, 1000)}</p><p>What it had read is kept, and the next one goes on from there.</p></div>`
}

function firstSyncBanner(view: View): Html {
  const { running } = view.state
  // Its mails are all kept: what follows from them was of another version of Patchmoot, and went.
  if (running === undefined && view.state.syncedAt !== undefined)
    return html`<p class="banner"><strong>A rebuild is due.</strong> This version of Patchmoot derives differently, or a
rebuild was interrupted: no mail is lost, and nothing is shown until they are read anew. Run <code>patchmoot rebuild</code>,
or wait for the server's next sync, which does the same.</p>`
  if (running === undefined)
    return html`<p class="banner"><strong>Nothing here yet.</strong> No sync of this project is complete. Run
<code>patchmoot sync</code>, or wait for the server's next one.</p>`
  return html`<p class="banner"><strong>${
    view.state.syncedAt === undefined ? 'The first sync is at work' : 'Everything is derived anew'
  }</strong>${progressWords(running.progress)}. Every page
shows what is there so far; reload to see more.</p>`
}

/** `: reading devel@lists.example.org, 1,200 of 5,588 mails`, as far as the run says (see `Progress` of the app). */
export function progressWords(progress: Readonly<Record<string, unknown>>): string {
  const { step, unit, done, total } = progress
  const words: string[] = []
  if (typeof step === 'string' && step !== '') words.push(step)
  if (typeof done === 'number' && (typeof total !== 'number' || total > 0)) {
    const of = typeof total === 'number' ? ` of ${formatNumber(total)}` : ''
    words.push(`${formatNumber(done)}${of}${unit === 'mails' || unit === 'commits' ? ` ${unit}` : ''}`)
  }
  return words.length === 0 ? '' : `: ${words.join(', ')}`
}
