import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Address } from '../../../src/core/mail/message.ts'
import { findCommitTrailers } from '../../../src/core/patches/trailers.ts'
import { findFileOwners } from '../../../src/core/people/file-owners.ts'
import { parseMaintainers } from '../../../src/core/people/maintainers.ts'
import { type CheckIn, checkIn } from '../../../src/core/status/check-in.ts'
import { caseOfCommit } from '../../../src/core/status/check-in-commit.ts'
import { findRealData, findXenRepository } from '../../support/real-data.ts'

const sample = findRealData('checkin-replay-sample.tsv')
const xen = findXenRepository('c447b7308b1330ec6dcfef37220736c28f41daa0')

/** People change firms and keep their names: in the replay a name, without its accents, is a person. */
function personOf(address: Address): string {
  const name = address.name
    .normalize('NFKD')
    .replace(/\p{M}|"/gu, '')
    .toLowerCase()
    .trim()
  return name === '' ? address.address : name
}

function replay(commit: string): CheckIn {
  const git = (...args: string[]): string => xen?.git(...args) ?? ''
  const folders = new Set(
    git('ls-tree', '-r', '-d', '--name-only', `${commit}^`)
      .split('\n')
      .flatMap((path) => [path, `${path}/`]),
  )
  const maintainers = parseMaintainers(git('show', `${commit}^:MAINTAINERS`), (path) => folders.has(path))
  const [name = '', address = '', at = '', ...message] = git(
    'log',
    '-1',
    '--format=%an%n%ae%n%aI%n%B',
    commit,
  ).split('\n')
  const paths = git('diff-tree', '-r', '--no-commit-id', '--name-only', '--no-renames', commit)
    .split('\n')
    .filter(Boolean)
  const change = caseOfCommit(
    {
      author: { name, address: address.toLowerCase() },
      trailers: findCommitTrailers(message.join('\n')),
      files: paths.map((path) => findFileOwners(maintainers, path)),
      authoredAt: new Date(at).toISOString(),
    },
    personOf,
  )
  return checkIn(change, '2026-08-20T00:00:00Z', personOf)
}

describe.skipIf(sample === undefined || xen === undefined)('commits that landed, as labelled', () => {
  const rows = (sample === undefined ? '' : readFileSync(sample, 'utf8'))
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))

  test.each(rows.map((row) => [row[0] ?? '', row[8] ?? '', row[4] ?? '', row[5] ?? ''] as const))(
    '%s %s',
    (commit, _, approval, second) => {
      const found = replay(commit)
      const by = found.files.some((file) => file.by === 'missing')
        ? 'none'
        : found.files.some((file) => file.by === 'nested')
          ? 'nested'
          : 'specific'
      const rule = found.rules.find((one) => one.rule === 'R2')
      const label = rule?.text.includes('reviewed it')
        ? 'R-b'
        : rule?.text.includes('acked it')
          ? 'A-b'
          : rule?.text.includes('only Acked-by')
            ? 'A-b-nonmaint'
            : 'none'
      expect({ approval: by, second: label }).toEqual({ approval, second })
    },
  )
})
