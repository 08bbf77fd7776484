import type { Hackathon } from '../../core/hackathon/hackathon.ts'
import { listAttendees } from '../../core/hackathon/hackathon.ts'
import { GRADES, type Grade, type Interest } from '../../core/hackathon/interest.ts'
import type { Reference } from '../../core/hackathon/reference.ts'
import type { SuggestedInterest } from '../../core/hackathon/suggest-interest.ts'
import { count, type Html, html, NOTHING } from '../html.ts'
import { actForm, type EventView, may } from './event-view.ts'
import { GRADE_WORDS } from './phase-words.ts'

/** "Do you intend to attend?": four buttons, the one that is said already pressed. */
export function interestButtons(
  ev: EventView,
  about: Reference,
  path: string,
  title: string,
  suggested?: SuggestedInterest,
): Html {
  const { person } = ev.viewer
  if (person === undefined) return NOTHING
  if (!may(ev, { kind: 'interest.state', about, person, grade: 'yes', via: 'web', note: undefined }))
    return NOTHING
  const mine = ev.hackathon.interests.get(about)?.find((one) => one.person === person)
  return actForm(
    ev,
    `${path}/interest`,
    html`<fieldset class="grades"><legend>Do you intend to attend?<span class="hidden-text"> ${title}</span></legend>
${GRADES.map(
  (grade) =>
    html`<button name="grade" value="${grade}" aria-pressed="${mine?.grade === grade ? 'true' : 'false'}">${GRADE_WORDS[grade]}</button> `,
)}</fieldset>${
      mine !== undefined || suggested === undefined
        ? NOTHING
        : html`<p class="small suggestion">Perhaps <strong>${GRADE_WORDS[suggested.grade].toLowerCase()}</strong>? It looks so: ${suggested.evidence}.
<button name="grade" value="${suggested.grade}">Yes, “${GRADE_WORDS[suggested.grade].toLowerCase()}”</button></p>`
    }`,
    'deed grade-form',
  )
}

/** Who said what, the surest first, and how many of those who come have not said. */
export function interestTable(ev: EventView, about: Reference): Html {
  const given = ev.hackathon.interests.get(about) ?? []
  const { answered, coming } = answersOf(ev.hackathon, given)
  const coverage =
    coming === 0
      ? NOTHING
      : html`<p class="small muted">${answered} of the ${count(coming, 'person', 'people')} who come ${answered === 1 ? 'has' : 'have'} answered.</p>`
  if (given.length === 0) return html`<p class="muted">Nobody has answered yet.</p>${coverage}`
  return html`<table class="rows"><caption class="hidden-text">Who intends to come</caption>
<thead><tr><th scope="col">Answer</th><th scope="col" class="num">People</th><th scope="col">Who</th></tr></thead>
<tbody>${[...GRADES].reverse().map((grade) => {
    const people = given.filter((one) => one.grade === grade)
    if (people.length === 0) return NOTHING
    return html`<tr><td class="title"><strong>${GRADE_WORDS[grade]}</strong></td><td class="num" data-label="people">${people.length}</td>
<td>${people.map((one, n) => html`${n === 0 ? '' : ', '}${ev.nameOf(one.person)}${one.note === undefined ? NOTHING : html` <span class="muted">(${one.note.slice(0, 200)})</span>`}`)}</td></tr>
`
  })}</tbody></table>${coverage}`
}

/** `3 must, 5 yes, 2 maybe`; nothing where nobody answered. */
export function interestWords(given: readonly Interest[]): string {
  const words = (['must', 'yes', 'maybe'] as const).flatMap((grade: Grade) => {
    const n = given.filter((one) => one.grade === grade).length
    return n === 0 ? [] : [`${n} ${GRADE_WORDS[grade].toLowerCase()}`]
  })
  return words.join(', ')
}

/** Of those who come, how many answered about one thing. */
function answersOf(
  hackathon: Hackathon,
  given: readonly Interest[],
): { readonly answered: number; readonly coming: number } {
  const coming = new Set(listAttendees(hackathon).map((one) => one.person))
  return { answered: given.filter((one) => coming.has(one.person)).length, coming: coming.size }
}
