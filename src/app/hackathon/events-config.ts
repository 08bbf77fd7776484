import * as z from 'zod'

/** How a project runs its events, by its configuration. */
export interface EventsConfig {
  /** Roles of the configuration whose holders are organisers of every event. */
  readonly organisers: readonly string[]
  /** Days after an event within which likeness of words makes something a candidate for what came of it. */
  readonly traceDays: number
  /** Whether `serve` itself asks for notes that are missing, by mail. */
  readonly reminders: boolean
}

const DEFAULTS: EventsConfig = {
  organisers: ['community-manager', 'event-organiser'],
  traceDays: 730,
  reminders: false,
}

/** What the key `events` may hold. */
export const eventsShape = z.strictObject({
  organisers: z
    .array(z.string().regex(/^[a-z][a-z-]{0,62}$/, 'must be the name of a role: lower-case letters and "-"'))
    .min(1)
    .optional(),
  traceDays: z.number().int().min(1).max(3650).optional(),
  reminders: z.boolean().optional(),
})

/** The events of a project of the configuration. */
export function eventsOf(written: z.infer<typeof eventsShape> | undefined): EventsConfig {
  return {
    organisers: written?.organisers ?? DEFAULTS.organisers,
    traceDays: written?.traceDays ?? DEFAULTS.traceDays,
    reminders: written?.reminders ?? DEFAULTS.reminders,
  }
}
