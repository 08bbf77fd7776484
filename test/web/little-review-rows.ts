import type { Db } from '../../src/store/database.ts'
import { insertRows } from '../../src/store/rows.ts'
import { LINEAGES } from './little-lineages.ts'
import { MAILS } from './little-mails.ts'
import { REVIEWS } from './little-reviews.ts'

/** The rows of where reviews are, of inboxes and of areas. */
export function reviewRows(number: (id: string) => number) {
  const all = Object.entries(REVIEWS).map(([id, review]) => ({ lineage: number(id), review, id }))
  return {
    reviews: all.map(({ lineage, review, id }) => {
      const newest = LINEAGES.find((one) => one.versions[0]?.mails[0] === id)?.versions.at(-1)
      const patches = (newest?.mails ?? []).filter(
        (mail) => MAILS.find((one) => one.id === mail)?.kind === 'patch',
      ).length
      return {
        lineage,
        lost_at: review.lost?.at ?? null,
        lost_days: review.lost?.days ?? null,
        approvals: review.approvals ?? 0,
        first: review.isFirst === true ? 1 : 0,
        fix: review.isFix === true ? 1 : 0,
        small: review.isSmall === true ? 1 : 0,
        patches,
        lines: patches * 5,
        needs: JSON.stringify(review.needs ?? []),
        tags: JSON.stringify(review.tags ?? []),
        items: JSON.stringify(review.items ?? []),
        checks: JSON.stringify(review.checks ?? []),
        remedies: JSON.stringify(review.remedies ?? []),
      }
    }),
    todos: all.flatMap(({ lineage, review }) =>
      (review.todos ?? []).map((todo) => ({ ...todo, evidence: todo.evidence ?? null, lineage })),
    ),
    queueCases: [],
    areas: all.flatMap(({ lineage, review }) => review.areas.map((area) => ({ area, lineage }))),
  }
}

/** Writes whether what is open still applies. */
export async function putApplies(db: Db, project: number, number: (id: string) => number): Promise<void> {
  await insertRows(
    db,
    'apply_check',
    Object.entries(REVIEWS).flatMap(([id, { applies }]) =>
      applies === undefined
        ? []
        : [
            {
              project_id: project,
              lineage: number(id),
              print: '',
              repository: 'quarry',
              tip: 'f'.repeat(40),
              state: applies.state,
              patch: applies.patch ?? null,
              files: JSON.stringify(applies.files ?? []),
              problem: null,
              paths: '[]',
              sought: 1,
              since_at: applies.since?.at ?? null,
              since_sha: applies.since?.sha ?? null,
            },
          ],
    ),
  )
}
