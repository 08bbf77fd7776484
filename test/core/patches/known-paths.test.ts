import { describe, expect, test } from 'vitest'
import { isStranger, knownPaths, mayBelong } from '../../../src/core/patches/known-paths.ts'

const here = knownPaths([
  'Makefile',
  'README',
  'lib/tst_test.c',
  'include/lapi/fs.h',
  'testcases/kernel/mem/vma/vma05.sh',
  'tools/Makefile',
])

describe('whether a change may have been written for a repository that does not have its file', () => {
  test.each([
    ['a file that is there', 'lib/tst_test.c'],
    ['a file beside others', 'lib/tst_new.c'],
    ['a file of a new folder in a deep one', 'testcases/kernel/mem/ksm/ksm09.c'],
    ['a diff made inside a folder', 'vma/vma05.sh'],
    ['a file at the top', 'meminfo.c'],
  ])('%s: yes', (_, path) => {
    expect(mayBelong(path, here)).toBe(true)
  })

  test.each([
    ['another tree', 'drivers/net/tun.c'],
    ['a folder of the same name at the top', 'tools/perf/builtin-stat.c'],
    ['a file that every repository has', 'drivers/Makefile'],
    ['a file that many have at the top', 'MAINTAINERS'],
    ['what many have at the top for their builders', '.travis.yml'],
    ['nothing', ''],
  ])('%s: no', (_, path) => {
    expect(mayBelong(path, here)).toBe(false)
  })
})

test('a stranger stands at the top, under a name that is nowhere', () => {
  expect(isStranger('Vagrantfile', here)).toBe(true)
  expect(isStranger('vma05.sh', here)).toBe(false)
  expect(isStranger('drivers/tun.c', here)).toBe(false)
})
