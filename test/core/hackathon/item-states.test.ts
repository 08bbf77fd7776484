import { describe, expect, test } from 'vitest'
import { listStates, type StateSources, stateOf } from '../../../src/core/hackathon/item-states.ts'
import type { OutcomeJudgement, OutcomeLink } from '../../../src/core/hackathon/outcome.ts'
import {
  describeOutcome,
  listCarriedTopics,
  reportOutcomes,
} from '../../../src/core/hackathon/outcome-report.ts'
import { suggestInterests } from '../../../src/core/hackathon/suggest-interest.ts'
import { listItems } from '../../../src/core/hackathon/topic.ts'
import { hackathon, TOPIC } from './little-event.ts'

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

function bullet(text: string) {
  return { kind: 'item', item: 0, depth: 0, text } as const
}
