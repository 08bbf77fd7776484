import { areasOf } from '../../core/metrics/areas.ts'
import { listFiles } from '../../core/patches/diff.ts'
import type { FileOwners } from '../../core/people/file-owners.ts'
import type { LineageReview } from '../../core/status/lineage-review.ts'
import type { Row } from '../../store/derived/lineages.ts'
import type { PatchCheck } from '../../store/read/review.ts'
import type { LineageStory, Numbering } from './lineage-story.ts'

/** The rows of where the review of a lineage is. */
export interface ReviewRows {
  readonly reviews: readonly Row<'lineage_review'>[]
  readonly todos: readonly Row<'todo'>[]
  readonly areas: readonly Row<'lineage_area'>[]
}

/** The rows of a lineage's review, under the number of the lineage; none of one that was not posted yet. */
export function reviewRows(
  story: LineageStory,
  { factsOf }: Pick<Numbering, 'factsOf'>,
  lineage: number,
): ReviewRows {
  const { review } = story
  if (review === undefined) return { reviews: [], todos: [], areas: [] }
  const contents = story.lineage.effective.flatMap((id) => factsOf(id)?.patch ?? [])
  const owners = new Map(
    review.readiness.patches.flatMap((one) => one.owners).map((file) => [file.path, file]),
  )
  const paths = [...new Set(contents.flatMap(listFiles))]
  const areas = areasOf(paths, owners.size === 0 ? undefined : (path) => owners.get(path))
  return {
    reviews: [reviewRow(review, lineage)],
    todos: review.todos.map((todo) => ({
      person: todo.person,
      lineage,
      section: todo.section,
      why: todo.why,
      since: todo.since,
      evidence: todo.evidence ?? null,
    })),
    areas: areas.map((area) => ({ area, lineage })),
  }
}

function reviewRow(review: LineageReview, lineage: number): Row<'lineage_review'> {
  const [first] = review.lost
  const { weight } = review
  return {
    lineage,
    lost_at: first?.at ?? null,
    lost_days: first?.days ?? null,
    approvals: weight.approvals,
    first: weight.isFirst ? 1 : 0,
    fix: weight.isFix ? 1 : 0,
    small: weight.isSmall ? 1 : 0,
    patches: weight.patches,
    lines: weight.lines,
    needs: JSON.stringify(review.needs),
    tags: JSON.stringify(review.tags),
    items: JSON.stringify(review.items),
    checks: JSON.stringify(listChecks(review)),
    remedies: JSON.stringify(review.remedies),
  }
}

/** What the check-in policy says of each live patch. */
export function listChecks(review: LineageReview): readonly PatchCheck[] {
  return review.readiness.patches.flatMap(({ patch, position, checkIn, owners }) =>
    checkIn === undefined
      ? []
      : [
          {
            patch,
            position,
            verdict: checkIn.verdict,
            rules: checkIn.rules,
            files: checkIn.files.map((file, n) => ({
              path: file.path,
              by: file.by,
              ...areaOf(owners[n]),
              pool: (owners[n]?.pool ?? []).map(({ name, address }) => ({ name, address })),
            })),
          },
        ],
  )
}

function areaOf(owners: FileOwners | undefined): { readonly area?: string } {
  const area = owners?.matches[0]?.section.name
  return area === undefined ? {} : { area }
}
