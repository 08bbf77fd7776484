import type { Need } from '../../src/core/status/needs.ts'
import type { OpenItem } from '../../src/core/status/open-items.ts'
import type { Remedy } from '../../src/core/status/remedy.ts'
import type { TagRecord } from '../../src/core/status/tags.ts'
import type { TodoSection } from '../../src/core/status/todo.ts'
import type { PatchCheck } from '../../src/store/read/review.ts'
import { ada, bo, cy, dag, HOSTILE_ID, mallory } from './little-mails.ts'

/** Where the review of a piece of work of the little community is. */
export interface LittleReview {
  readonly lost?: { readonly at: string; readonly days: number }
  readonly approvals?: number
  readonly isFirst?: boolean
  readonly isFix?: boolean
  readonly isSmall?: boolean
  readonly needs?: readonly Need[]
  readonly tags?: readonly TagRecord[]
  readonly items?: readonly OpenItem[]
  readonly checks?: readonly PatchCheck[]
  readonly remedies?: readonly Remedy[]
  readonly areas: readonly string[]
  readonly todos?: readonly {
    readonly person: string
    readonly section: TodoSection
    readonly why: string
    readonly since: string
    readonly evidence?: string
  }[]
  /** Whether it still applies to the branch. */
  readonly applies?: {
    readonly state: string
    readonly patch?: number
    readonly files?: readonly string[]
    readonly since?: { readonly at: string; readonly sha: string }
  }
}

const tag = (patch: string, by: typeof bo, more: Partial<TagRecord> = {}): TagRecord => ({
  patch,
  person: by.address,
  name: by.name,
  address: by.address,
  key: 'Reviewed-by',
  status: 'valid',
  messageId: 'ring-v1-1-bo@example.org',
  at: '2026-02-03T10:30:00Z',
  scope: undefined,
  area: undefined,
  condition: undefined,
  typo: false,
  forgotten: false,
  ...more,
})

/** By the first mail of each piece of work. */
export const REVIEWS: Readonly<Record<string, LittleReview>> = {
  'ring-v1-0@example.org': {
    approvals: 2,
    isSmall: true,
    areas: ['CORE'],
    tags: [
      tag('ring-v2-1@example.org', bo),
      tag('ring-v2-1@example.org', cy, {
        key: 'Acked-by',
        messageId: 'ring-v2-0-cy@example.org',
        at: '2026-02-12T08:00:00Z',
      }),
      tag('ring-v2-2@example.org', cy, {
        key: 'Acked-by',
        messageId: 'ring-v2-0-cy@example.org',
        at: '2026-02-12T08:00:00Z',
      }),
    ],
  },
  'mm-lost@example.org': {
    lost: { at: '2026-03-29T09:00:00Z', days: 28 },
    isFirst: true,
    isFix: true,
    isSmall: true,
    areas: ['MEMORY MANAGEMENT'],
    needs: [
      {
        kind: 'approval',
        text: 'it needs an approval of Bo Example or Cy Example for hv/mm/p2m.c',
        positions: [1],
        files: ['hv/mm/p2m.c'],
        who: [[bo, cy]],
        since: '2026-03-01T09:00:00Z',
        evidence: 'mm-lost@example.org',
      },
    ],
    checks: [
      {
        patch: 'mm-lost@example.org',
        position: 1,
        verdict: 'waiting',
        rules: [
          {
            rule: 'R1',
            isMet: false,
            text: 'hv/mm/p2m.c has no approval of a maintainer',
          },
        ],
        files: [{ path: 'hv/mm/p2m.c', by: 'missing', area: 'MEMORY MANAGEMENT', pool: [bo, cy] }],
      },
    ],
    remedies: [
      { reason: 'L1', text: 'ask those who answer for its files for a review', ask: [bo, cy], next: [ada] },
    ],
    todos: [
      {
        person: bo.address,
        section: 'H',
        why: 'nobody but its author has written about it; you answer for hv/mm/p2m.c',
        since: '2026-03-01T09:00:00Z',
        evidence: 'mm-lost@example.org',
      },
      {
        person: cy.address,
        section: 'D',
        why: 'you answer for hv/mm/p2m.c',
        since: '2026-03-01T09:00:00Z',
        evidence: 'mm-lost@example.org',
      },
    ],
    applies: {
      state: 'conflicts',
      patch: 1,
      files: ['hv/mm/p2m.c', 'hv/mm/functional/a/path/that/is/far/longer/than/a_telephone_is_wide.c'],
      since: { at: '2026-04-14T10:00:00Z', sha: 'b'.repeat(40) },
    },
  },
  'x86-1@example.org': {
    areas: ['X86 ARCHITECTURE'],
    needs: [
      {
        kind: 'answer',
        text: 'patch 1: open request of Cy Example since 2026-04-12: Bo Example is to answer',
        positions: [1],
        files: [],
        who: [[bo]],
        since: '2026-04-12T09:00:00Z',
        evidence: 'x86-1-cy@example.org',
      },
    ],
    items: [
      {
        kind: 'request',
        raisedBy: cy,
        raisedAt: '2026-04-12T09:00:00Z',
        messageId: 'x86-1-cy@example.org',
        excerpt: 'Please split the header change into a patch of its own.',
        patch: 'x86-1@example.org',
        series: 'x86-1@example.org',
        state: 'open',
        holder: bo,
        since: '2026-04-12T09:00:00Z',
      },
    ],
    todos: [
      {
        person: bo.address,
        section: 'E',
        why: 'Cy Example asked for changes',
        since: '2026-04-12T09:00:00Z',
        evidence: 'x86-1-cy@example.org',
      },
    ],
    applies: { state: 'applies' },
  },
  'tools-3@example.org': {
    lost: { at: '2026-04-27T09:00:00Z', days: 7 },
    areas: ['TOOLS'],
    remedies: [
      { reason: 'L8', text: 'tell its author which mails are missing on the list', ask: [dag], next: [] },
    ],
    todos: [
      {
        person: dag.address,
        section: 'E',
        why: '2 of 3 patches are missing on the list',
        since: '2026-04-21T09:00:00Z',
        evidence: 'tools-3@example.org',
      },
    ],
  },
  [HOSTILE_ID]: {
    areas: ['<b>bold</b>', 'X86 ARCHITECTURE'],
    needs: [
      {
        kind: 'second',
        text: 'it needs a Reviewed-by of "><img src=x onerror=alert(1)>',
        positions: [1],
        files: ['<b>bold</b>.c'],
        who: [],
        since: '2026-04-25T09:00:00Z',
        evidence: HOSTILE_ID,
      },
    ],
    tags: [
      tag(HOSTILE_ID, mallory, {
        status: 'conditional',
        messageId: HOSTILE_ID,
        scope: '<script>alert("scope")</script>',
        condition: { text: 'with <img src=x> fixed', by: 'author' },
        at: '2026-04-25T09:00:00Z',
      }),
    ],
    items: [
      {
        kind: 'condition',
        raisedBy: mallory,
        raisedAt: '2026-04-25T09:00:00Z',
        messageId: HOSTILE_ID,
        excerpt: '<script>alert("excerpt")</script>',
        patch: HOSTILE_ID,
        series: HOSTILE_ID,
        state: 'open',
        holder: mallory,
        since: '2026-04-25T09:00:00Z',
      },
    ],
    todos: [
      {
        person: bo.address,
        section: 'A',
        why: 'only <script>alert("you")</script> can unblock it',
        since: '2026-04-25T09:00:00Z',
        evidence: HOSTILE_ID,
      },
    ],
  },
}
