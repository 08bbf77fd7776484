import { findNodeAtLocation, type Node } from 'jsonc-parser'
import { UserError } from '../../core/errors.ts'
import type { ConfigFile } from '../config-shape.ts'
import {
  type GovernanceConfig,
  type RoleConfig,
  resolveGovernance,
  resolveRoles,
} from './governance-config.ts'

/** The text of a configuration file, and its tree. */
interface Written {
  readonly path: string
  readonly text: string
  readonly tree: Node
}

/**
 * The governance and the roles of a project of the configuration. Throws `UserError` 'config' naming the line and, for
 * a pack, the rule that is wrong.
 */
export function governanceOf(
  written: Written,
  index: number,
  project: ConfigFile['projects'][number],
): { readonly governance: GovernanceConfig | undefined; readonly roles: readonly RoleConfig[] } {
  const roles = resolveRoles(project.roles ?? [])
  if (project.governance === undefined) return { governance: undefined, roles }
  const path = ['projects', index, 'governance']
  const pack = findNodeAtLocation(written.tree, [...path, 'pack'])
  const packText =
    pack?.type === 'object'
      ? {
          text: written.text.slice(pack.offset, pack.offset + pack.length),
          line: lineAt(written.text, pack.offset),
        }
      : undefined
  const { config, problems } = resolveGovernance(project.governance, packText)
  const [first, ...more] = problems
  if (first !== undefined) {
    const line = first.line ?? lineAt(written.text, findNodeAtLocation(written.tree, path)?.offset ?? 0)
    const rest = more.length === 0 ? '' : ` (and ${more.length} more)`
    throw new UserError(
      'config',
      `${written.path}:${line} has a rule pack that cannot be used: ${first.what}${rest}`,
      {
        hint: 'The fields of a pack are explained in docs/rule-packs.md.',
      },
    )
  }
  return { governance: config, roles }
}

function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}
