import type { Person } from '../people.ts'
import { LIST, post } from '../post.ts'
import type { PostedSeries } from '../posted.ts'
import type { Topic } from '../scene.ts'
import type { Story } from '../story-queue.ts'
import type { World } from '../world.ts'

/** The program that builds what is posted, and says when it does not build. */
export const CI: Person = {
  name: 'Quarry CI',
  address: 'ci@bots.example.org',
  otherAddress: undefined,
  company: undefined,
  maintains: [],
  areas: [],
  zone: 0,
  tool: 'format-patch',
  mailer: 'quarry-ci 7',
  activity: 0,
  since: 0,
}

/** Mails by programs: they are nobody's review. */
export const bots: Topic = (world) => [{ name: 'ci', at: world.start, story: watchPostings(world) }]

function* watchPostings(world: World): Story {
  let seen = 0
  for (;;) {
    yield world.now + 3 * 3600
    for (const series of world.series.slice(seen)) {
      const isTried = world.random.chance(0.16)
      if (isTried) report(world, series, world.random.chance(0.75))
    }
    seen = world.series.length
  }
}

function report(world: World, series: PostedSeries, isGood: boolean): void {
  const patch = series.patches.at(-1)
  if (patch === undefined) return
  const [file] = patch.edits
  const text = isGood
    ? [
        'Result: all builds passed.',
        '',
        '  x86_64  gcc-13   ok',
        '  x86_64  clang-17 ok',
        '  arm64   gcc-13   ok',
      ]
    : [
        'Result: 1 of 3 builds failed.',
        '',
        '  x86_64  gcc-13   ok',
        '  x86_64  clang-17 ok',
        '  arm64   gcc-13   failed',
        '',
        `${file?.path ?? 'Makefile'}:${world.random.between(20, 300)}: error: unused variable [-Werror]`,
      ]
  const mail = isGood ? series.root : patch.mail
  post(world, {
    from: CI,
    subject: `Re: ${mail.subject}`,
    body: ['This is an automatic mail.', '', ...text, ''].join('\n'),
    answers: mail,
    cc: [LIST],
    extra: ['Auto-Submitted: auto-generated'],
  })
}
