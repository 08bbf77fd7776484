import * as z from 'zod'
import type { SubProject } from '../../core/governance/draw-electorate.ts'
import { findPreset, PRESETS } from '../../core/governance/packs/presets.ts'
import { type ResolvedPack, resolvePack } from '../../core/governance/rule-pack.ts'
import type { Instant } from '../../core/time.ts'
import { isDay } from '../../core/zone-time.ts'
import { nearestWord } from '../nearest-word.ts'
import { readPack } from './read-pack.ts'

/** How a project decides, by its configuration. */
export interface GovernanceConfig {
  readonly pack: ResolvedPack
  /** Calls that arrived earlier are not followed; `undefined`: all are. */
  readonly since: Instant | undefined
  readonly subProjects: readonly SubProject[]
  /** The sub-project that this project is, in votes of all of them; `''`: it has no parts. */
  readonly own: string
  /** Mail servers whose Authentication-Results are believed: lower case. */
  readonly authenticationServers: readonly string[]
}

/** A role that somebody holds by what the configuration says. */
export interface RoleConfig {
  readonly role: string
  /** Lower case. */
  readonly address: string
  readonly name: string
  readonly scope: string
  readonly from: Instant
  readonly to: Instant | undefined
  /** The decision, mail or page that says so. */
  readonly decision: string | undefined
}

const text = z.string().min(1).max(1000)
const day = z.string().refine(isDay, 'must be a day of the calendar, as in 2026-05-01')
const role = z.string().regex(/^[a-z][a-z-]{0,62}$/, 'must be lower-case letters and "-"')
const scopeId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}$/, 'must be letters, digits, ".", "_" and "-"')

/** What the key `governance` may hold: the name of a pack, or more. */
export const governanceShape = z.union([
  text,
  z.strictObject({
    /** The name of a preset, or a pack: it is read by `readPack`, which knows its lines. */
    pack: z.union([text, z.record(z.string(), z.unknown())]),
    since: day.optional(),
    subProjects: z
      .array(z.strictObject({ id: scopeId, title: text.optional(), mature: z.boolean().optional() }))
      .optional(),
    own: scopeId.optional(),
    authenticationServers: z.array(text).optional(),
  }),
])

/** What the key `roles` may hold: who has which role. */
export const rolesShape = z.array(
  z.strictObject({
    role,
    person: text.regex(/^[^\s<>@]+@[^\s<>@]+$/, 'must be the address of a person'),
    name: text.optional(),
    scope: z.string().max(200).optional(),
    from: day.optional(),
    until: day.optional(),
    decision: text.optional(),
  }),
)

/** Why the governance of a project cannot be used: the line (from 1), where known, and what. */
export interface GovernanceProblem {
  readonly line: number | undefined
  readonly what: string
}

/**
 * The governance that a configuration asks for. A pack of its own is given as the text that it was written as, with the
 * line that it begins on, so that an error can name its line and rule.
 */
export function resolveGovernance(
  value: z.infer<typeof governanceShape>,
  packText: { readonly text: string; readonly line: number } | undefined,
): { readonly config: GovernanceConfig | undefined; readonly problems: readonly GovernanceProblem[] } {
  const parts = typeof value === 'string' ? { pack: value } : value
  const found =
    typeof parts.pack === 'string' ? namedPack(parts.pack) : readOwn(packText ?? { text: '', line: 1 })
  if (found.pack === undefined) return { config: undefined, problems: found.problems }
  const subProjects = (parts.subProjects ?? []).map((one) => ({
    id: one.id,
    title: one.title ?? one.id,
    mature: one.mature ?? true,
  }))
  const own = parts.own ?? ''
  if (own !== '' && !subProjects.some((one) => one.id === own))
    return {
      config: undefined,
      problems: [{ line: undefined, what: `"own" names "${own}", which is none of "subProjects"` }],
    }
  return {
    config: {
      pack: found.pack,
      since: parts.since === undefined ? undefined : `${parts.since}T00:00:00Z`,
      subProjects,
      own,
      authenticationServers: (parts.authenticationServers ?? []).map((one) => one.toLowerCase()),
    },
    problems: [],
  }
}

interface Found {
  readonly pack: ResolvedPack | undefined
  readonly problems: readonly GovernanceProblem[]
}

function namedPack(id: string): Found {
  const preset = findPreset(id)
  if (preset !== undefined) return { pack: resolvePack(preset, PRESETS), problems: [] }
  const names = PRESETS.map((one) => one.id)
  const near = nearestWord(id, names)
  const hint = near === undefined ? `there are ${names.join(', ')}` : `did you mean "${near}"?`
  return { pack: undefined, problems: [{ line: undefined, what: `there is no rule pack "${id}": ${hint}` }] }
}

function readOwn(written: { readonly text: string; readonly line: number }): Found {
  const read = readPack(written.text, PRESETS)
  return {
    pack: read.pack,
    problems: read.problems.map((one) => ({ line: one.line + written.line - 1, what: one.what })),
  }
}

/** The roles that a configuration gives: from the first day unless it says since when, and up to the end of a day. */
export function resolveRoles(value: z.infer<typeof rolesShape>): readonly RoleConfig[] {
  return value.map((one) => ({
    role: one.role,
    address: one.person.toLowerCase(),
    name: one.name ?? '',
    scope: one.scope ?? '',
    from: `${one.from ?? '1970-01-01'}T00:00:00Z`,
    to: one.until === undefined ? undefined : `${one.until}T23:59:59Z`,
    decision: one.decision,
  }))
}
