import type { CommitRecord } from '../../store/read/commit.ts'
import { type Html, html, NOTHING, percent } from '../html.ts'
import { layout } from '../layout.ts'
import { mailPath } from '../links.ts'
import { mailBody } from '../mails/mail-body.ts'
import { fullName, personName, time, type View } from '../view.ts'

/** A commit and the mails that it came from. */
export function commitPage(view: View, commits: readonly CommitRecord[]): Html {
  const [first] = commits
  const title = first?.message.split('\n')[0] || '(no subject)'
  const body = html`<h1>${title}</h1>
${commits.map(
  (commit) => html`<dl class="facts">
<dt>Commit</dt><dd class="mono">${commit.sha}</dd>
<dt>Repository</dt><dd>${commit.repository}</dd>
<dt>Author</dt><dd>${fullName(view, commit.author)}, ${time(view, commit.authoredAt)}</dd>
<dt>Committer</dt><dd>${fullName(view, commit.committer)}, ${time(view, commit.committedAt)}</dd>
<dt>Branches</dt><dd>${commit.branches.length === 0 ? html`<span class="muted">on none that is watched</span>` : commit.branches.slice(0, 50).join(', ')}</dd>
</dl>
<div class="mail-box">${mailBody(commit.message, { mask: view.site.maskAddresses, limit: 40_000 })}</div>
<h2>Where it came from</h2>
${
  commit.patches.length === 0
    ? html`<p class="empty">No mail of the list has been matched to this commit.</p>`
    : html`<table class="rows"><caption class="hidden-text">Patches matched to this commit</caption>
<thead><tr><th scope="col">Patch</th><th scope="col">Posted</th><th scope="col">Evidence</th></tr></thead><tbody>${commit.patches.map(
        (
          patch,
        ) => html`<tr data-row><td class="title"><a href="${mailPath(view.project, patch.messageId)}">${patch.subject || '(no subject)'}</a>
<span class="sub">${personName(view, patch.sender)}${patch.applied ? html` · <strong>this version was applied</strong>` : NOTHING}</span></td>
<td class="when">${time(view, patch.at, 'day')}</td>
<td class="why">${patch.counted ? '' : 'probable, not counted: '}${patch.evidence} <span class="muted">${patch.rules.join(', ')} · ${percent(patch.confidence)}</span></td></tr>
`,
      )}</tbody></table>`
}`,
)}`
  return layout(view, { title, place: undefined, body })
}
