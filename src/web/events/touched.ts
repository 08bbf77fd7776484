import { createHash } from 'node:crypto'
import { type Html, html } from '../html.ts'

/** The values that a form was filled with, by the names of their fields. */
export type FormValues = Readonly<Record<string, string | number | undefined>>

/**
 * What a form was filled with, as digests: by it the server knows which fields somebody touched. What they left alone is
 * not sent back as a change of theirs, so two people who edit different fields do not meet.
 */
export function wasField(values: FormValues): Html {
  const digests = Object.entries(values).map(([name, value]) => `${name}:${digest(String(value ?? ''))}`)
  return html`<input type="hidden" name="was" value="${digests.join(',')}">`
}

/** The names of the fields that somebody touched; all of them, where the form does not say what it was filled with. */
export function listTouched(form: URLSearchParams, names: readonly string[]): ReadonlySet<string> {
  const was = new Map((form.get('was') ?? '').split(',').map((one) => [one.split(':')[0], one.split(':')[1]]))
  return new Set(
    names.filter((name) => {
      const before = was.get(name)
      // A script sends the fields that it changes, and says nothing of what was.
      if (before === undefined) return form.has(name)
      return digest(form.get(name) ?? '') !== before
    }),
  )
}

function digest(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n').trim()).digest('hex').slice(0, 12)
}
