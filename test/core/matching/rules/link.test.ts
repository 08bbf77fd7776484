import { describe, expect, test } from 'vitest'
import { link } from '../../../../src/core/matching/rules/link.ts'
import { commitOf, edit, patchMail, shaOf } from '../../../support/changes.ts'
import { ask, everyRule } from './every-rule.ts'

const diff = edit('a.c', ['one();'], ['two();'])
const patch = patchMail({ id: 'patch', subject: '[PATCH] a: call two', diff })
const naming = (trailer: string, other = diff, subject = 'a: call two') =>
  commitOf({ sha: 'c', subject, diff: other, body: `Because.\n\n${trailer}`, by: 'Bo' })

describe('link', () => {
  everyRule(link)

  test.each([
    'Link: https://lore.kernel.org/r/patch@example.org',
    'Link: https://lore.kernel.org/list/patch%40example.org/',
    'Message-Id: <patch@example.org>',
    'Message-ID: patch@example.org',
    'Patchwork: https://patchwork.example.org/project/x/patch/patch@example.org/',
  ])('the commit names the mail: %s', (trailer) => {
    expect(ask(link, [patch], naming(trailer))).toEqual({
      patch: { confidence: 0.99, why: 'the commit names this mail' },
    })
  })

  test('a Message-ID that begins with the hash of the commit', () => {
    const own = patchMail({ id: `${shaOf('c')}.1578313099.git.ada`, subject: '[PATCH] b', diff })
    const found = ask(link, [own, patch], naming('No trailer.'))
    expect(Object.keys(found)).toEqual([`${shaOf('c')}.1578313099.git.ada`])
  })

  describe('a trailer is evidence, not truth', () => {
    const stranger = edit('z.h', ['#define A'], ['#define B'])
    const wrong = naming('Link: https://lore.kernel.org/r/patch@example.org', stranger, 'z: another thing')

    test('with nothing in common it is believed while nothing else explains the commit', () => {
      expect(ask(link, [patch], wrong)['patch']?.confidence).toBe(0.6)
    })

    test.each([
      ['the same change', patchMail({ id: 'other', subject: '[PATCH] y', diff: stranger })],
      [
        'the same subject and author',
        patchMail({ id: 'other', subject: '[PATCH] z: another thing', diff, by: 'Bo' }),
      ],
    ])('and not where another patch has %s', (_, other) => {
      expect(ask(link, [patch, other], wrong)).toEqual({
        patch: { confidence: 0.4, why: 'the commit names this mail, but is another change' },
      })
    })
  })

  test('a mail that is no patch here is not found', () => {
    expect(ask(link, [patch], naming('Link: https://lore.kernel.org/r/q@example.org'))).toEqual({})
  })
})
