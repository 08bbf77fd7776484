import type { Hackathon } from './hackathon.ts'
import type { Registration } from './registration.ts'

/** Who looks at an event. `person` is `undefined` for somebody who is not signed in. */
export interface Viewer {
  readonly person: string | undefined
  readonly isOrganiser: boolean
}

/**
 * The event as somebody may see it. Organisers see all. Those who come see each other's travel, lodging and IRC names.
 * Everybody else sees who is confirmed, with their company, and nothing more of them; of the others on the list only
 * themselves. Addresses, pass names, evidence and reasons are the organisers' and each person's own.
 */
export function viewAs(hackathon: Hackathon, viewer: Viewer): Hackathon {
  if (viewer.isOrganiser) return hackathon
  const { person } = viewer
  const comes = hackathon.registrations.some((one) => one.person === person && one.state === 'confirmed')
  const registrations = hackathon.registrations.flatMap((one): readonly Registration[] => {
    if (one.person === person) return [one]
    return one.state === 'confirmed' ? [outsideOf(one, comes)] : []
  })
  const isTheirs = (one: { readonly person: string; readonly other?: string }): boolean =>
    person !== undefined && (one.person === person || one.other === person)
  return {
    ...hackathon,
    registrations,
    conflicts: hackathon.conflicts.filter(isTheirs),
    refusals: hackathon.refusals.filter(isTheirs),
  }
}

function outsideOf(one: Registration, comes: boolean): Registration {
  return {
    ...one,
    jobTitle: undefined,
    passName: undefined,
    address: undefined,
    irc: comes ? one.irc : undefined,
    travel: comes ? one.travel : undefined,
    evidence: [],
    steps: [],
  }
}
