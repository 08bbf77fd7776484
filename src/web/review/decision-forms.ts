import type { Status } from '../../core/status/status.ts'
import type { VersionEntry } from '../../store/read/lineage.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { seriesPath, withQuery } from '../links.ts'
import { refusedLine } from '../refused-form.ts'
import { versionLabel } from '../standing.ts'
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
  parts: {
    readonly fields: (kept: (name: string) => string | undefined) => Html
    readonly button: string
    /** Hidden fields, which tell forms of one act apart. */
    readonly fixed?: Readonly<Record<string, string>>
  },
): Html {
  const { refused } = view
  const fixed = Object.entries(parts.fixed ?? {})
  const isRefused =
    refused?.values.get('action') === action &&
    fixed.every(([name, value]) => refused.values.get(name) === value)
  const kept = (name: string): string | undefined =>
    isRefused ? (refused.values.get(name) ?? undefined) : undefined
  // A form of an inbox that was refused is shown on the page of the series, and leads back all the same.
  const back = target.back ?? kept('back')
  return html`<form class="act${isRefused ? ' refused' : ''}" method="post" action="${seriesPath(view.project, target.series)}/decide"><input type="hidden" name="csrf" value="${target.csrf}"><input type="hidden" name="action" value="${action}">${
    back === undefined ? NOTHING : html`<input type="hidden" name="back" value="${back}">`
  }${fixed.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}${parts.fields(kept)}<button>${parts.button}</button>${isRefused ? refusedLine(refused) : NOTHING}</form>`
}

const WHY = 2000

/** Why, in a line: for most acts it can be left out. */
function why(kept: Kept, label = 'Why', isNeeded = false): Html {
  return html`<label class="field grow">${label} <input name="reason" maxlength="${WHY}"${typed(kept('reason'))}${isNeeded ? html` required` : NOTHING}></label> `
}

type Kept = (name: string) => string | undefined

/** What was typed before. */
function typed(text: string | undefined): Html {
  return text === undefined ? NOTHING : html` value="${text}"`
}

/** The choices of a list, the one that was made before among them. */
function options(names: readonly string[], chosen: string | undefined): Html {
  return html`${names.map((one) => html`<option${one === chosen ? html` selected` : NOTHING}>${one}</option>`)}`
}

/** What a person says about themselves: they look at it until a day, or are the wrong one. */
export function reviewerForms(view: View, target: DecisionTarget): Html {
  return html`${actForm(view, target, 'look', {
    fields: (kept) =>
      html`<label class="field">I will look by <input type="date" name="by"${typed(kept('by'))} required min="${view.asOf.slice(0, 10)}"></label> `,
    button: 'Say so',
  })}${actForm(view, target, 'not-me', { fields: (kept) => why(kept, 'I am the wrong one, because'), button: 'Not me' })}`
}

/** It may wait until a day. */
export function snoozeForm(view: View, target: DecisionTarget): Html {
  return actForm(view, target, 'snooze', {
    fields: (kept) =>
      html`<label class="field">It may wait until <input type="date" name="until"${typed(kept('until'))} required min="${view.asOf.slice(0, 10)}"></label> ${why(kept)}`,
    button: 'Snooze',
  })
}

/** What brings something lost back, or says that it is not: adopt, offer, snooze, not lost. */
export function lostForms(view: View, target: DecisionTarget): Html {
  return html`${adoptForm(view, target)}${notLostForm(view, target)}${snoozeForm(view, target)}${offerForm(view, target)}`
}

/** Whoever says so goes on with it. */
export function adoptForm(view: View, target: DecisionTarget): Html {
  return actForm(view, target, 'adopt', {
    fields: (kept) => why(kept, 'I go on with it (its author stays its author), because'),
    button: 'Adopt',
  })
}

/** It waits for something that neither mail nor repository shows. */
export function notLostForm(view: View, target: DecisionTarget): Html {
  return actForm(view, target, 'not-lost', {
    fields: (kept) => why(kept, 'Not lost, because', true),
    button: 'Not lost',
  })
}

/** It is a project for somebody: the fields of a topic. */
export function offerForm(view: View, target: DecisionTarget): Html {
  return actForm(view, target, 'offer', {
    fields: (
      kept,
    ) => html`<label class="field">Offer it as a project: difficulty <select name="difficulty">${options(['easy', 'medium', 'hard'], kept('difficulty'))}</select></label>
<label class="field">Skills <input name="skills" maxlength="300"${typed(kept('skills'))}></label>
<label class="field">Mentor <input name="mentor" maxlength="300"${typed(kept('mentor'))}></label> `,
    button: 'Offer',
  })
}

/** Where it stands, for people who know better: `statuses` are those that they may set. */
export function stateForm(
  view: View,
  target: DecisionTarget,
  status: string,
  statuses: readonly Status[],
): Html {
  return actForm(view, target, 'state', {
    fields: (kept) =>
      html`<label class="field">It is <select name="status">${options(statuses, kept('status') ?? status)}</select></label> ${why(kept)}`,
    button: 'Set',
  })
}

/** Stands for every older version at once. */
export const ALL_OLDER = 'all'

/** A version does not continue the ones before it, or continues another. */
export function linkForms(view: View, target: DecisionTarget, older: readonly VersionEntry[]): Html {
  return html`${
    older.length === 0
      ? NOTHING
      : actForm(view, target, 'unlink', {
          fields: (kept) =>
            html`<label class="field">It does not continue <select name="older">${
              // Of one version denied alone, what was posted before that is the next best: so the first choice is all.
              older.length === 1 ? NOTHING : html`<option value="${ALL_OLDER}">any older version</option>`
            }${older.map((one) => html`<option value="${one.name}"${one.name === kept('older') ? html` selected` : NOTHING}>${versionLabel(one)} of ${one.at.slice(0, 10)}</option>`)}</select></label> ${why(kept)}`,
          button: 'Not a new version',
        })
  }${actForm(view, target, 'link', {
    fields: (kept) =>
      html`<label class="field grow">It continues the series with the Message-ID <input name="older" maxlength="1000"${typed(kept('older'))} required></label> ${why(kept)}`,
    button: 'Link',
  })}${actForm(view, target, 'group', {
    fields: (kept) =>
      html`<label class="field grow">The mail with the Message-ID <input name="mail" maxlength="1000"${typed(kept('mail'))} required></label> <label class="field">belongs to <select name="to"><option value="this">this series</option><option value="own"${kept('to') === 'own' ? html` selected` : NOTHING}>a series of its own</option></select></label> ${why(kept)}`,
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
  const chosen = (kept: Kept): Html =>
    html`<label class="field">Patch <select name="patch">${patches.map((one) => html`<option value="${one.messageId}"${one.messageId === kept('patch') ? html` selected` : NOTHING}>${one.position}</option>`)}</select></label> `
  const found = patches.flatMap((one) => one.commits.map((sha) => ({ ...one, sha })))
  return html`${actForm(view, target, 'match', {
    fields: (kept) =>
      html`${chosen(kept)}<label class="field">became commit <input class="mono" name="commit" pattern="[0-9a-fA-F]{7,40}" maxlength="40"${typed(kept('commit'))} required></label> ${why(kept)}`,
    button: 'It did',
  })}${found.slice(0, 50).map(({ position, messageId, sha }) =>
    actForm(view, target, 'unmatch', {
      fixed: { patch: messageId, commit: sha },
      fields: (kept) => html`${why(kept, `Patch ${position} did not become ${sha.slice(0, 12)}, because`)}`,
      button: 'It did not',
    }),
  )}`
}

/** Takes back what somebody said. */
export function takeBackForm(view: View, target: DecisionTarget, sequence: number): Html {
  return actForm(view, target, 'erase', {
    fixed: { sequence: String(sequence) },
    fields: () => NOTHING,
    button: 'Take it back',
  })
}
