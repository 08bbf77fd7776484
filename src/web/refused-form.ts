import type { Context } from 'hono'
import { UserError } from '../core/errors.ts'
import { sentence } from '../core/sentence.ts'
import { type Html, html, NOTHING } from './html.ts'
import { type WebEnv, wantsJson } from './request.ts'
import { isOwnPage } from './session.ts'
import type { RefusedForm } from './view.ts'

/** The answers that show a form again as it was filled in, with what is wrong; all else is a page of its own. */
const STATUSES: Readonly<Partial<Record<UserError['code'], 400 | 403 | 404 | 409>>> = {
  'not-found': 404,
  usage: 400,
  forbidden: 403,
  conflict: 409,
}

/** A form that was sent from one of our pages and not accepted, and the status of the page that shows it again. */
export interface Refusal {
  readonly refused: RefusedForm
  readonly status: 400 | 403 | 404 | 409
}

/**
 * What was wrong with a form that a person sent, so that the page can be shown again with all that was typed. Throws the error
 * itself where it is none of the form's: to a script, to another page's form, and for a fault of ours.
 */
export function refusalOf(c: Context<WebEnv>, error: unknown, form: URLSearchParams): Refusal {
  const status = error instanceof UserError ? STATUSES[error.code] : undefined
  const isScript = c.get('user')?.kind === 'token' || wantsJson(c)
  if (!(error instanceof UserError) || status === undefined || isScript || !isOwnPage(c)) throw error
  return { refused: { error: sentence(error.message), hint: error.hint, values: form }, status }
}

/** Why a form was not accepted, inside that form. The banner of the page leads to it. */
export function refusedLine({ error, hint }: RefusedForm): Html {
  return html`<p class="problem small" role="alert" id="refused">${error}${hint === undefined ? NOTHING : ` ${hint}`}</p>`
}

/** Fields that people type text into, and what each is called; the others are chosen, and say nothing by themselves. */
const TYPED: Readonly<Record<string, string>> = {
  reason: '',
  by: 'Day',
  until: 'Day',
  skills: 'Skills',
  mentor: 'Mentor',
  older: 'Message-ID',
  mail: 'Message-ID',
  commit: 'Commit',
}

/**
 * That something was not recorded, why, and where the form is with what was typed. A page that does not have that form
 * any more (the commit is no match now, the act is unknown, nobody is signed in) quotes what was written: it is not lost with it.
 */
export function refusedBanner(refused: RefusedForm | undefined, forms: Html): Html {
  if (refused === undefined) return NOTHING
  const written = Object.entries(TYPED).flatMap(([name, label]) => {
    const text = (refused.values.get(name) ?? '').slice(0, 2000)
    return text === '' ? [] : [html`${label === '' ? NOTHING : `${label}: `}<q>${text}</q>`]
  })
  const words = String(forms).includes(' id="refused"')
    ? html` <a href="#refused">To what you typed</a>`
    : written.length === 0
      ? NOTHING
      : html` You wrote: ${written.map((one, n) => html`${n === 0 ? NOTHING : '; '}${one}`)}`
  return html`<div class="banner" role="alert"><strong>Nothing was recorded.</strong> ${refused.error}${refused.hint === undefined ? NOTHING : ` ${refused.hint}`}${words}</div>`
}
