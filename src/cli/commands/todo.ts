import { listTodosAsOf } from '../../app/past/todos-as-of.ts'
import { UserError } from '../../core/errors.ts'
import { TODO_TITLES, type TodoSection } from '../../core/status/todo.ts'
import { addDays } from '../../core/time.ts'
import { findPerson } from '../../store/read/people.ts'
import { readProjectState } from '../../store/read/project-state.ts'
import { COMMITTER_DAYS, INBOX_DAYS, isCommitter, listTodos, type TodoEntry } from '../../store/read/todo.ts'
import type { Command } from '../command.ts'
import { nothingDerivedText } from '../nothing-derived.ts'
import { withProject } from '../open-project.ts'
import { pastDayOf } from '../past-day.ts'
import { formatTable, plain } from '../table.ts'

export const todo: Command = {
  options: [
    { flags: '--me <address>', summary: 'whose inbox; each address that they write from will do' },
    { flags: '--as-of <day>', summary: 'as it was at the end of a past day, as in 2026-05-01' },
    { flags: '--all', summary: 'also what nobody has mentioned for a year' },
  ],
  help: `Sections: A only you can unblock it, B ready to commit, C returned to you, D new in your area,
E yours and you are to act, F yours and waiting for others, G others are in its way too, H lost in your area.`,
  run: async (args, io) =>
    withProject(args, io, async ({ database, projectId, project }) => {
      const db = database.kysely
      const address = args.text('me')?.trim().replace(/^<|>$/g, '').toLowerCase()
      if (address === undefined || address === '')
        throw new UserError('usage', 'whose inbox?', { hint: 'Say --me ADDRESS.' })
      const person = await findPerson(db, projectId, address)
      const state = await readProjectState(db, projectId)
      const { asOf } = state
      const day = pastDayOf(args, asOf ?? io.now())
      const now = day ?? asOf ?? io.now()
      const days = args.flag('all') ? undefined : INBOX_DAYS
      const key = person?.key ?? address
      const since = addDays(now, -COMMITTER_DAYS)
      const committer = await isCommitter(db, projectId, person?.addresses ?? [address], since, day)
      const entries =
        day === undefined
          ? await listTodos(db, projectId, key, {
              committer,
              activeSince: days === undefined ? undefined : addDays(now, -days),
            })
          : await listTodosAsOf(db, projectId, project, day, { key, committer, days })
      if (args.flag('json')) io.stdout.write(`${JSON.stringify(entries.map(record))}\n`)
      else if (asOf === undefined) io.stdout.write(nothingDerivedText(state))
      else if (entries.length === 0) io.stdout.write(`Nothing waits for ${plain(address)}.\n`)
      else io.stdout.write(inboxText(entries))
      return 0
    }),
}

function inboxText(entries: readonly TodoEntry[]): string {
  const sections = [...new Set(entries.map((one) => one.section))]
  return sections
    .map((section: TodoSection) => {
      const rows = entries
        .filter((one) => one.section === section)
        .map((one) => [
          one.since.slice(0, 10),
          plain(one.entry.sender.name || one.entry.sender.address, 20),
          plain(one.entry.title, 60),
          plain(one.why, 100),
          one.entry.series,
        ])
      return `${section}  ${TODO_TITLES[section]}\n${formatTable(rows)}`
    })
    .join('\n')
}

function record(one: TodoEntry): object {
  return {
    section: one.section,
    why: one.why,
    since: one.since,
    evidence: one.evidence ?? null,
    series: one.entry.series,
    title: one.entry.title,
    sender: one.entry.sender,
    status: one.entry.status,
    turn: one.entry.turn,
    lost: one.entry.lost,
  }
}
