import type { Topic } from './scene.ts'
import { bots } from './topics/bots.ts'
import { committers } from './topics/committers.ts'
import { crossPosts } from './topics/cross-posts.ts'
import { decisions } from './topics/decisions.ts'
import { everyday } from './topics/everyday.ts'
import { hackathon } from './topics/hackathon.ts'
import { meetings } from './topics/meetings.ts'
import { newcomers } from './topics/newcomers.ts'
import { oddMails } from './topics/odd-mails.ts'
import { openWork } from './topics/open-work.ts'
import { pullRequests } from './topics/pull-requests.ts'
import { releases } from './topics/releases.ts'
import { replies } from './topics/replies.ts'
import { secondThoughts } from './topics/second-thoughts.ts'
import { usersList } from './topics/users-list.ts'
import { versions } from './topics/versions.ts'

/** Everything that the demo shows, by topic. The first makes the repository that the others work on. */
export const TOPICS = {
  releases,
  'open-work': openWork,
  versions,
  committers,
  'second-thoughts': secondThoughts,
  replies,
  'pull-requests': pullRequests,
  'cross-posts': crossPosts,
  'odd-mails': oddMails,
  newcomers,
  'users-list': usersList,
  meetings,
  hackathon,
  decisions,
  bots,
  everyday,
} as const satisfies Readonly<Record<string, Topic>>
