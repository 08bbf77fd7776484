import { attribution, quote } from './mail-text.ts'
import { mailbox, type Person } from './people.ts'
import { type Draft, post } from './post.ts'
import type { Posted, PostedPatch, PostedSeries } from './posted.ts'
import type { World } from './world.ts'

/** Answers a mail: quotes `quoted`, then says `text`. */
export function reply(
  world: World,
  to: Posted,
  person: Person,
  quoted: readonly string[],
  text: readonly string[],
  draft: Partial<Draft> = {},
): Posted {
  const { otherAddress } = person
  // From home, now and then.
  const isHome = otherAddress !== undefined && world.random.chance(0.3)
  const from = isHome ? { ...person, address: otherAddress } : person
  const body = [
    ...(quoted.length === 0
      ? []
      : [attribution(from.mailer, to.from, to.at, from.zone), ...quote(quoted), '']),
    ...text,
    ...signOff(world, from),
    '',
  ].join('\n')
  const subject = /^re:/i.test(to.subject) ? to.subject : `Re: ${to.subject}`
  return post(world, { from, subject, body, answers: to, ...draft })
}

function signOff(world: World, from: Person): string[] {
  if (world.random.chance(0.45)) return []
  const first = from.name.split(' ')[0] ?? from.name
  const company = from.company
  if (world.random.chance(0.3) && company !== undefined) return ['', '-- ', from.name, company]
  return ['', first]
}

/** A remark under the line of the patch that it is about. */
export function remark(
  world: World,
  patch: PostedPatch,
  from: Person,
  text: string,
  more: readonly string[] = [],
): Posted {
  return reply(world, patch.mail, from, quotedDiff(patch), [...wrap(text), ...more])
}

/** The diff from its beginning to the first line that it adds or takes away, and one more. */
function quotedDiff(patch: PostedPatch): string[] {
  const start = patch.diff.findIndex((line) => line.startsWith('@@'))
  const changed = patch.diff.findIndex((line, index) => index > start && /^[+-]/.test(line))
  const second = patch.diff[changed + 1]
  return patch.diff.slice(0, changed + (second !== undefined && /^[+-]/.test(second) ? 2 : 1))
}

/** Tags for one patch, or for the whole series when given to its cover letter. */
export function giveTags(
  world: World,
  target: PostedSeries | PostedPatch,
  from: Person,
  tags: readonly string[],
  text: readonly string[] = [],
): Posted {
  const mail = 'mail' in target ? target.mail : target.root
  const quoted = 'mail' in target ? target.text.slice(0, 3) : firstParagraph(mail.body)
  return reply(world, mail, from, quoted, [...text, ...(text.length === 0 ? [] : ['']), ...tags])
}

function firstParagraph(body: string): string[] {
  const lines = body.split('\n')
  const end = lines.indexOf('')
  return lines.slice(0, Math.min(end < 0 ? 4 : end, 4))
}

/** `Reviewed-by: Name <address>`. */
export function tag(key: string, person: Person): string {
  return `${key}: ${mailbox(person)}`
}

/** Text in lines of at most 72 characters. */
export function wrap(text: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= 72) {
      lines.push(line)
      line = ''
    }
    line += line === '' ? word : ` ${word}`
  }
  return [...lines, line]
}

/** Ways to say what is said in every project. */
export const PHRASES = {
  promise: [
    'Good catch, will fix in the next version.',
    'Right, I missed that. Will change it in the next version.',
    'Will do.',
    'Agreed, done for the next version.',
    'Thanks for having a look. I will send a new version.',
  ],
  nit: [
    'Nit: the line is longer than 80 characters.',
    'Please mention in the commit message how this was tested.',
    'Please add an empty line before the return.',
    'The subject should say "fix" rather than "change", it is one.',
    'Can you please split the rename from the change itself?',
    'Please rebase, there is something in the way on main.',
  ],
  praise: [
    'Looks good to me now, thanks.',
    'Nice cleanup.',
    'I have read this twice and found nothing more.',
    'Thanks for sticking with it.',
  ],
  tested: [
    'Ran this for a night on two machines, no trouble.',
    'Works here on the ARM board that showed the problem.',
    'Boots and survives our nightly tests.',
  ],
  applied: ['Applied to main, thanks!', 'Applied, thanks.', 'Pushed to main. Thanks for the quick update!'],
  ping: ['Ping?', 'Gentle ping. Is there anything that I can do to move this on?', 'Any news on this one?'],
} as const satisfies Record<string, readonly [string, ...string[]]>
