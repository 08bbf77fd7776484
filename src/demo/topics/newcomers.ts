import { lifecycle } from '../lifecycle.ts'
import type { Person } from '../people.ts'
import { write } from '../post.ts'
import { reply } from '../review.ts'
import { daysBefore, personNamed, type Topic } from '../scene.ts'
import type { Story } from '../story-queue.ts'
import { remember, type World, whenAtWork } from '../world.ts'

function newcomer(name: string, address: string, company: string | undefined): Person {
  return {
    name,
    address,
    company,
    otherAddress: undefined,
    maintains: [],
    areas: ['docs', 'tools'],
    zone: 120,
    tool: 'send-email',
    mailer: 'Mozilla Thunderbird',
    activity: 0.1,
    since: 0,
  }
}

const FIRST_PATCH = newcomer('Nele Aaltonen', 'nele@example.net', undefined)
const NEVER_ANSWERED = newcomer('Oskar Winther', 'oskar.winther@tarn.example.org', 'Tarn Software')
const ASKS_FIRST = newcomer('Bao Tran', 'bao.tran@example.com', undefined)

/** People who are new: one is welcomed, one hears nothing, one asks first. */
export const newcomers: Topic = (world) => [
  {
    name: 'welcomed',
    at: daysBefore(world, 70),
    story: lifecycle(
      world,
      { outcome: 'merged', size: 1, versions: 2, pace: 1, changed: 'no', author: FIRST_PATCH },
      'newcomer-merged',
    ),
  },
  {
    name: 'never-answered',
    at: daysBefore(world, 38),
    story: lifecycle(
      world,
      { outcome: 'unanswered', size: 1, author: NEVER_ANSWERED },
      'newcomer-unanswered',
    ),
  },
  { name: 'asks-first', at: daysBefore(world, 12), story: asksFirst(world) },
]

function* asksFirst(world: World): Story {
  yield whenAtWork(world, ASKS_FIRST, 0)
  const question = [
    'I would like to help, and have an ARM board at home. Is there something',
    'small that waits for somebody?',
  ]
  const mail = write(world, ASKS_FIRST, 'Something small to begin with?', ['Hi all,', '', ...question], {
    html: `<html><body><p>Hi all,</p><p>${question.join(' ')}</p><p>Bao</p></body></html>`,
  })
  remember(world, 'newcomer-asks', mail)
  const helper = personNamed(world, 'Grete Halvorsen')
  yield whenAtWork(world, helper, 1)
  const answer = reply(world, mail, helper, question, [
    'Welcome! Trying out what others have posted is a good start: build it, boot it,',
    'and answer with a Tested-by. docs/arm-boards.md is out of date, too.',
  ])
  yield whenAtWork(world, ASKS_FIRST, 1)
  reply(world, answer, ASKS_FIRST, [], ['Thanks, I will begin with the guide.'])
}
