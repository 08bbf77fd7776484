import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../../src/store/database.ts'
import {
  appendDecision,
  type Decision,
  eraseDecision,
  listDecisions,
  verifyDecisions,
} from '../../../src/store/inputs/decisions.ts'
import { ensureProject } from '../../../src/store/inputs/projects.ts'
import { closeLater, engines } from '../../support/db.ts'
import { runTogether } from '../../support/together.ts'

interface Said {
  readonly subject: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly action?: string
}

function append(database: Database, project: number, said: Said, salt = 'a1b2'): Promise<Decision> {
  return database.transaction((db) =>
    appendDecision(db, project, {
      at: '2026-03-02T09:00:00Z',
      person: 'ada@example.org',
      action: said.action ?? 'state',
      subject: said.subject,
      payload: said.payload,
      salt,
    }),
  )
}

/** As `app/decide.ts` does it: the erasure is recorded in the transaction that erases. */
function erase(database: Database, project: number, target: Decision): Promise<Decision> {
  return database.transaction(async (db) => {
    const made = await appendDecision(db, project, {
      at: '2026-03-03T09:00:00Z',
      person: 'bo@example.org',
      action: 'erase',
      subject: target.subject,
      payload: { sequence: target.sequence, reason: 'asked for' },
      salt: 'c3d4',
    })
    expect(await eraseDecision(db, project, target.sequence)).toBe(true)
    return made
  })
}

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

describe.each(engines)('the log of decisions on $name', (engine) => {
  const open = async () => {
    const database = await engine.open()
    return { database, db: database.kysely, project: await ensureProject(database.kysely, 'test') }
  }

  test('is a chain of salted digests, one for each project', async () => {
    const { database, db, project } = await open()
    const other = await ensureProject(db, 'other')
    const first = await append(database, project, { subject: 'a@x', payload: { status: 'deferred' } })
    await append(database, other, { subject: 'a@x', payload: { status: 'deferred' } })
    const second = await append(database, project, { subject: 'b@x', payload: { n: 1 } }, 'other salt')
    expect([first.sequence, second.sequence]).toEqual([1, 2])
    expect(first.previous).toBe('0'.repeat(64))
    expect(second.previous).toBe(first.digest)
    expect(second.digest).toBe(
      sha256([
        2,
        '2026-03-02T09:00:00Z',
        'ada@example.org',
        'state',
        'b@x',
        sha256(['other salt', '{"n":1}']),
        first.digest,
      ]),
    )
    expect(await listDecisions(db, project)).toEqual([first, second])
    expect(await listDecisions(db, project, { subject: 'b@x' })).toEqual([second])
    expect(await listDecisions(db, project, { after: 1 })).toEqual([second])
    expect(await verifyDecisions(db, project)).toBeUndefined()
    expect(await verifyDecisions(db, project, first.digest)).toBeUndefined()
    expect((await listDecisions(db, other)).map((one) => one.sequence)).toEqual([1])
  })

  test('keeps what can be typed: NUL, half a character, quotes', async () => {
    const { database, db, project } = await open()
    const words = 'nul \0, half \ud800, "quotes", \u2028 and a backslash \\'
    await append(database, project, { subject: words, payload: { reason: words, [words]: [null, 1.5] } })
    const [kept] = await listDecisions(db, project, { subject: words })
    expect(kept?.payload?.['reason']).toMatch(/^nul .*half .*"quotes", \u2028 and a backslash \\$/s)
    expect(await verifyDecisions(db, project)).toBeUndefined()
  })

  test('is empty before the first, and that is whole', async () => {
    const { db, project } = await open()
    expect(await listDecisions(db, project)).toEqual([])
    expect(await verifyDecisions(db, project)).toBeUndefined()
    expect(await verifyDecisions(db, project, '0'.repeat(64))).toBeUndefined()
    expect(await verifyDecisions(db, project, 'f'.repeat(64))).toMatchObject({ sequence: 1 })
  })

  test('leaves nothing of a transaction that fails', async () => {
    const { database, db, project } = await open()
    await append(database, project, { subject: 'a@x', payload: {} })
    await expect(
      database.transaction(async (inside) => {
        await appendDecision(inside, project, {
          at: '2026-03-02T09:00:00Z',
          person: 'ada@example.org',
          action: 'state',
          subject: 'b@x',
          payload: {},
          salt: 's',
        })
        throw new Error('killed')
      }),
    ).rejects.toThrow('killed')
    const next = await append(database, project, { subject: 'c@x', payload: {} })
    expect(next.sequence).toBe(2)
    expect(await verifyDecisions(db, project, next.digest)).toBeUndefined()
  })

  test('words can be erased: that is a decision too, and the chain is whole', async () => {
    const { database, db, project } = await open()
    const secret = await append(database, project, {
      subject: 'a@x',
      payload: { reason: 'Bo is ill until May' },
    })
    await append(database, project, { subject: 'b@x', payload: { status: 'deferred' } })
    const erasure = await erase(database, project, secret)
    expect(await eraseDecision(db, project, secret.sequence)).toBe(false)
    expect(await eraseDecision(db, project, 99)).toBe(false)
    const all = await listDecisions(db, project)
    expect(all.map((one) => [one.sequence, one.action, one.payload])).toEqual([
      [1, 'state', undefined],
      [2, 'state', { status: 'deferred' }],
      [3, 'erase', { sequence: 1, reason: 'asked for' }],
    ])
    expect(all[0]).toEqual({ ...secret, payload: undefined })
    expect(await verifyDecisions(db, project, erasure.digest)).toBeUndefined()
    // The words of an erasure may be personal as well.
    const last = await erase(database, project, erasure)
    expect(await verifyDecisions(db, project, last.digest)).toBeUndefined()
    // Neither words nor salt are anywhere.
    const left = await db.selectFrom('decision_payload').select(['decision', 'payload']).execute()
    expect(JSON.stringify(left)).not.toContain('ill until May')
    expect(left).toHaveLength(2)
  })

  test('words that are gone without an erasure are missed', async () => {
    const { database, db, project } = await open()
    const first = await append(database, project, { subject: 'a@x', payload: { status: 'deferred' } })
    const second = await append(database, project, { subject: 'b@x', payload: { status: 'deferred' } })
    await erase(database, project, first)
    await db.deleteFrom('decision_payload').where('decision', '=', second.id).execute()
    expect(await verifyDecisions(db, project)).toEqual({
      sequence: 2,
      what: 'the payload of decision 2 is gone, and no decision erased it',
    })
  })

  test('any change, removal, insertion or new order of rows is found', async () => {
    const { database, db } = await open()
    let count = 0
    await fc.assert(
      fc.asyncProperty(anyLog, anyTampering, async (log, tampering) => {
        count += 1
        const project = await ensureProject(db, `log${count}`)
        for (const [n, entry] of log.entries()) {
          const target = (await listDecisions(db, project))[entry.erases ?? log.length]
          if (target?.payload === undefined || target.action === 'erase')
            await append(database, project, entry, `salt${n}`)
          else await erase(database, project, target)
        }
        const head = (await listDecisions(db, project)).at(-1)?.digest
        expect(await verifyDecisions(db, project, head)).toBeUndefined()
        const trace = await tamper(database, project, tampering)
        if (trace === 'nothing') return
        expect(await verifyDecisions(db, project, head), JSON.stringify(tampering)).toBeDefined()
        if (trace === 'changed')
          expect(await verifyDecisions(db, project), JSON.stringify(tampering)).toBeDefined()
      }),
      { numRuns: engine.name === 'SQLite' ? 120 : 25 },
    )
  })
})

describe.each(engines)('decisions at the same time on $name', (engine) => {
  test('in one process are one after the other', async () => {
    const database = await engine.open()
    const project = await ensureProject(database.kysely, 'test')
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, n) => append(database, project, { subject: `${n}@x`, payload: { n } })),
    )
    expect(made.map((one) => one.sequence).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, n) => n + 1),
    )
    expect(await verifyDecisions(database.kysely, project)).toBeUndefined()
  })

  test.skipIf(!engine.shared)('by several processes are one after the other', async () => {
    const url = (await engine.url()) ?? ''
    const people = ['ada@example.org', 'bo@example.org', 'cy@example.org']
    await runTogether(
      new URL('append-decisions.ts', import.meta.url),
      people.map((person) => [url, person, '15']),
    )
    const database = closeLater(await openDatabase(url))
    const project = await ensureProject(database.kysely, 'test')
    const all = await listDecisions(database.kysely, project)
    expect(all.map((one) => one.sequence)).toEqual(Array.from({ length: 45 }, (_, n) => n + 1))
    for (const person of people)
      expect(all.filter((one) => one.person === person).map((one) => one.subject)).toEqual(
        Array.from({ length: 15 }, (_, n) => `${n}@example.org`),
      )
    expect(await verifyDecisions(database.kysely, project)).toBeUndefined()
  })
})

const anyLog = fc.array(
  fc.record({
    subject: fc.constantFrom('a@x', 'b@x', 'c@x'),
    payload: fc.dictionary(fc.string({ maxLength: 5 }), fc.string({ maxLength: 8 }), { maxKeys: 2 }),
    // Which earlier decision it erases, if there is one with words.
    erases: fc.option(fc.nat(6), { nil: undefined, freq: 3 }),
  }),
  { minLength: 1, maxLength: 7 },
)

const COLUMNS = ['at', 'person', 'action', 'subject', 'payload_digest', 'digest', 'previous'] as const

const anyTampering = fc.record({
  how: fc.constantFrom(
    ...(['column', 'payload', 'salt', 'forget', 'invent', 'remove', 'close', 'swap', 'insert'] as const),
    ...(['append', 'truncate', 'rewrite'] as const),
  ),
  row: fc.nat(6),
  other: fc.nat(6),
  column: fc.constantFrom(...COLUMNS),
})

type Tampering = typeof anyTampering extends fc.Arbitrary<infer T> ? T : never

/**
 * Does one thing to the rows behind the log's back. `nothing`: it did not apply; `changed`: the chain itself is broken;
 * `shortened`: only who noted the newest digest can tell.
 */
async function tamper(
  database: Database,
  project: number,
  { how, row, other, column }: Tampering,
): Promise<'nothing' | 'changed' | 'shortened'> {
  const db = database.kysely
  const rows = await db
    .selectFrom('decision')
    .selectAll()
    .where('project_id', '=', project)
    .orderBy('sequence')
    .execute()
  const chosen = rows[row % rows.length]
  const second = rows[other % rows.length]
  if (chosen === undefined || second === undefined) return 'nothing'
  const payload = await db
    .selectFrom('decision_payload')
    .selectAll()
    .where('decision', '=', chosen.id)
    .executeTakeFirst()
  const set = (id: number, values: Partial<Omit<typeof chosen, 'id'>>) =>
    db.updateTable('decision').set(values).where('id', '=', id).execute()
  const drop = async (id: number): Promise<void> => {
    await db.deleteFrom('decision_payload').where('decision', '=', id).execute()
    await db.deleteFrom('decision').where('id', '=', id).execute()
  }
  const isLast = chosen.sequence === rows.length
  switch (how) {
    case 'column':
      await set(chosen.id, { [column]: `${chosen[column]}0` })
      return 'changed'
    case 'payload':
    case 'salt':
      if (payload === undefined) return 'nothing'
      await db
        .updateTable('decision_payload')
        .set({ [how]: `${payload[how]} ` })
        .where('decision', '=', chosen.id)
        .execute()
      return 'changed'
    case 'forget':
      if (payload === undefined) return 'nothing'
      await db.deleteFrom('decision_payload').where('decision', '=', chosen.id).execute()
      return 'changed'
    case 'invent':
      if (payload !== undefined) return 'nothing'
      await db
        .insertInto('decision_payload')
        .values({ decision: chosen.id, project_id: project, salt: 'x', payload: '{}' })
        .execute()
      return 'changed'
    case 'remove':
      await drop(chosen.id)
      return isLast ? 'shortened' : 'changed'
    case 'close': {
      // The gap is closed by giving those behind it new numbers.
      await drop(chosen.id)
      for (const later of rows.slice(chosen.sequence)) await set(later.id, { sequence: later.sequence - 1 })
      return isLast ? 'shortened' : 'changed'
    }
    case 'swap':
      if (chosen.id === second.id) return 'nothing'
      await set(chosen.id, { sequence: -1 })
      await set(second.id, { sequence: chosen.sequence })
      await set(chosen.id, { sequence: second.sequence })
      return 'changed'
    case 'insert': {
      for (const later of rows.slice(chosen.sequence - 1).reverse())
        await set(later.id, { sequence: later.sequence + 1 })
      const { id: _, ...copy } = chosen
      await db.insertInto('decision').values(copy).execute()
      return 'changed'
    }
    case 'append': {
      const { id: _, ...copy } = chosen
      await db
        .insertInto('decision')
        .values({ ...copy, sequence: rows.length + 1 })
        .execute()
      return 'changed'
    }
    case 'truncate':
      for (const later of rows.slice(chosen.sequence - 1)) await drop(later.id)
      return 'shortened'
    case 'rewrite': {
      // By somebody who knows how: every digest from there on is made anew.
      let { previous } = chosen
      for (const one of rows.slice(chosen.sequence - 1)) {
        const person = one.id === chosen.id ? 'mallory@example.org' : one.person
        const fields = [one.sequence, one.at, person, one.action, one.subject, one.payload_digest, previous]
        const digest = sha256(fields)
        await set(one.id, { person, previous, digest })
        previous = digest
      }
      return 'shortened'
    }
  }
}
