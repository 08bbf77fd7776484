import type { LinkMonth } from '../../core/patches/link-months.ts'
import { type Db, needTransaction } from '../database.ts'
import { readByKeys, storableText } from '../rows.ts'
import { put } from './lineages.ts'

/** The links between series by month, as they were found last, in order of time. */
export async function listLinkMonths(db: Db, projectId: number): Promise<readonly LinkMonth[]> {
  const rows = await db
    .selectFrom('link_month')
    .select(['month', 'print', 'links'])
    .where('project_id', '=', projectId)
    .orderBy('month')
    .execute()
  return rows.map(({ month, print, links }) => ({ month, print, links: JSON.parse(links) }))
}

/** Writes those months whose print is not that of `before`, and removes those that are gone. */
export async function replaceLinkMonths(
  db: Db,
  projectId: number,
  before: readonly LinkMonth[],
  months: readonly LinkMonth[],
): Promise<void> {
  needTransaction(db, 'replaceLinkMonths')
  const prints = new Map(before.map((one) => [one.month, one.print]))
  const changed = months.filter((one) => prints.get(one.month) !== one.print)
  const here = new Set(months.map((one) => one.month))
  const old = [...changed.map((one) => one.month), ...[...prints.keys()].filter((month) => !here.has(month))]
  await readByKeys(old, (chunk) =>
    db.deleteFrom('link_month').where('project_id', '=', projectId).where('month', 'in', chunk).execute(),
  )
  await put(
    db,
    projectId,
    'link_month',
    changed.map(({ month, print, links }) => ({ month, print, links: storableText(JSON.stringify(links)) })),
  )
}
