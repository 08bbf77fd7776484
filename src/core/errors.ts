/** What kind of thing went wrong; the web maps it to a status, the command line to an exit code. */
export type UserErrorCode =
  | 'config'
  | 'source'
  | 'database'
  | 'not-found'
  | 'forbidden'
  | 'conflict'
  | 'usage'
  | 'too-many'

/**
 * Something that the person at the keyboard can fix.
 *
 * `message` is one sentence that names the offending value; `hint` says what to do about it.
 * Anything that is not a `UserError` is our bug.
 */
export class UserError extends Error {
  override readonly name = 'UserError'
  readonly code: UserErrorCode
  readonly hint: string | undefined

  constructor(code: UserErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.hint = options.hint
  }
}
