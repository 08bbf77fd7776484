import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findMention } from '../../../src/core/hackathon/find-mention.ts'
import { parseRenderedPage } from '../../../src/core/hackathon/rendered-page.ts'
import { indexTerms, listTerms } from '../../../src/core/hackathon/term-index.ts'
import { listItems } from '../../../src/core/hackathon/topic.ts'
import { traceOutcomes } from '../../../src/core/hackathon/trace-outcomes.ts'
import type { TracedWork } from '../../../src/core/hackathon/traced-work.ts'
import { readCommitMessage } from '../../../src/core/matching/commit-message.ts'
import { foldName } from '../../../src/core/people/name.ts'
import { findRealData, findXenRepository } from '../../support/real-data.ts'

import { EVENT, item, work } from './little-work.ts'

const ITEMS = [
  item('topic:lost/1', 'Memory scrubbing workers?', { people: ['ada@example.org'] }),
  item('topic:lost/2', 'Per-cpu tasklets', { notes: ['notes@example.org'] }),
]
const trace = (...works: readonly TracedWork[]) => traceOutcomes({ event: EVENT, items: ITEMS, work: works })

describe('four tiers, each with its evidence', () => {
  test('1: it names the event, or a mail of its notes', () => {
    const named = work('c1', {
      title: 'tasklet: one list per cpu',
      text: 'As discussed at the Example Hackathon 2026.\n',
    })
    const cited = work('c2', { title: 'softirq: fix', links: ['notes@example.org'] })
    const lonely = work('c3', { title: 'README: typo', text: 'Agreed at the hackathon.' })
    const found = trace(named, cited, lonely)
    expect(found.map((one) => [one.about, one.target, one.tier, one.evidence])).toEqual([
      ['event:example-2026', 'c3', 1, 'it says "Agreed at the hackathon."'],
      ['topic:lost/2', 'c1', 1, 'it says "As discussed at the Example Hackathon 2026."'],
      ['topic:lost/2', 'c2', 1, 'it names the notes <notes@example.org>'],
    ])
  })

  test('2: its thread grew out of the notes', () => {
    const [found] = trace(
      work('s@example.org', { kind: 'series', title: 'rework', ancestors: ['notes@example.org'] }),
    )
    expect(found).toMatchObject({
      about: 'topic:lost/2',
      tier: 2,
      evidence: 'its thread began with the notes <notes@example.org>',
    })
  })

  test('3: by the one who took it on, and about the same; 4: about the same', () => {
    const others = Array.from({ length: 20 }, (_, i) => work(`o${i}`, { title: `console: fix ${i}` }))
    const found = trace(
      ...others,
      work('c1', { title: 'mm: scrub memory from the idle loop', people: ['ada@example.org'] }),
      work('c2', { title: 'mm: scrub pages', people: ['ben@example.org'] }),
    )
    expect(found.map((one) => [one.about, one.target, one.tier])).toEqual([
      ['topic:lost/1', 'c1', 3],
      ['topic:lost/1', 'c2', 4],
    ])
    expect(found[0]?.evidence).toBe('it is by Eve Example, and it shares the words Memory, scrubbing')
  })

  test('nothing from before the event, nothing by words alone long after', () => {
    const scrub = { title: 'mm: memory scrubbing workers' }
    expect(
      trace(work('early', { ...scrub, at: '2026-04-01T00:00:00Z', links: ['notes@example.org'] })),
    ).toEqual([])
    expect(trace(work('late', { ...scrub, at: '2030-01-01T00:00:00Z' }))).toEqual([])
    expect(trace(work('late', { at: '2030-01-01T00:00:00Z', links: ['notes@example.org'] }))).toHaveLength(1)
  })

  test('one link an item and target, by the strongest tier; the order of the sources does not matter', () => {
    const all = [
      work('c1', {
        title: 'mm: memory scrubbing',
        people: ['ada@example.org'],
        text: 'Proposed at the hackathon.',
      }),
      work('c2', { title: 'tasklets per cpu', links: ['notes@example.org'] }),
      work('c3', { title: 'tasklets', reverts: ['c2'] }),
    ]
    const found = trace(...all)
    expect(new Set(found.map((one) => `${one.about} ${one.target}`)).size).toBe(found.length)
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(trace(...shuffled).map((one) => [one.about, one.target, one.tier])).toEqual(
          found.map((one) => [one.about, one.target, one.tier]),
        )
      }),
    )
  })

  test.each([
    ['As proposed on the hackathon.', '2026-05-01', true],
    ['As we discussed in the design session', '2026-05-01', true],
    ['Discussed at the 2026 hackathon', '2028-05-01', true],
    ['Discussed at the 2013 hackathon', '2026-05-01', false],
    ['As proposed on the hackathon.', '2027-05-01', false],
    ['Add the hackathon logo to the page', '2026-05-01', false],
    ['As proposed on the hackathon.', '2026-04-01', false],
    ['As proposed at the summit.', '2026-05-01', false],
  ])('"%s" on %s', (text, day, isMeant) => {
    expect(
      findMention({ title: 'x', text, links: [], at: `${day}T00:00:00Z` }, EVENT, []) !== undefined,
    ).toBe(isMeant)
  })

  test('reverts are followed', () => {
    const policy = { title: 'xsm: add a default policy', links: ['notes@example.org'] }
    const [gone] = trace(
      work('aaaaaaaa', policy),
      work('bbbbbbbb', { title: 'Revert "xsm"', reverts: ['aaaaaaa'], at: '2026-06-01T00:00:00Z' }),
    )
    expect(gone).toMatchObject({ revertedBy: 'bbbbbbbb', relandedBy: undefined })
    const again = trace(
      work('aaaaaaaa', policy),
      work('bbbbbbbb', { title: 'Revert "xsm"', reverts: ['aaaaaaa'], at: '2026-06-01T00:00:00Z' }),
      work('cccccccc', { title: policy.title, at: '2026-07-01T00:00:00Z' }),
    ).find((one) => one.target === 'aaaaaaaa')
    expect(again?.relandedBy).toBe('cccccccc')
  })
})

describe('words', () => {
  test('are stemmed a little, and parts of names are words too', () => {
    expect(listTerms('Scrubbing, scrubbed and scrubs of the cpu_idle loops')).toEqual([
      'scrub',
      'scrub',
      'scrub',
      'cpu_idle',
      'cpu',
      'idle',
      'loop',
    ])
    expect(listTerms('')).toEqual([])
  })

  test('rare words say most, and what shares nothing is not found', () => {
    const index = indexTerms([
      { id: 'a', title: 'console fix', text: '' },
      { id: 'b', title: 'console fix', text: 'tasklet' },
      { id: 'c', title: 'console', text: '' },
    ])
    expect(index.search('console tasklet', 9).map((one) => one.id)).toEqual(['b', 'c', 'a'])
    expect(index.search('console tasklet', 1)[0]?.words[0]).toBe('tasklet')
    expect(index.search('nothing', 9)).toEqual([])
    expect(indexTerms([]).search('x', 1)).toEqual([])
  })
})

const page2016 = findRealData('hackathon-april-2016.txt')
const repository = findXenRepository('5506698505')

describe('April 2016, with the real history', () => {
  // What came of it, as far as the log itself says (hackathon dossier, section 5).
  const TRUTH: readonly (readonly [topic: string, bullet: RegExp, commit: string, tier: number])[] = [
    ['Project Governance', /^Review roles/, '4ad4e2fd49', 1],
    ['Client/Endpoint Virtualization', /XSM to be enabled/, '08cffe6696', 4],
    ['Client/Endpoint Virtualization', /XSM to be enabled/, '41b61be1c2', 4],
    ['HVMlite/PVHv2 roadmap', /^ACPI/, '14c0d328da', 3],
    ['Lost+found Patches', /scrubbing/, '5506698505', 4],
  ]

  const isAbsent = page2016 === undefined || repository === undefined
  test.skipIf(isAbsent)(
    'its known outcomes are found, the explicit ones by their words, the others among ten',
    () => {
      if (page2016 === undefined || repository === undefined) return
      const page = parseRenderedPage(readFileSync(page2016, 'utf8'))
      const items = page.topics.flatMap((topic, t) =>
        listItems(topic.fields.description).map((one) =>
          item(`topic:t${t}/${one.item}`, one.text, {
            title: topic.fields.title,
            people: topic.fields.contacts.map((contact) => foldName(contact.name)),
          }),
        ),
      )
      const log = repository.git(
        'log',
        '--no-merges',
        '--since=2016-04-18',
        '--until=2018-04-20',
        '--format=%H%x00%an%x00%ae%x00%ct%x00%s%x00%b%x01',
      )
      const commits = log.split('\u0001\n').flatMap((entry) => {
        const [sha, name = '', address = '', seconds, title = '', text = ''] = entry.split('\0')
        if (sha === undefined || seconds === undefined) return []
        const said = readCommitMessage(`${title}\n\n${text}`)
        const at = `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}Z`
        return [
          work(sha, {
            title,
            text,
            at,
            people: [address.toLowerCase(), foldName(name)],
            links: said.links,
            reverts: said.reverts,
          }),
        ]
      })
      expect(commits.length).toBeGreaterThan(4000)
      const event = {
        id: 'april-2016',
        name: 'Xen Project Hackathon 2016',
        startsOn: '2016-04-18',
        endsOn: '2016-04-19',
      }
      const links = traceOutcomes({ event, items, work: commits })
      for (const [topic, bullet, commit, tier] of TRUTH) {
        const t = page.topics.findIndex((one) => one.fields.title === topic)
        const found = listItems(page.topics[t]?.fields.description ?? []).find((one) => bullet.test(one.text))
        const link = links.find(
          (one) => one.about === `topic:t${t}/${found?.item}` && one.target.startsWith(commit),
        )
        expect([commit, link?.tier]).toEqual([commit, tier])
      }
      const explicit = links.filter((one) => one.tier === 1).map((one) => one.target.slice(0, 10))
      expect([...new Set(explicit)].sort()).toEqual(['3515e222a8', '4ad4e2fd49', '5590bd17c4'].sort())
      const reverted = links.find((one) => one.target.startsWith('08cffe6696'))
      expect(reverted?.revertedBy).toMatch(/^ea42b83dc2/)
      expect(reverted?.relandedBy).toMatch(/^41b61be1c2/)
    },
  )
})
