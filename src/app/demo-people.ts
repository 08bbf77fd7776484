import { addDays } from '../core/time.ts'
import type { Community } from '../demo/community.ts'

/** Somebody who goes to another company a year before the demo ends, and keeps the address. */
const MOVED = { name: 'Dmitri Volkonsky', to: 'Tarn Software' }

/** Who is who in a demo, for whom they work, when nobody works, and that people may be ranked: nobody there is anybody. */
export function demoPeople({ people, options }: Pick<Community, 'people' | 'options'>): object {
  const domains = new Map<string, string>()
  for (const { company, address } of people)
    if (company !== undefined) domains.set(company, address.slice(address.indexOf('@') + 1))
  const movedOn = addDays(options.until, -365).slice(0, 10)
  const dayBefore = addDays(options.until, -366).slice(0, 10)
  const year = Number(options.until.slice(0, 4))
  return {
    people: people.flatMap(({ name, address, otherAddress, company }) => {
      const moves = name === MOVED.name && company !== undefined
      if (otherAddress === undefined && !moves) return []
      return [
        {
          name,
          addresses: otherAddress === undefined ? [address] : [address, otherAddress],
          ...(moves
            ? {
                companies: [
                  { company, until: dayBefore },
                  { company: MOVED.to, from: movedOn },
                ],
              }
            : {}),
        },
      ]
    }),
    companies: Object.fromEntries([...domains].map(([company, domain]) => [company, [domain]])),
    calendar: {
      zone: 'Europe/Berlin',
      holidays: [year - 2, year - 1, year].flatMap((one) => [`${one}-01-01`, `${one}-12-25`, `${one}-12-26`]),
    },
    dashboard: { rankings: true },
  }
}
