import { type Html, html, NOTHING } from '../html.ts'

/** What a field of a form is like beside its name and value. */
export interface FieldParts {
  readonly type?: 'text' | 'date' | 'datetime-local' | 'time' | 'number' | 'email' | 'url'
  readonly hint?: string
  readonly required?: boolean
  readonly placeholder?: string
  readonly list?: string
  readonly most?: number
  readonly grow?: boolean
}

/** A line to fill in. */
export function inputField(
  label: string,
  name: string,
  value: string | number | undefined,
  parts: FieldParts = {},
): Html {
  const { type = 'text', required, placeholder, list, most = 300 } = parts
  return html`<label class="field${parts.grow === false ? '' : ' grow'}">${label} <input type="${type}" name="${name}" value="${value ?? ''}"${
    type === 'text' ? html` maxlength="${most}"` : NOTHING
  }${required === true ? html` required` : NOTHING}${placeholder === undefined ? NOTHING : html` placeholder="${placeholder}"`}${
    list === undefined ? NOTHING : html` list="${list}"`
  }>${hintOf(parts.hint)}</label>`
}

/** Several lines to fill in. */
export function textField(
  label: string,
  name: string,
  value: string | undefined,
  parts: { readonly rows?: number; readonly hint?: string; readonly required?: boolean } = {},
): Html {
  return html`<label class="field grow">${label} <textarea name="${name}" rows="${parts.rows ?? 4}"${parts.required === true ? html` required` : NOTHING}>
${value ?? ''}</textarea>${hintOf(parts.hint)}</label>`
}

/** One of several. */
export function selectField(
  label: string,
  name: string,
  value: string | undefined,
  options: readonly (readonly [value: string, label: string])[],
  parts: { readonly empty?: string; readonly required?: boolean } = {},
): Html {
  return html`<label class="field">${label} <select name="${name}"${parts.required === true ? html` required` : NOTHING}>${
    parts.empty === undefined ? NOTHING : html`<option value="">${parts.empty}</option>`
  }${options.map(([id, words]) => html`<option value="${id}"${id === value ? html` selected` : NOTHING}>${words}</option>`)}</select></label>`
}

/** Yes or no. */
export function checkField(label: string, name: string, checked: boolean): Html {
  return html`<label class="check"><input type="checkbox" name="${name}" value="1"${checked ? html` checked` : NOTHING}>${label}</label>`
}

/** Something that a form hands on. */
export function hiddenField(name: string, value: string | number): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}

function hintOf(hint: string | undefined): Html {
  return hint === undefined ? NOTHING : html`<span class="hint">${hint}</span>`
}
