import * as z from 'zod'
import { isDay, isTimeZone } from '../core/zone-time.ts'
import { MATCH_RULE_NAMES } from './catalog-names.ts'
import { reviewShapes } from './config-review.ts'
import { smtpShape } from './config-smtp.ts'
import { governanceShape, rolesShape } from './governance/governance-config.ts'
import { eventsShape } from './hackathon/events-config.ts'

/**
 * What `patchmoot.json` may hold, before addresses are resolved. Every object is strict: a key that is not here is an
 * error.
 */

const text = z.string().min(1)

const listShape = z.strictObject({ address: text, source: text })

const mailboxShape = z.strictObject({
  address: text,
  source: text,
  for: z.enum(['registration', 'ballots', 'commands']),
})

const repositoryShape = z.strictObject({
  name: text.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'must be letters, digits, ".", "_" and "-"'),
  url: text,
  branches: z.array(text).min(1).optional(),
  developmentBranch: text.optional(),
})

const matchingShape = z.strictObject({ rules: z.array(z.enum(MATCH_RULE_NAMES)).min(1).optional() })

const day = z.string().refine(isDay, 'must be a day of the calendar, as in 2026-05-01')

const affiliationShape = z.strictObject({
  company: text,
  from: day.optional(),
  until: day.optional(),
})

/** One person with several addresses, and for whom they worked when. */
const personShape = z.strictObject({
  name: text,
  addresses: z.array(text).min(1),
  companies: z.array(affiliationShape).optional(),
})

/** What a people file holds. */
export const peopleShape = z.array(personShape)

/** Names of companies, and the domains that their people write from. */
const companiesShape = z.record(text, z.array(text))

const calendarShape = z.strictObject({
  zone: z.string().refine(isTimeZone, 'must be a time zone, as in Europe/Berlin').optional(),
  holidays: z.array(day).optional(),
})

const dashboardShape = z.strictObject({ rankings: z.boolean().optional() })

const projectShape = z.strictObject({
  id: text.regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'must be lower-case letters, digits, ".", "_" and "-"'),
  title: text.optional(),
  lists: z.array(listShape).min(1),
  mailboxes: z.array(mailboxShape).optional(),
  repositories: z.array(repositoryShape).optional(),
  developmentBranch: text.optional(),
  matching: matchingShape.optional(),
  people: z.union([z.array(personShape), text]).optional(),
  bots: z.array(text).optional(),
  companies: companiesShape.optional(),
  roles: rolesShape.optional(),
  ...reviewShapes,
  calendar: calendarShape.optional(),
  dashboard: dashboardShape.optional(),
  governance: governanceShape.optional(),
  events: eventsShape.optional(),
})

/** The shape of the whole file. */
export const configShape = z.strictObject({
  $schema: z.string().optional(),
  database: text.optional(),
  baseUrl: z
    .string()
    .regex(/^https?:\/\/[^\s?#]+$/, 'must be an http:// or https:// address')
    .optional(),
  smtp: smtpShape.optional(),
  sync: z.strictObject({ every: z.number().min(0).optional() }).optional(),
  maskAddresses: z.boolean().optional(),
  projects: z.array(projectShape).min(1),
})

export type ConfigFile = z.infer<typeof configShape>

/** The keys that an object at a path may have, for "did you mean". */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let shape: unknown = configShape
  for (const step of path) {
    shape = unwrap(shape)
    if (shape instanceof z.ZodArray && typeof step === 'number') shape = shape.element
    else if (shape instanceof z.ZodObject) shape = shape.shape[String(step)]
    else return []
  }
  shape = unwrap(shape)
  return shape instanceof z.ZodObject ? Object.keys(shape.shape).filter((key) => key !== '$schema') : []
}

function unwrap(shape: unknown): unknown {
  return shape instanceof z.ZodOptional ? shape.unwrap() : shape
}
