/** The kinds of sources that a configuration can name; `catalog.ts` has what they do. */
export const SOURCE_KINDS = ['public-inbox', 'mbox', 'maildir', 'imap'] as const

/** The rules of matching, in order of strength; all of them unless the configuration chooses. */
export const MATCH_RULE_NAMES = [
  'link',
  'date',
  'patch-id',
  'changed-lines',
  'subject',
  'similarity',
] as const
