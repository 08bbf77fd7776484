/**
 * Motions that were drafted on a page before they were put to the list: the mails of `topics/decisions.ts` cite them by
 * these names. Chance would name them; a demo is the same every time.
 */
export interface DraftedMotion {
  readonly id: string
  readonly by: string
  /** Days before the end of the demo at which it was drafted. */
  readonly ago: number
  readonly kind: string
  readonly title: string
  readonly text: string
  readonly ballots?: 'private' | 'anonymous'
  readonly about?: string
  /** Who has voted on the page since, and how. */
  readonly votes: readonly (readonly [who: string, value: number])[]
}

export const DRAFTED: readonly DraftedMotion[] = [
  {
    id: 'm-5ea1ed000001',
    by: 'Grete Halvorsen',
    ago: 5.5,
    kind: 'lt',
    title: 'A fee for the summer meeting',
    text: 'The host asks for 40 euros from everybody who comes. Some have said that they would rather not say in public\nwhether they can pay that. Shall there be a fee?',
    ballots: 'anonymous',
    votes: [
      ['Hiro Tanabe', -1],
      ['Ines Okafor', 1],
      ['Beatriz Sá', -1],
    ],
  },
  {
    id: 'm-5ea1ed000002',
    by: 'Ines Okafor',
    ago: 2.5,
    kind: 'committerNom',
    title: 'Karim Benali as committer for ARM',
    text: 'Karim has reviewed nearly all of what went into hv/arch/arm for a year. He has said that he would do it.',
    about: 'Karim Benali',
    votes: [
      ['Aoife Brennan', 2],
      ['Wanda Kowalczyk', 1],
    ],
  },
  {
    id: 'm-5ea1ed000003',
    by: 'Wanda Kowalczyk',
    ago: 0.5,
    kind: 'lt',
    title: 'Releases twice a year',
    text: 'I would like releases in spring and in autumn, whatever is ready by then.',
    votes: [],
  },
]

/** A draft of these, by its title. */
export function draftedMotion(title: string): DraftedMotion {
  const found = DRAFTED.find((one) => one.title === title)
  if (found === undefined) throw new RangeError(`no motion "${title}" was drafted`)
  return found
}
