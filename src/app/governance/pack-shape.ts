import * as z from 'zod'
import type { RulePack } from '../../core/governance/rule-pack.ts'

/** What a rule pack in the configuration may hold: the schema of core/governance, every object strict. */
const text = z.string().min(1).max(1000)
const whole = z.int().min(0).max(1_000_000)
const share = z.strictObject({ num: z.int(), den: z.int() })
const need = z.union([z.number(), share])
const role = text.regex(/^[a-z][a-z-]{0,62}$/, 'must be lower-case letters and "-"')
const id = text.regex(/^[A-Za-z][A-Za-z0-9-]{0,62}$/, 'must be letters, digits and "-"')

const electorate = z.strictObject({
  units: z.enum(['person', 'organisation']),
  groups: z.array(z.strictObject({ role, scope: text.exactOptional() })),
  perGroup: z.boolean().exactOptional(),
  qualifying: z.enum(['mature', 'listed']).exactOptional(),
  activeOnly: z.boolean().exactOptional(),
  exclude: z.array(z.enum(['projectUnderReview', 'subjectPerson', 'recused', 'emeritus'])),
  minSize: whole.exactOptional(),
  orgCap: whole.exactOptional(),
  extraVoters: z.array(role).exactOptional(),
  nonBinding: z.enum(['record', 'reject']),
  snapshot: z.enum(['atOpen', 'atClose']),
})

const scale = z.strictObject({
  values: z.array(z.int().min(-9).max(9)).min(1),
  collapse: z.literal('sign').exactOptional(),
  reasonRequired: z.array(z.int()),
  reasonMissing: z.enum(['warn', 'void']),
})

const quorum = z.strictObject({
  of: z.enum(['positive', 'cast', 'present']),
  base: z.enum(['members', 'activeMembers', 'fixed']),
  need,
  round: z.literal('ceil'),
  strict: z.boolean().exactOptional(),
  failure: z.enum(['reject', 'groupNotCounted']),
})

/** The fields of a kind that a reading or a deviation may replace; all of them optional. */
const parts = {
  title: text,
  when: text,
  source: z.array(text).exactOptional(),
  openBy: z.array(role).exactOptional(),
  electorate,
  scale,
  implicit: z.strictObject({ proposer: z.int(), overridable: z.boolean() }).exactOptional(),
  tally: z.enum([
    'sum',
    'forAgainst',
    'absolute',
    'perGroupMeanShare',
    'consensusBlock',
    'fcp',
    'approval',
    'condorcet',
    'organiser',
    'checkIn',
  ]),
  abstain: z.enum(['ignored', 'countsForQuorum', 'shrinksBase']),
  quorum: quorum.exactOptional(),
  pass: z
    .strictObject({
      need,
      of: z.enum(['forPlusAgainst', 'electorate', 'sum', 'shares']),
      strict: z.boolean(),
    })
    .exactOptional(),
  outstandingBelow: whole.exactOptional(),
  veto: z
    .strictObject({
      values: z.array(z.int()),
      by: z.enum(['necessaryStakeholders', 'binding']),
      justification: z.enum(['warn', 'required']),
      withdrawable: z.boolean(),
    })
    .exactOptional(),
  silence: z.enum(['assent', 'nothing']),
  duration: z.strictObject({
    min: text.exactOptional(),
    default: text.exactOptional(),
    graceAfterThreshold: text.exactOptional(),
    restartOn: z.array(z.enum(['newRevision', 'newConcern'])).exactOptional(),
    extendBy: z.array(role).exactOptional(),
    business: z.boolean().exactOptional(),
  }),
  close: z.strictObject({
    early: z.enum(['never', 'whenDecided', 'whenPassedAfter']),
    minOpen: text.exactOptional(),
    lateBallots: z.enum(['ignored', 'shown']),
  }),
  ballot: z.strictObject({
    mode: z.enum(['public', 'private', 'anonymous']),
    modes: z
      .array(
        z.strictObject({
          mode: z.enum(['public', 'private', 'anonymous']),
          openBy: z.array(role).exactOptional(),
        }),
      )
      .exactOptional(),
    revote: z.enum(['last', 'refuse']),
    publish: z.enum(['names', 'counts']),
    channel: z.array(z.enum(['list', 'form', 'signedMail', 'meeting'])),
    proof: z.enum(['dkim', 'confirmed', 'account']).exactOptional(),
  }),
  result: z.strictObject({
    challenge: text.exactOptional(),
    tie: z.union([z.literal('fail'), z.strictObject({ castingVote: role })]),
    overturnBy: id.exactOptional(),
    appealTo: id.exactOptional(),
    overdueAfter: text.exactOptional(),
  }),
  markers: z.strictObject({ subject: text.exactOptional(), body: text.exactOptional() }),
  phases: z.array(z.strictObject({ name: text, min: text })).exactOptional(),
}

const change = z.strictObject({
  title: parts.title.exactOptional(),
  when: parts.when.exactOptional(),
  source: parts.source,
  openBy: parts.openBy,
  electorate: parts.electorate.exactOptional(),
  scale: parts.scale.exactOptional(),
  implicit: parts.implicit,
  tally: parts.tally.exactOptional(),
  abstain: parts.abstain.exactOptional(),
  quorum: parts.quorum,
  pass: parts.pass,
  outstandingBelow: parts.outstandingBelow,
  veto: parts.veto,
  silence: parts.silence.exactOptional(),
  duration: parts.duration.exactOptional(),
  close: parts.close.exactOptional(),
  ballot: parts.ballot.exactOptional(),
  result: parts.result.exactOptional(),
  markers: parts.markers.exactOptional(),
  phases: parts.phases,
})

const reading = z.strictObject({
  id,
  question: text,
  chosen: text,
  options: z.array(z.strictObject({ id: text, text, set: change })).min(1),
})

const kind = z.strictObject({ id, ...parts, readings: z.array(reading).default([]) })

/** The shape of a rule pack. */
export const packShape = z.strictObject({
  id: text.regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'must be lower-case letters, digits, ".", "_" and "-"'),
  title: text,
  version: text,
  effective: z.union([z.tuple([text]), z.tuple([text, text])]),
  source: z.array(text),
  extends: text.exactOptional(),
  locked: z.array(id).default([]),
  kinds: z.array(kind).default([]),
  override: z.record(id, change).exactOptional(),
}) satisfies z.ZodType<RulePack>
