import { describe, expect, test } from 'vitest'
import { findFileOwners, listSections } from '../../../src/core/people/file-owners.ts'
import { parseMaintainers } from '../../../src/core/people/maintainers.ts'
import { listRecipients } from '../../../src/core/people/recipients.ts'

/** A little tree's file: every kind of line, the names made up. */
const TEXT = `
	List of maintainers
Descriptions of section entries:
	M: Maintainer
V: stands under THE REST: xen-maintainers-<version>

BOOT
M:	Ada Example <ada@example.org>
R:	"Byte, Ben" <ben@Example.org>
S:	Supported
F:	arch/x86/boot/

CORE MEMORY
M:	Cy Example <cy@example.org>
S:	Maintained
F:	arch/x86/mm/
X:	arch/x86/mm/shadow/

SHADOW
R:	Dee Example <dee@example.org>
S:	Orphaned
F:	arch/x86/mm/shadow/

X86
M:	Eve Example <eve@example.org>
L:	x86@lists.example.org
S:	Supported
F:	arch/x86/

TOOLS
M:	Flo Example <flo@example.org>
S:	Odd Fixes
F:	tools
F:	lib/t*.c
F:	lib/{io,fs}.c

POLICY
M:	Gus Example <gus@example.org>
S:	Supported
F:	policy/
K:	\\b(policy | POLICY)\\b

THE REST
M:	Hal Example <hal@example.org>
M:	Ivy Example <ivy@example.org>
L:	devel@lists.example.org
S:	Supported
F:	*
F:	*/
V:	xen-maintainers-1
`
const maintainers = parseMaintainers(TEXT, (path) => path === 'tools')
const names = (path: string): string[] => listSections(maintainers, path).map((one) => one.section.name)
const pool = (path: string): string[] => findFileOwners(maintainers, path).pool.map((one) => one.name)
const send = (files: string[], text = ''): string[] =>
  listRecipients(maintainers, { files, text, textIs: 'patch' }).map((one) => one.name || one.address)

/** One section and THE REST, for a single rule. */
function little(...lines: string[]): ReturnType<typeof parseMaintainers> {
  return parseMaintainers(
    ['ONE', 'M: Ada <ada@example.org>', 'S: Supported', ...lines, '', 'THE REST', 'M: Rex <rex@example.org>']
      .concat('S: Supported', 'F: *', 'F: */', 'V: xen-maintainers-1')
      .join('\n'),
  )
}
const isOnes = (path: string, ...lines: string[]): boolean =>
  listSections(little(...lines), path).some((one) => one.section.name === 'ONE')

describe('sections', () => {
  test('are runs of lines under a name; the header, indented, is none', () => {
    expect(maintainers.sections.map((one) => one.name).slice(1)).toEqual([
      'BOOT',
      'CORE MEMORY',
      'SHADOW',
      'X86',
      'TOOLS',
      'POLICY',
      'THE REST',
    ])
    expect(maintainers.version).toBe('1')
  })

  test('(61) a blank line inside does not end one, a line of text does', () => {
    expect(isOnes('a/b.c', '', '', 'F: a/')).toBe(true)
    const read = parseMaintainers('ONE\nM: Ada <ada@example.org>\nand more\nF: a/\n')
    expect(read.sections.map((one) => [one.name, one.files.length])).toEqual([
      ['ONE', 0],
      ['and more', 1],
    ])
  })

  test('(86) names as people write them', () => {
    const read = parseMaintainers(
      'ONE\nM: "Doe, Jane" <Jane@Example.org>, Ben <ben@example.org>\nM: Zoë Üb (Firm) <zoe@example.org>\nM: nobody\n',
    )
    expect(read.sections[0]?.maintainers).toEqual([
      { name: 'Doe, Jane', address: 'jane@example.org', writtenAddress: 'Jane@Example.org', line: 2 },
      { name: 'Ben', address: 'ben@example.org', writtenAddress: 'ben@example.org', line: 2 },
      { name: 'Zoë Üb (Firm)', address: 'zoe@example.org', writtenAddress: 'zoe@example.org', line: 3 },
    ])
    expect(read.problems).toEqual([{ line: 4, section: 'ONE', what: '"M: nobody" names nobody by address' }])
  })

  test('lists that only subscribers may write to are not copied', () => {
    const read = parseMaintainers(
      'ONE\nL: open@example.org\nL: Team <team@example.org> (moderated for non-subscribers)\nL: in@example.org (subscribers-only)\nF: *\n',
    )
    expect(read.sections[0]?.lists.map((one) => one.access)).toEqual([
      'open',
      'moderated',
      'subscribers-only',
    ])
    const found = listRecipients(read, { files: ['a.c'], text: '', textIs: 'patch' })
    expect(found.map((one) => one.role)).toEqual(['open list:ONE', 'moderated list:ONE'])
  })
})

describe('patterns', () => {
  test('(62) match the beginning: foo.c takes foo.cpp', () => {
    expect(isOnes('a/foo.cpp', 'F: a/foo.c')).toBe(true)
    expect(isOnes('a/fooXc', 'F: a/foo.c')).toBe(false)
  })

  test('(63) a folder without a slash is one where the tree says so', () => {
    expect(names('tools/deep/er.c')).toEqual(['TOOLS', 'THE REST'])
    expect(isOnes('tools/deep/er.c', 'F: tools')).toBe(false)
  })

  test('(64) * stays within a folder unless the pattern ends with a slash', () => {
    expect(isOnes('net/a.c', 'F: net/*')).toBe(true)
    expect(isOnes('net/a/b.c', 'F: net/*')).toBe(false)
    expect(isOnes('drivers/x/net/deep/b.c', 'F: */net/')).toBe(true)
  })

  test('(65) {c,h} is either', () => {
    expect(isOnes('a/b.h', 'F: a/b.{c,h}')).toBe(true)
    expect(isOnes('a/b.s', 'F: a/b.{c,h}')).toBe(false)
  })

  test('(66) X: counts in its own section only', () => {
    expect(names('arch/x86/mm/shadow/multi.c')).toEqual(['SHADOW', 'X86', 'THE REST'])
    expect(names('arch/x86/mm/p2m.c')).toEqual(['CORE MEMORY', 'X86', 'THE REST'])
  })

  test('(67) the last pattern that matches gives the depth', () => {
    const depth = (...lines: string[]): number | undefined =>
      listSections(little(...lines), 'a/b/c.c').find((one) => one.section.name === 'ONE')?.depth
    expect(depth('F: a/', 'F: a/b/c.c')).toBe(3)
    expect(depth('F: a/b/c.c', 'F: a/')).toBe(1)
    expect(depth('F: a/b/c.c', 'F: */')).toBe(-1)
  })

  test('(68) sections of one depth stand in the order of the file, and share the pool', () => {
    const read = parseMaintainers(
      'ONE\nM: Ada <ada@example.org>\nF: a/b/\nTWO\nM: Ben <ben@example.org>\nF: a/b/\nALL\nM: Cy <cy@example.org>\nF: a/\n',
    )
    const owners = findFileOwners(read, 'a/b/c.c')
    expect(owners.matches.map((one) => one.section.name)).toEqual(['ONE', 'TWO', 'ALL'])
    expect(owners.pool.map((one) => one.name)).toEqual(['Ada', 'Ben'])
    expect(owners.general.map((one) => one.name)).toEqual(['Cy'])
  })

  test('a name pattern is looked for anywhere in the path', () => {
    expect(isOnes('drivers/net/tegra-eth.c', 'N: [^a-z]tegra')).toBe(true)
    expect(isOnes('drivers/net/integra.c', 'N: [^a-z]tegra')).toBe(false)
  })

  test('one that needs backtracking, is wrong or too long is a named problem, and matches nothing', () => {
    const read = little('K: (?=printk)', 'N: (', 'F: a/(b', `F: ${'a*'.repeat(600)}`, 'F: a/c++/')
    expect(read.problems.map((one) => [one.line, one.what.slice(0, 40)])).toEqual([
      [4, 'the pattern "(?=printk)" cannot be used:'],
      [5, 'the pattern "(" cannot be used: error pa'],
      [6, 'the pattern "^a/(b" cannot be used: erro'],
      [7, 'the pattern has 1200 characters, more th'],
      [8, 'the pattern "^a/c++/" cannot be used: er'],
    ])
    expect(read.sections[0]?.files).toEqual([])
  })

  test('hostile ones take no time', () => {
    const evil = little(
      `F: ${'*a'.repeat(50)}b/`,
      `N: ${'(x+x+)+'.repeat(3)}y`,
      `K: ${'(a|a)*'.repeat(20)}$b`,
    )
    const path = `${'a'.repeat(4000)}/${'x'.repeat(4000)}`
    expect(listSections(evil, path).map((one) => one.section.name)).toEqual(['THE REST'])
    expect(listRecipients(evil, { files: [path], text: 'a'.repeat(20_000), textIs: 'patch' })).toHaveLength(1)
  })
})

describe('who must approve', () => {
  test('the maintainers of the most specific section', () => {
    expect(pool('arch/x86/boot/head.S')).toEqual(['Ada Example'])
    expect(findFileOwners(maintainers, 'arch/x86/boot/head.S').general.map((one) => one.name)).toEqual([
      'Eve Example',
      'Hal Example',
      'Ivy Example',
    ])
  })

  test('(69, 70) a section of reviewers, or an orphaned one, falls through to the next', () => {
    expect(pool('arch/x86/mm/shadow/multi.c')).toEqual(['Eve Example'])
  })

  test('(77) a new file in no section is the committers’', () => {
    expect(pool('README')).toEqual(['Hal Example', 'Ivy Example'])
  })

  test('a file without any section is nobody’s', () => {
    expect(findFileOwners(parseMaintainers('ONE\nM: Ada <ada@example.org>\nF: a/\n'), 'b').pool).toEqual([])
  })

  test('keywords and lists require nobody', () => {
    expect(findFileOwners(maintainers, 'README').matches.map((one) => one.section.name)).toEqual(['THE REST'])
  })
})

describe('whom a patch is sent to', () => {
  test('the most specific first, without the committers where somebody else answers', () => {
    expect(send(['arch/x86/boot/head.S'])).toEqual([
      'Ada Example',
      'Byte, Ben',
      'Eve Example',
      'x86@lists.example.org',
      'devel@lists.example.org',
    ])
  })

  test('(71) one file that is nobody else’s brings all committers', () => {
    expect(send(['arch/x86/boot/head.S', 'README'])).toContain('Hal Example')
  })

  test('(71) reviewers alone do not keep the committers away', () => {
    const read = parseMaintainers(
      TEXT.replace('M:	Ada Example <ada@example.org>\n', '').replace('F:	arch/x86/\n', ''),
    )
    const found = listRecipients(read, { files: ['arch/x86/boot/head.S'], text: '', textIs: 'patch' })
    expect(found.map((one) => one.name || one.address)).toEqual([
      'Byte, Ben',
      'Hal Example',
      'Ivy Example',
      'devel@lists.example.org',
    ])
  })

  test('(72) a keyword counts in the mail, on an added and on a removed line, not in context; blanks in it mean nothing', () => {
    const patch = (line: string, message = ''): string =>
      `Subject: [PATCH] a\n\n${message}\n---\n a.c | 2 +-\n\ndiff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,2 @@\n x\n${line}\n`
    const isSent = (text: string): boolean => send(['a.c'], text).includes('Gus Example')
    expect(isSent(patch('+y', 'Changes the policy of locks.'))).toBe(true)
    expect(isSent(patch('+set(POLICY);'))).toBe(true)
    expect(isSent(patch('-set(POLICY);'))).toBe(true)
    expect(isSent(patch(' set(POLICY);'))).toBe(false)
    expect(isSent(patch('+policymaker'))).toBe(false)
  })

  test('(73, 74, 75) both names of a renamed file; deleted files; changes of mode', () => {
    expect(send(['arch/x86/boot/a.c', 'tools/a.c'])).toEqual([
      'Ada Example',
      'Byte, Ben',
      'Eve Example',
      'Flo Example',
      'x86@lists.example.org',
      'devel@lists.example.org',
    ])
  })

  test('(87) one person in two spellings is two, as in the script', () => {
    const read = parseMaintainers(
      'ONE\nM: Ada <ada@example.org>\nF: a/b/\nTWO\nM: Ada <Ada@example.org>\nF: a/\nF: */\n',
    )
    const found = listRecipients(read, { files: ['a/b/c'], text: '', textIs: 'patch' })
    expect(found.map((one) => one.address)).toEqual(['ada@example.org', 'Ada@example.org'])
    expect(found.map((one) => one.role)).toEqual(['unknown:ONE', 'unknown:TWO'])
  })
})

describe('the file as a whole', () => {
  test('(92) no V: is a warning', () => {
    const read = parseMaintainers(TEXT.replace('V:	xen-maintainers-1\n', ''))
    expect(read.problems.map((one) => one.what)).toContain('no "V: xen-maintainers-<number>" under it')
    expect(read.sections).toHaveLength(maintainers.sections.length)
  })

  test('V: elsewhere, an unknown letter, blanks behind a path', () => {
    const read = little('V: xen-maintainers-1', 'Z: what', 'F: a/ ')
    expect(read.problems.map((one) => one.what)).toEqual([
      '"V:" stands in "ONE"; it belongs under THE REST',
      '"Z:" means nothing here',
      'blanks behind "a/" keep it from matching',
    ])
  })

  test('windows line ends', () => {
    const read = parseMaintainers('ONE\r\nM: Ada <ada@example.org>\r\nF: a/\r\n')
    expect(findFileOwners(read, 'a/b').pool.map((one) => one.name)).toEqual(['Ada'])
  })
})
