import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPack } from '../../../src/app/governance/read-pack.ts'
import { PRESETS } from '../../../src/core/governance/packs/presets.ts'
import { findKind, resolvePack } from '../../../src/core/governance/rule-pack.ts'

const PACK = `{
  // Ours, on top of Xen's.
  "id": "ours",
  "title": "Our rules",
  "version": "2",
  "effective": ["2026-01-01"],
  "source": ["docs/governance.md"],
  "extends": "xen-v3",
  "override": {
    "lazy": {
      "duration": { "default": "14d" }
    }
  }
}
`
const problems = (from: string, to: string): string[] =>
  readPack(PACK.replace(from, to), PRESETS).problems.map((one) => `${one.line}: ${one.what}`)

test('a project’s deviations, with comments', () => {
  const { pack, problems } = readPack(PACK, PRESETS)
  expect(problems).toEqual([])
  expect(pack?.changed).toEqual(['lazy'])
  expect(pack === undefined ? undefined : findKind(pack, 'lazy')?.duration).toEqual({ default: '14d' })
})

test.each(PRESETS.map((pack) => [pack.id, pack] as const))('%s comes back from its own text', (_, preset) => {
  const { pack, problems } = readPack(JSON.stringify(preset, null, 2), PRESETS)
  expect(problems).toEqual([])
  expect(pack).toEqual(resolvePack(preset, PRESETS))
})

describe('errors name the line and the rule', () => {
  test('no JSON', () => {
    expect(problems('"version": "2",', '"version": 2 3,')[0]).toMatch(/^5: This is no JSON/)
    expect(readPack('', PRESETS).problems).toEqual([{ line: 1, what: 'This is no JSON (ValueExpected).' }])
  })
  test('an unknown key', () => {
    expect(problems('"default": "14d"', '"defualt": "14d"')).toEqual([
      '11: override of "lazy", duration: unknown key "defualt"',
    ])
  })
  test('a value of the wrong kind', () => {
    expect(problems('"default": "14d"', '"default": 14')[0]).toMatch(
      /^11: override of "lazy", duration.default: /,
    )
  })
  test('a duration that is none', () => {
    expect(problems('"14d"', '"two weeks"')).toEqual([
      '11: "two weeks" is no duration, as 72h, 7d or 2w ("lazy")',
    ])
  })
  test('a locked kind', () => {
    expect(problems('"lazy": {', '"lt": {')).toEqual([
      '10: "lt" is locked by "xen-v3": no sub-project may change it',
    ])
  })
  test('a pack that is not there', () => {
    expect(problems('"extends": "xen-v3"', '"extends": "xen-v9"')).toContain('8: there is no pack "xen-v9"')
  })
  test('a kind of its own with a rule missing', () => {
    const kind = { ...PRESETS[0]?.kinds.find((one) => one.id === 'lt'), id: 'board', pass: undefined }
    const text = PACK.replace('"override"', `"kinds": [\n${JSON.stringify(kind)}\n],\n"override"`)
    expect(readPack(text, PRESETS).problems).toEqual([
      { line: 10, what: '"board" does not say what it takes to pass' },
    ])
  })
})

test('any JSON is read, never thrown at', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(readPack(text, PRESETS).problems.length).toBeGreaterThan(0)
    }),
  )
  expect(readPack('{"__proto__": {"id": "x"}}', PRESETS).pack).toBeUndefined()
})
