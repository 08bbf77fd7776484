import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDep3, parseSeriesFile, writeDep3 } from '../../../src/core/patches/dep3.ts'

const DIFF = 'diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n+b\n'

// The four examples of https://dep-team.pages.debian.net/deps/dep3/, in other words.
const CHERRY_PICKED = `From: Ada Example <ada@example.org>
Subject: Widen the regex of the door
 The old one did not let everybody in: a
 longer text on two lines.
Origin: upstream, http://example.org/commit/?id=1234
Bug: http://bugs.example.org/show_bug.cgi?id=9697
Bug-Debian: http://bugs.debian.example.org/510219
`
const OWN = `Description: Use FHS compliant paths by default
 Upstream is not interested in switching to those paths.
 .
 But we will continue using them in our packages nevertheless.
Forwarded: not-needed
Author: Bo Example <bo@example.org>, Cy Example <cy@example.org>
Last-Update: 2009-12-21
`
const VENDOR = `Description: Workaround for broken symbol resolving on mips/mipsel
 The correct fix will be done in etch and it will require toolchain
 fixes.
Forwarded: not-needed
Origin: vendor, http://bugs.debian.example.org/cgi-bin/bugreport.cgi?msg=80;bug=265678
Bug-Debian: http://bugs.debian.example.org/265678
Author: Di Example <di@example.org>
`
const SENT = `Description: Fix the lock of the roof
Origin: other, http://example.org/roof.patch
Forwarded: http://lists.example.org/oct-2006/1234.html
Author: Ed Example <ed@example.org>
`
const OF_GIT = `From 3f0d8a9c1b2e4f5061728394a5b6c7d8e9f00112 Mon Sep 17 00:00:00 2001
From: Flo Example <flo@example.org>
Date: Sat, 12 Dec 2009 10:00:00 +0100
Subject: [PATCH 1/2] roof: tiles of slate

Note: clay breaks. It is used nowhere else.

Signed-off-by: Flo Example <flo@example.org>

Origin: backport
Bug-Debian: https://bugs.debian.example.org/1
---
 a | 2 +-
 1 file changed
`

describe('DEP-3 headers', () => {
  test.each([
    [
      'cherry-picked',
      CHERRY_PICKED,
      'Widen the regex of the door',
      'upstream, http://example.org/commit/?id=1234',
    ],
    ['own', OWN, 'Use FHS compliant paths by default', undefined],
    [
      'of a vendor',
      VENDOR,
      'Workaround for broken symbol resolving on mips/mipsel',
      'vendor, http://bugs.debian.example.org/cgi-bin/bugreport.cgi?msg=80;bug=265678',
    ],
    ['sent', SENT, 'Fix the lock of the roof', 'other, http://example.org/roof.patch'],
    ['of git, with a second header', OF_GIT, 'roof: tiles of slate', 'backport'],
  ])('%s', (_, header, title, origin) => {
    expect(parseDep3(header + DIFF)).toMatchObject({ title, origin })
  })

  test('bugs, continued lines, an empty one written as a point', () => {
    const own = parseDep3(OWN + DIFF)
    expect(own.fields[0]?.value).toBe(
      'Use FHS compliant paths by default\nUpstream is not interested in switching to those paths.\n\nBut we will continue using them in our packages nevertheless.',
    )
    expect(own).toMatchObject({ forwarded: 'not-needed', lastUpdate: '2009-12-21' })
    expect(parseDep3(CHERRY_PICKED + DIFF).bugs).toHaveLength(2)
    // Prose is no field, and neither is what git writes below the message.
    expect(parseDep3(OF_GIT + DIFF).fields.map((field) => field.name)).toEqual([
      'From',
      'Date',
      'Subject',
      'Origin',
      'Bug-Debian',
    ])
  })

  test('a subject that git folded is one title; below that of DEP-3 stands the description', () => {
    const folded = OF_GIT.replace(
      'Subject: [PATCH 1/2] roof: tiles of slate',
      'Subject: [PATCH 1/2] roof: tiles of slate, and of\n clay where no slate is to be had',
    )
    expect(parseDep3(folded + DIFF).title).toBe(
      'roof: tiles of slate, and of clay where no slate is to be had',
    )
    expect(parseDep3(CHERRY_PICKED + DIFF).title).toBe('Widen the regex of the door')
  })

  test('a text without fields has a description; none has an empty title', () => {
    expect(parseDep3(`Make it faster.\nAnd better.\n\nForwarded: no\n${DIFF}`)).toMatchObject({
      title: 'Make it faster.',
      forwarded: 'no',
    })
    expect(parseDep3(DIFF)).toMatchObject({ title: '', fields: [] })
    expect(parseDep3(OWN.replaceAll('\n', '\r\n')).lastUpdate).toBe('2009-12-21')
  })

  test('are written where they stand, else below the last; everything else stays', () => {
    expect(
      writeDep3(OWN + DIFF, { Forwarded: 'https://example.org/1', 'Applied-Upstream': 'commit:1234' }),
    ).toBe(`${OWN.replace('not-needed', 'https://example.org/1')}Applied-Upstream: commit:1234\n${DIFF}`)
    const git = writeDep3(OF_GIT + DIFF, { Forwarded: 'no' })
    expect(git).toBe(
      OF_GIT.replace('bugs.debian.example.org/1\n', 'bugs.debian.example.org/1\nForwarded: no\n') + DIFF,
    )
    const plain = OF_GIT.replace(/Origin: .*\nBug-Debian: .*\n/, '')
    expect(writeDep3(plain + DIFF, { Forwarded: 'no' })).toBe(
      plain.replace('\n\n---\n', '\n\nForwarded: no\n---\n') + DIFF,
    )
    expect(writeDep3(DIFF, { Forwarded: 'no' })).toBe(`Forwarded: no\n\n${DIFF}`)
    expect(writeDep3(OWN + DIFF, { Description: undefined })).not.toContain('nevertheless')
    // A value cannot bring lines of its own.
    expect(writeDep3(DIFF, { Forwarded: 'no\ndiff --git a/x b/x' })).toBe(
      `Forwarded: no diff --git a/x b/x\n\n${DIFF}`,
    )
  })

  test('what is written is read, whatever the text; twice is once', () => {
    const word = fc.stringMatching(/^[a-z0-9:/.@<>-]{1,20}$/)
    const head = fc.array(
      fc.oneof(
        fc.constantFrom('', 'Prose of somebody.', 'Note: prose', ' more', 'Origin: vendor', 'Forwarded: no'),
        fc.constantFrom(
          'Description: a',
          'Subject: [PATCH] b',
          'From: Ada <ada@example.org>',
          ' .',
          'Bug: 1',
        ),
        fc.constantFrom(
          'From 1234567890abcdef Mon Sep 17',
          'Signed-off-by: Ada <ada@example.org>',
          '\t',
          'x\r',
        ),
        fc.string({ maxLength: 20 }).filter((line) => !/[\r\n]|^(?:diff |---|Index: |===)/.test(line)),
      ),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(
        head,
        word,
        word,
        fc.constantFrom('---\n a | 2 +-\n\n', ''),
        (lines, forwarded, applied, stat) => {
          const text = `${lines.map((line) => `${line}\n`).join('')}${stat}${DIFF}`
          const changes = { Forwarded: forwarded, 'Applied-Upstream': applied }
          const once = writeDep3(text, changes)
          expect(parseDep3(once)).toMatchObject({ forwarded, appliedUpstream: applied })
          expect(writeDep3(once, changes)).toBe(once)
          expect(once.endsWith(stat + DIFF)).toBe(true)
          const names = (of: string) => parseDep3(of).fields.filter((one) => !(one.name in changes))
          expect(names(once)).toEqual(names(text))
        },
      ),
    )
  })
})

test('the series file of quilt: comments, options, empty lines', () => {
  expect(parseSeriesFile('# first\na.patch\n\nb.patch -p0 # why\n  c#1.patch\n')).toEqual([
    'a.patch',
    'b.patch',
    'c#1.patch',
  ])
})
