import type { Grade } from '../../core/hackathon/interest.ts'
import type { Travel } from '../../core/hackathon/written-presence.ts'
import type { Instant } from '../../core/time.ts'
import { MEETING } from './plan.ts'
import { daysOf } from './timed-act.ts'

/** Somebody who comes to Tampere, or would like to. */
export interface Coming {
  readonly name: string
  readonly isKnown: boolean
  /** Of one whom the lists do not know. */
  readonly address?: string
  readonly organisation?: string | undefined
  readonly irc?: string
  /** What lets them confirm themselves; nothing: they ask. */
  readonly evidence: readonly string[]
  /** Days before the demo's last day on which they registered. */
  readonly daysAgo: number
  readonly travel?: (until: Instant) => Travel
  readonly set?: 'invited' | 'waitlisted' | 'declined' | 'confirmed'
  readonly reason?: string
  readonly withdraws?: string
  readonly interests?: readonly (readonly [topic: string, grade: Grade])[]
}

/** Arrival and departure as people write them: the day of the event, counted from 0, and a time where it matters. */
function travel(arrives: number, leaves: number, lodging: string | undefined, time?: string) {
  return (until: Instant): Travel => {
    const day = (n: number): string =>
      new Date(Date.parse(`${daysOf(until, MEETING.daysAhead).days[0]}T00:00:00Z`) + n * 86_400_000)
        .toISOString()
        .slice(0, 10)
    return {
      arrives: {
        raw: `${day(arrives)}${time === undefined ? '' : ` ${time} by train`}`,
        day: day(arrives),
        time,
      },
      leaves: { raw: day(leaves), day: day(leaves), time: undefined },
      lodging,
    }
  }
}

const maintains = (area: string): readonly string[] => [`in MAINTAINERS for ${area}`]
const active = (text: string): readonly string[] => [`${text} in the last year`]

export const COMING: readonly Coming[] = [
  {
    name: 'Ines Okafor',
    isKnown: true,
    organisation: 'Basalt Systems',
    irc: 'ines',
    evidence: maintains('CORE and 2 other sections'),
    daysAgo: 27,
    travel: travel(-1, 2, 'Hotel Rapids'),
    interests: [
      ['ring-protocol', 'must'],
      ['review-load', 'yes'],
      ['balloon', 'maybe'],
    ],
  },
  {
    name: 'Beatriz Sá',
    isKnown: true,
    organisation: 'Lumen Labs',
    evidence: maintains('X86 ARCHITECTURE'),
    daysAgo: 26,
    travel: travel(-1, 1, 'home'),
  },
  {
    name: 'Aoife Brennan',
    isKnown: true,
    organisation: 'Tarn Software',
    irc: 'aoife',
    evidence: maintains('ARM ARCHITECTURE'),
    daysAgo: 26,
    travel: travel(-1, 2, 'hotel rapids'),
    interests: [
      ['testing', 'must'],
      ['ring-protocol', 'maybe'],
      ['tools-packages', 'no'],
    ],
  },
  {
    name: 'Wanda Kowalczyk',
    isKnown: true,
    organisation: 'Tarn Software',
    evidence: maintains('TOOLS and 1 other section'),
    daysAgo: 25,
    interests: [
      ['tools-packages', 'must'],
      ['review-load', 'yes'],
      ['testing', 'yes'],
    ],
  },
  {
    name: 'Joel Whitcombe',
    isKnown: true,
    organisation: 'Basalt Systems',
    evidence: active('31 commits and 12 reviews'),
    daysAgo: 24,
    travel: travel(0, 2, 'Hotel Rapids', '12:08'),
    interests: [
      ['testing', 'must'],
      ['tools-packages', 'yes'],
    ],
  },
  {
    name: 'Priya Raman',
    isKnown: true,
    organisation: 'Basalt Systems',
    irc: 'priya',
    evidence: active('44 commits and 38 reviews'),
    daysAgo: 22,
  },
  {
    name: 'Luca Ferrante',
    isKnown: true,
    organisation: 'Tarn Software',
    evidence: active('19 commits and 17 reviews'),
    daysAgo: 21,
    interests: [
      ['ring-protocol', 'must'],
      ['balloon', 'yes'],
    ],
  },
  {
    name: 'Hiro Tanabe',
    isKnown: true,
    organisation: 'Lumen Labs',
    evidence: active('52 commits and 9 reviews'),
    daysAgo: 20,
    travel: travel(1, 2, undefined),
    interests: [
      ['balloon', 'must'],
      ['testing', 'yes'],
      ['ring-protocol', 'yes'],
    ],
  },
  {
    name: 'Grete Halvorsen',
    isKnown: true,
    organisation: undefined,
    evidence: ['community-manager'],
    daysAgo: 20,
    interests: [['review-load', 'must']],
  },
  {
    name: 'Sofie Mäkinen',
    isKnown: true,
    organisation: 'Lumen Labs',
    evidence: active('23 commits and 20 reviews'),
    daysAgo: 18,
    travel: travel(0, 0, 'home'),
  },
  {
    name: 'Samuel Adeyemi',
    isKnown: true,
    organisation: undefined,
    evidence: [],
    daysAgo: 17,
    set: 'invited',
    reason: 'writes half of the build system',
  },
  {
    name: 'Yuki Morita',
    isKnown: true,
    organisation: 'Lumen Labs',
    evidence: [],
    daysAgo: 15,
    set: 'waitlisted',
    reason: 'all seats are taken',
  },
  {
    name: 'Alma Field',
    isKnown: false,
    address: 'alma@visitors.example.net',
    organisation: 'Field, Stone & Sons',
    evidence: [],
    daysAgo: 9,
  },
  { name: 'Bruno Field', isKnown: false, organisation: 'Field, Stone & Sons', evidence: [], daysAgo: 8 },
  {
    name: 'Max Sales',
    isKnown: false,
    address: 'max@sales.example.com',
    organisation: 'Sales Ltd',
    evidence: [],
    daysAgo: 8,
    set: 'declined',
    reason: 'wants to present a product',
  },
  {
    name: 'Karim Benali',
    isKnown: true,
    organisation: 'Tarn Software',
    evidence: [],
    daysAgo: 16,
    withdraws: 'I have to be at home that week.',
  },
]
