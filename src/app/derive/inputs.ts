import { listBranches } from '../../store/inputs/commits.ts'
import { type Decision, listDecisions } from '../../store/inputs/decisions.ts'
import { findNewestRevision } from '../../store/inputs/file-revisions.ts'
import { derivesRows } from '../decision-shapes.ts'
import { configurationDigest } from '../needs-rebuild.ts'
import { MAINTAINERS_FILE } from '../refresh-repository.ts'
import type { SyncJob } from '../with-run.ts'
import type { Memo } from './memo.ts'
import { printOf } from './print.ts'

/** What derivation depends on, beside mails. */
export interface Inputs extends Pick<Memo, 'settings' | 'branches'> {
  /** Those from which anything is derived, in their order. */
  readonly decisions: readonly Decision[]
}

/** Reads what derivation depends on, beside mails. */
export async function readInputs(job: SyncJob): Promise<Inputs> {
  const { projectId, project } = job
  const db = job.database.kysely
  const settings = [configurationDigest(project), JSON.stringify([project.governance ?? null, project.roles])]
  const branches: string[] = []
  for (const { name } of project.repositories) {
    settings.push(`${name} ${await findNewestRevision(db, projectId, name, MAINTAINERS_FILE)}`)
    for (const branch of await listBranches(db, projectId, name))
      branches.push(`${name} ${branch.name} ${branch.tip} ${branch.development}${branch.boundary ?? ''}`)
  }
  return {
    settings: printOf(settings),
    branches: printOf(branches),
    decisions: (await listDecisions(db, projectId)).filter(derivesRows),
  }
}

/** A print of some decisions, in their order. */
export function printDecisions(decisions: readonly Decision[]): string {
  return printOf(decisions.map((one) => `${one.digest} ${one.payload === undefined}`))
}

/** What a memo says of them. */
export function memoOfInputs(
  project: SyncJob['project'],
  { settings, branches, decisions }: Inputs,
): Pick<Memo, 'configuration' | 'settings' | 'branches' | 'decided'> {
  return {
    configuration: configurationDigest(project),
    settings,
    branches,
    decided: printDecisions(decisions),
  }
}

/** Decisions that change which mails are whose: everything follows from them. */
const CHANGES_ALL: ReadonlySet<string> = new Set(['group', 'link', 'unlink', 'join', 'separate', 'erase'])

/** Whether what a decision changes can be told from the lineage of the mail that it is about. */
export function isOfOneLineage(decision: Decision): boolean {
  return !CHANGES_ALL.has(decision.action)
}
