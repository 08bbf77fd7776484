import { userInfo } from 'node:os'
import { loadMailmap } from '../../app/derive/load-identities.ts'
import { decideMotion } from '../../app/governance/decide-motion.ts'
import { roleSubject } from '../../app/governance/motion-shapes.ts'
import { identities } from '../../app/read-mail.ts'
import { UserError } from '../../core/errors.ts'
import { describeRole, holdingsAt } from '../../core/people/roles.ts'
import type { Instant } from '../../core/time.ts'
import { listHoldings } from '../../store/derived/holdings.ts'
import type { Arguments, Command, Io } from '../command.ts'
import { instantOption } from '../instant-option.ts'
import { type OpenProject, withProject } from '../open-project.ts'
import { formatTable, plain } from '../table.ts'

export const roles: Command = {
  options: [
    { flags: '--all', summary: 'also roles that are over' },
    {
      flags: '--scope <name>',
      summary: 'for begin and end: the section or sub-project (default: the project)',
    },
    { flags: '--name <name>', summary: 'for begin: their name' },
    { flags: '--on <day>', summary: 'for begin and end: which day (default: today)' },
    { flags: '--decision <words>', summary: 'for begin and end: the motion, mail or page by which it is so' },
    { flags: '--person <address>', summary: 'who acts (default: the user of this machine)' },
    { flags: '--now <instant>', summary: 'as of this instant instead of the present' },
  ],
  help: `roles                          who holds which role
roles begin WHO ROLE           records that a role of somebody begins, by a decision
roles end WHO ROLE             records that it ends

From every version of MAINTAINERS, from the key "roles" of the configuration, and from what was recorded here. It needs a key
"governance". What MAINTAINERS says is changed there.`,
  run: async (args, io) =>
    withProject(args, io, async (open) => {
      const now = instantOption(args, io)
      const [action, who = '', role = ''] = args.words
      if (action !== undefined) return record(open, action, who, role, args, io, now)
      const all = (await listHoldings(open.database.kysely, open.projectId)).map((one) => one.holding)
      const shown = args.flag('all') ? all : holdingsAt(all, now)
      if (args.flag('json')) io.stdout.write(`${JSON.stringify(shown)}\n`)
      else if (shown.length === 0) io.stdout.write('No role is known.\n')
      else
        io.stdout.write(
          formatTable(
            [...shown]
              .sort((a, b) => (a.role !== b.role ? (a.role < b.role ? -1 : 1) : a.name < b.name ? -1 : 1))
              .map((one) => [
                describeRole(one.role).title,
                plain(one.name),
                plain(one.scope === '' ? 'the project' : one.scope),
                `${one.from.slice(0, 10)}${one.to === undefined ? '' : ` to ${one.to.slice(0, 10)}`}`,
                plain(one.decision ?? one.evidence[0]?.slice(0, 12) ?? ''),
              ]),
          ),
        )
      return 0
    }),
}

async function record(
  open: OpenProject,
  action: string,
  who: string,
  role: string,
  args: Arguments,
  io: Io,
  now: Instant,
): Promise<number> {
  if (action !== 'begin' && action !== 'end')
    throw new UserError('usage', `there is no "roles ${action}"`, { hint: 'There are begin and end.' })
  if (!/^[^\s<>@]+@[^\s<>@]+$/.test(who) || !/^[a-z][a-z-]{0,62}$/.test(role))
    throw new UserError('usage', 'whose role is it, and which?', {
      hint: 'As in: patchmoot roles begin ada@example.org release-manager --decision MOTION.',
    })
  const people = identities(open.project, await loadMailmap(open.database.kysely, open.projectId))
  const person = people.personKey({ name: '', address: who.toLowerCase() })
  const on = args.text('on') ?? now.slice(0, 10)
  const decision = args.text('decision')
  const made = await decideMotion(
    { ...open, clock: () => now },
    {
      person: args.text('person')?.toLowerCase() ?? `cli:${userInfo().username}`,
      action: 'role-note',
      subject: roleSubject(role, args.text('scope') ?? '', person),
      payload: {
        ...(action === 'begin'
          ? { type: 'begins', from: on, name: args.text('name'), decision }
          : { type: 'ends', on, decision }),
        via: 'cli',
      },
    },
  )
  io.stdout.write(`Recorded as decision ${made.decision.sequence}.\n`)
  return 0
}
