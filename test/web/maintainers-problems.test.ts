import { expect, test } from 'vitest'
import { parseMaintainers } from '../../src/core/people/maintainers.ts'
import { maintainersProblems } from '../../src/web/pages/maintainers-problems.ts'

test('what a MAINTAINERS file says that cannot be used is named by line, and escaped', () => {
  const { problems } = parseMaintainers(
    'A <b>\nM: Ada <ada@example.org>\nN: (unclosed\nF: a/\n\nTHE REST\nM: Bo <bo@example.org>\nF: *\nV: xen-maintainers-1\n',
  )
  const page = String(maintainersProblems(problems))
  expect(page).toContain('line 3, A &lt;b&gt;: ')
  expect(page).not.toContain('<b>')
  expect(String(maintainersProblems([]))).toBe('')
})
