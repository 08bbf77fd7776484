import type { Address } from '../../src/core/mail/message.ts'
import { ada, bo, cy, dag, HOSTILE_ID, mallory } from './little-mails.ts'

/** A piece of work of the little community. */
export interface LittleLineage {
  readonly versions: readonly {
    readonly title: string
    /** Cover letter first, where there is one. */
    readonly mails: readonly string[]
    readonly replies: readonly string[]
    readonly version?: number
    readonly total?: number
    /** Slots of the patches, where they are not 1, 2, 3. */
    readonly slots?: readonly number[]
  }[]
  /** Oldest first; the last is now. */
  readonly courses: readonly {
    readonly from: string
    readonly since?: string
    readonly status: string
    readonly turn: string
    readonly why: string
    readonly evidence?: string
    readonly lost?: string
    readonly holders?: readonly Address[]
  }[]
  readonly derived?: string
}

/** Every piece of work. */
export const LINEAGES: readonly LittleLineage[] = [
  {
    versions: [
      {
        title: 'core/ring: claim slots in order',
        mails: ['ring-v1-0@example.org', 'ring-v1-1@example.org', 'ring-v1-2@example.org'],
        replies: ['ring-v1-1-bo@example.org', 'ring-v1-2-cy@example.org', 'ring-v1-2-ada@example.org'],
      },
      {
        title: 'core/ring: claim slots in order',
        mails: ['ring-v2-0@example.org', 'ring-v2-1@example.org', 'ring-v2-2@example.org'],
        replies: ['ring-v2-0-cy@example.org'],
      },
    ],
    courses: [
      {
        from: '2026-02-02T09:00:00Z',
        status: 'new',
        turn: 'reviewers',
        why: 'nobody but its author has written about it',
      },
      {
        from: '2026-02-03T10:30:00Z',
        status: 'needs-approval',
        turn: 'reviewers',
        why: '1 of 2 patches have an approval',
        holders: [bo],
      },
      {
        from: '2026-02-04T08:00:00Z',
        status: 'changes-requested',
        turn: 'author',
        why: 'Cy Example asked a question',
        evidence: 'ring-v1-2-cy@example.org',
        holders: [ada],
      },
      {
        from: '2026-02-10T09:00:00Z',
        status: 'discussion',
        turn: 'reviewers',
        why: 'Cy Example has the answer and is to say whether it will do',
        holders: [cy],
      },
      {
        from: '2026-02-12T08:00:00Z',
        status: 'ready',
        turn: 'committers',
        why: 'all 2 patches have an approval and nothing is open',
        evidence: 'ring-v2-0-cy@example.org',
      },
      {
        from: '2026-04-14T10:00:00Z',
        status: 'merged',
        turn: 'nobody',
        why: 'all 2 patches are on the development branch',
        evidence: 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',
      },
    ],
  },
  {
    versions: [{ title: 'mm/p2m: drop stale superpages', mails: ['mm-lost@example.org'], replies: [] }],
    courses: [
      {
        from: '2026-03-01T09:00:00Z',
        status: 'new',
        turn: 'reviewers',
        why: 'nobody but its author has written about it',
        evidence: 'mm-lost@example.org',
      },
      {
        from: '2026-03-29T09:00:00Z',
        since: '2026-03-01T09:00:00Z',
        status: 'new',
        turn: 'reviewers',
        why: 'nobody but its author has written about it',
        evidence: 'mm-lost@example.org',
        lost: 'L1',
      },
    ],
  },
  {
    versions: [
      {
        title: 'x86/vmx: check the exit reason',
        mails: ['x86-1@example.org'],
        replies: ['x86-1-cy@example.org'],
      },
    ],
    courses: [
      {
        from: '2026-04-10T09:00:00Z',
        status: 'new',
        turn: 'reviewers',
        why: 'nobody but its author has written about it',
      },
      {
        from: '2026-04-12T09:00:00Z',
        status: 'changes-requested',
        turn: 'author',
        why: 'Cy Example asked for changes',
        evidence: 'x86-1-cy@example.org',
        holders: [bo],
      },
    ],
    derived: 'new',
  },
  {
    versions: [
      {
        title: 'tools/qctl: say what is wrong',
        mails: ['tools-3@example.org'],
        replies: [],
        total: 3,
        slots: [3],
      },
    ],
    courses: [
      {
        from: '2026-04-20T09:00:00Z',
        status: 'new',
        turn: 'reviewers',
        why: 'nobody but its author has written about it',
      },
      {
        from: '2026-04-21T09:00:00Z',
        status: 'incomplete',
        turn: 'author',
        why: '2 of 3 patches are missing on the list',
        lost: 'L8',
        holders: [dag],
      },
    ],
  },
  {
    versions: [
      {
        title: '<script>alert("title")</script> \u202edesrever\u202c & more',
        mails: [HOSTILE_ID],
        replies: [],
      },
    ],
    courses: [
      {
        from: '2026-04-25T09:00:00Z',
        status: 'new',
        turn: 'reviewers',
        why: 'nobody but "><img src=x onerror=alert(1)> has written about it',
        evidence: HOSTILE_ID,
        holders: [mallory],
      },
    ],
  },
]

/** Which patch became which commit. */
export const MERGES: readonly {
  readonly patch: string
  readonly sha: string
  readonly at: string
  readonly counted: boolean
  readonly rules: readonly string[]
  readonly evidence: string
}[] = [
  {
    patch: 'ring-v2-1@example.org',
    sha: 'a'.repeat(40),
    at: '2026-04-14T09:59:00Z',
    counted: true,
    rules: ['link', 'patch-id'],
    evidence: 'the commit names the mail, and the change is the same',
  },
  {
    patch: 'ring-v2-2@example.org',
    sha: 'b'.repeat(40),
    at: '2026-04-14T10:00:00Z',
    counted: true,
    rules: ['patch-id'],
    evidence: 'the change is the same',
  },
  {
    patch: 'mm-lost@example.org',
    sha: 'c'.repeat(40),
    at: '2026-04-15T10:00:00Z',
    counted: false,
    rules: ['subject'],
    evidence: 'the same title, by another author',
  },
]
