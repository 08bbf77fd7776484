import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findMention } from '../../../src/core/hackathon/find-mention.ts'
import { listStates, type StateSources, stateOf } from '../../../src/core/hackathon/item-states.ts'
import type { OutcomeJudgement, OutcomeLink } from '../../../src/core/hackathon/outcome.ts'
import {
  describeOutcome,
  listCarriedTopics,
  reportOutcomes,
} from '../../../src/core/hackathon/outcome-report.ts'
import type { Reference } from '../../../src/core/hackathon/reference.ts'
import { parseRenderedPage } from '../../../src/core/hackathon/rendered-page.ts'
import { suggestInterests } from '../../../src/core/hackathon/suggest-interest.ts'
import { indexTerms, listTerms } from '../../../src/core/hackathon/term-index.ts'
import { listItems } from '../../../src/core/hackathon/topic.ts'
import {
  type TracedItem,
  type TracedWork,
  traceOutcomes,
} from '../../../src/core/hackathon/trace-outcomes.ts'
import { readCommitMessage } from '../../../src/core/matching/commit-message.ts'
import { foldName } from '../../../src/core/people/name.ts'
import { findRealData, findXenRepository } from '../../support/real-data.ts'
import { hackathon, TOPIC } from './little-event.ts'

const EVENT = {
  id: 'example-2026',
  name: 'Example Hackathon 2026',
  startsOn: '2026-04-21',
  endsOn: '2026-04-22',
}

const work = (target: string, given: Partial<TracedWork> = {}): TracedWork => ({
  kind: 'commit',
  target,
  at: '2026-05-01T00:00:00Z',
  title: 'mm: something else',
  text: '',
  people: ['eve@example.org'],
  links: [],
  ancestors: [],
  reverts: [],
  ...given,
})
const item = (about: Reference, text: string, given: Partial<TracedItem> = {}): TracedItem => ({
  about,
  text,
  title: 'Lost and found',
  people: [],
  notes: [],
  ...given,
})
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
    expect(found[0]?.evidence).toBe('it is by ada@example.org, and it shares the words memory, scrub')
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

describe('how far an item is', () => {
  const link = (target: string, given: Partial<OutcomeLink> = {}): OutcomeLink => ({
    about: 'topic:lost/1',
    kind: 'commit',
    target,
    title: target,
    at: '2026-05-02T00:00:00Z',
    tier: 4,
    evidence: 'e',
    score: 1,
    revertedBy: undefined,
    relandedBy: undefined,
    ...given,
  })
  const judged = (of: OutcomeLink, verdict: OutcomeJudgement['verdict'] = 'confirmed'): OutcomeJudgement => ({
    about: of.about,
    kind: of.kind,
    target: of.target,
    verdict,
    tier: of.tier,
    evidence: 'e',
    person: 'ada@example.org',
    at: '2026-06-01T00:00:00Z',
  })
  const sources = (
    links: readonly OutcomeLink[],
    verdict?: OutcomeJudgement['verdict'],
    standings: StateSources['standings'] = new Map(),
  ): StateSources => ({
    links,
    judgements: verdict === undefined ? [] : links.map((one) => judged(one, verdict)),
    standings,
    eventEndedAt: '2026-04-22T00:00:00Z',
  })
  const state = (...given: Parameters<typeof sources>) =>
    stateOf('topic:lost/1', 'x', sources(...given)).state
  const series = link('s@example.org', { kind: 'series' })
  const standing = (status: 'new' | 'merged' | 'rejected', isLost = false) =>
    new Map([
      [
        's@example.org',
        {
          status,
          isLost,
          postedAt: '2026-04-30T00:00:00Z',
          mergedAt: status === 'merged' ? '2026-05-22T00:00:00Z' : undefined,
        },
      ],
    ])

  test('nothing counts until somebody confirms it', () => {
    expect(state([link('c')])).toBe('open')
    expect(state([link('c')], 'rejected')).toBe('open')
    expect(state([link('c')], 'confirmed')).toBe('merged')
    expect(stateOf('topic:lost/1', 'x', sources([link('c')])).candidates).toHaveLength(1)
    expect(stateOf('topic:lost/1', 'x', sources([link('c')], 'rejected')).candidates).toEqual([])
  })

  test.each([
    ['proposed', [link('t', { kind: 'thread' })], undefined],
    ['in-review', [series], standing('new')],
    ['in-review', [series], undefined],
    ['lost', [series], standing('new', true)],
    ['dropped', [series], standing('rejected')],
    ['merged', [series], standing('merged')],
    ['reverted', [link('c', { revertedBy: 'r' })], undefined],
    ['merged', [link('c', { revertedBy: 'r', relandedBy: 'l' })], undefined],
    ['in-review', [link('c', { revertedBy: 'r' }), series], standing('new')],
  ] as const)('%s', (expected, links, standings) => {
    expect(state(links, 'confirmed', standings)).toBe(expected)
  })

  test('what somebody names by hand counts as what was traced', () => {
    const byHand = { ...sources([]), judgements: [judged(link('c'))] }
    expect(stateOf('topic:lost/1', 'x', byHand)).toMatchObject({
      state: 'merged',
      confirmed: [{ target: 'c' }],
    })
  })

  test('days to the first patch and to the first commit', () => {
    const found = stateOf('topic:lost/1', 'x', sources([series], 'confirmed', standing('merged')))
    expect(found).toMatchObject({ daysToPatch: 8, daysToMerge: 30 })
  })

  const made = hackathon(
    {
      kind: 'topic.add',
      id: 'lost',
      fields: {
        ...TOPIC,
        title: 'Lost and found',
        description: [
          { kind: 'text', text: 'Discuss:' },
          { kind: 'item', item: 1, depth: 0, text: 'Scrubbing?' },
          { kind: 'item', item: 2, depth: 0, text: 'Tasklets.' },
        ],
      },
    },
    { kind: 'topic.add', id: 'boot', fields: { ...TOPIC, title: 'Boot' } },
    {
      kind: 'action.add',
      id: 'a',
      fields: {
        session: undefined,
        about: undefined,
        text: 'write it down',
        assignee: undefined,
        state: 'done',
      },
    },
  )

  test('an event in numbers, its next agenda, and a paragraph', () => {
    const states = listStates(made, sources([link('c')], 'confirmed'))
    expect(states.map((one) => [one.about, one.state])).toEqual([
      ['topic:lost/1', 'merged'],
      ['topic:lost/2', 'open'],
      ['topic:boot', 'open'],
      ['action:a', 'done'],
    ])
    const report = reportOutcomes(states)
    expect(report).toMatchObject({
      total: 4,
      byState: { merged: 1, open: 2, done: 1 },
      unresolved: ['topic:lost/2', 'topic:boot'],
      medianDaysToMerge: 10,
    })
    expect(
      listCarriedTopics(made, report).map((one) => [one.title, one.description.map((part) => part.text)]),
    ).toEqual([
      ['Lost and found', ['Discuss:', 'Tasklets.', 'Carried over from Example Hackathon 2026.']],
      ['Boot', ['Carried over from Example Hackathon 2026.']],
    ])
    expect(describeOutcome(made, 'lost', states)).toBe(
      'Lost and found (Example Hackathon 2026): 1 of 2 points settled. Merged upstream: Scrubbing. Still open: Tasklets.',
    )
    expect(describeOutcome(made, 'none', states)).toBe('Nothing is known of what came of "none".')
  })

  test('a bullet keeps its number, and what came of it, when the description is edited', () => {
    const edited = hackathon(
      {
        kind: 'topic.add',
        id: 't',
        fields: { ...TOPIC, description: [bullet('one'), bullet('two'), bullet('three')] },
      },
      {
        kind: 'topic.change',
        id: 't',
        seen: 2,
        change: {
          description: [
            bullet('new'),
            bullet('three'),
            { kind: 'text', text: 'and' },
            bullet('one'),
            bullet('two, reworded'),
          ],
        },
      },
      { kind: 'topic.change', id: 't', seen: 3, change: { description: [bullet('three'), bullet('last')] } },
    )
    expect(listItems(edited.topics[0]?.description ?? []).map((one) => [one.item, one.text])).toEqual([
      [3, 'three'],
      [5, 'last'],
    ])
  })
})

describe('interest by what people do', () => {
  const made = hackathon(
    {
      kind: 'topic.add',
      id: 'live',
      fields: {
        ...TOPIC,
        title: 'Live patching',
        contacts: [{ name: 'Ada', person: 'ada@example.org', role: undefined }],
        description: [bullet('livepatch signatures')],
      },
    },
    {
      kind: 'topic.add',
      id: 'boot',
      fields: { ...TOPIC, title: 'Secure boot', description: [bullet('shim and EFI')] },
    },
  )
  const act = (person: string, text: string, kind: 'wrote' | 'reviewed' = 'reviewed') => ({
    person,
    text,
    kind,
    at: '2026-01-01T00:00:00Z',
  })
  const NOW = '2026-03-01T00:00:00Z'

  test('is suggested with its evidence, and not where somebody answered', () => {
    const acts = [
      act('ben@example.org', 'livepatch: check signatures', 'wrote'),
      ...Array.from({ length: 9 }, (_, i) => act('ben@example.org', `livepatch: payload ${i}`)),
      act('cleo@example.org', 'EFI: use shim'),
      act('cleo@example.org', 'x86/EFI: secure boot'),
      act('dan@example.org', 'EFI: once only'),
      act('eve@example.org', 'mm: pages'),
    ]
    const found = suggestInterests(made.topics, acts, new Map(), NOW)
    expect(found.map((one) => [one.about, one.person, one.grade])).toEqual([
      ['topic:boot', 'cleo@example.org', 'maybe'],
      ['topic:live', 'ada@example.org', 'must'],
      ['topic:live', 'ben@example.org', 'yes'],
    ])
    expect(found[2]?.evidence).toMatch(/^wrote 1 and reviewed 9 patches about livepatch/)
    const answered = new Map([
      ['topic:live' as const, found.filter((one) => one.person === 'ben@example.org')],
    ])
    expect(suggestInterests(made.topics, acts, answered, NOW).map((one) => one.person)).not.toContain(
      'ben@example.org',
    )
    expect(
      suggestInterests(made.topics, acts, new Map(), '2025-01-01T00:00:00Z').map((one) => one.person),
    ).toEqual(['ada@example.org'])
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

describe('April 2016, with the real history', () => {
  // What came of it, as far as the log itself says (hackathon dossier, section 5).
  const TRUTH: readonly (readonly [topic: string, bullet: RegExp, commit: string, tier: number])[] = [
    ['Project Governance', /^Review roles/, '4ad4e2fd49', 1],
    ['Client/Endpoint Virtualization', /XSM to be enabled/, '08cffe6696', 4],
    ['Client/Endpoint Virtualization', /XSM to be enabled/, '41b61be1c2', 4],
    ['HVMlite/PVHv2 roadmap', /^ACPI/, '14c0d328da', 3],
    ['Lost+found Patches', /scrubbing/, '5506698505', 4],
  ]

  test('its known outcomes are found, the explicit ones by their words, the others among ten', () => {
    const path = findRealData('hackathon-april-2016.txt')
    const repository = findXenRepository('5506698505')
    if (path === undefined || repository === undefined) return
    const page = parseRenderedPage(readFileSync(path, 'utf8'))
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
    expect(explicit.sort()).toEqual(['3515e222a8', '4ad4e2fd49', '5590bd17c4'].sort())
    const reverted = links.find((one) => one.target.startsWith('08cffe6696'))
    expect(reverted?.revertedBy).toMatch(/^ea42b83dc2/)
    expect(reverted?.relandedBy).toMatch(/^41b61be1c2/)
  })
})

function bullet(text: string) {
  return { kind: 'item', item: 0, depth: 0, text } as const
}
