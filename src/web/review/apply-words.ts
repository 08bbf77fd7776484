import type { ApplyEntry } from '../../store/read/applies.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { commitPath } from '../links.ts'
import { time, type View } from '../view.ts'

/** How a series applies to the development branch, in words. */
export const APPLY_WORDS: Readonly<Record<string, string>> = {
  applies: 'applies',
  'three-way': 'applies with a three-way merge',
  conflicts: 'conflicts',
  gone: 'the code is gone',
  elsewhere: 'is for another repository',
  present: 'is in the branch already',
  unknown: 'cannot be tried',
}

const PROBLEMS: Readonly<Record<string, string>> = {
  binary: 'it holds a binary change',
  damaged: 'git cannot read its diff',
  submodule: 'it moves a submodule',
  empty: 'it changes nothing',
}

/** Whether it still applies: in which files it does not, since when, and by which commit. */
export function applyLine(view: View, entry: ApplyEntry | undefined): Html {
  if (entry === undefined) return html`<span class="muted">not tried</span>`
  const { state, patch, files, since, problem } = entry
  const isBad = state === 'conflicts' || state === 'gone' || state === 'elsewhere'
  return html`<span class="applies ${isBad ? 'no' : state === 'unknown' ? '' : 'yes'}">${APPLY_WORDS[state] ?? state}</span>${
    problem === undefined ? NOTHING : html` <span class="muted">(${PROBLEMS[problem] ?? problem})</span>`
  }${
    !isBad
      ? NOTHING
      : html` <span class="muted">${patch === undefined ? NOTHING : `from patch ${patch} on`}${files.length === 0 ? NOTHING : html` in <span class="mono">${files.slice(0, 3).join(', ')}</span>${files.length > 3 ? ` and ${files.length - 3} more` : ''}`}${
          since === undefined
            ? NOTHING
            : html`, since ${time(view, since.at, 'day')} by <a class="mono" href="${commitPath(view.project, since.sha)}">${since.sha.slice(0, 12)}</a>`
        }</span>`
  }`
}
