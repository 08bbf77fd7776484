import * as z from 'zod'

/** How mail is sent. */
export interface SmtpConfig {
  /** `smtps://user:password@host:port`, the password filled in. */
  readonly url: string
  readonly from: string
}

/** What the key `smtp` may hold. */
export const smtpShape = z.strictObject({
  url: z.string().regex(/^smtps?:\/\/[^\s]+$/, 'must be an smtp:// or smtps:// address'),
  from: z.string().regex(/^[^\r\n]*[^\s<>@]+@[^\s<>@]+>?$/, 'must be the address that mails come from'),
})
