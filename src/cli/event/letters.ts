import { listDueReminders, sendReminders } from '../../app/hackathon/remind.ts'
import { smtpOutbox } from '../../app/outbox.ts'
import { UserError } from '../../core/errors.ts'
import { type EventLetter, formatTopicLetter } from '../../core/hackathon/event-letters.ts'
import { plural } from '../../core/plural.ts'
import type { Arguments, Io } from '../command.ts'
import { instantOption } from '../instant-option.ts'
import type { OpenProject } from '../open-project.ts'
import { plain } from '../table.ts'
import { eventUrl, sessionUrl } from './event-url.ts'
import { needEvent } from './show.ts'

/** `event ask ID TOPIC`: the mail that puts a topic to the list, to be sent from any mail program. */
export async function askAboutTopic(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const hackathon = await needEvent(open, args)
  const id = args.words[2] ?? ''
  const topic = hackathon.topics.find((one) => one.id === id)
  if (topic === undefined)
    throw new UserError('not-found', `there is no topic "${id}"`, {
      hint: `There are ${hackathon.topics.map((one) => one.id).join(', ') || 'none'}.`,
    })
  const letter = formatTopicLetter(
    hackathon,
    topic,
    `${eventUrl(open.config, open.project.id, hackathon.event.id)}/topics/${topic.id}`,
  )
  if (letter === undefined)
    throw new UserError('conflict', 'the event has no mailing list', {
      hint: 'Set it on the page of the event.',
    })
  io.stdout.write(args.flag('json') ? `${JSON.stringify(letter)}\n` : textOf(letter))
  return 0
}

/** `event remind`: asks for notes that are missing. Without `--send` it only says who would be asked. */
export async function remindOfNotes(open: OpenProject, args: Arguments, io: Io): Promise<number> {
  const context = { ...open, clock: () => instantOption(args, io) }
  const due = await listDueReminders(context, (event, session) =>
    sessionUrl(open.config, open.project.id, event, session),
  )
  const letters = due.flatMap((one) => one.letters)
  if (args.flag('send')) {
    if (open.config.smtp === undefined)
      throw new UserError('config', 'no mail server is configured', { hint: 'See the key "smtp".' })
    if (open.config.baseUrl === undefined)
      throw new UserError('config', 'a reminder needs the address of the page of the notes', {
        hint: 'See the key "baseUrl".',
      })
    const sent = await sendReminders(context, due, smtpOutbox(open.config.smtp))
    io.stdout.write(`${plural(sent, 'mail')} sent.\n`)
    return 0
  }
  if (args.flag('json')) io.stdout.write(`${JSON.stringify(letters)}\n`)
  else if (due.length === 0) io.stdout.write('Nobody has to be asked for notes.\n')
  else
    for (const { missing, letters: mails } of due) {
      if (mails.length === 0)
        io.stdout.write(`Nobody can be asked about "${plain(missing.session.title)}".\n`)
      for (const letter of mails) io.stdout.write(`${textOf(letter)}\n`)
    }
  return 0
}

function textOf(letter: EventLetter): string {
  return `To: ${plain(letter.to)}\nSubject: ${plain(letter.subject)}\n\n${letter.text}`
}
