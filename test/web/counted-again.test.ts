/**
 * Headline numbers of the dashboard counted again from the octets of the demo's mails and from git, by a few naive lines
 * and another reader of mail, which share nothing with the code that made them.
 */
import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import PostalMime from 'postal-mime'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeCommunity } from '../../src/demo/community.ts'
import { type DemoSite, openDemoSite } from '../support/demo-site.ts'

const OPTIONS = { seed: 'again', until: '2026-06-30T18:00:00Z', mails: 1 }

interface Mail {
  readonly subject: string
  readonly from: string
  readonly isAnswer: boolean
  readonly body: string
}

let site: DemoSite
let mails: readonly Mail[] = []

beforeAll(async () => {
  site = await openDemoSite(OPTIONS)
  const bytes = new Map(makeCommunity(OPTIONS).mails.map((mail) => [mail.messageId, mail.bytes]))
  mails = await Promise.all(
    [...bytes.values()].map(async (one): Promise<Mail> => {
      const mail = await PostalMime.parse(one)
      return {
        subject: mail.subject ?? '',
        from: mail.from?.name ?? '',
        isAnswer: mail.inReplyTo !== undefined && /^re:/i.test(mail.subject ?? ''),
        // Some attach their patch.
        body: [mail.text ?? '', ...mail.attachments.map((one) => textOf(one.content))]
          .join('\n')
          .replace(/\r\n/g, '\n'),
      }
    }),
  )
}, 120_000)

function textOf(content: string | ArrayBuffer | Uint8Array): string {
  if (typeof content === 'string') return content
  return Buffer.from(content instanceof Uint8Array ? content : new Uint8Array(content)).toString('utf8')
}

/** The sum of a line of a figure over the whole record. */
async function sumOf(id: string, line: string): Promise<number> {
  const figure: { points: readonly { line: string; value: number | null }[] } = JSON.parse(
    await (await site.get(`figures/${id}.json?period=all&by=year`)).text(),
  )
  return figure.points
    .filter((point) => point.line === line)
    .reduce((sum, point) => sum + (point.value ?? 0), 0)
}

describe('counted again from the mails themselves', () => {
  test('the patches that were posted', async () => {
    const posted = mails.filter(
      (mail) => /^\[[^\]]*PATCH[^\]]*\]/i.test(mail.subject) && /^diff --git /m.test(mail.body),
    )
    expect(posted.length).toBeGreaterThan(80)
    expect(await sumOf('posted', 'patches')).toBe(posted.length)
  })

  test('the Reviewed-by that people gave in an answer', async () => {
    const given = mails.filter((mail) => {
      // By name: one person may write from two addresses.
      const own = [...mail.body.matchAll(/^Reviewed-by: ([^<]*?) <[^<>]*>\s*$/gm)].map((one) => one[1])
      return mail.isAnswer && own.includes(mail.from)
    })
    expect(given.length).toBeGreaterThan(10)
    expect(await sumOf('tags-given', 'Reviewed-by')).toBe(given.length)
  })

  test('the commits, and those that somebody else vouched for', async () => {
    const explorer: { series: readonly { startedAt: string }[] } = JSON.parse(
      await (await site.get('explorer.json?period=all')).text(),
    )
    const [first = ''] = explorer.series.map((one) => one.startedAt).sort()
    const log = execFileSync(
      'git',
      [
        `--git-dir=${join(dirname(site.config.path), 'quarry.git')}`,
        'log',
        '--no-merges',
        // What is older than the first series is in no period.
        `--since=${first.slice(0, 10)}T00:00:00Z`,
        '--format=%an <%ae>%x00%B%x01',
        'HEAD',
      ],
      { encoding: 'utf8' },
    )
    const commits = log.split('\x01').filter((one) => one.trim() !== '')
    const vouched = commits.filter((one) => {
      const [author = '', message = ''] = one.trim().split('\0')
      const name = author.slice(0, author.indexOf(' <'))
      return [...message.matchAll(/^(?:Reviewed|Acked)-by: ([^<]*?) </gm)].some((tag) => tag[1] !== name)
    })
    expect(commits.length).toBeGreaterThan(40)
    const people: { points: readonly { line: string; x: string; value: number }[] } = JSON.parse(
      await (await site.get('figures/reviewers-per-commit.json?period=all')).text(),
    )
    const counts = people.points.filter((point) => point.line === 'people')
    expect(counts.reduce((sum, point) => sum + point.value, 0)).toBe(commits.length)
    expect(commits.length - (counts.find((point) => point.x === '0')?.value ?? 0)).toBe(vouched.length)
  })
})
