import { describe, expect, test } from 'vitest'
import type { Address } from '../../../src/core/mail/message.ts'
import { findCommitTrailers } from '../../../src/core/patches/trailers.ts'
import { findFileOwners } from '../../../src/core/people/file-owners.ts'
import { parseMaintainers } from '../../../src/core/people/maintainers.ts'
import { checkIn } from '../../../src/core/status/check-in.ts'
import { caseOfCommit } from '../../../src/core/status/check-in-commit.ts'
import { findException } from '../../../src/core/status/check-in-exception.ts'

const maintainers = parseMaintainers(
  'X86\nM: Ada <ada@example.org>\nS: Supported\nF: x86/\n\nARM\nM: Ben <ben@example.org>\nS: Supported\nF: arm/\n',
)
const personOf = (address: Address): string => address.address

/** The exception of a commit by Zoe, committed by somebody, with these trailers. */
function exception(
  subject: string,
  paths: string[],
  committer = 'ada@example.org',
  trailers = '',
): string | undefined {
  const files = paths.map((path) => findFileOwners(maintainers, path))
  const change = caseOfCommit(
    {
      author: { name: 'Zoe', address: 'zoe@example.org' },
      trailers: findCommitTrailers(`${subject}\n\n${trailers}`),
      files,
      authoredAt: '2026-01-01T00:00:00Z',
    },
    personOf,
  )
  const found = checkIn(change, '2026-02-01T00:00:00Z', personOf)
  return findException({ subject, committer: { name: '', address: committer }, files }, found, personOf)
}

describe('(91) landed without the tags, and nothing to be alarmed about', () => {
  test('a revert', () => {
    expect(exception('Revert "x86: be faster"', ['x86/a.c'])).toBe('revert')
    expect(exception('x86: revert the last two changes', ['x86/a.c'])).toBe('revert')
  })
  test('what a release needs', () => {
    expect(exception('Update Xen version to 4.21.0-rc1', ['xen/Makefile', 'README'])).toBe('release')
    expect(exception('Config.mk: switch to named tags', ['Config.mk'])).toBe('release')
    expect(exception('re-run autogen', ['tools/configure'])).toBe('release')
    expect(exception('entry for the new driver', ['CHANGELOG.md'])).toBe('release')
  })
  test('a change of MAINTAINERS alone', () => {
    expect(exception('MAINTAINERS: Zoe joins', ['MAINTAINERS'])).toBe('maintainers-only')
  })
  test('pushed by somebody who maintains every file of it', () => {
    expect(exception('x86: be faster', ['x86/a.c'])).toBe('by-maintainer')
    expect(exception('be faster', ['x86/a.c', 'arm/a.c'])).toBeUndefined()
    expect(exception('x86: be faster', ['x86/a.c'], 'ben@example.org')).toBeUndefined()
  })
  test('what meets the policy needs none', () => {
    expect(
      exception('Revert "x"', ['x86/a.c'], 'ada@example.org', 'Acked-by: Ada <ada@example.org>'),
    ).toBeUndefined()
  })
})
