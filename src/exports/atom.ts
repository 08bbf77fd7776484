import type { Instant } from '../core/time.ts'

/** One entry of a feed. */
export interface FeedEntry {
  /** Stays the same for the same thing: a reader shows it once. */
  readonly id: string
  readonly title: string
  /** Absolute. */
  readonly link: string
  readonly at: Instant
  readonly author: string
  /** Plain text. */
  readonly summary: string
}

/** A feed of something, newest first. */
export interface Feed {
  /** An absolute address: that of the feed itself. */
  readonly id: string
  readonly title: string
  /** The page that it is of. */
  readonly link: string
  /** When it was last derived; stands in where it is empty. */
  readonly at: Instant
  readonly entries: readonly FeedEntry[]
}

/** A feed as Atom (RFC 4287). Characters that XML cannot hold are left out. */
export function formatAtom(feed: Feed): string {
  const updated = feed.entries.reduce(
    (latest, one) => (one.at > latest ? one.at : latest),
    feed.entries[0]?.at ?? feed.at,
  )
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${escapeXml(feed.id)}</id>`,
    `<title>${escapeXml(feed.title)}</title>`,
    `<updated>${updated}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${escapeXml(feed.id)}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(feed.link)}"/>`,
    '<generator>Patchmoot</generator>',
    ...feed.entries.flatMap(formatEntry),
    '</feed>',
    '',
  ].join('\n')
}

function formatEntry(entry: FeedEntry): readonly string[] {
  return [
    '<entry>',
    `<id>${escapeXml(entry.id)}</id>`,
    `<title>${escapeXml(entry.title)}</title>`,
    `<updated>${entry.at}</updated>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(entry.link)}"/>`,
    `<author><name>${escapeXml(entry.author || 'somebody')}</name></author>`,
    `<summary>${escapeXml(entry.summary)}</summary>`,
    '</entry>',
  ]
}

function escapeXml(text: string): string {
  return text
    .replace(/[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
