import { describe, expect, test } from 'vitest'
import { parseDate, parseReceivedDate } from '../../../src/core/mail/date.ts'

describe('dates', () => {
  test.each([
    // RFC 5322, appendices A.1.1, A.1.2, A.2, A.6.2, A.6.3.
    ['Fri, 21 Nov 1997 09:55:06 -0600', '1997-11-21T15:55:06Z'],
    ['Tue, 1 Jul 2003 10:52:37 +0200', '2003-07-01T08:52:37Z'],
    ['Thu, 13 Feb 1970 23:32 -0330', '1970-02-14T03:02:00Z'],
    [
      'Thu,\r\n      13\r\n        Feb\r\n          1970\r\n      23:32\r\n               -0330 (Newfoundland Time)',
      '1970-02-14T03:02:00Z',
    ],
    ['21 Nov 97 09:55:06 GMT', '1997-11-21T09:55:06Z'],
    ['Fri, 21 Nov 1997 09(comment):   55  :  06 -0600', '1997-11-21T15:55:06Z'],
    // Zones by name, years of two and three digits (section 4.3).
    ['1 Jan 49 00:00:00 +0000', '2049-01-01T00:00:00Z'],
    ['1 Jan 50 00:00:00 +0000', undefined],
    ['1 Jan 99 00:00:00 EST', '1999-01-01T05:00:00Z'],
    ['1 Jan 103 00:00:00 PDT', '2003-01-01T07:00:00Z'],
    ['1 Jan 2003 00:00:00 A', '2003-01-01T00:00:00Z'],
    ['1 Jan 2003 00:00:00 UT', '2003-01-01T00:00:00Z'],
    ['1 Jan 2003 00:00:00', '2003-01-01T00:00:00Z'],
    ['1 Jan 2003 00:00:00 -0000', '2003-01-01T00:00:00Z'],
    ['1 Jan 2003 00:00:00 CEST', '2003-01-01T00:00:00Z'],
    ['1 Jan 2003 00:00:00 GMT+0100', '2002-12-31T23:00:00Z'],
    ['1 Jan 2003 00:00:00 +01:00', '2002-12-31T23:00:00Z'],
    ['1 Jan 2003 00:00:00 +9900', '2003-01-01T00:00:00Z'],
    ['31 Dec 2016 23:59:60 +0000', '2017-01-01T00:00:00Z'],
    ['Sunday, 2 March 2003 1:02:03 +0000', '2003-03-02T01:02:03Z'],
    ['Sun,2 Mar 2003 01:02:03 +0000', '2003-03-02T01:02:03Z'],
    ['02-Mar-2003 01:02:03 +0000', '2003-03-02T01:02:03Z'],
    // ctime and ISO 8601.
    ['Sun Mar  2 01:02:03 2003', '2003-03-02T01:02:03Z'],
    ['Sun Mar  2 01:02:03 2003 +0100', '2003-03-02T00:02:03Z'],
    ['Sun Mar 2 01:02:03 GMT 2003', '2003-03-02T01:02:03Z'],
    ['2003-03-02T01:02:03Z', '2003-03-02T01:02:03Z'],
    ['2003-03-02 01:02:03.123 +0100', '2003-03-02T00:02:03Z'],
    // What cannot be.
    ['30 Feb 2003 00:00:00 +0000', undefined],
    ['0 Jan 2003 00:00:00 +0000', undefined],
    ['1 Jan 2003 24:00:00 +0000', undefined],
    ['1 Foo 2003 00:00:00 +0000', undefined],
    ['1 Jan 20000 00:00:00 +0000', undefined],
    ['31 Dec 9999 23:59:59 -0100', undefined],
    ['1 Jan 1970 00:00:00 +0100', undefined],
    ['1 Jan 1969 00:00:00 +0000', undefined],
    ['yesterday', undefined],
    ['', undefined],
    ['(((((', undefined],
  ])('%s', (raw, instant) => {
    expect(parseDate(raw)).toBe(instant)
  })

  test('a Received header ends in one', () => {
    expect(parseReceivedDate('from x (y; z) by w; Sun, 2 Mar 2003 01:02:03 +0100 (CET)')).toBe(
      '2003-03-02T00:02:03Z',
    )
    expect(parseReceivedDate('from x by w')).toBeUndefined()
  })
})
