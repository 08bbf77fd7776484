import { describe, expect, test } from 'vitest'
import { missingMessageId, parseMessageId, parseMessageIds } from '../../../src/core/mail/message-id.ts'

describe('Message-IDs', () => {
  test.each<readonly [string, readonly string[]]>([
    ['<1234@local.machine.example>', ['1234@local.machine.example']],
    ['<a@x>\r\n\t<b@x> <c@x>', ['a@x', 'b@x', 'c@x']],
    ['<a@x><b@x>', ['a@x', 'b@x']],
    ['<a@x>, <b@x>', ['a@x', 'b@x']],
    ['<a@x> (Ada\'s message of "Tue, 1 Jul 2003 10:52:37 +0200")', ['a@x']],
    ['Message from Ada <ada@example.org> of yesterday <a@x>', ['ada@example.org', 'a@x']],
    ['< a@x >', ['a@x']],
    ['<1234   @   local  .machine .example>', ['1234@local.machine.example']],
    ['<aaaa\r\n bbbb@x>', ['aaaabbbb@x']],
    ['<<a@x>>', ['a@x']],
    ['a@x b@x', ['a@x', 'b@x']],
    ['"quoted"@x', ['"quoted"@x']],
    ['<"quoted local"@x>', ['"quotedlocal"@x']],
    ['<a"><script>alert(1)</script>@x>', ['a"', 'script', '/script']],
    ['<no-at-sign>', ['no-at-sign']],
    ['<caf\xc3\xa9@x>', ['café@x']],
    ['<a\0b@x>', ['ab@x']],
    // What old versions of git send-email let people answer.
    ['y', []],
    ['<y>', []],
    ['<N>', []],
    ['<>', []],
    ['', []],
    ['Re: hello', []],
    ['<a@x', ['a@x']],
  ])('%j', (raw, ids) => {
    expect(parseMessageIds(raw)).toEqual(ids)
  })

  test('the first is the name of a mail', () => {
    expect(parseMessageId('<a@x>+2D7A5EFD760AE589')).toBe('a@x')
    expect(parseMessageId('20030702@x')).toBe('20030702@x')
    expect(parseMessageId('just words')).toBe('justwords')
    expect(parseMessageId(' <> ')).toBeUndefined()
    expect(parseMessageId('')).toBeUndefined()
  })

  test('a long one is cut alike everywhere, to at most 900 octets', () => {
    const long = `${'a'.repeat(2000)}@x`
    expect(parseMessageId(`<${long}>`)).toBe('a'.repeat(900))
    expect(parseMessageIds(`<${long}>`)).toEqual(['a'.repeat(900)])
    const wide = parseMessageId(`<${Buffer.from('𝒜'.repeat(500)).toString('latin1')}>`) ?? ''
    expect(Buffer.byteLength(wide)).toBeLessThanOrEqual(900)
    expect(wide).toMatch(/^𝒜+$/u)
  })

  test('a mail without one is named by its octets', () => {
    // printf abc | sha256sum
    expect(missingMessageId(Buffer.from('abc'))).toBe(
      'sha256-ba7816bf8f01cfea414140de5dae2223b00361a3@missing.invalid',
    )
  })
})
