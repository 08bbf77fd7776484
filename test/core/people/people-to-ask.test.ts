import { expect, test } from 'vitest'
import { findFileOwners } from '../../../src/core/people/file-owners.ts'
import { parseMaintainers } from '../../../src/core/people/maintainers.ts'
import { listPeopleToAsk } from '../../../src/core/people/people-to-ask.ts'

const maintainers = parseMaintainers(`
ARM
M: Bo <bo@example.org>
R: Cy <cy@example.org>
S: Supported
F: arch/arm/

ARM SMMU
M: Dee <dee@example.org>
S: Supported
F: arch/arm/smmu.c

THE REST
M: Eve <eve@example.org>
R: Bo <bo@example.org>
S: Supported
F: *
F: */
`)
const asked = (...paths: readonly string[]): readonly string[] =>
  listPeopleToAsk(paths.map((path) => findFileOwners(maintainers, path))).map((one) => one.name)

test('every section that matches has a say, and the rest only where it is nobody else’s', () => {
  expect(asked('arch/arm/smmu.c')).toEqual(['Dee', 'Bo', 'Cy'])
  expect(asked('arch/arm/mm.c')).toEqual(['Bo', 'Cy'])
  expect(asked('docs/x.md')).toEqual(['Eve', 'Bo'])
  expect(asked('arch/arm/mm.c', 'docs/x.md')).toEqual(['Bo', 'Cy', 'Eve'])
  expect(asked()).toEqual([])
})
