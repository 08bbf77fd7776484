import { LOST_REASONS } from '../../core/status/lost.ts'
import { TODO_SECTIONS, TODO_TITLES } from '../../core/status/todo.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { layout } from '../layout.ts'
import { projectPath } from '../links.ts'
import { STATUS_WORDS, statusBadge } from '../standing.ts'
import type { View } from '../view.ts'

const KEYS: readonly (readonly [string, string])[] = [
  ['j', 'next row'],
  ['k', 'row before'],
  ['Enter', 'open the row'],
  ['n', 'next page of a list'],
  ['p', 'start of the list'],
  ['o', 'open all replies of a series'],
  ['c', 'close them'],
  ['/', 'search'],
  ['?', 'this page'],
]

const WORDS: readonly (readonly [string, string])[] = [
  ['series', 'The patches and cover letter of one version, posted together.'],
  ['version', 'The 3 of v3. All versions of one piece of work are one row in the list of series.'],
  ['lineage', 'All versions of one piece of work.'],
  ['review', 'A reply by somebody else that has substance, or a tag such as Reviewed-by.'],
  [
    'carried tag',
    'A tag that was given to an older version and that the author took along. It counts once, where it was given.',
  ],
  ['turn', 'Who has to act next: the author, reviewers, or those who commit.'],
  ['since', 'From when on that turn has been theirs.'],
  [
    'match',
    'A commit that a patch became, with the rules that agree and how sure they are. A probable one is shown and not counted.',
  ],
  ['backport', 'A match on a branch that is not the development branch. It does not make a patch merged.'],
  [
    'proposal',
    'A diff inside a reply: shown and matched, but no series of its own until its author posts it.',
  ],
  [
    'as of',
    'The instant that a page is true for. A past day can be asked for on the overview; then only what was known by then is used.',
  ],
  ['stalled, abandoned', 'Open, and without a mail for 90 or 365 days. These are ages, not statuses.'],
]

/** Keys, words, and how to attach a real list. */
export function helpPage(view: View): Html {
  const base = projectPath(view.project)
  const body = html`<h1>Help</h1>
<div class="prose">
<h2 id="keys">Keys</h2>
<p class="muted">With JavaScript. Without it everything is a link.</p>
<table><caption class="hidden-text">Keys</caption><tbody>${KEYS.map(
    ([key, what]) => html`<tr><th scope="row"><kbd>${key}</kbd></th><td>${what}</td></tr>`,
  )}</tbody></table>
<p>A column's head sorts the rows of a page. <code>?tz=Europe/Berlin</code> behind any address, or the field at the foot
of the page, shows times in another zone.</p>
<h2 id="status">Statuses</h2>
<dl>${Object.entries(STATUS_WORDS).map(
    ([status, { about }]) => html`<dt>${statusBadge(status)}</dt><dd>${about}</dd>`,
  )}</dl>
<p>What is final is tested before what is open, and the first test that holds decides; what a person has set wins until
the next posting or commit. Open is everything but rejected, withdrawn, superseded and merged.</p>
<h2 id="lost">Lost</h2>
<p>An open series is lost when nobody acts on it. Those that are stable backports never are.</p>
<dl>${Object.entries(LOST_REASONS).map(([code, what]) => html`<dt>${code}</dt><dd>${what}</dd>`)}</dl>
<p>L1, L2 and L5 come after the time in which nine of ten first replies have come in the year before, at least 7 and at most 28 days;
L3 after that in which nine of ten ready series were committed, at least 5 and at most 21. L4 comes after 60 days, L6, whoever asks, after 7,
L7 after 14, L8 a day after the posting. Freezes do not count. The most urgent is what is furthest beyond its time, has
approvals, mends something, is somebody’s first, or is small.</p>
<p>What was posted to be applied is tried on the development branch in the background: whether it applies, applies with a three-way merge,
conflicts and in which files, or has lost the code that it changes; and since which commit. What changes only files that no repository
followed here has or had is for another repository, and left out of the list until it is asked for. The
<a href="${base}lost/record">record of the list</a> says how often it was right; <a href="${base}lost/escalation">what to escalate</a> has waited for
others for five business days.</p>
<h2 id="inbox">Inboxes</h2>
<p>Everybody has one, on their page under <a href="${base}people">People</a>; your own is “My inbox” once you have signed in, and
<code>patchmoot todo --me ADDRESS</code> prints it. Nothing has to be clicked to keep it true.</p>
<dl>${TODO_SECTIONS.map((section) => html`<dt>${section}</dt><dd>${TODO_TITLES[section]}</dd>`)}</dl>
<h2 id="reviews">Reviews</h2>
<p>The page of a series says what it still needs, and from whom. Its diffs have the comments of the mails at the lines that are quoted
above them, with what the next version made of each line; any two versions are compared as <code>git range-diff</code> pairs them.
<code>?asOf=2026-05-01</code> behind the address of a series, an inbox, the lost list or the areas shows that day.</p>
<p>b4 finds a series here by any of its Message-IDs once it is told where to ask:</p>
<pre class="command">git config b4.midmask '${view.origin}${base}r/%s'
b4 am MESSAGE-ID</pre>
<h2 id="acts">What you know better</h2>
<p>Sign in, and the pages have forms: “I will look by”, “not me”, adopt, offer as a project, snooze, “not lost, because”; where it stands,
what belongs together, which commit it became. What you say goes into <a href="${base}record">the record</a>, is shown beside what was derived,
wins over it until something happens, and can be taken back.</p>
<h2 id="words">Words</h2>
<dl>${WORDS.map(([word, what]) => html`<dt>${word}</dt><dd>${what}</dd>`)}</dl>
<h2 id="attach">Attach a list</h2>
<pre class="command">./patchmoot init --list devel@lists.example.org \\
    --source public-inbox:https://lore.example.org/devel \\
    --repository https://git.example.org/project.git
./patchmoot sync
./patchmoot serve</pre>
<p>A source is a public-inbox archive, an mbox, a Maildir or an IMAP folder; <code>init</code> without options explains every key.</p>
<h2 id="data">Data</h2>
<p>The numbers behind the charts: <a href="${base}trends/open.csv">open.csv</a>, <a href="${base}trends/flow.csv">flow.csv</a>.
Everything else: <code>patchmoot export series|patches|matches|versions|replies</code>.
${view.site.projects.length > 1 ? html`<a href="/">All projects</a>.` : NOTHING}</p>
</div>`
  return layout(view, { title: 'Help', place: 'help', body })
}
