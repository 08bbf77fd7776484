import { describe, expect, test } from 'vitest'
import type { Address } from '../../../src/core/mail/message.ts'
import { readPatchContent } from '../../../src/core/patches/diff.ts'
import { parseMaintainers } from '../../../src/core/people/maintainers.ts'
import { editMaintainers, type StepDown } from '../../../src/core/people/maintainers-edit.ts'
import { previewWithout } from '../../../src/core/people/without-person.ts'

const TEXT = `Header

ARGO
M:\tCy Example <cy@example.org>
M:\tDee Example <dee@example.org>
R:\tEve Example <eve@example.org>
S:\tMaintained
F:\targo/

KDD
M:\tCy Example <cy@example.org>
S:\tSupported
F:\tkdd/

THE REST
M:\tRex Example <rex@example.org>
S:\tSupported
F:\t*
F:\t*/
`
const edit = (how: StepDown, section = 'ARGO'): string =>
  editMaintainers(TEXT, section, ['CY@example.org'], how)?.diff ?? ''

describe('a draft of the change', () => {
  test('drop: the line goes', () => {
    expect(edit('drop')).toBe(
      'diff --git a/MAINTAINERS b/MAINTAINERS\n--- a/MAINTAINERS\n+++ b/MAINTAINERS\n@@ -1,7 +1,6 @@\n Header\n \n ARGO\n-M:\tCy Example <cy@example.org>\n M:\tDee Example <dee@example.org>\n R:\tEve Example <eve@example.org>\n S:\tMaintained\n',
    )
  })

  test('reviewer: stays on behind those who are', () => {
    const text = editMaintainers(TEXT, 'ARGO', ['cy@example.org'], 'reviewer')?.text ?? ''
    expect(parseMaintainers(text).sections[0]?.reviewers.map((one) => one.name)).toEqual([
      'Eve Example',
      'Cy Example',
    ])
    expect(parseMaintainers(text).sections[0]?.maintainers.map((one) => one.name)).toEqual(['Dee Example'])
  })

  test('orphan and odd fixes: the status says so', () => {
    const orphan = parseMaintainers(editMaintainers(TEXT, 'KDD', ['cy@example.org'], 'orphan')?.text ?? '')
      .sections[1]
    expect(orphan).toMatchObject({ status: 'Orphan', maintainers: [], reviewers: [] })
    const odd = parseMaintainers(editMaintainers(TEXT, 'KDD', ['cy@example.org'], 'odd-fixes')?.text ?? '')
      .sections[1]
    expect(odd?.status).toBe('Odd Fixes')
    expect(odd?.reviewers).toHaveLength(1)
  })

  test('delete: the section goes, its files fall to the next', () => {
    const found = editMaintainers(TEXT, 'KDD', ['cy@example.org'], 'delete-section')
    expect(parseMaintainers(found?.text ?? '').sections.map((one) => one.name)).toEqual(['ARGO', 'THE REST'])
    expect(found?.diff).toContain('@@ -7,11 +7,6 @@\n S:\tMaintained\n F:\targo/\n \n-KDD\n')
  })

  test.each(['drop', 'reviewer', 'odd-fixes', 'orphan', 'delete-section'] as const)(
    '%s: the diff is one that can be read, of as many lines as it says',
    (how) => {
      const content = readPatchContent(edit(how))
      expect(content?.files.map((file) => file.path)).toEqual(['MAINTAINERS'])
      const lines = edit(how).split('\n').slice(4, -1)
      const [, old, now] = /@@ -\d+,(\d+) \+\d+,(\d+) @@/.exec(edit(how)) ?? []
      expect(lines.filter((line) => !line.startsWith('+'))).toHaveLength(Number(old))
      expect(lines.filter((line) => !line.startsWith('-'))).toHaveLength(Number(now))
    },
  )

  test('nobody of that name: no draft', () => {
    expect(editMaintainers(TEXT, 'ARGO', ['zoe@example.org'], 'drop')).toBeUndefined()
    expect(editMaintainers(TEXT, 'NONE', ['cy@example.org'], 'drop')).toBeUndefined()
  })
})

test('(98) what the files of a sole maintainer fall back to is shown first', () => {
  const personOf = (address: Address): string => address.address
  const files = ['argo/a.c', 'kdd/a.c', 'kdd/b.c', 'other.c']
  expect(previewWithout(parseMaintainers(TEXT), 'cy@example.org', ['ARGO', 'KDD'], files, personOf)).toEqual([
    { section: 'ARGO', files: 1, alone: 0, heirs: [] },
    { section: 'KDD', files: 2, alone: 2, heirs: [{ name: 'Rex Example', files: 2 }] },
  ])
})
