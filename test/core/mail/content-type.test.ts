import { describe, expect, test } from 'vitest'
import { parseContentHeader } from '../../../src/core/mail/content-type.ts'

const UTF8_NAME = Buffer.from('naïve.patch').toString('latin1')

describe('headers with parameters', () => {
  test.each([
    ['text/plain; charset=us-ascii (Plain text)', 'text/plain', 'charset', 'us-ascii'],
    ['Text/Plain; CHARSET="us-ascii"', 'text/plain', 'charset', 'us-ascii'],
    ['text/plain', 'text/plain', 'charset', undefined],
    ['text/plain;charset = utf-8 ; format=flowed', 'text/plain', 'format', 'flowed'],
    ['text/plain; charset=utf-8; charset=koi8-r', 'text/plain', 'charset', 'utf-8'],
    ['multipart/mixed; boundary="gc0y8;pkb\\"0"', 'multipart/mixed', 'boundary', 'gc0y8;pkb"0'],
    ['multipart/mixed; boundary="open', 'multipart/mixed', 'boundary', 'open'],
    ['attachment; filename=x.patch', 'attachment', 'filename', 'x.patch'],
    ['attachment; filename=a name.patch', 'attachment', 'filename', 'a name.patch'],
    ['attachment; filename="=?utf-8?q?na=C3=AFve.patch?="', 'attachment', 'filename', 'naïve.patch'],
    [`attachment; filename="${UTF8_NAME}"`, 'attachment', 'filename', 'naïve.patch'],
    ['text/plain charset=utf-8', 'text/plain', 'charset', undefined],
    ['text/\0plain\u00e9', 'text/', 'charset', undefined],
    ['', '', 'charset', undefined],
    [';;;=;', '', 'charset', undefined],
    // RFC 2231, sections 3, 4 and 4.1.
    [
      'message/external-body; access-type=URL;\r\n URL*0="ftp://";\r\n URL*1="cs.utk.edu/pub/moore/bulk-mailer/bulk-mailer.tar"',
      'message/external-body',
      'url',
      'ftp://cs.utk.edu/pub/moore/bulk-mailer/bulk-mailer.tar',
    ],
    [
      "application/x-stuff; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A",
      'application/x-stuff',
      'title',
      'This is ***fun***',
    ],
    [
      "application/x-stuff; title*0*=us-ascii'en'This%20is%20even%20more%20; title*1*=%2A%2A%2Afun%2A%2A%2A%20; title*2=\"isn't it!\"",
      'application/x-stuff',
      'title',
      "This is even more ***fun*** isn't it!",
    ],
    ["attachment; filename*=utf-8''na%C3%AFve.patch", 'attachment', 'filename', 'naïve.patch'],
    [
      "attachment; filename*0*=utf-8''na%C3; filename*1*=%AFve.patch",
      'attachment',
      'filename',
      'naïve.patch',
    ],
  ])('%s', (raw, value, name, parameter) => {
    const header = parseContentHeader(raw)
    expect(header.value).toBe(value)
    expect(header.parameter(name)).toBe(parameter)
  })
})
