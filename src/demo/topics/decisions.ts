import { draftedMotion } from '../motions.ts'
import { mailbox, type Person } from '../people.ts'
import { write } from '../post.ts'
import type { Posted } from '../posted.ts'
import { reply } from '../review.ts'
import { daysBefore, personNamed, type Topic } from '../scene.ts'
import type { Story } from '../story-queue.ts'
import { DAY, remember, type World } from '../world.ts'

/** The team that votes; `prepare-demo` writes the same into the configuration. */
export const LEADERS = [
  'Ines Okafor',
  'Beatriz Sá',
  'Aoife Brennan',
  'Wanda Kowalczyk',
  'Hiro Tanabe',
] as const

/** An answer to a call: who, how many days after the call, and the words. */
type Answer = readonly [who: string, days: number, text: readonly string[]]

interface Decision {
  readonly name: string
  /** Days before the end of the demo. */
  readonly ago: number
  readonly by: string
  readonly subject: string
  readonly text: readonly string[]
  /** Whom the call asks by name. */
  readonly cc?: readonly string[]
  readonly answers: readonly Answer[]
  /** Days after the call at which its result is announced. */
  readonly resultAfter?: number
  readonly result?: readonly string[]
}

const DECISIONS: readonly Decision[] = [
  {
    name: 'agreed',
    ago: 96,
    by: 'Wanda Kowalczyk',
    subject: 'Remove the old image format after 1.2',
    text: [
      'The old image format has had no user that we know of since 1.0, and keeping',
      'it costs us two weeks before every release. I propose to remove it once 1.2 is',
      'out.',
      '',
      'This is lazy consensus: without an objection it is agreed in seven days.',
    ],
    cc: ['Ines Okafor', 'Joel Whitcombe', 'Beatriz Sá'],
    answers: [
      ['Joel Whitcombe', 0.4, ['+1', '', 'The build scripts get simpler, too.']],
      ['Grete Halvorsen', 1.2, ['+1, and I will take it out of the guide.']],
    ],
  },
  {
    name: 'objected',
    ago: 61,
    by: 'Tomas Lindqvist',
    subject: 'Lines of up to 120 characters',
    text: [
      'Half of our log messages are broken over two lines and cannot be searched for.',
      'I propose that lines may have 120 characters.',
      '',
      'Lazy consensus applies: if nobody objects within a week, I send the patch.',
    ],
    cc: ['Ines Okafor', 'Beatriz Sá', 'Aoife Brennan'],
    answers: [
      ['Karim Benali', 0.3, ['+1 from me.']],
      [
        'Beatriz Sá',
        0.9,
        [
          '-2 because reviews happen in mail, and quoted lines of 120 break everywhere.',
          '',
          'Messages may be long already, nothing else needs it.',
        ],
      ],
      ['Sofie Mäkinen', 1.4, ['+1']],
    ],
  },
  {
    name: 'voted',
    ago: 40,
    by: 'Ines Okafor',
    subject: '[VOTE] Two approvals for changes of the ring protocol',
    text: [
      'After the last two regressions I ask the leadership team to decide: a change of',
      'the ring protocol needs the approval of two maintainers, of different companies.',
      '',
      'Please answer with +1, 0 or -1. The vote is open for seven days.',
    ],
    answers: [
      ['Beatriz Sá', 0.5, ['+1']],
      ['Priya Raman', 0.8, ['+1', '', 'I have no vote, but I was bitten by both of them.']],
      ['Aoife Brennan', 1.1, ['-1', '', 'We are too few. One approval and a week on the list did the same.']],
      ['Wanda Kowalczyk', 2.3, ['+1 if it is for the protocol only, not for its documentation.']],
      [
        'Wanda Kowalczyk',
        3.1,
        ['+1', '', 'That was unclear, sorry. It is for the protocol only, so I agree.'],
      ],
      ['Ines Okafor', 4.2, ['+1']],
      ['Hiro Tanabe', 9.5, ['+1', '', 'I was on holiday, I hope that this still counts.']],
    ],
    resultAfter: 10.2,
    result: ['Three in favour, one against: it passed. Thank you all.'],
  },
  {
    name: 'asked',
    ago: 33,
    by: 'Grete Halvorsen',
    subject: '[POLL] Where do we meet in the summer?',
    text: [
      'For the summer meeting there are two offers. Which one suits you? Until the end',
      'of next week, please.',
      '',
      'A) Tampere, first week of July',
      'B) Graz, last week of June',
    ],
    answers: [
      ['Karim Benali', 0.6, ['B: +1']],
      ['Sofie Mäkinen', 0.9, ['A: +1']],
      ['Dmitri Volkonsky', 1.5, ['A: +1', 'B: -1']],
      ['Luca Ferrante', 2.5, ['B: +1']],
    ],
  },
  {
    name: 'no-right',
    ago: 19,
    by: 'Yuki Morita',
    subject: '[VOTE] Drop support for 32-bit ARM',
    text: ['Nobody tests it any more. Please vote, +1 or -1, within a week.'],
    answers: [
      [
        'Aoife Brennan',
        0.4,
        ['There are three boards in my cellar that do nothing else. Can we talk first?'],
      ],
    ],
  },
  {
    name: 'open',
    ago: 4,
    by: 'Beatriz Sá',
    subject: '[VOTE] Priya Raman as committer for memory management',
    text: [
      'Priya has reviewed most of what went into hv/mm this year, and wrote a good part',
      'of the rest. I ask the leadership team to confirm her as committer.',
      '',
      'Please answer with +1, 0 or -1. The vote is open for seven days.',
    ],
    answers: [
      ['Ines Okafor', 0.2, ['+1', '', 'Long overdue.']],
      ['Luca Ferrante', 0.6, ['+1 (non-binding)']],
      ['Aoife Brennan', 1.3, ['+1']],
      ['Hiro Tanabe', 2.1, ['-1, not yet: I would like to see one release with her as maintainer first.']],
    ],
  },
  {
    name: 'secret',
    ago: 5,
    by: 'Grete Halvorsen',
    subject: '[VOTE] A fee for the summer meeting',
    text: [
      ...draftedMotion('A fee for the summer meeting').text.split('\n'),
      '',
      'Ballots are anonymous: please vote on the page of the motion, signed in. That',
      'you voted is recorded, and apart from it, without a name, what was voted. The',
      'vote is open for seven days.',
      '',
      `Motion: ${draftedMotion('A fee for the summer meeting').id}`,
    ],
    answers: [['Luca Ferrante', 0.5, ['Can somebody say what the 40 euros are for?']]],
  },
  {
    name: 'private',
    ago: 2,
    by: 'Ines Okafor',
    subject: 'Karim Benali as committer for ARM',
    text: [
      ...draftedMotion('Karim Benali as committer for ARM').text.split('\n'),
      '',
      'The leadership team votes in private, on the page of the motion, within seven',
      'days.',
      '',
      `Motion: ${draftedMotion('Karim Benali as committer for ARM').id}`,
    ],
    answers: [['Karim Benali', 0.3, ['Thank you. I would like to, yes.']]],
  },
  {
    name: 'silence',
    ago: 3,
    by: 'Joel Whitcombe',
    subject: 'Weekly builds of the development branch',
    text: [
      'I would like to publish a build of main every Monday, marked as unsupported.',
      '',
      'This is lazy consensus: without an objection within a week I start with it.',
    ],
    cc: ['Wanda Kowalczyk', 'Ines Okafor'],
    answers: [
      [
        'Wanda Kowalczyk',
        0.7,
        ['+1 as long as it says so in big letters.', '', 'Which machine builds them?'],
      ],
    ],
  },
]

/** How the community decides: by silence, by votes, and with all that can go wrong about them. */
export const decisions: Topic = (world) =>
  DECISIONS.map((decision) => ({
    name: decision.name,
    at: daysBefore(world, decision.ago),
    story: decided(world, decision),
  }))

function* decided(world: World, decision: Decision): Story {
  const person = (name: string): Person => personNamed(world, name)
  const by = person(decision.by)
  const list = 'quarry-devel@lists.example.org'
  const call = write(world, by, decision.subject, decision.text, {
    cc: (decision.cc ?? []).map((name) => mailbox(person(name))),
    to: [list],
  })
  remember(world, `decision-${decision.name}`, call)
  const start = world.now
  for (const [who, days, text] of decision.answers) {
    yield start + Math.floor(days * DAY)
    answer(world, call, person(who), text)
  }
  const { result, resultAfter } = decision
  if (result === undefined || resultAfter === undefined) return
  yield start + Math.floor(resultAfter * DAY)
  const title = decision.subject.replace(/^\[[A-Z]+\] /, '')
  reply(world, call, by, [], result, { subject: `[RESULT] ${title}` })
}

function answer(world: World, call: Posted, from: Person, text: readonly string[]): Posted {
  // From the address that people know: a vote from another one has to be recognised first.
  return reply(world, call, { ...from, otherAddress: undefined }, call.body.split('\n').slice(0, 2), text)
}
