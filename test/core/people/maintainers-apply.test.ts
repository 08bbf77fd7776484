import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseMaintainers } from '../../../src/core/people/maintainers.ts'
import { editMaintainers, type StepDown } from '../../../src/core/people/maintainers-edit.ts'
import { makeRepository } from '../../support/archive.ts'
import { temporaryFolder } from '../../support/db.ts'
import { findXenRepository } from '../../support/real-data.ts'

const COMMIT = 'c447b7308b'
const xen = findXenRepository(COMMIT)
const WAYS: readonly StepDown[] = ['drop', 'reviewer', 'odd-fixes', 'orphan', 'delete-section']

/** A file of two sections, the last of them at its very end, with and without a line end there. */
const SMALL =
  'Head\n\nROOF\nM:\tBo Example <bo@example.org>\nS:\tSupported\nF:\troof/\n\nWALLS\nM:\tCy Example <cy@example.org>\nS:\tSupported\nF:\twalls/'

test.each([
  ['a line end', `${SMALL}\n`],
  ['none', SMALL],
])('git takes every change of a little file that ends with %s', (_, text) => {
  const folder = makeRepository(join(temporaryFolder(), 'little'), [
    { message: 'begin', files: { MAINTAINERS: text } },
  ])
  const git = (args: readonly string[], input = ''): string =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', input })
  for (const [section, address] of [
    ['ROOF', 'bo@example.org'],
    ['WALLS', 'cy@example.org'],
  ] as const)
    for (const how of WAYS) {
      const edit = editMaintainers(text, section, [address], how)
      git(['apply', '--cached', '-'], edit?.diff)
      expect(git(['show', ':MAINTAINERS']), `${section}, ${how}`).toBe(edit?.text)
      git(['reset', '--quiet'])
    }
})

test.skipIf(xen === undefined)('git takes every change of Xen’s file, and it says what was meant', () => {
  const text = xen?.git('show', `${COMMIT}:MAINTAINERS`) ?? ''
  const folder = makeRepository(join(temporaryFolder(), 'xen'), [
    { message: 'begin', files: { MAINTAINERS: text } },
  ])
  const git = (args: readonly string[], input = ''): string =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', input })
  let tried = 0
  for (const section of parseMaintainers(text).sections) {
    const [first] = section.maintainers
    if (first === undefined) continue
    for (const how of WAYS) {
      const edit = editMaintainers(text, section.name, [first.address], how)
      if (edit === undefined || edit.diff === '') continue
      git(['apply', '--cached', '-'], edit.diff)
      expect(git(['show', ':MAINTAINERS']), `${section.name}, ${how}`).toBe(edit.text)
      git(['reset', '--quiet'])
      tried++
    }
  }
  expect(tried).toBeGreaterThan(200)
})
