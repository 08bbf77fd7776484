import { expect, test } from 'vitest'
import { isBot } from '../../../src/core/people/bots.ts'
import { message } from '../../support/message.ts'

const from = (address: string, name = ''): ReturnType<typeof message> => message({ from: { name, address } })

test('tells programs by their headers', () => {
  expect(isBot(message({ headers: { 'auto-submitted': 'auto-generated' } }))).toBe(true)
  expect(isBot(message({ headers: { 'auto-submitted': 'no' } }))).toBe(false)
  expect(isBot(message({ headers: { 'x-patchwork-hint': 'ignore' } }))).toBe(true)
  expect(isBot(message({ headers: { 'x-patchwork-bot': 'notify' } }))).toBe(true)
  expect(isBot(message())).toBe(false)
})

test('tells programs by well-known senders and by configured patterns', () => {
  expect(isBot(from('lkp@intel.com'))).toBe(true)
  expect(isBot(from('syzbot+1@example.org'))).toBe(true)
  expect(isBot(from('ci@example.org'))).toBe(false)
  expect(isBot(from('ci@example.org'), ['CI@example.org'])).toBe(true)
  expect(isBot(from('ci-7@example.org'), ['ci-*@example.*'])).toBe(true)
  expect(isBot(from('x@example.org', 'Nightly Tests'), ['nightly*'])).toBe(true)
  expect(isBot(from('aa@example.org'), ['a@*a@example.org'])).toBe(false)
  expect(isBot(message({ from: undefined }), ['*x*'])).toBe(false)
})
