import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { type FeedEntry, formatAtom } from '../../src/exports/atom.ts'

const entry = (more: Partial<FeedEntry> = {}): FeedEntry => ({
  id: 'urn:patchmoot:lost:a%40x:2026-03-01T09:00:00Z',
  title: 'mm: drop stale superpages',
  link: 'https://patches.example.org/p/quarry/series/a%40x',
  at: '2026-03-01T09:00:00Z',
  author: 'Ada Example',
  summary: 'nobody but its author has written about it',
  ...more,
})

function read(entries: readonly FeedEntry[]) {
  const text = formatAtom({
    id: 'https://patches.example.org/p/quarry/lost.atom',
    title: 'Quarry: lost',
    link: 'https://patches.example.org/p/quarry/lost',
    at: '2026-04-30T12:00:00Z',
    entries,
  })
  const { DOMParser } = parseHTML('<html></html>')
  return { text, feed: new DOMParser().parseFromString(text, 'text/xml') }
}

/** RFC 4287, sections 4.1.1 and 4.1.2: what a feed and an entry must have, once. */
describe('a feed', () => {
  test('has what RFC 4287 asks of it and of each entry', () => {
    const { text, feed } = read([entry(), entry({ id: 'urn:patchmoot:lost:b%40x:1', title: 'another' })])
    expect(text).toMatch(
      /^<\?xml version="1\.0" encoding="utf-8"\?>\s*<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom">/i,
    )
    const root = feed.querySelector('feed')
    const children = (name: string): number =>
      [...(root?.children ?? [])].filter((one) => one.tagName === name).length
    expect([children('id'), children('title'), children('updated')]).toEqual([1, 1, 1])
    const entries = [...feed.querySelectorAll('entry')]
    expect(entries).toHaveLength(2)
    for (const one of entries)
      for (const name of ['id', 'title', 'updated', 'author > name'])
        expect([name, one.querySelectorAll(name).length]).toEqual([name, 1])
    expect(new Set(entries.map((one) => one.querySelector('id')?.textContent)).size).toBe(2)
    for (const one of feed.querySelectorAll('updated'))
      expect(one.textContent).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect([...feed.querySelectorAll('link')].map((one) => one.getAttribute('rel') ?? 'alternate')).toEqual(
      expect.arrayContaining(['self', 'alternate']),
    )
  })

  test('is well-formed whatever a mail holds', () => {
    const title = '</title><script>alert(1)</script> ]]> & \u0000\u0008\ufffe "x"'
    const { text, feed } = read([entry({ title, author: '<a>&', summary: title })])
    expect(text).not.toContain('<script>')
    // XML 1.0, section 2.2: no control characters but tab and line ends.
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
    expect(feed.querySelectorAll('entry > title')).toHaveLength(1)
    expect(feed.querySelector('entry > title')?.textContent).toContain(
      '</title><script>alert(1)</script> ]]> &',
    )
  })

  test('without entries is still one', () => {
    expect(read([]).feed.querySelectorAll('feed > updated')).toHaveLength(1)
  })
})
