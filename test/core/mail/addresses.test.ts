import { describe, expect, test } from 'vitest'
import { parseAddresses } from '../../../src/core/mail/addresses.ts'

/** "name <address>", joined by "; ". */
const read = (raw: string): string =>
  parseAddresses(Buffer.from(raw).toString('latin1'))
    .map(({ name, address }) => (name === '' ? address : `${name} <${address}>`))
    .join('; ')

describe('address lists', () => {
  // RFC 5322, appendices A.1.1, A.1.2, A.1.3, A.5, A.6.1, A.6.3.
  test.each([
    ['John Doe <jdoe@machine.example>', 'John Doe <jdoe@machine.example>'],
    ['"Joe Q. Public" <john.q.public@example.com>', 'Joe Q. Public <john.q.public@example.com>'],
    [
      'Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>',
      'Mary Smith <mary@x.test>; jdoe@example.org; Who? <one@y.test>',
    ],
    [
      '<boss@nil.test>, "Giant; \\"Big\\" Box" <sysservices@example.net>',
      'boss@nil.test; Giant; "Big" Box <sysservices@example.net>',
    ],
    [
      'A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;',
      'Ed Jones <c@a.test>; joe@where.test; John <jdoe@one.test>',
    ],
    ['Undisclosed recipients:;', ''],
    ['Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>', 'Pete <pete@silly.test>'],
    [
      "A Group(Some people)\r\n     :Chris Jones <c@(Chris's host.)public.example>,\r\n         joe@example.org,\r\n  John <jdoe@one.test> (my dear friend); (the end of the group)",
      'Chris Jones <c@public.example>; joe@example.org; John <jdoe@one.test>',
    ],
    ['(Empty list)(start)Hidden recipients  :(nobody(that I know))  ;', ''],
    ['Joe Q. Public <john.q.public@example.com>', 'Joe Q. Public <john.q.public@example.com>'],
    [
      'Mary Smith <@node.test:mary@example.net>, , jdoe@test  . example',
      'Mary Smith <mary@example.net>; jdoe@test.example',
    ],
    ['John Doe <jdoe@machine(comment).  example>', 'John Doe <jdoe@machine.example>'],
  ])('of RFC 5322: %s', (raw, addresses) => {
    expect(read(raw)).toBe(addresses)
  })

  test.each([
    ['a comma in quotes', '"Doe, Jane" <Jane@Example.ORG>', 'Doe, Jane <jane@example.org>'],
    [
      'a comma in an encoded-word',
      '=?utf-8?q?Doe,_Jane?= <jane@example.org>',
      'Doe, Jane <jane@example.org>',
    ],
    [
      'a blank in an encoded-word',
      '=?utf-8?q?Doe, Jane?= <jane@example.org>',
      'Doe, Jane <jane@example.org>',
    ],
    ['an encoded-word in quotes', '"=?utf-8?B?SsOkbmU=?=" <jane@example.org>', 'Jäne <jane@example.org>'],
    [
      'an address in an encoded-word',
      '=?utf-8?q?jane=40example.org?= <jane@example.org>',
      'jane@example.org',
    ],
    ['a name in UTF-8', 'Jäne Döe <jane@example.org>', 'Jäne Döe <jane@example.org>'],
    ['a name behind the address', 'jane@example.org (Jane Doe)', 'Jane Doe <jane@example.org>'],
    ['an encoded name behind it', 'jane@example.org (=?utf-8?q?J=C3=A4ne?=)', 'Jäne <jane@example.org>'],
    ['a company behind the name', 'Jane Doe (Example) <jane@example.org>', 'Jane Doe <jane@example.org>'],
    [
      'a company in the quotes',
      '"Jane Doe (Example)" <jane@example.org>',
      'Jane Doe (Example) <jane@example.org>',
    ],
    ['quotes inside quotes', `"'Jane Doe'" <jane@example.org>`, 'Jane Doe <jane@example.org>'],
    ['an apostrophe', "Jane O'Doe <jane@example.org>", "Jane O'Doe <jane@example.org>"],
    [
      'DMARC, as written',
      `"'Jane Doe' via List" <list@example.org>`,
      "'Jane Doe' via List <list@example.org>",
    ],
    ['the address as its own name', '"jane@example.org" <jane@example.org>', 'jane@example.org'],
    ['semicolons between', 'jane@example.org; Bo <bo@example.org>;', 'jane@example.org; Bo <bo@example.org>'],
    ['no brackets', 'Jane Doe jane@example.org', 'Jane Doe <jane@example.org>'],
    [
      'brackets that do not close',
      'Jane <jane@example.org, Bo <bo@example.org>',
      'Jane <jane@example.org>; Bo <bo@example.org>',
    ],
    ['brackets twice', 'Jane <<jane@example.org>>', 'Jane <jane@example.org>'],
    ['mailto', '<mailto:jane@example.org>, mailto:bo@example.org', 'jane@example.org; bo@example.org'],
    ['a quoted local part', '"jane doe"@example.org', '"jane doe"@example.org'],
    ['a quoted local part in brackets', 'J <"a@b>c"@example.org>', 'J <"a@b>c"@example.org>'],
    ['a needlessly quoted local part', '<"jane.doe"@example.org>', 'jane.doe@example.org'],
    ['an archive that hides addresses', 'jane at example.org (Jane Doe)', 'Jane Doe <jane@example.org>'],
    [
      'a quotation mark that does not close',
      'Jane "Doe <jane@example.org>, bo@example.org',
      'Jane Doe <jane@example.org>; bo@example.org',
    ],
    ['a comment that does not close', 'jane@example.org (Jane', 'Jane <jane@example.org>'],
    ['a colon in a name', 'maintainer:X86 (32-BIT) <x86@example.org>', 'X86 <x86@example.org>'],
    ['no address', 'Jane Doe', ''],
    ['a local user', 'root <root>', 'root'],
    ['empty brackets', 'Jane <>', ''],
    ['only a host', '<@example.org>', ''],
    ['nothing', ' ', ''],
    ['markup', '<script>alert(1)</script> <a@example.org>', 'alert <a@example.org>'],
  ])('%s', (_, raw, addresses) => {
    expect(read(raw)).toBe(addresses)
  })

  test('an address longer than addresses can be is none', () => {
    expect(read(`<${'a'.repeat(300)}@example.org>, bo@example.org`)).toBe('bo@example.org')
  })

  test('a long name is cut', () => {
    expect(parseAddresses(`${'a'.repeat(5000)} <a@example.org>`)[0]?.name).toHaveLength(500)
  })
})
