import { expect, test } from 'vitest'
import type { Candidate, Commit } from '../../../../src/core/matching/match.ts'
import { matchDocuments } from '../../../../src/core/matching/match-documents.ts'
import { quarterOf } from '../../../../src/core/matching/quarter.ts'
import type { MatchRule } from '../../../../src/core/matching/rule.ts'
import { scopeOf } from '../../../../src/core/matching/scope.ts'
import { create, edit, commitOf as littleCommit, patchMail, shaOf } from '../../../support/changes.ts'

/** What a rule says of one commit: Message-ID (without its host) to confidence and reason. */
export function ask(
  rule: MatchRule,
  patches: readonly Candidate[],
  commit: Commit,
): Readonly<Record<string, { readonly confidence: number; readonly why: string }>> {
  const documents = matchDocuments(patches, [commit])
  const scope = scopeOf(documents, quarterOf(commit.committedAt))
  const [only] = scope.commits
  if (only === undefined) throw new Error('no such commit')
  return Object.fromEntries(
    rule.propose(only, scope).map(({ patch, confidence, why }) => {
      const id = documents.patches[patch]?.candidate.messageId ?? '?'
      return [id.slice(0, id.indexOf('@')), { confidence, why }]
    }),
  )
}

const LINES = ['	int first = open_device(name);', '	if (first < 0)', '		return -EINVAL;']

/** A little of everything: each rule finds some of these, none finds all. */
const PATCHES: readonly Candidate[] = [
  patchMail({ id: 'same', subject: '[PATCH] dev: open it', diff: create('dev.c', LINES) }),
  patchMail({
    id: 'v2',
    subject: '[PATCH v2] dev: open it',
    diff: create('dev.c', LINES),
    on: 1,
    older: ['same'],
  }),
  patchMail({ id: 'rebased', subject: '[PATCH] lib: close it', diff: edit('lib.c', ['close(a);'], LINES) }),
  patchMail({
    id: 'other',
    subject: '[PATCH] doc: explain',
    diff: edit('README', ['a b c'], ['d e f']),
    by: 'Bo',
  }),
  patchMail({
    id: 'named',
    subject: '[PATCH] build: mend',
    diff: edit('Makefile', ['old'], ['new']),
    by: 'Bo',
  }),
  patchMail({
    id: shaOf('abc4').concat('.1.git.ada'),
    subject: '[PATCH] git: x',
    diff: edit('g.c', ['aaa'], ['bbb']),
  }),
  patchMail({
    id: 'reply',
    subject: 'Re: [PATCH] lib: close it',
    diff: edit('lib.c', ['close(a);'], LINES),
    proposal: true,
    by: 'Bo',
  }),
]
const COMMITS: readonly Commit[] = [
  littleCommit({ sha: 'abc1', subject: 'dev: open it', diff: create('dev.c', LINES), written: 1 }),
  littleCommit({
    sha: 'abc2',
    subject: 'lib: close it',
    diff: edit('lib.c', ['close(a);'], LINES, 'elsewhere'),
  }),
  littleCommit({
    sha: 'abc3',
    subject: 'build: repair',
    diff: edit('Makefile', ['old'], ['newer']),
    by: 'Cy',
    body: 'Link: https://lore.example.org/r/named@example.org',
  }),
  littleCommit({ sha: 'abc4', subject: 'git: y', diff: edit('g.c', ['aaa'], ['ccc']) }),
]

/** What holds for every rule, whatever it looks at. */
export function everyRule(rule: MatchRule): void {
  const all = (patches: readonly Candidate[]) => COMMITS.map((commit) => ask(rule, patches, commit))

  test('finds something, and not everything', () => {
    const found = all(PATCHES).map((one) => Object.keys(one).length)
    expect(found.some((count) => count > 0)).toBe(true)
    expect(found.every((count) => count < PATCHES.length)).toBe(true)
  })

  test('its word is never negative, never more than certain, and explains itself', () => {
    for (const { confidence, why } of all(PATCHES).flatMap((one) => Object.values(one))) {
      expect(confidence).toBeGreaterThan(0)
      expect(confidence).toBeLessThanOrEqual(1)
      // Part of a sentence: neither a capital letter nor a full stop.
      expect(why).toMatch(/^[a-z].{9,}[^.]$/)
    }
  })

  test('does not depend on the order of patches', () => {
    expect(all(PATCHES.toReversed())).toEqual(all(PATCHES))
  })

  test('says the same of a patch, whoever else is there, unless it compares them', () => {
    // What is found of the others may change weights, and nothing else.
    const alone = all(PATCHES.filter((one) => one.messageId === 'same@example.org'))
    expect(Object.keys(alone[1] ?? {})).toEqual([])
    expect(Object.keys(alone[0] ?? {}).every((id) => id === 'same')).toBe(true)
  })

  test('has nothing to say of a commit without a change', () => {
    const empty = {
      ...littleCommit({ sha: 'e', subject: '', diff: edit('z', ['q'], ['r']) }),
      content: undefined,
    }
    expect(ask(rule, PATCHES, empty)).toEqual({})
  })
}
