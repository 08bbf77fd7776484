import { lifecycle } from '../lifecycle.ts'
import { LIST, USERS, write } from '../post.ts'
import { reply } from '../review.ts'
import { atShare, personNamed, type Topic } from '../scene.ts'
import type { Story } from '../story-queue.ts'
import { remember, type World, whenAtWork } from '../world.ts'

/** Mails to both lists at once. */
export const crossPosts: Topic = (world) => [
  {
    name: 'cross-posted',
    at: atShare(world, 0.8),
    story: lifecycle(
      world,
      {
        outcome: 'merged',
        size: 2,
        pace: 1,
        changed: 'no',
        author: personNamed(world, 'Sofie Mäkinen'),
        isWanted: (target) => target.area === 'tools',
        draft: { lists: [LIST, USERS] },
      },
      'cross-posted',
    ),
  },
  { name: 'survey', at: atShare(world, 0.42), story: survey(world) },
]

function* survey(world: World): Story {
  const asker = personNamed(world, 'Wanda Kowalczyk')
  yield whenAtWork(world, asker, 0)
  const mail = write(
    world,
    asker,
    'Who still needs the old image format?',
    [
      'qctl save has written the new format since 1.0, and restore still reads',
      'the one before. I would like to remove that code after 1.2.',
      '',
      'Is there anybody who has such images and cannot convert them?',
    ],
    { lists: [LIST, USERS] },
  )
  remember(world, 'survey', mail)
  const answerer = personNamed(world, 'Grete Halvorsen')
  yield whenAtWork(world, answerer, 2)
  reply(
    world,
    mail,
    answerer,
    ['Is there anybody who has such images and cannot convert them?'],
    [
      'We have some hundred in the archive, but a script that converts them is',
      'all that we need. Is there one?',
    ],
  )
}
