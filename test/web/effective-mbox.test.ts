import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { sync } from '../../src/app/sync.ts'
import type { SyncContext } from '../../src/app/with-run.ts'
import { createApp } from '../../src/web/app.ts'
import { contextFor, makeRepository } from '../support/archive.ts'
import { quickEngines, temporaryFolder } from '../support/db.ts'

const NOW = '2026-06-01T12:00:00Z'
const LIST = 'devel@lists.example.org'

let folder = ''
let app: ReturnType<typeof createApp>
let context: SyncContext

/** A patch mail, as somebody's mail program sends what git wrote. */
type Wrapping = (id: string, subject: string, text: string) => string

const head = (id: string, subject: string, more: readonly string[]): string =>
  [
    'From: Ada Example <ada@example.org>',
    `To: ${LIST}`,
    `Subject: ${subject}`,
    `Date: Mon, 02 Mar 2026 ${String(9 + Number(/\d/.exec(id)?.[0])).padStart(2, '0')}:00:00 +0000`,
    `Message-ID: <${id}>`,
    'MIME-Version: 1.0',
    ...more,
  ].join('\n')

const wrappings: Readonly<Record<string, Wrapping>> = {
  plain: (id, subject, text) =>
    `${head(id, subject, ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit'])}\n\n${text}`,
  base64: (id, subject, text) =>
    `${head(id, subject, ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'])}\n\n${(
      Buffer.from(text)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\n')}\n`,
  'quoted-printable': (id, subject, text) =>
    `${head(id, subject, ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'])}\n\n${[
      ...Buffer.from(text),
    ]
      .map((octet) =>
        octet === 61 || octet > 126
          ? `=${octet.toString(16).toUpperCase().padStart(2, '0')}`
          : String.fromCharCode(octet),
      )
      .join('')}`,
  'line ends of Windows': (id, subject, text) =>
    `${head(id, subject, ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'])}\n\n${(
      Buffer.from(text.replaceAll('\n', '\r\n'))
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\n')}\n`,
  attached: (id, subject, text) =>
    `${head(id, subject, ['Content-Type: multipart/mixed; boundary="=-1"'])}\n\n--=-1\nContent-Type: text/plain; charset=utf-8\n\nPlease find it attached.\n\nSigned-off-by: Ada Example <ada@example.org>\n\n--=-1\nContent-Type: text/x-patch; charset=utf-8; name="a.patch"\nContent-Disposition: attachment; filename="a.patch"\nContent-Transfer-Encoding: base64\n\n${(
      Buffer.from(text.slice(text.indexOf('diff --git')))
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\n')}\n\n--=-1--\n`,
}

const WORDS = ['granite', 'sandstone', 'timber', 'concrete', 'plaster', 'marble']
const before = (n: number): string => `${WORDS[n]} one\n\u00e4 ${WORDS[n]} \n\tthree\n\nFrom ${WORDS[n]} on\n`
const after = (n: number): string =>
  `${WORDS[n]} one\n\u00e4 second ${WORDS[n]} \n\tthree\n\nFrom ${WORDS[n]} on, = is\nmore ${WORDS[n]}\n`
const titleOf = (name: string): string => `${name}: ${WORDS[Object.keys(wrappings).indexOf(name)]}`

/** A series of two of which the first is on the branch, and the second is not. */
function stairs(repository: string): readonly string[] {
  const env = {
    ...process.env,
    GIT_AUTHOR_DATE: '2026-03-05T12:00:00Z',
    GIT_COMMITTER_DATE: '2026-03-05T12:00:00Z',
  }
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8', env })
  const texts = ['up', 'down'].map((name) => {
    writeFileSync(join(repository, `${name}.txt`), `one step\nanother step ${name}\n`)
    git('commit', '--quiet', '-am', `stairs: a step ${name}\n\nIt is needed.`)
    return git('format-patch', '--stdout', '-1').replace(/^[\s\S]*?\n\n/, '')
  })
  git('reset', '--quiet', '--hard', 'HEAD~1')
  const plain = ['Content-Type: text/plain; charset=utf-8']
  return texts.map(
    (text, n) =>
      `${head(`stairs-${n}@x`, `[PATCH ${n + 1}/2] stairs: a step ${n === 0 ? 'up' : 'down'}`, n === 0 ? plain : ['In-Reply-To: <stairs-0@x>', ...plain])}\n\n${text}`,
  )
}

beforeAll(async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  folder = temporaryFolder()
  const mails: string[] = []
  const names = Object.keys(wrappings)
  const repository = makeRepository(join(folder, 'walls'), [
    {
      message: 'begin',
      files: {
        ...Object.fromEntries(names.map((_, n) => [`${n}.txt`, before(n)])),
        'up.txt': 'one step\n',
        'down.txt': 'one step\n',
      },
    },
  ])
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8' })
  const base = git('rev-parse', 'HEAD').trim()
  const written = names.map((name, n) => {
    writeFileSync(join(repository, `${n}.txt`), after(n))
    git(
      'commit',
      '--quiet',
      '-am',
      `${titleOf(name)}\n\nFrom the start ${WORDS[n]} was said that\n= signs must pass: \u20ac.\n\nSigned-off-by: Ada Example <ada@example.org>`,
    )
    const text = git('format-patch', '--stdout', '-1').replace(/^[\s\S]*?\n\n/, '')
    git('reset', '--quiet', '--hard', base)
    return text
  })
  mails.push(...stairs(repository))
  for (const [n, [name, wrap]] of Object.entries(wrappings).entries()) {
    const id = `wall-${n}@x`
    const text = written[n] ?? ''
    mails.push(wrap(id, `[PATCH] ${titleOf(name)}`, text))
    mails.push(
      `${head(`answer-${n}@x`, `Re: [PATCH] ${titleOf(name)}`, [
        `In-Reply-To: <${id}>`,
        'Content-Type: text/plain; charset=utf-8',
      ])
        .replace('Ada Example <ada@', 'Bo Example <bo@')
        .replace('02 Mar', '03 Mar')}\n\nFine.\n\nReviewed-by: Bo Example <bo@example.org>\n`,
    )
  }
  writeFileSync(
    join(folder, 'mails'),
    mails
      .map(
        (mail) =>
          `From x Thu Jan  1 00:00:00 1970\n${mail.replace(/^(>*From )/gm, (line, _, at) => (at === 0 ? line : `>${line}`)).replace(/^>From: /, 'From: ')}\n`,
      )
      .join(''),
  )
  context = await contextFor(
    await engine.open(),
    folder,
    {
      lists: [{ address: LIST, source: 'mbox:mails' }],
      repositories: [{ name: 'walls', url: './walls', branches: ['main'], developmentBranch: 'main' }],
    },
    { now: NOW },
  )
  await sync(context)
  app = createApp({ database: context.database, config: context.config, now: () => NOW })
}, 60_000)

describe('mboxes for git am', () => {
  test('what is on the branch already is not in it: the rest applies there', async () => {
    const path = 'http://localhost/p/test/series/stairs-0%40x'
    const page = await (await app.request(path)).text()
    expect(page).toContain('partly-merged')
    // The line to copy fetches what is left: the whole would not apply.
    expect(page).toMatch(/curl -sL &#39;[^&]*\/effective\.mbox&#39; \| git am -3 /)
    const repository = join(folder, 'walls')
    const git = (...args: string[]): string =>
      execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8', stdio: 'pipe' })
    const tip = git('rev-parse', 'HEAD').trim()
    try {
      const text = await (await app.request(`${path}/effective.mbox`)).text()
      expect(text.match(/^Subject: .*$/gm)).toEqual(['Subject: [PATCH] stairs: a step down'])
      writeFileSync(join(folder, 'stairs.mbox'), text)
      git('am', '--quiet', join(folder, 'stairs.mbox'))
      expect(readFileSync(join(repository, 'down.txt'), 'utf8')).toContain('another step down')
    } finally {
      rmSync(join(repository, '.git', 'rebase-apply'), { recursive: true, force: true })
      git('reset', '--quiet', '--hard', tip)
    }
  })

  test.each(Object.keys(wrappings).map((name, n) => [name, n] as const))(
    'what is live applies with its tags, whatever the mail was sent as: %s',
    async (name, n) => {
      const repository = join(folder, 'walls')
      const git = (...args: string[]): string =>
        execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8', stdio: 'pipe' })
      const tip = git('rev-parse', 'HEAD').trim()
      try {
        const answer = await app.request(`http://localhost/p/test/series/wall-${n}%40x/effective.mbox`)
        expect(answer.status).toBe(200)
        const file = join(folder, `${n}.mbox`)
        writeFileSync(file, Buffer.from(await answer.arrayBuffer()))
        git('am', '--quiet', file)
        expect(readFileSync(join(repository, `${n}.txt`), 'utf8')).toBe(after(n))
        const message = git('log', '-1', '--format=%an <%ae>%n%B')
        expect(message).toContain(`Ada Example <ada@example.org>\n${titleOf(name)}\n`)
        expect(message.match(/^Reviewed-by: Bo Example <bo@example\.org>$/gm)).toHaveLength(1)
        expect(message).not.toMatch(/^>From/m)
      } finally {
        rmSync(join(repository, '.git', 'rebase-apply'), { recursive: true, force: true })
        git('reset', '--quiet', '--hard', tip)
      }
    },
  )
})
