import { lifecycle } from '../lifecycle.ts'
import { daysBefore, personNamed, type Topic } from '../scene.ts'
import type { Plan } from '../work.ts'

type Row = readonly [
  name: string,
  daysBeforeTheEnd: number,
  plan: Omit<Plan, 'author'> & { readonly author?: string },
]

/** Half a day between two steps: done within the days that a story is given. */
const QUICK = { pace: 0.5 } as const

/** What is open, or was given up, on the demo's last day, one of each kind: the oldest first. */
const ROWS: readonly Row[] = [
  ['unanswered-for-a-year', 470, { outcome: 'unanswered', size: 2, author: 'Samuel Adeyemi' }],
  ['stalled-after-request', 300, { outcome: 'requested', size: 1, author: 'Ravi Deshmukh', ...QUICK }],
  ['objected', 280, { outcome: 'objected', size: 1, author: 'Joel Whitcombe', kind: 'trace', ...QUICK }],
  ['rejected', 255, { outcome: 'rejected', size: 3, author: 'Tomas Lindqvist', ...QUICK }],
  ['queued-and-forgotten', 230, { outcome: 'queued', size: 1, author: 'Karim Benali', ...QUICK }],
  ['partly-merged', 205, { outcome: 'partly', size: 4, author: 'Priya Raman', changed: 'no', ...QUICK }],
  ['question', 190, { outcome: 'question', size: 1, author: 'Hiro Tanabe', ...QUICK }],
  ['rfc-unanswered', 170, { outcome: 'unanswered', size: 3, rfcFirst: true, author: 'Dmitri Volkonsky' }],
  ['withdrawn', 150, { outcome: 'withdrawn', size: 2, author: 'Hiro Tanabe', ...QUICK }],
  ['half-delivered', 135, { outcome: 'unanswered', size: 5, without: [2, 3], author: 'Priya Raman' }],
  [
    'conditional-ack',
    120,
    { outcome: 'conditional', size: 1, author: 'Luca Ferrante', kind: 'stats', ...QUICK },
  ],
  ['unanswered', 64, { outcome: 'unanswered', size: 1, author: 'Luca Ferrante', kind: 'leak' }],
  ['ready-and-pinged', 58, { outcome: 'ready', size: 2, ping: true, author: 'Sofie Mäkinen', ...QUICK }],
  [
    'unanswered-and-pinged',
    48,
    { outcome: 'unanswered', size: 2, ping: true, author: 'Beatriz Sá', kind: 'irq' },
  ],
  ['unanswered-resend', 45, { outcome: 'unanswered', size: 1, resend: true, author: 'Joel Whitcombe' }],
  ['changes-requested', 40, { outcome: 'requested', size: 3, author: 'Karim Benali', ...QUICK }],
  ['needs-approval', 36, { outcome: 'tested', size: 1, author: 'Tomas Lindqvist', ...QUICK }],
  ['discussion', 31, { outcome: 'discussion', size: 2, author: 'Ravi Deshmukh', ...QUICK }],
  ['deferred', 26, { outcome: 'deferred', size: 4, author: 'Yuki Morita', ...QUICK }],
  ['to-verify', 22, { outcome: 'unanswered', size: 1, versions: 2, author: 'Samuel Adeyemi', ...QUICK }],
  ['ready', 18, { outcome: 'ready', size: 1, author: 'Dmitri Volkonsky', ...QUICK }],
  ['queued', 9, { outcome: 'queued', size: 1, author: 'Yuki Morita', pace: 0.3 }],
  ['rfc', 5, { outcome: 'unanswered', size: 3, rfcFirst: true, author: 'Grete Halvorsen' }],
  ['new', 4, { outcome: 'unanswered', size: 2, author: 'Aoife Brennan' }],
]

/** Where a patch can stand, by an example of each. */
export const openWork: Topic = (world) =>
  ROWS.map(([name, days, { author, ...plan }]) => ({
    name,
    at: daysBefore(world, days),
    story: lifecycle(
      world,
      author === undefined ? plan : { ...plan, author: personNamed(world, author) },
      name,
    ),
  }))
