/** What people of the demo said about series on pages, by the story that it is about. */
export const REVIEW_ACTS: readonly {
  readonly story: string
  readonly by: string
  /** Days before the last one. */
  readonly ago: number
  readonly action: string
  readonly words: Readonly<Record<string, string>>
  /** A day that is named: the field, and how many days behind the last one. */
  readonly day?: readonly [field: 'by' | 'until', ahead: number]
}[] = [
  {
    story: 'unanswered-for-a-year',
    by: 'Wanda Kowalczyk',
    ago: 20,
    action: 'offer',
    words: {
      difficulty: 'easy',
      skills: 'C, reading page tables',
      mentor: 'Ines Okafor',
      reason: 'small, and a good way into mm/',
    },
  },
  {
    story: 'stalled-after-request',
    by: 'Priya Raman',
    ago: 6,
    action: 'adopt',
    words: { reason: 'I have the board that it was seen on' },
  },
  {
    story: 'objected',
    by: 'Ines Okafor',
    ago: 12,
    action: 'snooze',
    words: { reason: 'the tracing rework comes first' },
    day: ['until', 40],
  },
  {
    story: 'question',
    by: 'Luca Ferrante',
    ago: 9,
    action: 'not-lost',
    words: { reason: 'we talk about it at the next call' },
  },
  {
    story: 'needs-approval',
    by: 'Ines Okafor',
    ago: 2,
    action: 'look',
    words: {},
    day: ['by', 3],
  },
  {
    story: 'discussion',
    by: 'Ines Okafor',
    ago: 1,
    action: 'not-me',
    words: { reason: 'Beatriz wrote that code' },
  },
]

/** Patches that a distribution of the demo carries: the mails of these stories, and one that nobody ever posted. */
export const CARRIED: readonly { readonly name: string; readonly story: string }[] = [
  { name: '0001-merged-upstream.patch', story: 'second-version' },
  { name: '0002-posted-and-lost.patch', story: 'unanswered' },
  { name: '0003-waits-for-other-work.patch', story: 'objected' },
  { name: '0004-under-review.patch', story: 'ready' },
]

/** Its file as quilt keeps it, with a header as Debian writes it (DEP-3). */
export const NEVER_POSTED = `Description: qctl: say where the packaged documents are
Author: Kaja Brandt <kaja.brandt@distribution.example.com>
Forwarded: no
Last-Update: 2026-02-11

--- a/tools/qctl/qctl.c
+++ b/tools/qctl/qctl.c
@@ -1,2 +1,3 @@
 /* qctl: talks to the hypervisor. */
+/* The documents are in /usr/share/doc/quarry. */
 #include "qctl.h"
`
