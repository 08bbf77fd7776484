import { formatNotesMail } from '../../core/hackathon/notes-mail.ts'
import { ASKED, HELD, MEETING, PAST } from '../events/plan.ts'
import { post } from '../post.ts'
import { personNamed, type Scene, type Topic } from '../scene.ts'
import type { Story } from '../story-queue.ts'
import { DAY, type World } from '../world.ts'

/** What comes by mail of the two hackathons: notes of sessions of the one, answers about topics of the other. */
export const hackathon: Topic = (world) => [
  ...HELD.flatMap((session, n): readonly Scene[] =>
    session.mail === undefined
      ? []
      : [
          {
            name: `notes-${n + 1}`,
            at: world.end - (PAST.daysAgo - 3) * DAY + n * 4000,
            story: notes(world, session, session.mail),
          },
        ],
  ),
  ...ASKED.map((topic, n) => ({
    name: `asked-${n + 1}`,
    at: world.end - 12 * DAY + n * 3000,
    story: asked(world, topic),
  })),
]

function* notes(world: World, session: (typeof HELD)[number], messageId: string): Story {
  const { subject, text } = formatNotesMail(
    {
      session: session.title,
      text: session.text,
      agreements: session.agreed,
      actions: session.actions,
      open: session.open,
    },
    {
      event: PAST.name,
      day: new Date((world.end - PAST.daysAgo * DAY) * 1000).toISOString().slice(0, 10),
      leaders: [session.leader],
      noteTaker: session.leader,
      url: undefined,
    },
  )
  post(world, { from: personNamed(world, session.leader), subject, body: text, messageId })
  yield world.end
}

function* asked(world: World, topic: (typeof ASKED)[number]): Story {
  const mail = post(world, {
    from: personNamed(world, topic.by),
    subject: `[${MEETING.name}] Topic: ${topic.title}`,
    body: `${topic.words}\n\nDo you intend to attend? Answer with no, maybe, yes or must.\n`,
    messageId: topic.mail,
  })
  for (const [name, words] of topic.answers) {
    yield world.now + 20_000
    post(world, {
      from: personNamed(world, name),
      subject: `Re: ${mail.subject}`,
      body: `> Do you intend to attend?\n\n${words}\n`,
      answers: mail,
    })
  }
}
