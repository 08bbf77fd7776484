import { beforeAll, expect, test } from 'vitest'
import { openDemoSite } from '../support/demo-site.ts'
import { cli } from '../support/io.ts'

const UNTIL = '2026-06-30T18:00:00Z'

/** What is documented: how it is asked for, and what it is a list or a record of. */
const ANSWERS: readonly (readonly [ask: string, about: string])[] = [
  ['patchmoot lost --json', 'what nobody acts on, as `/p/PROJECT/lost` lists it: a record for each series'],
  ['patchmoot todo --me ADDRESS --json', 'somebody’s inbox: a record for each line'],
  ['patchmoot status --json', 'how much there is, and how it stands'],
  ['/p/PROJECT/explorer.json?period=all', 'the series that pass a filter, in numbers'],
  ['/p/PROJECT/trends/open.json', 'the numbers of a chart'],
  ['/p/PROJECT/trends/flow.json', 'the numbers of a chart'],
  ['/p/PROJECT/record/record.json', 'every decision'],
]

const answers = new Map<string, unknown>()

beforeAll(async () => {
  const site = await openDemoSite({ seed: 'json', until: UNTIL, mails: 1 })
  const folder = site.config.path.replace(/\/[^/]*$/, '')
  const [someone] = await site.database.kysely
    .selectFrom('todo')
    .innerJoin('person', (join) =>
      join.onRef('person.project_id', '=', 'todo.project_id').onRef('person.person', '=', 'todo.person'),
    )
    .select((eb) => ['todo.person', eb.fn.countAll().as('n')])
    .groupBy('todo.person')
    .orderBy('n', 'desc')
    .orderBy('todo.person')
    .execute()
  // One that is offered, so that all of a record is there.
  const lost: unknown = JSON.parse(
    (await cli(folder, ['lost', '--json', '--config', site.config.path], { now: UNTIL })).out,
  )
  const first: unknown = Array.isArray(lost) ? lost[0]?.series : undefined
  const offer = ['decide', 'offer', String(first), 'easy', '--skills', 'C', '--mentor', 'Ada Example']
  const offered = await cli(folder, [...offer, '--quiet', '--config', site.config.path], { now: UNTIL })
  expect([offered.code, offered.err]).toEqual([0, ''])
  for (const [ask] of ANSWERS) {
    const words = ask.replace('ADDRESS', someone?.person ?? '').split(' ')
    const text = ask.startsWith('/')
      ? await (await site.get(ask.replace('/p/PROJECT/', ''))).text()
      : (await cli(folder, [...words.slice(1), '--config', site.config.path], { now: UNTIL })).out
    answers.set(ask, JSON.parse(text))
  }
}, 120_000)

/** The type of some values, as one would write it down. */
function typeOf(values: readonly unknown[]): string {
  return [...new Set(values.map(kindOf))].sort().join(' or ')
}

function kindOf(value: unknown): string {
  if (value === null) return '`null`'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'object') return 'record'
  if (typeof value !== 'string') return typeof value
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) ? 'instant' : 'text'
}

function linesOf(values: readonly unknown[], path: string): readonly string[] {
  const lists = values.filter((one): one is unknown[] => Array.isArray(one))
  const records = values.filter(
    (one): one is Record<string, unknown> => typeof one === 'object' && one !== null && !Array.isArray(one),
  )
  const inside = lists.flat()
  // What a list holds that holds no records is a line of its own.
  const plain = inside.filter((one) => typeof one !== 'object' || one === null)
  const inLists = [
    ...(plain.length === 0 ? [] : [`| \`${path}[]\` | ${typeOf(plain)} |`]),
    ...(inside.length === 0 ? [] : linesOf(inside, `${path}[]`)),
  ]
  const names = [...new Set(records.flatMap(Object.keys))]
  const inRecords = names.flatMap((name) => {
    const own = records.flatMap((one) => (name in one ? [one[name]] : []))
    const mark = own.length < records.length ? '?' : ''
    const where = path === '' ? `${name}${mark}` : `${path}.${name}${mark}`
    return [`| \`${where}\` | ${typeOf(own)} |`, ...linesOf(own, where)]
  })
  return [...inLists, ...inRecords]
}

test('docs/json.md has every field of what is answered as JSON, with its type', async () => {
  const parts = ANSWERS.map(
    ([ask, about]) =>
      `## ${ask}\n\n${about.slice(0, 1).toUpperCase()}${about.slice(1)}.\n\n| field | holds |\n|---|---|\n${linesOf([answers.get(ask)], '').join('\n')}\n`,
  )
  const page = `# Answers in JSON

Made by \`npm run golden\` from what the demo really answers. What stands in a list has \`[]\` before it, a field that some records lack
a question mark. Instants are UTC (\`2026-05-01T12:00:00Z\`), series and mails are named by Message-ID, statuses and reasons are those
of the glossary. Only \`null\`: there is nothing of it in the demo. How each is asked for is in [urls.md](urls.md) and \`patchmoot help\`.

${parts.join('\n')}`
  expect(page).toContain('| `[].series` | text |')
  await expect(page).toMatchFileSnapshot('../../docs/json.md')
})
