import { describe, expect, test } from 'vitest'
import { decideMotion } from '../../../src/app/governance/decide-motion.ts'
import { resolveRoles } from '../../../src/app/governance/governance-config.ts'
import { verifyMotions } from '../../../src/app/governance/verify-motions.ts'
import { sync } from '../../../src/app/sync.ts'
import { originOf } from '../../../src/core/governance/ballot-origin.ts'
import { littleProject, role } from './little-project.ts'

const [OPEN, CLOSED] = ['2026-03-04T12:00:00Z', '2026-04-20T12:00:00Z']

const MAINTAINERS = [
  'Who answers for what',
  '',
  'WALLS',
  'M: Bo Example <bo@example.org>',
  'M: Cy Example <cy@example.org>',
  'F: walls/',
  '',
  'ROOF',
  'M: Di Example <di@example.org>',
  'F: roof/*.c',
  '',
  'THE REST',
  'M: Ada Example <ada@example.org>',
  'F: *',
  'F: */',
  '',
].join('\n')

const BY_FILE = {
  id: 'ours',
  title: 'Our rules',
  version: '1',
  effective: ['2026-01-01'],
  source: [],
  kinds: [
    {
      id: 'by-file',
      title: 'Those who answer for it',
      when: 'a change is disputed',
      electorate: {
        units: 'person',
        groups: [{ role: 'maintainer', scope: 'touched-files' }],
        exclude: [],
        nonBinding: 'record',
        snapshot: 'atOpen',
      },
      scale: { values: [1, 0, -1], reasonRequired: [], reasonMissing: 'warn' },
      tally: 'forAgainst',
      abstain: 'ignored',
      pass: { need: { num: 1, den: 2 }, of: 'forPlusAgainst', strict: true },
      silence: 'nothing',
      duration: { default: '7d' },
      close: { early: 'never', lateBallots: 'shown' },
      ballot: { mode: 'public', revote: 'last', publish: 'names', channel: ['list'] },
      result: { tie: 'fail' },
      markers: { subject: '\\[vote\\]' },
      readings: [],
    },
  ],
}

describe('where those decide who answer for the files', () => {
  const votersOf = async (text: string, subject = '[VOTE] It'): Promise<readonly string[] | string> => {
    const project = await littleProject({ governance: { pack: BY_FILE } }, { MAINTAINERS })
    await project.at(OPEN, [{ id: 'call@x', from: 'Eve', subject, text, day: 1.5 }])
    const { motion } = await project.entry('call@x')
    return motion.problems[0] ?? motion.electorate.groups[0]?.voters.map((one) => one.name) ?? []
  }

  test('they are those of the files that the motion names', async () => {
    expect(await votersOf('May walls/stone.c go?')).toEqual(['Bo Example', 'Cy Example'])
    expect(await votersOf('Both `roof/tiles.c` and walls/a.c (old) go.')).toEqual([
      'Bo Example',
      'Cy Example',
      'Di Example',
    ])
    expect(await votersOf('It is about the cellar.\n\nFiles: cellar/door.c')).toEqual(['Ada Example'])
  })

  test('“and/or” is no file, and what names none cannot open', async () => {
    expect(await votersOf('Shall he and/or she do it, see https://example.org/walls/x?')).toMatch(
      /names no file/,
    )
    expect(await votersOf('> what of walls/a.c?\n\nI do not know.')).toMatch(/names no file/)
  })
})

test('a cap of each employer counts by the configuration, and by domains where that is silent', async () => {
  const project = await littleProject({
    governance: 'thanos',
    people: [
      {
        name: 'Cy Example',
        addresses: ['cy@example.org'],
        companies: [
          { company: 'Slate', until: '2026-02-28' },
          { company: 'Basalt', from: '2026-03-01' },
        ],
      },
    ],
    companies: { Basalt: ['basalt.example'], Private: ['nobody.example'] },
    roles: [
      { role: 'maintainer', person: 'al@basalt.example', name: 'Al' },
      { role: 'maintainer', person: 'be@eu.basalt.example', name: 'Be' },
      role('maintainer', 'Cy'),
      { role: 'maintainer', person: 'dora@gmail.com', name: 'Dora' },
    ],
  })
  const vote = (id: string, address: string, day: number, text: string) => ({
    id,
    subject: 'Re: [VOTE] It',
    answers: 'call@x',
    day,
    text,
    from: address,
  })
  await project.at(CLOSED, [
    { id: 'call@x', from: 'Cy', subject: '[VOTE] It', day: 0, text: 'Please vote.' },
    vote('v1@x', 'Cy', 3, '+1'),
  ])
  const { motion } = await project.entry('call@x')
  expect(motion.electorate.groups[0]?.voters.map((one) => [one.name, one.organisation])).toEqual([
    ['Al', 'Basalt'],
    ['Be', 'Basalt'],
    ['Cy Example', 'Basalt'],
    ['Dora', undefined],
  ])
  // Two of Basalt's three, and Dora.
  expect((await project.outcome('call@x', CLOSED)).verdict.groups[0]?.members).toBe(3)
})

test('ranked options by mail: a form filled in, labels, and a later order in place of the whole earlier one', async () => {
  const project = await littleProject({
    governance: 'debian',
    roles: ['Ada', 'Bo', 'Cy', 'Di', 'Eve', 'Fay'].map((name) => role('developer', name)),
  })
  const made = await project.act('2026-03-01T12:00:00Z', 'ada@example.org', 'motion-draft', '', {
    kind: 'gr',
    title: 'The colour',
    text: 'Which one?',
    options: ['Choice 1: blue', 'Choice 2: green', 'Choice 3: none of the above'],
    via: 'web',
  })
  const id = made.decision.subject
  const mail = await project.call(id)
  expect(mail.text).toContain('[ ] Choice 2: green')
  const reply = (name: string, from: string, day: number, text: string) => ({
    id: name,
    from,
    subject: `Re: ${mail.subject}`,
    answers: 'call@x',
    day,
    text,
  })
  await project.at(CLOSED, [
    { id: 'call@x', subject: mail.subject, text: mail.text, day: 0 },
    reply('v1@x', 'Bo', 1, '[ 1 ] Choice 1: blue\n[ 2 ] Choice 2: green\n[ 3 ] Choice 3: none of the above'),
    reply('v2@x', 'Bo', 2, '[2] Choice 1: blue\n[1] Choice 2: green\n[ ] Choice 3: none of the above'),
    reply('v3@x', 'Cy', 2, '2: 1\n1: 2\n\n-- \n3: 1'),
    reply('v4@x', 'Di', 3, '> [ ] Choice 1: blue\n[1] Choice 1: blue\n[x] Choice 2: green'),
    reply('v5@x', 'Ada', 3, '[1] Choice 9: mauve'),
    reply('v6@x', 'Ada', 4, '+1'),
    reply('v7@x', 'Eve', 4, '(2) blue\n(1) green'),
    reply('v8@x', 'Fay', 4, 'green: 1'),
  ])
  const { ballots } = await project.entry(id)
  expect(ballots.map(({ ballot }) => `${ballot.id} ${ballot.value ?? 'unclear'}`).sort()).toEqual([
    'v1@x#Choice 1: blue 1',
    'v1@x#Choice 2: green 2',
    'v1@x#Choice 3: none of the above 3',
    'v2@x#Choice 1: blue 2',
    'v2@x#Choice 2: green 1',
    'v3@x#Choice 1: blue 2',
    'v3@x#Choice 2: green 1',
    'v4@x unclear',
    'v5@x unclear',
    'v6@x unclear',
    'v7@x#Choice 1: blue 2',
    'v7@x#Choice 2: green 1',
    'v8@x#Choice 2: green 1',
  ])
  for (const { ballot } of ballots)
    if (ballot.value !== undefined)
      await project.act('2026-03-10T12:00:00Z', ballot.person ?? '', 'vote-confirm', id, {
        mail: originOf(ballot),
        via: 'web',
      })
  const outcome = await project.outcome(id, CLOSED)
  expect(outcome.verdict.winner).toBe('Choice 2: green')
  const codes = new Map(outcome.ballots.map((fate) => [fate.ballot.id, fate.code ?? 'counts']))
  expect(codes.get('v1@x#Choice 3: none of the above')).toBe('replaced')
  expect(codes.get('v2@x#Choice 2: green')).toBe('counts')
})

test('who may vote was drawn wrongly: it is drawn anew, counted again, recorded again, and comes out', async () => {
  const roles = ['Ada', 'Bo', 'Cy'].map((name) => role('leadership-team', name))
  const project = await littleProject({
    governance: 'xen-v3',
    roles: [...roles, role('community-manager', 'Gus')],
  })
  const answer = (id: string, from: string, text: string) => ({
    id,
    from,
    subject: 'Re: [VOTE] It',
    answers: 'call@x',
    day: 1,
    text,
  })
  await project.at(CLOSED, [
    { id: 'call@x', subject: '[VOTE] It', day: 0, text: 'Please vote. It is open for 7 days.' },
    answer('v1@x', 'Ada', '+1'),
    answer('v2@x', 'Bo', '+1'),
    answer('v3@x', 'Cy', '-1'),
    answer('v4@x', 'Di', '-1'),
  ])
  expect((await project.outcome('call@x', CLOSED)).result).toBe('passed')
  // Di was a member all the time, and was left out of the configuration.
  const member = resolveRoles([{ role: 'leadership-team', person: 'di@example.org', name: 'Di Example' }])
  const corrected = {
    ...project.context,
    project: { ...project.context.project, roles: [...project.context.project.roles, ...member] },
    now: CLOSED,
    clock: () => CLOSED,
  }
  const correct = (person: string) =>
    decideMotion(corrected, {
      person,
      action: 'motion-event',
      subject: 'call@x',
      payload: { type: 'corrected', reason: 'Di was left out', via: 'web' },
    })
  await expect(correct('eve@example.org')).rejects.toMatchObject({ code: 'forbidden' })
  await correct('gus@example.org')
  expect(await project.outcome('call@x', CLOSED)).toMatchObject({ result: 'failed', tallyVersion: 2 })
  await sync(corrected)
  const { motion } = await project.entry('call@x')
  expect(motion.closed).toMatchObject({ result: 'failed', tally: 2 })
  const found = await verifyMotions(project.context.database.kysely, project.context.projectId, CLOSED)
  expect(found).toMatchObject({ broken: undefined, recounts: [{ problems: [] }] })
})
