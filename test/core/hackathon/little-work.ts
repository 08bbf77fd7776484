import type { Reference } from '../../../src/core/hackathon/reference.ts'
import type { TracedItem, TracedWork } from '../../../src/core/hackathon/traced-work.ts'

export const EVENT = {
  id: 'example-2026',
  name: 'Example Hackathon 2026',
  startsOn: '2026-04-21',
  endsOn: '2026-04-22',
}

export const work = (target: string, given: Partial<TracedWork> = {}): TracedWork => ({
  kind: 'commit',
  target,
  at: '2026-05-01T00:00:00Z',
  title: 'mm: something else',
  text: '',
  by: 'Eve Example',
  people: ['eve@example.org'],
  links: [],
  ancestors: [],
  reverts: [],
  ...given,
})
export const item = (about: Reference, text: string, given: Partial<TracedItem> = {}): TracedItem => ({
  about,
  text,
  title: 'Lost and found',
  people: [],
  notes: [],
  ...given,
})
