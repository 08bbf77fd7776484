import { type RawBuilder, type SqlBool, sql } from 'kysely'

/** How patches apply that the queue of the lost leaves out: they are for another repository, or there already. */
export const LEFT_OUT = ['elsewhere', 'present'] as const

/**
 * The condition that a lineage is neither for another repository than those that are followed nor on the branch already,
 * as the last apply check found it: the queue of the lost leaves these out, and whatever counts the lost has to count the
 * same. `lineage`: the name or alias of the table in the query.
 */
export function isHere(lineage: 'lineage' | 'l'): RawBuilder<SqlBool> {
  const table = sql.ref(lineage)
  return sql<SqlBool>`not exists (select 1 from apply_check as e where e.project_id = ${table}.project_id and e.lineage = ${table}.id and e.state in (${sql.join(LEFT_OUT)}))`
}
