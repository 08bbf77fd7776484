import { CompiledQuery } from 'kysely'
import { describe, expect, test } from 'vitest'
import { exportDecisions } from '../../../src/app/governance/decision-export.ts'
import { publicRecord } from '../../../src/app/governance/public-record.ts'
import { verifyMotions } from '../../../src/app/governance/verify-motions.ts'
import { listDecisions } from '../../../src/store/inputs/decisions.ts'
import { listMotions } from '../../../src/store/read/motions.ts'
import { type LittleProject, littleProject, role } from './little-project.ts'

const TEAM = {
  governance: 'xen-v3',
  roles: [
    ...['Ada', 'Bo', 'Cy', 'Di'].map((name) => role('leadership-team', name)),
    role('community-manager', 'Gus'),
  ],
}
const DRAFT = { kind: 'lt', title: 'Quieter doors', text: 'I would like quieter doors.', via: 'web' }
const [DRAFTED, OPEN, LATER, CLOSED] = [
  '2026-03-01T12:00:00Z',
  '2026-03-03T12:00:00Z',
  '2026-03-05T12:00:00Z',
  '2026-03-20T12:00:00Z',
]

/** A motion with such ballots, whose call has arrived. */
async function opened(
  project: LittleProject,
  from: string,
  ballots: 'private' | 'anonymous',
): Promise<{ id: string; text: string }> {
  const made = await project.act(DRAFTED, `${from.toLowerCase()}@example.org`, 'motion-draft', '', {
    ...DRAFT,
    ballots,
  })
  const id = made.decision.subject
  const mail = await project.call(id)
  await project.at(OPEN, [{ id: 'call@x', from, subject: mail.subject, text: mail.text, day: 0 }])
  return { id, text: mail.text }
}

describe('a motion with private ballots', () => {
  test('says in its call where they go, counts them once they are proved, and shows numbers only', async () => {
    const project = await littleProject(TEAM)
    const { id, text } = await opened(project, 'Ada', 'private')
    expect(text).toContain('please answer to vote@example.org only')
    expect((await project.entry(id)).motion.kind.ballot).toMatchObject({ mode: 'private', publish: 'counts' })
    await project.at(
      LATER,
      [],
      [
        { id: 'p1@x', from: 'Bo', subject: 'My vote', day: 2, text: `Motion: ${id}\n\n+1` },
        { id: 'p2@x', from: 'Cy', subject: 'My vote', day: 2, text: `Motion: ${id}\n\n-1` },
      ],
    )
    const before = await project.outcome(id, LATER)
    expect(before.ballots.map((fate) => fate.code)).toEqual(['unproved', 'unproved'])
    expect(before.ballots[0]?.why).toMatch(/can confirm it on the page/)
    await expect(
      project.act(LATER, 'cy@example.org', 'vote-confirm', id, { mail: 'p1@x', via: 'web' }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await project.act(LATER, 'bo@example.org', 'vote-confirm', id, { mail: 'p1@x', via: 'web' })
    await project.act(LATER, 'di@example.org', 'vote', id, { value: 1, via: 'web' })
    const after = await project.outcome(id, LATER)
    expect(after.verdict.groups[0]).toMatchObject({ inFavour: 2, against: 0 })
    expect(after.pending).toEqual([])
    const db = project.context.database.kysely
    const shown = JSON.stringify(
      publicRecord(
        await listDecisions(db, project.context.projectId),
        await listMotions(db, project.context.projectId),
      ),
    )
    expect(shown).toContain('a private ballot')
    expect(shown).not.toMatch(/value: 1/)
  })

  test('at the close the log holds the digest of each mail, and a mail that is changed or gone shows', async () => {
    const project = await littleProject(TEAM)
    const { id } = await opened(project, 'Ada', 'private')
    const ballot = { id: 'p1@x', from: 'Bo', subject: 'My vote', day: 2, text: `Motion: ${id}\n\n+1` }
    const answer = {
      id: 'a1@x',
      from: 'Cy',
      subject: 'Re: [VOTE] Quieter doors',
      day: 2,
      answers: 'call@x',
      text: '+1',
    }
    await project.at(LATER, [answer], [ballot])
    await project.act(LATER, 'bo@example.org', 'vote-confirm', id, { mail: 'p1@x', via: 'web' })
    const then = await project.at(CLOSED)
    const db = project.context.database.kysely
    const entry = await project.entry(id)
    expect(entry.motion.closed?.mails).toHaveLength(2)
    // Who sent a private mail finds it by its digest, which the published record has.
    const mailed = entry.ballots.find((one) => one.channel === 'mailbox')
    expect(exportDecisions([entry], CLOSED, [])[0]).toMatchObject({
      mails: expect.arrayContaining([mailed?.mail]),
      ballots: [],
    })
    expect((await verifyMotions(db, then.projectId, CLOSED)).recounts).toMatchObject([{ problems: [] }])
    for (const [table, where] of [
      ['private_message', `message_id = 'p1@x'`],
      ['message_raw', `message = (select id from message where message_id = 'a1@x')`],
    ]) {
      const kept = await db.executeQuery<{ bytes: Uint8Array }>(
        CompiledQuery.raw(`select bytes from ${table} where ${where}`),
      )
      const bytes = Buffer.from(kept.rows[0]?.bytes ?? [])
      expect(bytes.length).toBeGreaterThan(50)
      // Every octet of the mail as it is stored, one bit of each.
      for (let i = 0; i < bytes.length; i += 7) {
        const other = Buffer.from(bytes)
        other[i] = (other[i] ?? 0) ^ 4
        await db.executeQuery(CompiledQuery.raw(`update ${table} set bytes = ? where ${where}`, [other]))
        const found = await verifyMotions(db, then.projectId, CLOSED)
        expect(found.recounts[0]?.problems.join(' '), `${table}, octet ${i}`).toMatch(
          /1 mail that ballots were cast by is not what was there/,
        )
      }
      await db.executeQuery(CompiledQuery.raw(`update ${table} set bytes = ? where ${where}`, [bytes]))
    }
    expect((await verifyMotions(db, then.projectId, CLOSED)).recounts).toMatchObject([{ problems: [] }])
  })
})

describe('a motion with anonymous ballots', () => {
  test('is for whom the rule lets ask for it', async () => {
    const project = await littleProject(TEAM)
    const draft = (person: string, kind: string) =>
      project.act(DRAFTED, person, 'motion-draft', '', { ...DRAFT, kind, ballots: 'anonymous' })
    await expect(draft('ada@example.org', 'lt')).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringMatching(/takes one of community-manager/),
    })
    await expect(draft('ada@example.org', 'lazy')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(draft('gus@example.org', 'lt')).resolves.toBeDefined()
    await expect(draft('ada@example.org', 'survey')).resolves.toBeDefined()
  })

  test('keeps who voted apart from what was voted, publishes the box at the close, and can be recounted', async () => {
    const project = await littleProject(TEAM)
    const { id } = await opened(project, 'Gus', 'anonymous')
    const db = project.context.database.kysely
    const receipts: string[] = []
    for (const [name, value] of [
      ['bo', 1],
      ['ada', 1],
      ['cy', -1],
    ] as const) {
      const made = await project.act(LATER, `${name}@example.org`, 'vote', id, { value, via: 'web' })
      receipts.push(made.receipt ?? '')
      expect(made.decision).toMatchObject({ action: 'voted', payload: { via: 'web' } })
    }
    await expect(
      project.act(LATER, 'bo@example.org', 'vote', id, { value: -1, via: 'web' }),
    ).rejects.toMatchObject({ code: 'conflict' })
    await expect(
      project.act(LATER, 'gus@example.org', 'vote', id, { value: 1, via: 'web' }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      project.act(LATER, 'bo@example.org', 'motion-event', id, { type: 'recused', via: 'web' }),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/you have voted/) })
    // Nor does somebody vote who has stepped aside: nobody could find the ballot to leave it out.
    await project.act(LATER, 'di@example.org', 'motion-event', id, { type: 'recused', via: 'web' })
    await expect(
      project.act(LATER, 'di@example.org', 'vote', id, { value: -1, via: 'web' }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    // Before the close nobody sees what is in the box, and no mail with a vote is counted.
    expect((await project.outcome(id, LATER)).ballots).toEqual([])
    await project.at(CLOSED, [
      { id: 'a1@x', from: 'Di', subject: 'Re: [VOTE] Quieter doors', day: 3, answers: 'call@x', text: '-1' },
    ])
    const closed = await project.outcome(id, CLOSED)
    expect(closed).toMatchObject({ result: 'passed', verdict: { groups: [{ inFavour: 2, against: 1 }] } })
    const box = closed.ballots.map((fate) => fate.ballot)
    expect(box.map((one) => one.id).sort()).toEqual([...receipts].sort())
    expect(new Set(box.map((one) => `${one.person} ${one.name} ${one.at}`)).size).toBe(1)
    // The order of the box is that of its random names, not of the voters.
    const log = await listDecisions(db, project.context.projectId, { subject: id })
    const payload = log.find((one) => one.action === 'motion-close')?.payload
    expect(payload?.['box']).toMatchObject([...receipts].sort().map((receipt) => ({ receipt })))
    for (const one of log.filter((decision) => decision.action === 'voted'))
      expect(JSON.stringify(one.payload)).toBe('{"via":"web"}')
    expect((await verifyMotions(db, project.context.projectId, CLOSED)).recounts).toMatchObject([
      { counted: 'passed', problems: [] },
    ])
    await db.executeQuery(CompiledQuery.raw(`delete from ballot where id = '${receipts[0]}'`))
    const bad = await verifyMotions(db, project.context.projectId, CLOSED)
    expect(bad.recounts[0]?.problems.join(' ')).toMatch(/3 have voted, and 2 ballots were in the box/)
  })
})
