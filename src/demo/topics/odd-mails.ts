import { lifecycle, postVersion } from '../lifecycle.ts'
import { mailbox, type Person } from '../people.ts'
import { type Draft, LIST, post, USERS, write } from '../post.ts'
import { reply, wrap } from '../review.ts'
import { atShare, daysBefore, personNamed, type Topic } from '../scene.ts'
import type { Story } from '../story-queue.ts'
import type { Plan } from '../work.ts'
import { beginWork } from '../work.ts'
import { DAY, remember, type World, whenAtWork } from '../world.ts'

/** Mails that broke, or that are made in unusual ways: each must be read as far as it goes. */
export const oddMails: Topic = (world) => {
  const single = (name: string, days: number, author: string, plan: Partial<Plan>) => ({
    name,
    at: daysBefore(world, days),
    story: lifecycle(
      world,
      { outcome: 'merged', size: 1, pace: 0.8, changed: 'no', author: personNamed(world, author), ...plan },
      name,
    ),
  })
  const munged = personNamed(world, 'Karim Benali')
  return [
    // A clock that is half a year ahead: the time of receipt is what counts.
    single('clock-ahead', 210, 'Joel Whitcombe', { draft: { skew: 182 * DAY } }),
    single('sent-as-base64', 330, 'Sofie Mäkinen', { draft: { encoding: 'base64' } }),
    single('sender-rewritten-by-list', 90, 'Karim Benali', {
      draft: {
        fromHeader: `'${munged.name}' via quarry-devel <${LIST}>`,
        extra: [`Reply-To: ${mailbox(munged)}`, `X-Original-From: ${mailbox(munged)}`],
      },
    }),
    { name: 'unknown-charset', at: daysBefore(world, 41), story: unknownCharset(world) },
    { name: 'cut-off', at: daysBefore(world, 118), story: cutOff(world) },
    { name: 'no-date', at: atShare(world, 0.35), story: noDate(world) },
    { name: 'patch-as-attachment', at: daysBefore(world, 57), story: attachedPatch(world) },
  ]
}

/** A charset that nobody knows, with octets that are no UTF-8 either. */
function* unknownCharset(world: World): Story {
  const from = personNamed(world, 'Dmitri Volkonsky')
  yield whenAtWork(world, from, 0)
  const mail = write(
    world,
    from,
    'Timer wheel: numbers from the old machine',
    [
      'The machine from 2009 is still good for something: with the wheel of 1.1',
      'a tick costs 3.1 ~s there, with the list before it was 19 ~s.',
    ],
    {
      charset: 'x-quarry-1',
      // A micro sign in a code page of its own.
      mangle: (bytes) => Buffer.from(bytes.map((octet) => (octet === 0x7e ? 0xb5 : octet))),
    },
  )
  remember(world, 'unknown-charset', mail)
}

/** A mail with a log of which the end is missing. */
function* cutOff(world: World): Story {
  const from = personNamed(world, 'Samuel Adeyemi')
  yield whenAtWork(world, from, 0)
  const log = Array.from(
    { length: 60 },
    (_, line) => `(Q) [${(line * 0.113).toFixed(6)}] vmx: exit ${line * 7} of d1v0`,
  )
  const mail = post(world, {
    from,
    subject: 'Guests with 2 MB pages hang on resume',
    body: 'It hangs after some thousand exits, the log is attached.\n\nSamuel\n',
    attachments: [{ name: 'console.log', type: 'text/plain', text: `${log.join('\n')}\n` }],
    encoding: 'base64',
    mangle: (bytes) => bytes.subarray(0, Math.floor(bytes.length * 0.6)),
  })
  remember(world, 'cut-off', mail)
  const helper = personNamed(world, 'Beatriz Sá')
  yield whenAtWork(world, helper, 1)
  const text =
    'The log ends in the middle of a line here. Could you put it somewhere, or send the last hundred lines?'
  reply(world, mail, helper, ['It hangs after some thousand exits, the log is attached.'], wrap(text))
}

/** A date that no program can read. */
function* noDate(world: World): Story {
  const from: Person = { ...personNamed(world, 'Grete Halvorsen'), mailer: 'webform 0.3' }
  yield whenAtWork(world, from, 0)
  const draft: Partial<Draft> = {
    lists: [USERS],
    mangle: (bytes) => Buffer.from(bytes.toString('utf8').replace(/^Date: .*$/m, 'Date: this afternoon')),
  }
  const mail = write(
    world,
    from,
    'qmon shows every guest twice',
    ['After the update to the snapshot of today, qmon shows every guest twice.', 'With 1.0 it did not.'],
    draft,
  )
  remember(world, 'no-date', mail)
}

/** A first patch, sent as an attachment. */
function* attachedPatch(world: World): Story {
  const author = world.people.find((person) => person.activity < 0.2) ?? personNamed(world, 'Grete Halvorsen')
  const work = beginWork(world, { outcome: 'unanswered', size: 1, author, kind: 'comment' })
  if (work === undefined) return
  yield whenAtWork(world, author, 0)
  // Made like any other, and then put into an attachment instead of the mail.
  const [mails, postings] = [world.mails.length, world.series.length]
  const series = postVersion(work, 1, undefined)
  world.mails.splice(mails)
  world.series.splice(postings)
  const patch = series?.patches[0]
  if (series === undefined || patch === undefined) return
  const mail = post(world, {
    from: author,
    subject: patch.mail.subject,
    body: ['Hello,', '', 'this is my first patch, I hope that I did it right.', '', author.name, ''].join(
      '\n',
    ),
    attachments: [
      {
        name: '0001-first.patch',
        type: 'text/x-patch',
        text: [
          `From ${'0'.repeat(40)} Mon Sep 17 00:00:00 2001`,
          `From: ${mailbox(author)}`,
          `Subject: [PATCH] ${patch.title}`,
          '',
          patch.mail.body,
        ].join('\n'),
      },
    ],
  })
  remember(world, 'patch-as-attachment', mail)
  yield whenAtWork(world, work.maintainer, 1)
  reply(
    world,
    mail,
    work.maintainer,
    ['this is my first patch, I hope that I did it right.'],
    [
      ...wrap(
        'Welcome! Could you send it in the mail itself, with git send-email? Then we can answer below each line. docs/hacking.txt says how.',
      ),
    ],
  )
}
