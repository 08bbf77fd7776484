import type { RoleHolding } from '../../core/people/roles.ts'
import type { Decision } from '../../store/inputs/decisions.ts'
import type { ProjectConfig } from '../config.ts'
import { MOTION_SHAPES } from './motion-shapes.ts'

/**
 * Roles beside those of MAINTAINERS: what the configuration says, and what was recorded since in the log, in its order.
 * An end that was recorded closes what it is the end of, wherever that was written.
 */
export function recordedRoles(
  project: Pick<ProjectConfig, 'roles' | 'people'>,
  decisions: readonly Decision[],
  personOf: (address: string) => string,
): readonly RoleHolding[] {
  const roles = project.roles.map(
    (one): RoleHolding => ({
      person: personOf(one.address),
      name: one.name === '' ? nameIn(project, one.address) : one.name,
      role: one.role,
      scope: one.scope,
      from: one.from,
      to: one.to,
      evidence: [],
      decision: one.decision,
    }),
  )
  for (const { action, subject, payload } of decisions) {
    if (action !== 'role-note') continue
    const read = MOTION_SHAPES['role-note'].safeParse(payload)
    const [role = '', scope = '', address = ''] = subject.split('\n')
    if (!read.success || role === '' || address === '') continue
    const note = read.data
    const person = personOf(address)
    if (note.type === 'begins')
      roles.push({
        person,
        name: note.name ?? nameIn(project, address),
        role,
        scope,
        from: `${note.from}T00:00:00Z`,
        to: undefined,
        evidence: [],
        decision: note.decision,
      })
    else if (note.type === 'ends') {
      const at = roles.findLastIndex(
        (one) => one.person === person && one.role === role && one.scope === scope && one.to === undefined,
      )
      const open = roles[at]
      if (open !== undefined)
        roles[at] = { ...open, to: `${note.on}T23:59:59Z`, evidence: [...open.evidence, note.decision] }
    }
  }
  return roles
}

function nameIn(project: Pick<ProjectConfig, 'people'>, address: string): string {
  return project.people.find((one) => one.addresses.includes(address))?.name ?? address
}
