import { describe, expect, test } from 'vitest'
import {
  listMatchExport,
  listPatchExport,
  listReplyExport,
  listSeriesExport,
  listVersionExport,
} from '../../../src/store/read/exports.ts'
import { engines } from '../../support/db.ts'
import { fillLittleCommunity } from '../../web/little-community.ts'
import { HOSTILE_ID } from '../../web/little-mails.ts'

describe.each(engines)('the exports on $name', (engine) => {
  test('have the shapes and the order that others rely on', async () => {
    const database = await engine.open()
    const project = await fillLittleCommunity(database)
    const db = database.kysely

    const series = await listSeriesExport(db, project)
    expect(series.map((one) => `${one.at.slice(0, 10)} v${one.version} ${one.status} ${one.lost}`)).toEqual([
      '2026-02-02 v1 superseded ',
      '2026-02-10 v2 merged ',
      '2026-03-01 v1 new L1',
      '2026-04-10 v1 changes-requested ',
      '2026-04-20 v1 incomplete L8',
      '2026-04-25 v1 new ',
    ])
    expect(series[1]).toEqual({
      id: 'ring-v2-0@example.org',
      lineage: 'ring-v1-0@example.org',
      version: 2,
      revision: null,
      title: 'core/ring: claim slots in order',
      sender: { name: 'Ada Example', address: 'ada@example.org' },
      at: '2026-02-10T09:00:00Z',
      cover: 'ring-v2-0@example.org',
      patches: [
        { index: 1, messageId: 'ring-v2-1@example.org', title: 'core/ring: name the claim' },
        { index: 2, messageId: 'ring-v2-2@example.org', title: 'core/ring: claim slots in order' },
      ],
      total: 2,
      complete: true,
      status: 'merged',
      lost: [],
      confidence: 1,
    })
    expect(series[4]).toMatchObject({ total: 3, complete: false, cover: null, lost: ['L8'] })

    const patches = await listPatchExport(db, project)
    expect(patches.map((one) => one.at)).toEqual(patches.map((one) => one.at).sort())
    expect(patches.filter((one) => one.matched).map((one) => one.messageId)).toEqual([
      'ring-v2-1@example.org',
      'ring-v2-2@example.org',
    ])
    expect(patches.find((one) => one.messageId === 'tools-3@example.org')).toMatchObject({
      series: 'tools-3@example.org',
      index: 3,
      files: ['tools/qctl/qctl.c'],
      patchId: null,
    })
    expect(patches.at(-1)?.messageId).toBe(HOSTILE_ID)

    const matches = await listMatchExport(db, project)
    expect(matches.map((one) => [one.messageId, one.counted])).toEqual([
      ['ring-v2-1@example.org', true],
      ['ring-v2-2@example.org', true],
      ['mm-lost@example.org', false],
    ])
    expect(matches[0]).toMatchObject({
      commit: 'a'.repeat(40),
      branch: 'master',
      branches: ['master'],
      rules: ['link', 'patch-id'],
    })

    expect(await listVersionExport(db, project)).toEqual([
      {
        newer: 'ring-v2-1@example.org',
        older: 'ring-v1-1@example.org',
        confidence: 0.97,
        evidence: 'same title',
      },
      {
        newer: 'ring-v2-2@example.org',
        older: 'ring-v1-2@example.org',
        confidence: 0.97,
        evidence: 'same title',
      },
    ])

    const replies = await listReplyExport(db, project)
    expect(replies[0]).toEqual({
      messageId: 'ring-v1-1-bo@example.org',
      inReplyTo: 'ring-v1-1@example.org',
      sender: { name: 'Bo Example', address: 'bo@example.org' },
      at: '2026-02-03T10:30:00Z',
      series: 'ring-v1-0@example.org',
      patch: 'ring-v1-1@example.org',
      trailers: [{ key: 'Reviewed-by', name: 'Bo Example', address: 'bo@example.org' }],
    })
    expect(replies.find((one) => one.messageId === 'ring-v2-0-cy@example.org')?.patch).toBeNull()
  })

  test('of a project without mails are empty', async () => {
    const database = await engine.open()
    for (const list of [
      listSeriesExport,
      listPatchExport,
      listMatchExport,
      listVersionExport,
      listReplyExport,
    ])
      expect(await list(database.kysely, 17)).toEqual([])
  })
})
