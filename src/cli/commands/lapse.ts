import { userInfo } from 'node:os'
import { loadMailmap } from '../../app/derive/load-identities.ts'
import { decideMotion } from '../../app/governance/decide-motion.ts'
import { type AssessedRole, assessRoles, makeLapseCase, STEP_DOWNS } from '../../app/governance/lapse-case.ts'
import { roleSubject } from '../../app/governance/motion-shapes.ts'
import { identities } from '../../app/read-mail.ts'
import { UserError } from '../../core/errors.ts'
import { draftQuestion, explainLapse } from '../../core/governance/lapse-texts.ts'
import type { Instant } from '../../core/time.ts'
import type { Arguments, Command, Io } from '../command.ts'
import { instantOption } from '../instant-option.ts'
import { type OpenProject, withProject } from '../open-project.ts'
import { formatTable, plain } from '../table.ts'

export const lapse: Command = {
  options: [
    { flags: '--all', summary: 'also roles that are active' },
    { flags: '--scope <name>', summary: 'the section, where somebody has the role in several' },
    { flags: '--how <way>', summary: 'for propose: how they leave the section', choices: STEP_DOWNS },
    { flags: '--until <day>', summary: 'for note leave and note attest' },
    { flags: '--on <day>', summary: 'for note bounced, left and ends: which day (default: today)' },
    { flags: '--decision <words>', summary: 'for note ends: the motion, mail or commit by which it ends' },
    { flags: '--person <address>', summary: 'who acts (default: the user of this machine)' },
    { flags: '--now <instant>', summary: 'as of this instant instead of the present' },
  ],
  help: `lapse                        every role that is not active, with the evidence
lapse ask WHO ROLE           a mail to the person, to be sent by hand
lapse propose WHO ROLE       a mail to the list with the patch to MAINTAINERS, to be sent by hand
lapse note WHO ROLE NOTE     records: leave, attest (with --until), asked, keep, reviewer, emeritus,
                             bounced, bounced-for-now, left, ends

WHO is an address. Chat, calls and embargoed work are not seen; nobody is judged on few opportunities.`,
  run: async (args, io) =>
    withProject(args, io, async (open) => {
      const now = instantOption(args, io)
      const [action, who = '', role = '', note = ''] = args.words
      if (action === undefined) return list(open, args, io, now)
      const found = await findRole(open, who, role, args.text('scope'), now)
      switch (action) {
        case 'ask':
          return print(draftQuestion(found.activity, found.lapse, now), who, args, io)
        case 'propose':
          return propose(open, found, args, io, now)
        case 'note':
          return record(open, found, note, args, io, now)
        default:
          throw new UserError('usage', `there is no "lapse ${action}"`, {
            hint: 'There are ask, propose and note.',
          })
      }
    }),
}

async function list(open: OpenProject, args: Arguments, io: Io, now: Instant): Promise<number> {
  const found = await assessRoles(open.database.kysely, open.projectId, now)
  const shown = args.flag('all') ? found : found.filter((one) => one.lapse.state !== 'active')
  if (args.flag('json')) {
    const rows = shown.map(({ activity, lapse: one }) => ({
      person: activity.person,
      name: activity.name,
      role: activity.role,
      scope: activity.scope,
      ...one,
      why: explainLapse(activity, one, now),
    }))
    io.stdout.write(`${JSON.stringify(rows)}\n`)
    return 0
  }
  if (shown.length === 0) {
    io.stdout.write(`Every one of ${found.length} roles is active, as far as can be seen.\n`)
    return 0
  }
  io.stdout.write(
    formatTable(
      shown.map(({ activity, lapse: one }) => [
        one.state,
        activity.role,
        plain(activity.name),
        plain(activity.scope === '' ? 'the project' : activity.scope),
        `answered ${one.answered} of ${one.opportunities}`,
        one.lastSeenAt === undefined ? 'never seen' : `seen ${one.lastSeenAt.slice(0, 10)}`,
      ]),
    ),
  )
  return 0
}

async function findRole(
  open: OpenProject,
  who: string,
  role: string,
  scope: string | undefined,
  now: Instant,
): Promise<AssessedRole> {
  const people = identities(open.project, await loadMailmap(open.database.kysely, open.projectId))
  const person = people.personKey({ name: '', address: who.toLowerCase() })
  const found = (await assessRoles(open.database.kysely, open.projectId, now)).filter(
    ({ activity }) =>
      activity.person === person &&
      activity.role === role &&
      (scope === undefined || activity.scope === scope),
  )
  const [only, ...more] = found
  if (only !== undefined && more.length === 0) return only
  if (only === undefined)
    throw new UserError('not-found', `${who} has no role "${role}" of which work can be seen`, {
      hint: '"patchmoot lapse --all" lists them.',
    })
  throw new UserError('usage', `${who} has that role in ${found.length} sections`, {
    hint: `Say which: --scope "${found.map((one) => one.activity.scope).join('", "')}".`,
  })
}

async function propose(
  open: OpenProject,
  found: AssessedRole,
  args: Arguments,
  io: Io,
  now: Instant,
): Promise<number> {
  const how = STEP_DOWNS.find((one) => one === args.text('how')) ?? 'drop'
  const { database, projectId, project } = open
  const drafts = await makeLapseCase(database.kysely, projectId, project, found, how, now)
  if (!drafts.canPropose)
    throw new UserError(
      'conflict',
      `${found.activity.name} is ${found.lapse.state}: nothing is to be proposed`,
      { hint: 'Who wishes to step down says so: "patchmoot lapse note", then reviewer or emeritus.' },
    )
  return print(drafts.proposal, project.lists[0]?.address ?? '', args, io)
}

function print(
  mail: { readonly subject: string; readonly text: string },
  to: string,
  args: Arguments,
  io: Io,
): number {
  if (args.flag('json')) io.stdout.write(`${JSON.stringify({ to, ...mail })}\n`)
  else io.stdout.write(`To: ${to}\nSubject: ${mail.subject}\n\n${mail.text}`)
  return 0
}

async function record(
  open: OpenProject,
  { activity }: AssessedRole,
  note: string,
  args: Arguments,
  io: Io,
  now: Instant,
): Promise<number> {
  const until = args.text('until')
  const on = args.text('on') ?? now.slice(0, 10)
  const payload =
    note === 'bounced'
      ? { type: 'bounced', on, permanent: true }
      : note === 'bounced-for-now'
        ? { type: 'bounced', on, permanent: false }
        : note === 'left'
          ? { type: 'left', on }
          : note === 'ends'
            ? { type: 'ends', on, decision: args.text('decision') }
            : note === 'leave'
              ? { type: 'leave', from: now.slice(0, 10), until }
              : note === 'attest'
                ? { type: 'attest', until }
                : note === 'asked'
                  ? { type: 'asked' }
                  : { type: 'answered', answer: note }
  const made = await decideMotion(
    { ...open, clock: () => now },
    {
      person: args.text('person')?.toLowerCase() ?? `cli:${userInfo().username}`,
      action: 'role-note',
      subject: roleSubject(activity.role, activity.scope, activity.person),
      payload: { ...payload, via: 'cli' },
    },
  )
  io.stdout.write(`Recorded as decision ${made.decision.sequence}.\n`)
  return 0
}
