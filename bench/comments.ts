/**
 * Counts how many replies to patches have every comment at the line that it speaks of:
 *
 *     npm run bench:comments -- --database FILE [--sample 100] [--replies 100] [--seed 1] [--show 10]
 *
 * The database is one that `patchmoot sync` has filled from a list. Looked at are the replies to patches that quote lines
 * of a diff with words below. A comment is placed where it has a line of the patch; the place is held against the mail
 * itself: the last quoted line above the comment has to be that line, letter for letter but for blanks and quote marks.
 * To be read by people, drawn by the seed: `--sample` prints comments with what is quoted and where they were placed;
 * `--replies` whole replies, long quotes cut in the middle, the place of each comment under it.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { parseMessage } from '../src/core/mail/parse-message.ts'
import type { Comment, QuotingMail } from '../src/core/patches/comment.ts'
import { patchTextOf } from '../src/core/patches/patch-source.ts'
import { placeComments } from '../src/core/patches/place-comments.ts'
import { seededRandom } from '../src/demo/random.ts'
import { openDatabase } from '../src/store/database.ts'
import { readBatch } from '../src/store/inputs/raw.ts'

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    sample: { type: 'string', default: '0' },
    replies: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '10' },
  },
})
if (values.database === undefined) {
  process.stderr.write('npm run bench:comments -- --database FILE\n')
  process.exit(2)
}

interface Read {
  readonly comment: Comment
  readonly reply: string
  readonly patch: readonly string[]
  /** The last line quoted above the comment, without marks. */
  readonly quoted: string | undefined
}

const squeeze = (text: string): string => text.replace(/\s+/g, '')
const bare = (line: string): string => line.replace(/^(?:[ >|]{0,40}[>|] ?)?/, '')

/** The line quoted last above a comment, and where its words end: the nearest one that is not empty and has a mark. */
function quotedAbove(
  text: string,
  comment: Comment,
  from: number,
): { readonly line: string | undefined; readonly end: number } {
  const at = text.indexOf(`\n${comment.text}`, Math.max(from - 1, 0))
  if (at < 0) return { line: undefined, end: from }
  const above = text.slice(0, at).split('\n').reverse()
  const line = above.find((one) => /^ {0,3}[>|]/.test(one) && squeeze(bare(one)) !== '')
  return { line: line === undefined ? undefined : bare(line), end: at + comment.text.length }
}

/** Is what is quoted the line that a comment was placed at, or of the words that it answers? */
function isThere(
  comment: Comment,
  quoted: string,
  lines: readonly string[],
  all: readonly Comment[],
): boolean {
  const wanted = squeeze(quoted)
  const { answers, place } = comment
  if (place.kind === 'line' && squeeze(lines[place.line] ?? '').includes(wanted)) return true
  const words = all.find((one) => one.messageId === answers?.messageId && one.position === answers.position)
  return words !== undefined && squeeze(words.text).includes(wanted)
}

const LONG_QUOTE = 9
const KEPT = 4

/** A reply as people read it, with the place of each of its comments under it. */
function printReply(text: string, comments: readonly Comment[], lines: readonly string[]): string {
  const out: string[] = [`<${comments[0]?.messageId ?? ''}>`]
  let quote: string[] = []
  const close = (): void => {
    const isLong = quote.length > LONG_QUOTE
    out.push(
      ...(isLong
        ? [...quote.slice(0, 2), `    (${quote.length - 2 - KEPT} lines)`, ...quote.slice(-KEPT)]
        : quote),
    )
    quote = []
  }
  const add = (part: string): void => {
    for (const line of part.split('\n')) {
      if (/^ {0,3}[>|]/.test(line)) quote.push(line)
      else {
        close()
        if (line.trim() !== '') out.push(line)
      }
    }
    close()
  }
  let from = 0
  for (const comment of comments) {
    const at = text.indexOf(comment.text, from)
    if (at < 0) continue
    add(text.slice(from, at + comment.text.length))
    from = at + comment.text.length
    const { place, answers } = comment
    const where =
      place.kind === 'line'
        ? `${answers === undefined ? '' : 'talk, '}line ${place.line}: ${lines[place.line] ?? ''}`
        : place.kind.toUpperCase()
    out.push(`    ^^^ ${where}`)
  }
  add(text.slice(from))
  return out.join('\n')
}

const database = await openDatabase(`sqlite:${resolve(values.database)}`)
try {
  const rows = await database.kysely
    .selectFrom('reply as r')
    .innerJoin('message_fact as f', (join) =>
      join.onRef('f.project_id', '=', 'r.project_id').onRef('f.message', '=', 'r.message'),
    )
    .innerJoin('message_fact as p', (join) =>
      join.onRef('p.project_id', '=', 'r.project_id').onRef('p.message', '=', 'r.patch'),
    )
    .select([
      'r.project_id',
      'r.message',
      'r.patch',
      'r.at',
      'f.message_id',
      'f.sender_name',
      'p.message_id as patch_id',
      'f.kind',
    ])
    .where('r.patch', 'is not', null)
    .orderBy('r.patch')
    .orderBy('r.at')
    .execute()
  const byPatch = new Map<number, (typeof rows)[number][]>()
  for (const row of rows) {
    if (row.patch === null || row.kind === 'bot') continue
    byPatch.set(row.patch, [...(byPatch.get(row.patch) ?? []), row])
  }
  const reads: Read[] = []
  const printed: string[] = []
  let [replies, whole, comments, verified] = [0, 0, 0, 0]
  const failures: string[] = []
  for (const [patch, answers] of byPatch) {
    const [first] = answers
    if (first === undefined) continue
    const mails = new Map(
      (await readBatch(database.kysely, first.project_id, [patch, ...answers.map((one) => one.message)])).map(
        (mail) => [mail.message, parseMessage(mail.bytes)],
      ),
    )
    const source = mails.get(patch)
    if (source === undefined) continue
    const quoting = answers.flatMap((one): QuotingMail[] => {
      const mail = mails.get(one.message)
      if (mail === undefined) return []
      const parents = [...mail.inReplyTo, ...[...mail.references].reverse()]
      return [{ messageId: one.message_id, at: one.at, parents, text: mail.text, writer: one.sender_name }]
    })
    const placed = placeComments({ messageId: first.patch_id, text: patchTextOf(source) }, quoting)
    const lines = placed.patch.lines.map((line) => line.text)
    for (const reply of quoting) {
      const below = placed.comments.filter((one) => one.messageId === reply.messageId && one.isBelowDiff)
      if (below.length === 0) continue
      replies++
      printed.push(
        printReply(
          reply.text,
          placed.comments.filter((one) => one.messageId === reply.messageId),
          lines,
        ),
      )
      let fine = true
      let end = 0
      for (const comment of placed.comments.filter((one) => one.messageId === reply.messageId)) {
        const above = quotedAbove(reply.text, comment, end)
        end = above.end
        const quoted = above.line
        if (!comment.isBelowDiff) continue
        // What ends a review ("Thanks, applied.") is about the whole.
        if (comment.place.kind === 'whole') continue
        comments++
        reads.push({ comment, reply: reply.messageId, patch: lines, quoted })
        if (comment.place.kind !== 'line') {
          fine = false
          failures.push(`lost: ${reply.messageId}: ${quoted ?? ''}  |  ${comment.text.slice(0, 80)}`)
        } else if (quoted !== undefined && isThere(comment, quoted, lines, placed.comments)) verified++
        else
          failures.push(
            `unlike: ${reply.messageId}: "${quoted ?? ''}" is at "${lines[comment.place.line] ?? ''}"  |  ${comment.text.slice(0, 80)}`,
          )
      }
      if (fine) whole++
    }
  }
  const share = (part: number, of: number): string =>
    `${part} of ${of} (${((part / Math.max(of, 1)) * 100).toFixed(1)} %)`
  process.stdout.write(
    `Replies with words below quoted diff lines: ${replies}. Every comment of theirs has a line: ${share(whole, replies)}.\nComments: ${comments}. The last quoted line is the one that it was placed at: ${share(verified, comments)}.\n`,
  )
  for (const one of failures.slice(0, Number(values.show))) process.stdout.write(`${one}\n`)
  for (const [n, text] of seededRandom(values.seed)
    .shuffled(printed)
    .slice(0, Number(values.replies))
    .entries())
    process.stdout.write(`\n===== #${n + 1} ${text}\n`)
  const random = seededRandom(values.seed)
  for (const [n, one] of random.shuffled(reads).slice(0, Number(values.sample)).entries()) {
    const at = one.comment.place.kind === 'line' ? one.comment.place.line : -1
    const near =
      at < 0
        ? one.comment.place.kind
        : one.patch
            .slice(Math.max(at - 1, 0), at + 2)
            .map((line, i) => `    ${Math.max(at - 1, 0) + i === at ? '>>' : '  '} ${line}`)
            .join('\n')
    process.stdout.write(
      `\n#${n + 1} ${one.reply}\n  quoted: ${one.quoted ?? '?'}\n${near}\n  said: ${one.comment.text.slice(0, 200).replaceAll('\n', ' / ')}\n`,
    )
  }
} finally {
  await database.close()
}
