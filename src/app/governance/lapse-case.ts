import { assessLapse, type LapseAssessment, type RoleActivity } from '../../core/governance/lapse.ts'
import {
  type DraftMail,
  draftProposal,
  draftQuestion,
  explainLapse,
} from '../../core/governance/lapse-texts.ts'
import { THE_REST } from '../../core/people/maintainers.ts'
import { editMaintainers, type StepDown } from '../../core/people/maintainers-edit.ts'
import { type Fallback, previewWithout } from '../../core/people/without-person.ts'
import type { Instant } from '../../core/time.ts'
import type { Db } from '../../store/database.ts'
import { listHoldings } from '../../store/derived/holdings.ts'
import { listNamedCommits } from '../../store/read/scope-activity.ts'
import type { ProjectConfig } from '../config.ts'
import { loadMailmap } from '../derive/load-identities.ts'
import { identities } from '../read-mail.ts'
import { loadRoster } from './load-roster.ts'

/** A role of somebody, with what is seen of it and how it stands. */
export interface AssessedRole {
  readonly activity: RoleActivity
  readonly lapse: LapseAssessment
}

/** Everything that people need to speak with somebody about a role, and then to decide: drafts, never more. */
export interface LapseCase extends AssessedRole {
  /** The evidence, a sentence each. */
  readonly why: readonly string[]
  readonly question: DraftMail
  /** A proposal to the list can be made: they were asked and did not answer, or wish it, or cannot be reached. */
  readonly canPropose: boolean
  readonly proposal: DraftMail
  /** The change to MAINTAINERS, as `git apply` takes it; empty where the role is not in that file. */
  readonly patch: string
  /** What the section's files fall back to. */
  readonly fallback: Fallback | undefined
}

/** Ways to leave a section. */
export const STEP_DOWNS: readonly StepDown[] = ['drop', 'reviewer', 'odd-fixes', 'orphan', 'delete-section']

/** Every role that is held and whose work can be seen, as it stands at an instant. */
export async function assessRoles(db: Db, projectId: number, now: Instant): Promise<readonly AssessedRole[]> {
  return (await listHoldings(db, projectId)).flatMap(({ activity }) =>
    activity === undefined ? [] : [{ activity, lapse: assessLapse(activity, now) }],
  )
}

/** The drafts for one role. `how`: the way in which they would leave the section. */
export async function makeLapseCase(
  db: Db,
  projectId: number,
  project: ProjectConfig,
  { activity, lapse }: AssessedRole,
  how: StepDown,
  now: Instant,
): Promise<LapseCase> {
  const people = identities(project, await loadMailmap(db, projectId))
  const { maintainers, maintainersText } = await loadRoster(db, projectId, project, people.personKey)
  const name = activity.role === 'committer' ? THE_REST : activity.scope
  const section = maintainers?.sections.find((one) => one.name === name)
  const listed = activity.role === 'reviewer' ? section?.reviewers : section?.maintainers
  const addresses = (listed ?? [])
    .filter((one) => people.personKey(one) === activity.person)
    .map((one) => one.address)
  const patch = editMaintainers(maintainersText, name, addresses, how)?.diff ?? ''
  const paths = new Set((await listNamedCommits(db, projectId)).flatMap((one) => one.paths))
  const [fallback] =
    maintainers === undefined || activity.role === 'reviewer'
      ? []
      : previewWithout(maintainers, activity.person, [name], [...paths], people.personKey)
  return {
    activity,
    lapse,
    why: explainLapse(activity, lapse, now),
    question: draftQuestion(activity, lapse, now),
    canPropose: lapse.state === 'proposed' || lapse.state === 'asked' || lapse.state === 'watch',
    proposal: draftProposal(activity, lapse, patch, now, fallback),
    patch,
    fallback,
  }
}
