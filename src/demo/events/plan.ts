import type { NotedAction } from '../../core/hackathon/read-notes.ts'

/** The hackathon that was held: its notes are on the list, and things came of it. */
export const PAST = { id: 'quarry-hackathon-graz', name: 'Quarry Hackathon in Graz', daysAgo: 285 } as const

/** The hackathon that is being prepared. */
export const MEETING = {
  id: 'quarry-hackathon-tampere',
  name: 'Quarry Hackathon in Tampere',
  daysAhead: 20,
} as const

/** A session that was held, with its notes. */
export interface HeldSession {
  readonly id: string
  readonly title: string
  readonly topic: string | undefined
  readonly leader: string
  /** Message-ID of the mail with its notes; `undefined`: nobody has sent any. */
  readonly mail: string | undefined
  readonly text: string
  readonly agreed: readonly string[]
  readonly actions: readonly NotedAction[]
  readonly open: readonly string[]
}

export const HELD: readonly HeldSession[] = [
  {
    id: 'tools',
    title: 'What the tools still need',
    topic: 'tools',
    leader: 'Wanda Kowalczyk',
    mail: 'notes-tools.graz@tarn.example.org',
    text: 'Everybody who runs more than ten guests has scripts around qctl. We went through\nthree of them and wrote down what they work around.',
    agreed: ['New options of qctl come with a test and a line in the guide'],
    actions: [
      { assignee: 'Sofie Mäkinen', text: 'Send the tests of the migration code again', state: 'done' },
      { assignee: 'Karim Benali', text: 'Ask who maintains the packages', state: 'todo' },
    ],
    open: ['Who looks after qmon?'],
  },
  {
    id: 'memory',
    title: 'Memory: who goes on with it',
    topic: 'memory',
    leader: 'Priya Raman',
    mail: 'notes-memory.graz@basalt.example.com',
    text: 'Four people have half a patch each. We put them beside each other, and two of the\nfour turned out to be the same.',
    agreed: ['The part that everybody agrees on goes in first, alone'],
    actions: [{ assignee: 'Priya Raman', text: 'Post the first half as a series of its own', state: 'done' }],
    open: ['Does the balloon driver need its own lock?'],
  },
  {
    id: 'faults',
    title: 'Faults that bite in production',
    topic: 'faults',
    leader: 'Ines Okafor',
    mail: 'notes-faults.graz@basalt.example.com',
    text: 'A list of what was seen since 1.1, the worst first.',
    agreed: [],
    actions: [
      {
        assignee: 'Tomas Lindqvist',
        text: 'Look for leaks beside the one that was found',
        state: 'in-progress',
      },
    ],
    open: [],
  },
  {
    id: 'interrupts',
    title: 'Interrupts on ARM',
    topic: 'interrupts',
    leader: 'Aoife Brennan',
    mail: undefined,
    text: '',
    agreed: [],
    actions: [],
    open: [],
  },
  {
    id: 'release',
    title: 'When is 1.2?',
    topic: undefined,
    leader: 'Joel Whitcombe',
    mail: 'notes-release.graz@basalt.example.com',
    text: 'It arose on the second morning. Nobody wants to wait for the ring protocol.',
    agreed: ['1.2 is frozen when the list of blockers is empty, not on a date'],
    actions: [],
    open: [],
  },
]

/** A topic of the past event, its bullets by the stories of the demo that they were about. */
export interface PastTopic {
  readonly id: string
  readonly title: string
  readonly contact: string
  readonly words: string
  /** Names of stories; a bullet that starts with "=" is words, and nothing came of it. */
  readonly bullets: readonly string[]
}

export const PAST_TOPICS: readonly PastTopic[] = [
  {
    id: 'faults',
    title: 'Faults that bite in production',
    contact: 'Ines Okafor',
    words: 'What has to be mended before anything new:',
    bullets: [
      'applied-and-backported',
      'backported-fix',
      'conditional-ack',
      'discussion',
      'changes-requested',
    ],
  },
  {
    id: 'tools',
    title: 'What the tools still need',
    contact: 'Wanda Kowalczyk',
    words: 'Scripts that everybody has and nobody likes:',
    bullets: [
      'sent-for-somebody',
      'queued-and-forgotten',
      'cross-posted',
      'ready-and-pinged',
      '=Who looks after qmon?',
    ],
  },
  {
    id: 'memory',
    title: 'Memory: who goes on with it',
    contact: 'Priya Raman',
    words: 'Work that was begun:',
    bullets: [
      'partly-merged',
      'half-delivered',
      'unanswered',
      'needs-approval',
      '=Does the balloon driver need its own lock?',
    ],
  },
  {
    id: 'interrupts',
    title: 'Interrupts on ARM',
    contact: 'Aoife Brennan',
    words: 'Two ways were proposed, both at once:',
    bullets: ['pulled-series-2', 'withdrawn'],
  },
  {
    id: 'processors',
    title: 'How much of a processor do guests see?',
    contact: 'Beatriz Sá',
    words: '',
    bullets: ['rejected', '=What do guests do with what they see?'],
  },
]

/** A topic of the coming event whose mail asks who wants to attend. */
export interface AskedTopic {
  readonly id: string
  readonly title: string
  readonly by: string
  readonly mail: string
  readonly words: string
  readonly bullets: readonly string[]
  readonly answers: readonly (readonly [name: string, words: string])[]
}

export const ASKED: readonly AskedTopic[] = [
  {
    id: 'ring-protocol',
    title: 'The ring protocol, written down',
    by: 'Luca Ferrante',
    mail: 'topic-ring.tampere@tarn.example.org',
    words: 'Luca and Priya have a first text. It needs people who disagree.',
    bullets: [
      'What may a guest assume of an index?',
      'Which of the barriers are part of the protocol?',
      'Who approves changes of it?',
    ],
    answers: [
      ['Priya Raman', 'Must: it is half mine.'],
      ['Beatriz Sá', '+1, I will attend.'],
      ['Samuel Adeyemi', 'Maybe. Is there a way to follow from afar?'],
    ],
  },
  {
    id: 'review-load',
    title: 'Patches that nobody looks at',
    by: 'Grete Halvorsen',
    mail: 'topic-review.tampere@example.org',
    words: 'The list of lost patches grows. What do we do about it, apart from feeling sorry?',
    bullets: [
      'Who is asked when maintainers are away?',
      'Is a patch without an answer for a year to be closed?',
    ],
    answers: [
      ['Karim Benali', '+1'],
      ['Sofie Mäkinen', "I can't make it on the second day, otherwise yes."],
    ],
  },
]
