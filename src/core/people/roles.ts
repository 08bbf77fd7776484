import type { Instant } from '../time.ts'

/** What a role is, in plain words. */
export interface RoleDescription {
  readonly id: string
  readonly title: string
  /** What somebody with the role may do and what is asked of them. */
  readonly rights: string
  readonly gained: string
  readonly lost: string
}

/** Somebody had a role, in a scope, for a time. */
export interface RoleHolding {
  /** Key of the person. */
  readonly person: string
  readonly name: string
  /** Id of the role. */
  readonly role: string
  /** A section of MAINTAINERS, a sub-project, or `''`: the whole project. */
  readonly scope: string
  readonly from: Instant
  /** Up to, not including; `undefined`: still so. */
  readonly to: Instant | undefined
  /** Commits and mails that say so: of its beginning, and of its end. */
  readonly evidence: readonly string[]
  /** The decision by which it began; `undefined` where none is recorded. */
  readonly decision: string | undefined
}

const DESCRIPTIONS: readonly RoleDescription[] = [
  {
    id: 'contributor',
    title: 'Contributor',
    rights: 'sends patches and reviews them; a Reviewed-by of anyone of suitable stature counts',
    gained: 'by a patch',
    lost: 'never',
  },
  {
    id: 'reviewer',
    title: 'Designated reviewer',
    rights: 'asked, never required: is copied on patches to the section and reviews like anyone',
    gained: 'by a patch to MAINTAINERS, at their own wish',
    lost: 'by a patch',
  },
  {
    id: 'maintainer',
    title: 'Maintainer',
    rights:
      'required: one of the maintainers of each file has to approve a change; may override objections of others',
    gained: 'by nomination, discussed on the list',
    lost: 'by a patch of their own or of a peer',
  },
  {
    id: 'committer',
    title: 'Committer',
    rights:
      'pushes what was approved, stands in for any maintainer with a stated reason, votes when maintainers disagree',
    gained: 'by a vote of the leadership team',
    lost: 'by stepping down',
  },
  {
    id: 'release-manager',
    title: 'Release manager',
    rights: 'in a freeze no change goes in without their Release-acked-by',
    gained: 'by a vote of the leadership team',
    lost: 'with the release',
  },
  {
    id: 'stable-maintainer',
    title: 'Maintainer of a stable branch',
    rights: 'decides what is backported to the branch',
    gained: 'by a vote of the leadership team',
    lost: 'by stepping down',
  },
  {
    id: 'security-team',
    title: 'Security team',
    rights: 'handles what is reported in private, by its own process',
    gained: 'by lazy consensus of the team, in private',
    lost: 'by a vote of the leadership team',
  },
  {
    id: 'leadership-team',
    title: 'Leadership team',
    rights: 'votes on policy, roles and conflicts of its sub-project, and in project-wide votes',
    gained: 'as its sub-project composes the team',
    lost: 'by a vote of the team',
  },
  {
    id: 'lead',
    title: 'Lead',
    rights: 'decides for the sub-project where its leadership team cannot',
    gained: 'by an election in the leadership team',
    lost: 'by a vote of the team',
  },
  {
    id: 'community-manager',
    title: 'Community manager',
    rights: 'runs project-wide and anonymous votes, and may extend their time; has no vote in them',
    gained: 'by appointment',
    lost: 'by stepping down',
  },
  {
    id: 'advisory-board',
    title: 'Advisory board',
    rights: 'one vote of each member company on money and contracts; none on technical matters',
    gained: 'by membership',
    lost: 'with the membership',
  },
  {
    id: 'emeritus',
    title: 'Emeritus',
    rights: 'thanked: no vote, not copied on patches; returns within two years by lazy consensus',
    gained: 'by stepping back from a role, or by its lapse',
    lost: 'by returning',
  },
]

/** Every role that Patchmoot knows, from the widest circle to the narrowest. */
export const ROLES: ReadonlyMap<string, RoleDescription> = new Map(
  DESCRIPTIONS.map((role) => [role.id, role]),
)

/** A role's description; a project's own role, of which nothing is known, is described by its name. */
export function describeRole(id: string): RoleDescription {
  const known = ROLES.get(id)
  if (known !== undefined) return known
  const words = id.replaceAll('-', ' ')
  return { id, title: words.charAt(0).toUpperCase() + words.slice(1), rights: '', gained: '', lost: '' }
}

/** The holdings in force at an instant, of one role and scope where these are given; by person, then scope. */
export function holdingsAt(
  holdings: readonly RoleHolding[],
  at: Instant,
  wanted: { readonly role?: string; readonly scope?: string; readonly person?: string } = {},
): readonly RoleHolding[] {
  return holdings
    .filter(
      (one) =>
        one.from <= at &&
        (one.to === undefined || one.to > at) &&
        (wanted.role === undefined || one.role === wanted.role) &&
        (wanted.scope === undefined || one.scope === wanted.scope) &&
        (wanted.person === undefined || one.person === wanted.person),
    )
    .sort(compareHoldings)
}

/** By person, role, scope, and beginning. */
export function compareHoldings(a: RoleHolding, b: RoleHolding): number {
  for (const key of ['person', 'role', 'scope', 'from'] as const)
    if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1
  return 0
}
