import { EXPORTS } from '../../app/catalog.ts'
import { UserError } from '../../core/errors.ts'
import { formatCsv } from '../../exports/csv.ts'
import { EXPORT_FORMATS, EXPORT_NAMES, EXPORT_SHAPES } from '../../exports/export.ts'
import { formatJson, formatNdjson } from '../../exports/json.ts'
import type { Command, Output } from '../command.ts'
import { withProject } from '../open-project.ts'

export const exportCommand: Command = {
  options: [
    { flags: '--format <format>', summary: 'json (the default), ndjson or csv', choices: EXPORT_FORMATS },
  ],
  help: 'In order of time, then Message-ID. CSV has a row for each patch or trailer, nested keys joined by a dot, several\nvalues of one cell joined by ";". A cell that a spreadsheet would run gets an apostrophe in front.',
  run: async (args, io) => {
    const name = EXPORT_NAMES.find((one) => one === args.words[0])
    if (name === undefined)
      throw new UserError('usage', `there is no export "${args.words[0]}"`, {
        hint: `There are ${EXPORT_NAMES.join(', ')}.`,
      })
    return withProject(args, io, async ({ database, projectId }) => {
      const records = await EXPORTS[name](database.kysely, projectId)
      const format = args.text('format') ?? 'json'
      const text =
        format === 'csv'
          ? formatCsv(EXPORT_SHAPES[name], records)
          : format === 'ndjson'
            ? formatNdjson(records)
            : formatJson(records)
      await writeAll(io.stdout, text)
      return 0
    })
  },
}

const PIECE = 64 * 1024

/** Writes pieces of text in larger ones, no faster than the other side takes them. */
async function writeAll(out: Output, pieces: Iterable<string>): Promise<void> {
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length < PIECE) continue
    if (!out.write(text)) await out.drain()
    text = ''
  }
  if (!out.write(text)) await out.drain()
}
