import { write } from '../post.ts'
import { reply } from '../review.ts'
import { personNamed, type Topic } from '../scene.ts'
import type { Story } from '../story-queue.ts'
import { DAY, type World, whenAtWork } from '../world.ts'

/** What a call was about: three of these each time. */
const SUBJECTS = [
  'Patches that nobody looks at: everybody takes two of the list until the next call.',
  'Test machines: the second ARM board is back, nightly runs take two hours less.',
  'Release: nothing stands in the way, notes are being written.',
  'Coding style: no change to the length of lines, after half an hour.',
  'Ring protocol: Luca and Priya write down what is meant today before anything is changed.',
  'Security process: two people more on the private list.',
  'Old image format: to be removed after 1.2, if nobody speaks up on the list.',
  'Summer meeting: the room is booked, topics are collected on the list.',
] as const

/** The monthly call, and its minutes on the list. */
export const meetings: Topic = (world) => [{ name: 'calls', at: world.start + 9 * DAY, story: calls(world) }]

function* calls(world: World): Story {
  const host = personNamed(world, 'Wanda Kowalczyk')
  for (;;) {
    yield whenAtWork(world, host, 30)
    const day = new Date(world.now * 1000).toISOString().slice(0, 10)
    const minutes = world.random.shuffled(SUBJECTS).slice(0, 3)
    const mail = write(world, host, `Minutes of the community call, ${day}`, [
      'Those who were there, please correct what I got wrong.',
      '',
      ...minutes.map((line) => `* ${line}`),
      '',
      'The next one is in four weeks, at the usual time.',
    ])
    if (!world.random.chance(0.4)) continue
    const guest = world.random.pick(world.people.filter((one) => one.activity > 1 && one !== host)) ?? host
    yield whenAtWork(world, guest, 1)
    reply(
      world,
      mail,
      guest,
      [`* ${minutes[0]}`],
      ['That is how I remember it, too. Thanks for writing it down.'],
    )
  }
}
