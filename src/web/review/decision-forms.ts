import { STATUSES } from '../../core/status/status.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { seriesPath, withQuery } from '../links.ts'
import type { View } from '../view.ts'

/** Where what somebody says about a series is sent to, and what shows that the form is ours. */
export interface DecisionTarget {
  /** Name of the version that it is about. */
  readonly series: string
  readonly csrf: string
  /** The page that it is said on, and led back to; absent: the page of the series. */
  readonly back?: string
}

/** Who is signed in, if anybody is: forms are for them. */
export function targetFor(view: View, series: string, back?: string): DecisionTarget | undefined {
  const user = view.account?.user
  // The past cannot be corrected from within it.
  if (user === undefined || view.pastDay !== undefined) return undefined
  return { series, csrf: user.csrf, ...(back === undefined ? {} : { back }) }
}

/** A link for whoever is not signed in and could be; nothing where nobody can. */
export function signInLink(view: View, what: string): Html {
  return view.account === undefined || view.account.user !== undefined || view.pastDay !== undefined
    ? NOTHING
    : html`<p class="small"><a href="${withQuery('/sign-in', { to: view.account.path })}">Sign in</a> to ${what}.</p>`
}

/** One act as a form of its own; it needs no script. */
export function actForm(
  view: View,
  target: DecisionTarget,
  action: string,
  parts: { readonly fields: Html; readonly button: string },
): Html {
  return html`<form class="act" method="post" action="${seriesPath(view.project, target.series)}/decide"><input type="hidden" name="csrf" value="${target.csrf}"><input type="hidden" name="action" value="${action}">${
    target.back === undefined ? NOTHING : html`<input type="hidden" name="back" value="${target.back}">`
  }${parts.fields}<button>${parts.button}</button></form>`
}

const WHY = 2000

/** Why, in a line: for most acts it can be left out. */
function why(label = 'Why', isNeeded = false): Html {
  return html`<label class="field grow">${label} <input name="reason" maxlength="${WHY}"${isNeeded ? html` required` : NOTHING}></label> `
}

/** What a person says about themselves: they look at it until a day, or are the wrong one. */
export function reviewerForms(view: View, target: DecisionTarget): Html {
  return html`${actForm(view, target, 'look', {
    fields: html`<label class="field">I will look by <input type="date" name="by" required min="${view.asOf.slice(0, 10)}"></label> `,
    button: 'Say so',
  })}${actForm(view, target, 'not-me', { fields: why('I am the wrong one, because'), button: 'Not me' })}`
}

/** It may wait until a day. */
export function snoozeForm(view: View, target: DecisionTarget): Html {
  return actForm(view, target, 'snooze', {
    fields: html`<label class="field">It may wait until <input type="date" name="until" required min="${view.asOf.slice(0, 10)}"></label> ${why()}`,
    button: 'Snooze',
  })
}

/** What brings something lost back, or says that it is not: adopt, offer, snooze, not lost. */
export function lostForms(view: View, target: DecisionTarget): Html {
  return html`${actForm(view, target, 'adopt', {
    fields: why('I go on with it; its author stays its author'),
    button: 'Adopt',
  })}${actForm(view, target, 'not-lost', { fields: why('Not lost, because', true), button: 'Not lost' })}${snoozeForm(view, target)}${offerForm(view, target)}`
}

/** It is a project for somebody: the fields of a topic. */
export function offerForm(view: View, target: DecisionTarget): Html {
  return actForm(view, target, 'offer', {
    fields: html`<label class="field">Offer it as a project: difficulty <select name="difficulty"><option value="easy">easy</option><option value="medium">medium</option><option value="hard">hard</option></select></label>
<label class="field">Skills <input name="skills" maxlength="300"></label>
<label class="field">Mentor <input name="mentor" maxlength="300"></label> `,
    button: 'Offer',
  })
}

/** Where it stands, for people who know better. */
export function stateForm(view: View, target: DecisionTarget, status: string): Html {
  return actForm(view, target, 'state', {
    fields: html`<label class="field">It is <select name="status">${STATUSES.filter(
      (one) => one !== 'partly-merged',
    ).map(
      (one) => html`<option${one === status ? html` selected` : NOTHING}>${one}</option>`,
    )}</select></label> ${why()}`,
    button: 'Set',
  })
}

/** A version does not continue the one before it, or continues another. */
export function linkForms(view: View, target: DecisionTarget, older: readonly string[]): Html {
  return html`${older.map((name) =>
    actForm(view, target, 'unlink', {
      fields: html`<input type="hidden" name="older" value="${name}">${why('It does not continue that version, because')}`,
      button: 'Not a new version',
    }),
  )}${actForm(view, target, 'link', {
    fields: html`<label class="field grow">It continues the series with the Message-ID <input name="older" maxlength="1000" required></label> ${why()}`,
    button: 'Link',
  })}${actForm(view, target, 'group', {
    fields: html`<label class="field grow">The mail with the Message-ID <input name="mail" maxlength="1000" required></label> <label class="field">belongs to <select name="to"><option value="this">this series</option><option value="own">a series of its own</option></select></label> ${why()}`,
    button: 'Move',
  })}`
}

/** A patch became a commit, or did not. */
export function matchForms(
  view: View,
  target: DecisionTarget,
  patches: readonly {
    readonly position: number
    readonly messageId: string
    readonly commits: readonly string[]
  }[],
): Html {
  const chosen = html`<label class="field">Patch <select name="patch">${patches.map((one) => html`<option value="${one.messageId}">${one.position}</option>`)}</select></label> `
  const found = patches.flatMap((one) => one.commits.map((sha) => ({ ...one, sha })))
  return html`${actForm(view, target, 'match', {
    fields: html`${chosen}<label class="field">became commit <input class="mono" name="commit" pattern="[0-9a-fA-F]{7,40}" maxlength="40" required></label> ${why()}`,
    button: 'It did',
  })}${found.slice(0, 50).map(({ position, messageId, sha }) =>
    actForm(view, target, 'unmatch', {
      fields: html`<input type="hidden" name="patch" value="${messageId}"><input type="hidden" name="commit" value="${sha}">${why(`Patch ${position} did not become ${sha.slice(0, 12)}, because`)}`,
      button: 'It did not',
    }),
  )}`
}

/** Takes back what somebody said. */
export function takeBackForm(view: View, target: DecisionTarget, sequence: number): Html {
  return actForm(view, target, 'erase', {
    fields: html`<input type="hidden" name="sequence" value="${sequence}">`,
    button: 'Take it back',
  })
}
