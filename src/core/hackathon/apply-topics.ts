import { type Stamp, stampNew } from './amend.ts'
import { checkNew } from './apply-event.ts'
import type { HackathonAct } from './decision.ts'
import { amendIn, done, type Effect, refuse, replaceIn } from './effect.ts'
import type { Hackathon } from './hackathon.ts'
import { GRADES, withInterest } from './interest.ts'
import { parseReference, type Reference } from './reference.ts'
import { renumberItems, type Topic } from './topic.ts'

type TopicAct = Extract<
  HackathonAct,
  { readonly kind: 'topic.add' | 'topic.change' | 'topic.comment' | 'topic.mailed' | 'interest.state' }
>

/** What an act about a topic, or about the interest in one, does. */
export function applyTopicAct(hackathon: Hackathon, act: TopicAct, stamp: Stamp): Effect {
  switch (act.kind) {
    case 'topic.add': {
      const wrong = checkNew(act.id, hackathon.topics, 'topic')
      if (wrong !== undefined) return wrong
      if (act.fields.title.trim() === '') return refuse('invalid', 'a topic needs a title')
      const topic: Topic = {
        ...act.fields,
        ...renumberItems([], act.fields.description, 0),
        withdrawn: false,
        comments: [],
        messageIds: [],
        ...stampNew(act.id, stamp),
      }
      return done(hackathon, { topics: [...hackathon.topics, topic] })
    }
    case 'topic.change': {
      const topic = hackathon.topics.find((one) => one.id === act.id)
      const numbered =
        topic === undefined || act.change.description === undefined
          ? {}
          : renumberItems(topic.description, act.change.description, topic.lastItem)
      return amendIn(
        hackathon.topics,
        act.id,
        { ...act.change, ...numbered },
        act.seen,
        stamp,
        `topic ${act.id}`,
        (topics) => done(hackathon, { topics }),
      )
    }
    case 'topic.comment':
      return withTopic(hackathon, act.id, (topic) => ({
        ...topic,
        comments: [...topic.comments, act.comment],
      }))
    case 'topic.mailed':
      return withTopic(hackathon, act.id, (topic) => ({
        ...topic,
        messageIds: [...topic.messageIds.filter((id) => id !== act.messageId), act.messageId],
      }))
    case 'interest.state': {
      const { about, person, grade, via, note } = act
      if (!GRADES.includes(grade)) return refuse('invalid', `"${grade}" is no answer: ${GRADES.join(', ')}`)
      if (!exists(hackathon, about)) return refuse('not-found', `there is no ${about}`)
      const interests = new Map(hackathon.interests)
      const given = { person, about, grade, via, note, at: stamp.at }
      interests.set(about, withInterest(interests.get(about) ?? [], given))
      return done(hackathon, { interests })
    }
  }
}

// Comments and mails are added, never replaced: they do not disturb who edits the topic meanwhile.
function withTopic(hackathon: Hackathon, id: string, change: (topic: Topic) => Topic): Effect {
  const topic = hackathon.topics.find((one) => one.id === id)
  if (topic === undefined) return refuse('not-found', `there is no topic ${id}`)
  return done(hackathon, { topics: replaceIn(hackathon.topics, change(topic)) })
}

/** Interest is in a topic or session as a whole. */
function exists(hackathon: Hackathon, about: Reference): boolean {
  const parts = parseReference(about)
  if (parts === undefined || parts.item !== undefined) return false
  if (parts.kind === 'topic') return hackathon.topics.some((one) => one.id === parts.id)
  return parts.kind === 'session' && hackathon.sessions.some((one) => one.id === parts.id)
}
