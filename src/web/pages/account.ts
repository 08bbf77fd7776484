import type { OutgoingMail } from '../../app/outbox.ts'
import type { Session } from '../../store/inputs/sessions.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { plainLayout } from '../layout.ts'
import type { SignedIn } from '../signed-in.ts'
import type { Site } from '../site.ts'
import { formatInstant } from '../view.ts'

/** Where somebody asks for a link. */
export function signInPage(
  site: Site,
  parts: { readonly refusal: string | undefined; readonly target: string; readonly isDemo: boolean },
): Html {
  return plainLayout(site, {
    title: 'Sign in',
    body: html`<h1>Sign in</h1>
${
  parts.refusal === undefined
    ? html`<p class="lead">There are no passwords: a link comes to your mail address, the one that the lists know you by.</p>
<form class="filters" method="post" action="/sign-in">
<input type="hidden" name="to" value="${parts.target}">
<div class="line"><label class="field grow">Mail address <input type="email" name="address" required maxlength="254" autocomplete="email"></label><button>Send the link</button></div></form>
${parts.isDemo ? html`<p class="muted">In the demo nothing is sent: the link is in the <a href="/outbox">outbox</a>, and you can be anybody, for instance ines.okafor@basalt.example.com.</p>` : NOTHING}`
    : html`<p class="banner failed">${parts.refusal}</p>`
}`,
  })
}

/** The answer to whoever asked for a link: the same for every address. */
export function linkSentPage(site: Site, address: string, kind: 'smtp' | 'terminal' | 'memory'): Html {
  const where =
    kind === 'smtp'
      ? html`is on its way to ${address}`
      : kind === 'terminal'
        ? html`for ${address} stands in the terminal in which the server runs`
        : html`for ${address} is in the <a href="/outbox">outbox</a>`
  return plainLayout(site, {
    title: 'Look into your mail',
    body: html`<h1>Look into your mail</h1>
<p>A link ${where}. It works once, within 20 minutes; in this browser one click is enough.</p>
<p class="muted">Nothing came? See that the address is right, and look among what was taken for spam. More than three links in a
quarter of an hour are not sent.</p>`,
  })
}

/** A link that was opened in another browser than it was asked for in: programs that look at mails open links, too. */
export function confirmPage(site: Site, address: string, path: string): Html {
  return plainLayout(site, {
    title: 'Sign in',
    body: html`<h1>Sign in</h1><form method="post" action="${path}"><p>Sign in as ${address}? <button>Sign in</button></p></form>`,
  })
}

/** Whoever is signed in: where, and with which tokens. */
export function accountPage(
  site: Site,
  user: SignedIn,
  sessions: readonly Session[],
  token: string | undefined,
): Html {
  const hidden = html`<input type="hidden" name="csrf" value="${user.csrf}">`
  return plainLayout(site, {
    title: 'Account',
    body: html`<h1>${user.address}</h1>
<form method="post" action="/sign-out">${hidden}<button>Sign out</button></form>
${token === undefined ? NOTHING : html`<div class="banner"><p><strong>The new token, shown this once:</strong> <code>${token}</code></p><p>Send it as “Authorization: Bearer …”.</p></div>`}
<h2>Signed in</h2>
<table class="rows"><caption class="hidden-text">Sessions and tokens</caption>
<thead><tr><th scope="col">What</th><th scope="col">Since</th><th scope="col">Last used</th><th scope="col">Until</th><th scope="col">End</th></tr></thead>
<tbody>${sessions.map(
      (
        one,
      ) => html`<tr data-row><td class="title">${one.kind === 'token' ? 'Token: ' : NOTHING}${one.label}${one.name === user.name ? html` <span class="sub">this one</span>` : NOTHING}</td>
<td class="when" data-label="since">${formatInstant(one.createdAt, 'UTC')}</td><td class="when" data-label="used">${formatInstant(one.seenAt, 'UTC')}</td><td class="when" data-label="until">${one.expiresAt.slice(0, 10)}</td>
<td><form method="post" action="/account/end">${hidden}<input type="hidden" name="name" value="${one.name}"><button>End<span class="hidden-text"> ${one.label}</span></button></form></td></tr>
`,
    )}</tbody></table>
<form method="post" action="/account/end">${hidden}<input type="hidden" name="name" value="all"><p><button>End all of them</button></p></form>
<h2>A token for scripts</h2>
<form class="filters" method="post" action="/account/token">${hidden}<div class="line"><label class="field grow">What it is for <input name="label" maxlength="100" required></label><button>Make a token</button></div></form>`,
  })
}

/** The mails that the demo did not send. */
export function outboxPage(site: Site, mails: readonly OutgoingMail[]): Html {
  return plainLayout(site, {
    title: 'Outbox',
    body: html`<h1>Outbox</h1><p class="lead">What a server with mail would have sent, the newest first.</p>
${mails.length === 0 ? html`<p class="empty">Nothing yet.</p>` : NOTHING}
${mails.map(
  (mail) => html`<h2>${mail.subject}</h2><p class="muted">To ${mail.to}</p>
<pre class="command prose">${mail.text.split(/(https?:\/\/\S+)/).map((part) => (/^https?:\/\//.test(part) ? html`<a href="${part}">${part}</a>` : part))}</pre>`,
)}`,
  })
}
