import { createHash } from 'node:crypto'
import type { Db } from '../store/database.ts'
import { type Derivation, readDerivation } from '../store/derived/derivation.ts'
import { countFacts, type FactCounts } from '../store/derived/overview.ts'
import { DERIVED_VERSION } from '../store/migrations.ts'
import type { ProjectConfig } from './config.ts'
import { type Memo, readMemo } from './derive/memo.ts'

/** Of what in the configuration derivation depends on: different text, different derived rows. */
export function configurationDigest(project: ProjectConfig): string {
  const parts = {
    lists: project.lists.map((list) => list.address).sort(),
    people: project.people.map(({ name, addresses }) => ({ name, addresses })),
    bots: project.bots,
    rules: project.matchRules,
    repositories: project.repositories.map((one) => one.name).sort(),
    review: project.review,
    ...governanceParts(project),
  }
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}

/** Markers, and whose word on a mail is believed: what mails are read by. Without governance: nothing. */
function governanceParts({ governance }: ProjectConfig): object {
  if (governance === undefined) return {}
  const kinds = governance.pack.kinds.map(({ id, markers }) => ({ id, markers }))
  return { kinds, servers: governance.authenticationServers }
}

/** What is derived of a project, and of how many mails. */
export interface DerivedSoFar {
  readonly derivation: Derivation | undefined
  readonly memo: Memo
  readonly counts: FactCounts
}

/** Reads what is derived of a project. */
export async function readDerivedSoFar(db: Db, projectId: number): Promise<DerivedSoFar> {
  const derivation = await readDerivation(db, projectId)
  return {
    derivation,
    memo: readMemo(derivation?.configuration),
    counts: await countFacts(db, projectId),
  }
}

/**
 * Why the derived rows of a project no longer fit, so that every mail has to be read again; `undefined` where they do, or
 * where nothing was ever derived.
 */
export function needsRebuild(
  { derivation, memo, counts }: DerivedSoFar,
  project: ProjectConfig,
): string | undefined {
  if (derivation !== undefined && derivation.version !== DERIVED_VERSION)
    return 'this version of Patchmoot derives differently'
  if (derivation !== undefined && memo.configuration !== configurationDigest(project))
    return 'the configuration was changed'
  // A mail and its facts are written together: facts are missing only where their tables were made anew, as an upgrade does.
  return counts.facts < counts.mails
    ? 'this version of Patchmoot derives differently, or a rebuild was interrupted'
    : undefined
}
