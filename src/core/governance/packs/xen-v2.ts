import type { RulePack } from '../rule-pack.ts'
import { holdersOf } from './parts.ts'
import { formal, XEN_SOURCE } from './xen-v1.ts'

/** Version 2.0 of May 2013: votes of one project and of all; the Advisory Board as last resort. */
export const XEN_V2: RulePack = {
  id: 'xen-v2',
  title: 'Xen Project governance 2.0',
  version: '2.0',
  effective: ['2013-05-20', '2016-05-16'],
  source: XEN_SOURCE,
  extends: 'xen-v1.2',
  locked: [],
  kinds: [
    {
      ...formal,
      id: 'formal-local',
      title: 'Formal vote of one project',
      electorate: {
        ...holdersOf('maintainer', 'committer', 'lead'),
        extraVoters: ['community-manager'],
      },
    },
    {
      ...formal,
      id: 'formal-global',
      title: 'Formal vote of all projects',
      electorate: {
        ...holdersOf(),
        groups: [
          { role: 'maintainer', scope: 'all' },
          { role: 'committer', scope: 'all' },
          { role: 'lead', scope: 'all' },
        ],
        qualifying: 'mature',
        extraVoters: ['community-manager'],
      },
    },
  ],
  override: { 'several-projects': { result: { tie: { castingVote: 'advisory-board' } } } },
}

/** Version 2.1 of May 2016: nominations are sent to a private address first. */
export const XEN_V2_1: RulePack = {
  id: 'xen-v2.1',
  title: 'Xen Project governance 2.1',
  version: '2.1',
  effective: ['2016-05-16', '2016-12-01'],
  source: XEN_SOURCE,
  extends: 'xen-v2',
  locked: [],
  kinds: [],
}
