import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sync } from '../../src/app/sync.ts'
import { createApp } from '../../src/web/app.ts'
import { contextFor, makeRepository, mbox, patchText } from '../support/archive.ts'
import { quickEngines, temporaryFolder } from '../support/db.ts'

const MAINTAINERS = `ROOF & TILES/"<b>"
M: Ada Example <ada@example.org>
F: roof/
F: tiles*.c
X: roof/old/
N: (gutter|<i>)
K: \\b(slate|SLATE)\\b

MANY
M: Bo Example <bo@example.org>
${Array.from({ length: 45 }, (_, n) => `F: many/f${n}.c`).join('\n')}

THE REST
M: Cy Example <cy@example.org>
F: *
F: */
V: xen-maintainers-1
`

test('the page of a section has every kind of its patterns, escaped, and all of many', async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const folder = temporaryFolder()
  makeRepository(join(folder, 'house'), [{ message: 'begin', files: { MAINTAINERS } }])
  writeFileSync(
    join(folder, 'list.mbox'),
    mbox([
      { id: 'roof@x', subject: '[PATCH] roof: mend it', day: 1, text: patchText('roof/a.c', 'old', 'new') },
    ]),
  )
  const database = await engine.open()
  const context = await contextFor(database, folder, {
    lists: [{ address: 'devel@lists.example.org', source: 'mbox:list.mbox' }],
    repositories: [{ name: 'house', url: 'house' }],
    maintainers: true,
  })
  await sync(context)
  const app = createApp({ database, config: context.config, now: () => '2026-06-01T12:00:00Z' })
  const page = async (name: string): Promise<string> => {
    const answer = await app.request(`http://localhost/p/test/areas/${encodeURIComponent(name)}`)
    expect(answer.status).toBe(200)
    return answer.text()
  }
  const roof = await page('ROOF & TILES/"<b>"')
  const facts = (text: string): readonly string[] =>
    [...text.matchAll(/<dt>([^<]*)<\/dt><dd>(.*)<\/dd>/g)].map(
      ([, name, value]) => `${name}: ${value?.replaceAll(/<[^>]*>/g, '')}`,
    )
  expect(facts(roof)).toEqual(
    expect.arrayContaining([
      'Files: roof/ tiles*.c',
      'But not: roof/old/',
      'Paths like: (gutter|&lt;i&gt;)',
      'Changes that say: \\b(slate|SLATE)\\b',
    ]),
  )
  expect(roof).toContain('<h1>ROOF &amp; TILES/&quot;&lt;b&gt;&quot;</h1>')
  const many = await page('MANY')
  expect(many).toContain('5 more patterns')
  expect(many).toContain('many/f44.c')
})
