import { describe, expect, test } from 'vitest'
import { readCommitMessage } from '../../../src/core/matching/commit-message.ts'

describe('readCommitMessage', () => {
  test('the subject is the first line that says something', () => {
    expect(readCommitMessage('\n  mm: mend it\n\nBecause.').subject).toBe('mm: mend it')
    expect(readCommitMessage('').subject).toBe('')
  })

  test.each([
    ['Link: https://lore.kernel.org/r/20260302.1-ada@example.org', ['20260302.1-ada@example.org']],
    ['Message-Id: <20260302.1-ada@example.org>', ['20260302.1-ada@example.org']],
    ['Message-ID: 20260302.1-ada@example.org', ['20260302.1-ada@example.org']],
    ['See https://lore.kernel.org/list/20260302.1-ada@example.org/T/#u', ['20260302.1-ada@example.org']],
    ['Reported-by: Ada Example <ada@example.org>', []],
    ['Link: https://bugs.example.org/123', []],
  ])('mails that it names: %s', (line, links) => {
    expect(readCommitMessage(`mm: mend it\n\n${line}\n`).links).toEqual(links)
  })

  test('commits that it was picked from, and that it takes back', () => {
    const message = [
      'mm: mend it',
      '',
      'This reverts commit 1234567890abcdef1234567890abcdef12345678.',
      '(cherry picked from commit ABCDEF1)',
      'commit 0123456789012345678901234567890123456789 upstream.',
    ].join('\n')
    expect(readCommitMessage(message)).toMatchObject({
      reverts: ['1234567890abcdef1234567890abcdef12345678'],
      pickedFrom: ['abcdef1', '0123456789012345678901234567890123456789'],
    })
  })

  test('a message of a megabyte is read as far as it is worth', () => {
    const many = Array.from(
      { length: 20_000 },
      (_, n) => `Link: https://lore.kernel.org/r/mail-${n}@example.org`,
    )
    expect(readCommitMessage(`x\n\n${many.join('\n')}`).links).toHaveLength(50)
  })
})
