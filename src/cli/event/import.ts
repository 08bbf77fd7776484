import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ImportReport, importEvent } from '../../app/hackathon/import-event.ts'
import { UserError } from '../../core/errors.ts'
import { PHASES } from '../../core/hackathon/event.ts'
import { plural } from '../../core/plural.ts'
import type { Arguments, Io } from '../command.ts'
import { instantOption } from '../instant-option.ts'
import type { OpenProject } from '../open-project.ts'
import { plain } from '../table.ts'
import { actingPerson } from './person.ts'

/** `event import FILE`: a wiki's page becomes an event, with a report of every line that nothing was made of. */
export async function importPage(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const path = args.words[1]
  if (path === undefined)
    throw new UserError('usage', 'which page?', {
      hint: 'Give a file with the text of the page, or its wikitext.',
    })
  const phase = PHASES.find((one) => one === args.text('phase'))
  const order = args.text('dates')
  const report = await importEvent(
    { ...open, clock: () => instantOption(args, io) },
    {
      person: actingPerson(args),
      text: readPage(resolve(io.cwd, path)),
      id: args.text('id'),
      name: args.text('name'),
      timeZone: args.text('zone'),
      phase,
      startsOn: args.text('from'),
      endsOn: args.text('until'),
      order: order === 'day-first' || order === 'month-first' ? order : undefined,
      dryRun: args.flag('dryRun'),
    },
  )
  if (args.flag('json')) io.stdout.write(`${JSON.stringify(jsonOf(report))}\n`)
  else io.stdout.write(textOf(report, args.flag('dryRun')))
  return 0
}

function readPage(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new UserError('usage', `${path} cannot be read`, { hint: 'Name a file with the page.', cause })
  }
}

function jsonOf(report: ImportReport): object {
  const { page, unparsed, ...rest } = report
  return {
    ...rest,
    topics: page.topics.length,
    attendees: page.attendees.length,
    unparsed: unparsed.map(({ number, text, section }) => ({ number, text, section })),
  }
}

const NOUNS: Readonly<Record<string, string>> = {
  'event.create': 'event',
  'topic.add': 'topic',
  'topic.comment': 'comment',
  'interest.state': 'vote',
  'registration.register': 'person',
  'registration.travel': 'travel line',
  'registration.set': 'invitation',
}

function textOf(report: ImportReport, isDry: boolean): string {
  const { event, page, recorded, known, differences, refused, problems, unparsed } = report
  const made = Object.entries(recorded).map(([kind, count]) =>
    kind === 'registration.register'
      ? `${count} ${count === 1 ? 'person' : 'people'}`
      : plural(count, NOUNS[kind] ?? kind),
  )
  const lines = [
    `${event}: ${isDry ? 'would record' : 'recorded'} ${made.length === 0 ? 'nothing' : made.join(', ')}; ${known} known already.`,
    `The page has ${plural(page.topics.length, 'topic')}, ${plural(page.attendees.length, 'attendee')} and ${plural(page.notes.length, 'link')} to notes.`,
  ]
  const section = (title: string, items: readonly string[]): void => {
    if (items.length > 0) lines.push('', title, ...items.map((item) => `  ${plain(item, 300)}`))
  }
  section(
    'To look at:',
    problems.map((one) => `${one.where}: ${one.what}`),
  )
  section(
    'Refused:',
    refused.map((one) => `${one.act.kind}: ${one.why}`),
  )
  section(
    'The event says something else than the page, and was left as it is:',
    differences.map(
      (one) =>
        `${one.about}, ${one.field}: ${JSON.stringify(one.stands) ?? '(nothing)'} (page: ${JSON.stringify(one.page)})`,
    ),
  )
  section(
    'Lines of which nothing was made:',
    unparsed.map((one) => `${one.number}: ${one.text.trim()}`),
  )
  if (unparsed.length === 0) lines.push('Every line of it has a use.')
  return `${lines.join('\n')}\n`
}
