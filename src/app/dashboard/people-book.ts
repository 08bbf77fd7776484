import type { CommitFact } from '../../core/metrics/commit-fact.ts'
import type { PeopleBook } from '../../core/metrics/complete-facts.ts'
import { type AddressUse, type Affiliation, makeAffiliations } from '../../core/people/affiliations.ts'
import type { MetricSettings } from './settings.ts'

/** Who works for whom, and who has committed, by the configuration and by what is on record. */
export function makePeopleBook(
  settings: Pick<MetricSettings, 'people' | 'companies'>,
  commits: readonly CommitFact[],
  uses: ReadonlyMap<string, readonly AddressUse[]>,
): PeopleBook {
  const firstCommits = new Map<string, number>()
  for (const commit of commits) {
    const known = firstCommits.get(commit.author)
    if (commit.development && (known === undefined || commit.at < known))
      firstCommits.set(commit.author, commit.at)
  }
  const affiliations = new Map<string, readonly Affiliation[]>()
  for (const person of settings.people) {
    const [key] = person.addresses
    if (key !== undefined && person.companies.length > 0) affiliations.set(key, person.companies)
  }
  return {
    companyOf: makeAffiliations({ companies: settings.companies, affiliations, uses }),
    firstCommitAt: (person) => firstCommits.get(person),
  }
}
