import type { QuotingMail } from '../../src/core/patches/comment.ts'

/** A patch of two hunks that tests comment on. */
export const PATCH = [
  'It leaks.',
  '',
  'Signed-off-by: Ada Example <ada@example.org>',
  '---',
  ' a.c | 4 ++--',
  '',
  'diff --git a/a.c b/a.c',
  'index 1111111..2222222 100644',
  '--- a/a.c',
  '+++ b/a.c',
  '@@ -10,6 +10,8 @@ int first(void)',
  ' {',
  '-\tint a = open_it();',
  '+\tint a = open_it(path, flags);',
  '+\tif (a < 0)',
  '+\t\treturn a;',
  ' \tuse(a);',
  ' }',
  '@@ -40,5 +42,6 @@ int second(void)',
  ' {',
  ' \tuse(b);',
  '+\tif (b < 0)',
  '+\t\treturn b;',
  ' }',
  '-- ',
  '2.40.0',
  '',
].join('\n')

/** A mail that answers another. */
export const mail = (messageId: string, parent: string, lines: readonly string[], day = 1): QuotingMail => ({
  messageId,
  at: `2026-03-0${day}T09:00:00Z`,
  parents: [parent],
  text: `${lines.join('\n')}\n`,
})
