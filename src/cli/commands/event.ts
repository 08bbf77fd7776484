import { UserError } from '../../core/errors.ts'
import { PHASES } from '../../core/hackathon/event.ts'
import type { Command } from '../command.ts'
import { actByHand } from '../event/act.ts'
import { EVENT_FORMATS, exportEvent } from '../event/export.ts'
import { importPage } from '../event/import.ts'
import { askAboutTopic, remindOfNotes } from '../event/letters.ts'
import { carryOver, judgeOutcome, showOutcomes } from '../event/outcomes.ts'
import { scheduleEvent } from '../event/schedule.ts'
import { listEvents, showEvent } from '../event/show.ts'
import { withProject } from '../open-project.ts'

const ACTIONS = {
  import: importPage,
  list: listEvents,
  show: showEvent,
  schedule: scheduleEvent,
  export: exportEvent,
  act: actByHand,
  outcomes: showOutcomes,
  confirm: judgeOutcome,
  reject: judgeOutcome,
  carry: carryOver,
  ask: askAboutTopic,
  remind: remindOfNotes,
}

export const event: Command = {
  options: [
    { flags: '--person <address>', summary: 'who acts (default: the user of this machine)' },
    {
      flags: '--id <id>',
      summary: 'for import: the id of the event (default: made of the title of the page)',
    },
    { flags: '--name <text>', summary: 'for import: what it is called' },
    { flags: '--zone <name>', summary: 'for import: its time zone, as Europe/London' },
    { flags: '--phase <phase>', summary: 'for import: where it is in its life', choices: PHASES },
    { flags: '--from <day>', summary: 'for import: its first day, where the page does not say' },
    { flags: '--until <day>', summary: 'for import: its last day' },
    {
      flags: '--dates <order>',
      summary: 'for import: how dates like 12/03/2013 are meant; they are never guessed',
      choices: ['day-first', 'month-first'],
    },
    { flags: '--dry-run', summary: 'for import: read and report, record nothing' },
    { flags: '--seed <number>', summary: 'for schedule: the same seed gives the same agenda (default: 1)' },
    { flags: '--moves <number>', summary: 'for schedule: known sessions that may move for interest alone' },
    { flags: '--accept', summary: 'for schedule: take the agenda over' },
    { flags: '--publish', summary: 'for schedule: take it over and publish it' },
    { flags: '--note <text>', summary: 'for schedule --publish: a line for the changelog' },
    { flags: '--for <address>', summary: 'for export ical: the calendar of one person' },
    { flags: '--room <id>', summary: 'for export ical: of one room' },
    { flags: '--session <id>', summary: 'for export ical: of one session' },
    { flags: '--travel', summary: 'for export wikitext: with IRC names, travel and lodging' },
    { flags: '--spreadsheet', summary: 'for export of tables: with a byte order mark' },
    { flags: '--payload <file>', summary: 'for act: a file with the JSON' },
    { flags: '--send', summary: 'for remind: send the mails' },
    { flags: '--now <instant>', summary: 'as of this instant instead of the present' },
  ],
  help: `event import FILE          makes an event of a wiki's page (its text or its wikitext), and reports every line that
                           nothing was made of; a second import adds what is new and overwrites nothing
event list                 every event
event show ID              one event at a glance
event schedule ID          makes an agenda and says what it is worth
event export ID FORMAT     ${EVENT_FORMATS.slice(0, 7).join(', ')},
                           and as CSV ${EVENT_FORMATS.slice(7).join(', ')}
event act ID KIND JSON     anything that can be done on a page, as "event act example-2026 topic.add '{…}'"
event outcomes ID          what became of it, and what may have: by item, strongest evidence first
event confirm ID ITEM WHAT this commit or series came of this item; nothing counts before somebody says so
event reject ID ITEM WHAT  it did not
event carry ID NEXT        begins the next event with what is unresolved of this one
event ask ID TOPIC         the mail that asks the list who wants to attend; replies to it are answers
event remind               who is to be asked for notes of sessions that are over; --send mails them, once each

An ID may also be an earlier address of the event's page.`,
  run: async (args, io) =>
    withProject(args, io, async (open) => {
      const [action = ''] = args.words
      const found = Object.entries(ACTIONS).find(([name]) => name === action)
      if (found === undefined)
        throw new UserError('usage', `there is no "event ${action}"`, {
          hint: `There are ${Object.keys(ACTIONS).join(', ')}.`,
        })
      return found[1](open, args, io)
    }),
}
