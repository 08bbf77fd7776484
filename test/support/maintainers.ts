import { findFileOwners } from '../../src/core/people/file-owners.ts'
import { parseMaintainers } from '../../src/core/people/maintainers.ts'
import type { ReviewPolicy } from '../../src/core/status/review-policy.ts'

const FILE = `
ARM
M: Bo <bo@example.org>
M: Cy <cy@example.org>
S: Supported
F: arch/arm/

TOOLS
M: Dee <dee@example.org>
S: Supported
F: tools/

THE REST
M: Eve <eve@example.org>
S: Supported
F: *
F: */
`
const maintainers = parseMaintainers(FILE)

/** A check-in policy: Bo or Cy for arch/arm/, Dee for tools/, Eve for everything. Nobody is given time to answer. */
export function policyOf(more: Partial<ReviewPolicy> = {}): ReviewPolicy {
  return {
    ownersAt: (path) => findFileOwners(maintainers, path),
    changesOf: () => [],
    waitDays: 0,
    freezeAt: () => undefined,
    ...more,
  }
}
