import type { PackKind, RulePack } from '../rule-pack.ts'
import { holdersOf } from './parts.ts'
import { formal, XEN_SOURCE } from './xen-v1.ts'

const divisive: PackKind = {
  ...formal,
  id: 'committer-vote',
  title: 'Private vote of the committers',
  when: 'a decision by a referee would divide the community',
  electorate: holdersOf('committer'),
  duration: { default: '7d' },
}

const severalProjects: PackKind = {
  ...divisive,
  id: 'several-projects',
  title: 'Private vote of several projects',
  when: 'a conflict concerns more than one project',
  electorate: {
    ...holdersOf('committer', 'lead'),
    groups: [
      { role: 'committer', scope: 'all' },
      { role: 'lead', scope: 'all' },
    ],
    qualifying: 'mature',
  },
  result: { tie: { castingVote: 'chairman' } },
}

/** Version 1.2 of May 2012: how conflicts are resolved. */
export const XEN_V1_2: RulePack = {
  id: 'xen-v1.2',
  title: 'Xen governance 1.2',
  version: '1.2',
  effective: ['2012-05-21', '2013-05-20'],
  source: XEN_SOURCE,
  extends: 'xen-v1',
  locked: [],
  kinds: [divisive, severalProjects],
}
