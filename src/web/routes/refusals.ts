import type { UserError } from '../../core/errors.ts'

/** The answers that show a form again as it was filled in, with what is wrong; all else is a page of its own. */
export const REFUSALS: Readonly<Partial<Record<UserError['code'], 400 | 403 | 404 | 409>>> = {
  'not-found': 404,
  usage: 400,
  forbidden: 403,
  conflict: 409,
}
