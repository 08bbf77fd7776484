import { describeRole, holdingsAt } from '../../core/people/roles.ts'
import { listHoldings } from '../../store/derived/holdings.ts'
import type { Command } from '../command.ts'
import { withProject } from '../open-project.ts'
import { formatTable, plain } from '../table.ts'
import { instantOption } from './sync.ts'

export const roles: Command = {
  name: 'roles',
  summary: 'who holds which role, of what, since when',
  usage: '',
  options: [
    { flags: '--all', summary: 'also roles that are over' },
    { flags: '--now <instant>', summary: 'as of this instant instead of the present' },
  ],
  help: 'From every version of MAINTAINERS, and from the key "roles" of the configuration. It needs a key "governance".',
  run: async (args, io) =>
    withProject(args, io, async (open) => {
      const now = instantOption(args, io)
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
