import { describe, expect, test } from 'vitest'
import { readFacts } from '../../../src/core/patches/facts.ts'
import { type FactRecord, listFacts, placeMails, putFacts } from '../../../src/store/derived/facts.ts'
import { compressMailNow, digestOfMail } from '../../../src/store/inputs/mail-bytes.ts'
import { appendMessages } from '../../../src/store/inputs/messages.ts'
import { ensureProject } from '../../../src/store/inputs/projects.ts'
import { engines } from '../../support/db.ts'
import { message } from '../../support/message.ts'

/** More than two of the pieces in which a server gets them. */
const MAILS = 2500

const bytes = Buffer.from('Subject: x\n\nx\n')

function record(number: number): FactRecord {
  const facts = readFacts(message({ messageId: `m${number}@example.org` }), {
    lists: [],
    listTags: [],
    bots: [],
    receivedAt: undefined,
  })
  return {
    message: number,
    digest: digestOfMail(bytes),
    size: bytes.length,
    senderKey: 'ada@example.org',
    authorKey: 'ada@example.org',
    parent: undefined,
    thread: -number,
    facts,
  }
}

describe.each(engines)('facts on $name', (engine) => {
  test('get a parent, a thread and people, each their own, and nothing else of them changes', async () => {
    const { kysely, transaction } = await engine.open()
    const projectId = await ensureProject(kysely, 'test')
    const records = Array.from({ length: MAILS }, (_, n) => record(n + 1))
    await transaction(async (db) => {
      await appendMessages(
        db,
        projectId,
        'devel@lists.example.org',
        records.map(({ facts }) => ({
          messageId: facts.messageId,
          bytes,
          compressed: compressMailNow(bytes),
          digest: digestOfMail(bytes),
          receivedAt: undefined,
        })),
      )
      await putFacts(db, projectId, records)
    })
    // Every mail answers the one before it, but for one in a hundred, which begins a thread.
    const placed = records.map((one) => {
      const first = one.message - ((one.message - 1) % 100)
      return {
        ...one,
        parent: one.message === first ? undefined : one.message - 1,
        thread: first,
        senderKey: `person${first}@example.org`,
      }
    })
    await transaction((db) => placeMails(db, projectId, placed))
    const found = [...(await listFacts(kysely, projectId))].sort((a, b) => a.message - b.message)
    expect(found).toEqual(placed)
  })
})
