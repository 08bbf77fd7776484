import { UserError } from '../../core/errors.ts'
import type { Command } from '../command.ts'
import { instantOption } from '../instant-option.ts'
import { castVote, confirmMail, draftMotion, recordEvent } from '../motion-acts.ts'
import {
  exportAll,
  listAll,
  needMotion,
  printReceipts,
  printReminders,
  printResult,
  showMotion,
} from '../motion-views.ts'
import { withProject } from '../open-project.ts'
import { tryDraft } from '../try-rule.ts'

export const motion: Command = {
  options: [
    { flags: '--person <address>', summary: 'who acts (default: the user of this machine)' },
    { flags: '--kind <id>', summary: 'for draft: the kind of decision, of the rule pack' },
    { flags: '--text <file>', summary: 'for draft: a file with the words of the motion' },
    {
      flags: '--option <text>',
      summary: 'for draft: an option to choose from; for vote: which one',
      repeat: true,
    },
    { flags: '--deadline <instant>', summary: 'for draft, and for event extended: as 2026-05-01T12:00:00Z' },
    { flags: '--about <address>', summary: 'for draft: whom it is about' },
    { flags: '--scope <id>', summary: 'for draft: the sub-project that it is about' },
    { flags: '--start <value>', summary: 'for draft of lazy voting: the starting position, 0 or -1' },
    {
      flags: '--ballots <mode>',
      summary: 'for draft: private or anonymous, where the kind allows it',
      choices: ['public', 'private', 'anonymous'],
    },
    { flags: '--reason <text>', summary: 'why; for event published and reported: in words' },
    { flags: '--who <address>', summary: 'for event added and present: whom', repeat: true },
    {
      flags: '--group <id>',
      summary: 'for vote, event added and reported: which sub-project or group of voters',
    },
    { flags: '--counts <numbers>', summary: 'for event reported: in favour, against, abstained, as 6,1,0' },
    { flags: '--value <vote>', summary: 'for event castingVote: +1 or -1' },
    { flags: '--pack <name>', summary: 'for try: a preset, or a file with a rule pack' },
    { flags: '--now <instant>', summary: 'as of this instant instead of the present' },
  ],
  help: `motion list                        every motion, the newest first
motion show ID                     the motion, its rule, who may vote, the count and why
motion draft TITLE --kind KIND     makes a draft, and prints the mail to send: the clock starts when it arrives
motion vote ID VALUE               casts a ballot ("withdraw" takes it back)
motion vote ID OPTION=VALUE ...    where it has options, by their text or number; where they are ranked, 1 is liked best
motion confirm ID [MAIL]           whoever sent a mail (--person) meant it: the call, or with its Message-ID a ballot
motion event ID TYPE               cancelled, extended, revised, recused, challenged, published, corrected, added,
                                   present, reported, castingVote
motion result ID                   the result as a mail to the list
motion receipts ID                 to each whose ballot came by mail: how it was read (printed, not sent)
motion remind ID                   to each who may vote and has not (printed, not sent)
motion export                      every motion with its ballots, count and outcome, as JSON
motion try KIND                    what would have changed had this kind been in force (--pack: another pack, or a draft)

An ID is the Message-ID of the call, or the name of the draft (m-…).`,
  run: async (args, io) =>
    withProject(args, io, async (open) => {
      const [action = '', id = ''] = args.words
      switch (action) {
        case 'list':
          return listAll(open, args, io)
        case 'show':
          return showMotion(open, await needMotion(open, id), args, io)
        case 'draft':
          return draftMotion(open, args, io)
        case 'vote':
          return castVote(open, args, io)
        case 'event':
          return recordEvent(open, args, io)
        case 'try':
          return tryDraft(open, args, io, instantOption(args, io))
        case 'confirm':
          return confirmMail(open, args, io)
        case 'receipts':
          return printReceipts(open, await needMotion(open, id), args, io)
        case 'remind':
          return printReminders(open, await needMotion(open, id), args, io)
        case 'export':
          return exportAll(open, args, io)
        case 'result':
          return printResult(open, await needMotion(open, id), args, io)
        default:
          throw new UserError('usage', `there is no "motion ${action}"`, {
            hint: 'There are list, show, draft, vote, confirm, event, result, receipts, remind, export and try.',
          })
      }
    }),
}
