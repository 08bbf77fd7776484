import type { Address } from '../../src/core/mail/message.ts'

/** A mail of the little community. */
export interface LittleMail {
  readonly id: string
  readonly at: string
  readonly from: Address
  readonly author?: Address
  readonly cc?: readonly Address[]
  readonly subject: string
  readonly answers?: string
  readonly kind: 'patch' | 'cover' | 'reply' | 'other'
  readonly body: string
  readonly files?: readonly string[]
  readonly trailers?: readonly { readonly key: string; readonly by: Address; readonly givenIn?: string }[]
  /** The patch that a reply is about. */
  readonly about?: string
  readonly review?: boolean
  readonly problems?: readonly (readonly [place: string, what: string])[]
}

const person = (name: string): Address => ({
  name: `${name} Example`,
  address: `${name.toLowerCase()}@example.org`,
})

export const ada = person('Ada')
export const bo = person('Bo')
export const cy = person('Cy')
export const dag = person('Dag')
/** Somebody whose every word is an attack. */
export const mallory: Address = {
  name: '"><img src=x onerror=alert(1)> \u202egro.elpmaxe',
  address: 'mallory@example.org',
}

const diff = (file: string, from: string, to: string): string => `---
 ${file} | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

diff --git a/${file} b/${file}
index 1111111..2222222 100644
--- a/${file}
+++ b/${file}
@@ -10,5 +10,5 @@ int ring_claim(struct ring *ring)
 	int slot;

-	${from}
+	${to}
 	return slot;
 }
--
2.45.0
`

const patch = (text: string, by: Address, file = 'hv/core/ring.c'): string =>
  `${text}\n\nSigned-off-by: ${by.name} <${by.address}>\n${diff(file, 'slot = ring->next++;', 'slot = claim(ring);')}`

/** A Message-ID that would leave its link if it were not encoded. */
export const HOSTILE_ID = 'a/b%2F"><script>alert(1)</script>\'@example.org'

/** Every mail, oldest first. */
export const MAILS: readonly LittleMail[] = [
  {
    id: 'ring-v1-0@example.org',
    at: '2026-02-02T09:00:00Z',
    from: ada,
    cc: [bo, cy],
    subject: '[PATCH 0/2] core/ring: claim slots in order',
    kind: 'cover',
    body: 'Slots are claimed out of order when two guests race.\n\nThe first patch names the claim, the second orders it. Seen on\nhttps://bugs.example.org/show?id=12&from=list (and twice since).\n\nAda Example (2):\n  core/ring: name the claim\n  core/ring: claim slots in order\n',
  },
  {
    id: 'ring-v1-1@example.org',
    at: '2026-02-02T09:00:01Z',
    from: ada,
    subject: '[PATCH 1/2] core/ring: name the claim',
    answers: 'ring-v1-0@example.org',
    kind: 'patch',
    body: patch('A name for what three places do.', ada),
  },
  {
    id: 'ring-v1-2@example.org',
    at: '2026-02-02T09:00:02Z',
    from: ada,
    subject: '[PATCH 2/2] core/ring: claim slots in order',
    answers: 'ring-v1-0@example.org',
    kind: 'patch',
    body: patch('Two guests could get one slot.', ada),
  },
  {
    id: 'ring-v1-1-bo@example.org',
    at: '2026-02-03T10:30:00Z',
    from: bo,
    subject: 'Re: [PATCH 1/2] core/ring: name the claim',
    answers: 'ring-v1-1@example.org',
    kind: 'reply',
    about: 'ring-v1-1@example.org',
    review: true,
    body: `On Mon, 2 Feb 2026, Ada Example wrote:\n> A name for what three places do.\n\nLooks right to me.\n\nReviewed-by: Bo Example <bo@example.org>\n`,
    trailers: [{ key: 'Reviewed-by', by: bo }],
  },
  {
    id: 'ring-v1-2-cy@example.org',
    at: '2026-02-04T08:00:00Z',
    from: cy,
    subject: 'Re: [PATCH 2/2] core/ring: claim slots in order',
    answers: 'ring-v1-2@example.org',
    kind: 'reply',
    about: 'ring-v1-2@example.org',
    review: true,
    body: `On Mon, 2 Feb 2026, Ada Example wrote:\n> +\tslot = claim(ring);\n\nWhat holds the lock here? Please say so in the commit message.\n`,
  },
  {
    id: 'ring-v1-2-ada@example.org',
    at: '2026-02-04T12:00:00Z',
    from: ada,
    subject: 'Re: [PATCH 2/2] core/ring: claim slots in order',
    answers: 'ring-v1-2-cy@example.org',
    kind: 'reply',
    about: 'ring-v1-2@example.org',
    body: `On Wed, 4 Feb 2026, Cy Example wrote:\n>> +\tslot = claim(ring);\n> What holds the lock here? Please say so in the commit message.\n\nThe caller does. Will say so in v2.\n`,
  },
  {
    id: 'ring-v2-0@example.org',
    at: '2026-02-10T09:00:00Z',
    from: ada,
    cc: [bo, cy],
    subject: '[PATCH v2 0/2] core/ring: claim slots in order',
    kind: 'cover',
    body: 'Slots are claimed out of order when two guests race.\n\nv2: the lock is named in patch 2.\n',
  },
  {
    id: 'ring-v2-1@example.org',
    at: '2026-02-10T09:00:01Z',
    from: ada,
    subject: '[PATCH v2 1/2] core/ring: name the claim',
    answers: 'ring-v2-0@example.org',
    kind: 'patch',
    body: patch('A name for what three places do.\n\nReviewed-by: Bo Example <bo@example.org>', ada),
    trailers: [
      { key: 'Reviewed-by', by: bo, givenIn: 'ring-v1-1-bo@example.org' },
      { key: 'Signed-off-by', by: ada },
    ],
  },
  {
    id: 'ring-v2-2@example.org',
    at: '2026-02-10T09:00:02Z',
    from: ada,
    subject: '[PATCH v2 2/2] core/ring: claim slots in order',
    answers: 'ring-v2-0@example.org',
    kind: 'patch',
    body: patch('Two guests could get one slot. The caller holds the lock.', ada),
    trailers: [{ key: 'Signed-off-by', by: ada }],
  },
  {
    id: 'ring-v2-0-cy@example.org',
    at: '2026-02-12T08:00:00Z',
    from: cy,
    subject: 'Re: [PATCH v2 0/2] core/ring: claim slots in order',
    answers: 'ring-v2-0@example.org',
    kind: 'reply',
    review: true,
    body: `For the series:\n\nAcked-by: Cy Example <cy@example.org>\n\nI will take it.\n`,
    trailers: [{ key: 'Acked-by', by: cy }],
  },
  {
    id: 'mm-lost@example.org',
    at: '2026-03-01T09:00:00Z',
    from: dag,
    subject: '[PATCH] mm/p2m: drop stale superpages',
    kind: 'patch',
    files: ['hv/mm/p2m.c'],
    body: patch('A superpage stays mapped after its guest is gone.', dag, 'hv/mm/p2m.c'),
    trailers: [{ key: 'Signed-off-by', by: dag }],
  },
  {
    id: 'idea@example.org',
    at: '2026-03-05T14:00:00Z',
    from: bo,
    subject: 'Ideas for the meeting in June',
    kind: 'other',
    body: 'What should we talk about?\n\n* doorbells\n* the release\n',
  },
  {
    id: 'idea-cy@example.org',
    at: '2026-03-05T16:00:00Z',
    from: cy,
    subject: 'Re: Ideas for the meeting in June',
    answers: 'idea@example.org',
    kind: 'reply',
    body: 'Doorbells, please.\n',
  },
  {
    id: 'x86-1@example.org',
    at: '2026-04-10T09:00:00Z',
    from: bo,
    author: dag,
    subject: '[PATCH] x86/vmx: check the exit reason',
    kind: 'patch',
    files: ['hv/arch/x86/vmx.c', 'hv/include/vmx.h'],
    body: patch(
      'From: Dag Example <dag@example.org>\n\nReserved bits were read as a reason.',
      dag,
      'hv/arch/x86/vmx.c',
    ),
    trailers: [{ key: 'Signed-off-by', by: dag }],
  },
  {
    id: 'x86-1-cy@example.org',
    at: '2026-04-12T09:00:00Z',
    from: cy,
    subject: 'Re: [PATCH] x86/vmx: check the exit reason',
    answers: 'x86-1@example.org',
    kind: 'reply',
    about: 'x86-1@example.org',
    review: true,
    body: 'Please split the header change into a patch of its own.\n',
  },
  {
    id: 'tools-3@example.org',
    at: '2026-04-20T09:00:00Z',
    from: dag,
    subject: '[PATCH 3/3] tools/qctl: say what is wrong',
    kind: 'patch',
    files: ['tools/qctl/qctl.c'],
    body: patch('An error without a reason helps nobody.', dag, 'tools/qctl/qctl.c'),
  },
  {
    id: HOSTILE_ID,
    at: '2026-04-25T09:00:00Z',
    from: mallory,
    subject: '[PATCH] <script>alert("title")</script> \u202edesrever\u202c & more',
    kind: 'patch',
    files: ['<b>bold</b>.c'],
    body: `<script>alert("body")</script>\n\njavascript:alert(1) https://example.org/"onmouseover="alert(1) data:text/html,x\n\nReviewed-by: <svg onload=alert(1)> <x@example.org>\n${diff('<i>.c', '<b>old</b>', '<b>new</b>')}`,
    problems: [['header <Subject>', 'it holds "control" & <bidi> characters']],
  },
]
