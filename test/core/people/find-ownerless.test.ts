import { describe, expect, test } from 'vitest'
import { findOwnerless } from '../../../src/core/people/find-ownerless.ts'
import { parseMaintainers } from '../../../src/core/people/maintainers.ts'

const FILE = `ARM
M: Ada Example <ada@example.org>
S: Supported
F: xen/arch/arm/

ORPHANED
S: Orphan
F: xen/old/

REVIEWED ONLY
R: Bo Example <bo@example.org>
F: xen/read/

THE REST
M: Cy Example <cy@example.org>
F: *
F: */
V: xen-maintainers-1
`

describe('files that belong to nobody', () => {
  test('are those with no section but THE REST, or only ones without a maintainer, by folder', () => {
    const files = [
      { path: 'xen/arch/arm/traps.c', patches: 9 },
      { path: 'xen/old/a.c', patches: 1 },
      { path: 'xen/read/b.c', patches: 2 },
      { path: 'tools/x.c', patches: 2 },
      { path: 'tools/y.c', patches: 3 },
      { path: 'README', patches: 4 },
    ]
    expect(findOwnerless(parseMaintainers(FILE), files)).toEqual([
      { folder: 'tools/', paths: ['tools/x.c', 'tools/y.c'], patches: 5 },
      { folder: '', paths: ['README'], patches: 4 },
      { folder: 'xen/read/', paths: ['xen/read/b.c'], patches: 2 },
      { folder: 'xen/old/', paths: ['xen/old/a.c'], patches: 1 },
    ])
  })
})
