import { lifecycle } from '../lifecycle.ts'
import { atShare, personNamed, type Topic } from '../scene.ts'
import type { Plan } from '../work.ts'

type People = 'author' | 'takenOverBy' | 'writtenBy'

type Row = readonly [
  name: string,
  share: number,
  plan: Omit<Plan, People> & { readonly [key in People]?: string },
]

const MERGED = { outcome: 'merged', pace: 1, changed: 'no', backport: false } as const

/** How one version follows another. */
const ROWS: readonly Row[] = [
  ['second-version', 0.08, { ...MERGED, size: 1, versions: 2, author: 'Tomas Lindqvist' }],
  ['carried-tags', 0.16, { ...MERGED, size: 4, versions: 3, author: 'Priya Raman' }],
  [
    'second-in-reply-to-first',
    0.22,
    { ...MERGED, size: 3, versions: 2, threaded: true, author: 'Luca Ferrante' },
  ],
  ['five-versions', 0.28, { ...MERGED, size: 2, versions: 5, author: 'Karim Benali' }],
  ['retitled', 0.36, { ...MERGED, size: 3, versions: 3, retitled: true, author: 'Sofie Mäkinen' }],
  ['rfc-to-patch', 0.45, { ...MERGED, size: 3, versions: 2, rfcFirst: true, author: 'Hiro Tanabe' }],
  ['partial-reroll', 0.52, { ...MERGED, size: 3, versions: 2, partial: true, author: 'Beatriz Sá' }],
  ['resend', 0.58, { ...MERGED, size: 2, resend: true, author: 'Joel Whitcombe' }],
  [
    'unlabelled-second',
    0.64,
    { ...MERGED, size: 1, versions: 2, unlabelled: true, author: 'Grete Halvorsen' },
  ],
  [
    'taken-over',
    0.7,
    { ...MERGED, size: 2, versions: 2, author: 'Samuel Adeyemi', takenOverBy: 'Ravi Deshmukh' },
  ],
  ['sent-for-somebody', 0.76, { ...MERGED, size: 1, author: 'Wanda Kowalczyk', writtenBy: 'Ravi Deshmukh' }],
  [
    'third-version-open',
    0.965,
    { outcome: 'discussion', pace: 0.6, size: 3, versions: 3, author: 'Tomas Lindqvist' },
  ],
]

/** Re-rolls of every kind. */
export const versions: Topic = (world) =>
  ROWS.map(([name, share, { author, takenOverBy, writtenBy, ...plan }]) => {
    const people = Object.entries({ author, takenOverBy, writtenBy }).flatMap(([role, who]) =>
      who === undefined ? [] : [[role, personNamed(world, who)] as const],
    )
    const whole: Plan = { ...plan, ...Object.fromEntries(people) }
    return { name, at: atShare(world, share), story: lifecycle(world, whole, name) }
  })
