import type { SeriesEntry } from '../../store/read/series-list.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { projectPath, withQuery } from '../links.ts'
import { seriesTable } from '../listing.ts'
import { isLink } from '../mails/mail-body.ts'
import type { View } from '../view.ts'
import { publicUrl, shellQuote } from '../words.ts'

/** What a newcomer can begin with. */
export interface NewcomersPage {
  /** Small, open and waiting for anybody's review. */
  readonly small: readonly SeriesEntry[]
  /** The branches that patches should be made against. */
  readonly branches: readonly { readonly repository: string; readonly name: string }[]
}

/** How to send a patch here, where to look who answers for a path, and what is small and open. */
export function newcomersPage(view: View, model: NewcomersPage): Html {
  const base = projectPath(view.project)
  const [list] = view.project.lists
  const [repository] = view.project.repositories
  const url = repository === undefined ? undefined : publicUrl(repository.url)
  const address = list === undefined ? 'the list' : list.address
  const branch = model.branches.find((one) => one.repository === repository?.name)?.name
  const body = html`<h1>For newcomers</h1>
<div class="prose">
<p class="lead">${view.project.title} is developed by mail: patches are sent to a list, answered there, and committed by
those who may.</p>
<h2>Send a patch</h2>
${
  url === undefined
    ? NOTHING
    : html`<p>The sources are at ${
        isLink(url) ? html`<a href="${url}" rel="nofollow noopener">${url}</a>` : html`<code>${url}</code>`
      }${branch === undefined ? NOTHING : html`; patches are made against <code>${branch}</code>`}.</p>`
}
<pre class="command">${
    url === undefined ? '' : `git clone ${shellQuote(url)}\n`
  }git commit -s                                # sign off: you may submit this
git send-email --to=${shellQuote(address)} --annotate ${branch === undefined ? 'HEAD~1' : `origin/${branch}`}</pre>
<p>Send in plain text, one change to a mail; a new version is <code>git send-email -v2</code>, with what changed below the
<code>---</code>. Answers come as mail to everybody who is named: answer each remark below it. Everybody who reviewed an
older version belongs in Cc.</p>
<h2>Who answers for a path</h2>
<p>If the repository has a <code>MAINTAINERS</code> file, it says so. Those who touched a file lately are found by</p>
<pre class="command">git log --format='%an &lt;%ae&gt;' --since=2.years -- PATH | sort | uniq -c | sort -rn | head</pre>
<h2>What happens then</h2>
<p>Every series has its page here, found by its Message-ID: <code>${base}series/MESSAGE-ID</code>. It says whose turn it is
and why. When nobody answers for some weeks, it is on the <a href="${base}lost">lost list</a>; a friendly answer to your own
mail, asking whether somebody could look, is welcome then.</p>
</div>
<h2>Small and open</h2>
<p class="lead">Of one or two patches, waiting for a review, with a mail within 90 days. A review needs no permission: build it, try it,
and say what you saw.</p>
${
  model.small.length === 0
    ? html`<p class="empty">Nothing small waits for a review right now. <a href="${withQuery(`${base}series`, { status: 'open', turn: 'reviewers' })}">Larger ones</a> may.</p>`
    : seriesTable(view, model.small, 'Small series that wait for a review')
}`
  return layout(view, { title: 'For newcomers', place: 'newcomers', body })
}
