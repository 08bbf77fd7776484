import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' }
import * as formats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { uuidOf } from '../../src/core/hackathon/uuid.ts'
import { formatDuration, formatLocal } from '../../src/exports/hackathon-schedule.ts'
import { formatScheduleJson } from '../../src/exports/schedule-json.ts'
import { formatScheduleXml } from '../../src/exports/schedule-xml.ts'
import { hackathon } from '../core/hackathon/little-event.ts'
import { findRealData } from '../support/real-data.ts'

import { hostile, made, OPTIONS, titled } from './little-schedule.ts'

const xsdPath = findRealData('formats/c3voc-schedule.xsd')
const schemaPath = findRealData('formats/c3voc-schedule.schema.json')

/** Any XML with this root: what is checked is that it is well-formed. */
const ANY_SCHEDULE =
  '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="schedule"/></xs:schema>'

async function xmlErrors(xml: string, schema: string): Promise<readonly string[]> {
  const result = await validateXML({ xml: [{ fileName: 'schedule.xml', contents: xml }], schema: [schema] })
  return result.errors.map((one) => one.message)
}

describe('schedule.xml', () => {
  test('is well-formed, whatever people write', async () => {
    const texts = fc.sample(hostile, { numRuns: 40, seed: 3 }).filter((text) => text.trim() !== '')
    const xml = texts.map((text, i) => ({
      fileName: `${i}.xml`,
      contents: formatScheduleXml(hackathon(...titled(text, text)), OPTIONS),
    }))
    const result = await validateXML({ xml, schema: [ANY_SCHEDULE] })
    expect(result.errors.map((one) => one.message)).toEqual([])
    expect(await xmlErrors('<schedule>&</schedule>', ANY_SCHEDULE)).not.toEqual([])
  })

  test.skipIf(xsdPath === undefined)('is valid by the schema of those who defined it', async () => {
    const xsd = readFileSync(xsdPath ?? '', 'utf8')
    expect(await xmlErrors(formatScheduleXml(made, OPTIONS), xsd)).toEqual([])
    expect(await xmlErrors(formatScheduleXml(hackathon(), OPTIONS), xsd)).toEqual([])
    expect(
      await xmlErrors(formatScheduleXml(made, OPTIONS).replace(/guid="[^"]+"/, 'guid="x"'), xsd),
    ).not.toEqual([])
  })
})

describe('schedule.json', () => {
  test('says when, where and who', () => {
    const { conference } = JSON.parse(formatScheduleJson(made, OPTIONS)).schedule
    expect(conference.days[0].rooms.Hall).toMatchObject([
      {
        title: 'Live patching, or: how?',
        date: '2026-04-21T10:00:00+01:00',
        duration: '01:30',
        persons: [{ name: 'Ada Example' }],
      },
    ])
    expect(conference.days[1].rooms).toEqual({})
  })

  test.skipIf(schemaPath === undefined)('is valid by the schema of those who defined it', () => {
    const ajv = new Ajv({ strict: false, allErrors: true })
    ajv.addMetaSchema(draft6)
    ajv.addFormat('color', true)
    formats.default.default(ajv)
    const validate = ajv.compile(JSON.parse(readFileSync(schemaPath ?? '', 'utf8')))
    for (const event of [made, hackathon()]) {
      validate(JSON.parse(formatScheduleJson(event, OPTIONS)))
      expect(validate.errors ?? []).toEqual([])
    }
    expect(validate({ schedule: {} })).toBe(false)
  })

  test('both carry the same UUIDs, which are always the same', () => {
    const uuid = uuidOf('example-2026/session/a')
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(formatScheduleXml(made, OPTIONS)).toContain(uuid)
    expect(formatScheduleJson(made, OPTIONS)).toContain(uuid)
    // What Python's uuid.uuid5(uuid.NAMESPACE_URL, 'https://example.org/') gives.
    expect(uuidOf('https://example.org/')).toBe('527dda32-a0de-5105-a042-cb475b5f7d11')
  })

  test('local times and spans', () => {
    expect(formatLocal('2026-04-21T20:00:05Z', 'Asia/Kolkata')).toBe('2026-04-22T01:30:05+05:30')
    expect(formatLocal('2026-01-21T20:00:00Z', 'America/St_Johns')).toBe('2026-01-21T16:30:00-03:30')
    expect(formatDuration('2026-04-21T20:00:00Z', '2026-04-21T21:45:00Z')).toBe('01:45')
  })
})
