import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { sync } from '../../src/app/sync.ts'
import { createApp } from '../../src/web/app.ts'
import { contextFor, mbox, patchText, type TestMail } from '../support/archive.ts'
import { quickEngines, temporaryFolder } from '../support/db.ts'

const whole = patchText('walls.c', 'no wall', 'a wall')
const head = (path: string): string =>
  `Because.\n\nSigned-off-by: Ada Example <ada@example.org>\n---\ndiff --git a/${path} b/${path}\n`

/** What mail programs and git make of patches, and what the page says of each. */
const CASES: Readonly<
  Record<string, { readonly mail: Omit<TestMail, 'id' | 'subject'>; readonly says: RegExp }>
> = {
  whole: { mail: { text: whole }, says: /class="add"[^>]*>.*\+a wall/ },
  wrapped: {
    mail: {
      text: `${head('arches.c')}index 1111111..2222222 100644\n--- a/arches.c\n+++ b/arches.c\n@@ -1,3 +1,3 @@\n arch one\n-arch two is a line that is far too\nlong for this mail program\n+arch two\n arch three\n`,
    },
    says: /Damaged: a hunk has other lines than its header says/,
  },
  binary: {
    mail: {
      text: `${head('roof.png')}new file mode 100644\nindex 0000000000000000000000000000000000000000..1111111111111111111111111111111111111111\nGIT binary patch\nliteral 4\nLc\${NkU|;|M00aO5\n\nliteral 0\nHcmV?d00001\n`,
    },
    says: /A binary change: there are no lines to show/,
  },
  mode: {
    mail: { text: `${head('build.sh')}old mode 100644\nnew mode 100755\n` },
    says: /build\.sh \(mode 100644 to 100755\)/,
  },
  flowed: {
    mail: {
      headers: ['Content-Type: text/plain; charset=utf-8; format=flowed'],
      text: whole.replaceAll('walls.c', 'flow.c').replace(/^ /gm, '  ').replace('a wall', 'a flowed wall'),
    },
    says: /\+a flowed wall/,
  },
  'line ends of Windows': {
    mail: { text: whole.replaceAll('walls.c', 'windows.c').replaceAll('\n', '\r\n') },
    says: /class="add"[^>]*>.*\+a wall/,
  },
  base64: {
    mail: {
      headers: ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'],
      text: Buffer.from(whole.replaceAll('walls.c', 'base.c').replace('a wall', 'a coded wall')).toString(
        'base64',
      ),
    },
    says: /\+a coded wall/,
  },
  attached: {
    mail: {
      headers: ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="=-1"'],
      text: `--=-1\nContent-Type: text/plain\n\nHere it is.\n\n--=-1\nContent-Type: text/x-patch; name="a.patch"\nContent-Disposition: attachment; filename="a.patch"\n\n${whole.replaceAll('walls.c', 'cellar.c').replace('a wall', 'an attached wall')}\n--=-1--\n`,
    },
    says: /It came as an attachment\.[\s\S]*\+an attached wall/,
  },
  'cut short': {
    mail: {
      text: `${head('cut.c')}index 1111111..2222222 100644\n--- a/cut.c\n+++ b/cut.c\n@@ -1,5 +1,5 @@\n one\n-two\n+too\n`,
    },
    says: /Damaged: a hunk has other lines than its header says/,
  },
}

let app: ReturnType<typeof createApp>

beforeAll(async () => {
  const [engine] = quickEngines
  if (engine === undefined) throw new TypeError('SQLite is always there')
  const folder = temporaryFolder()
  const mails = Object.entries(CASES).map(
    ([name, { mail }], n): TestMail => ({
      ...mail,
      id: `bad-${n}@x`,
      subject: `[PATCH] ${name}: a change of its own`,
      day: n,
    }),
  )
  writeFileSync(join(folder, 'mails'), mbox(mails))
  const context = await contextFor(await engine.open(), folder, {
    lists: [{ address: 'devel@lists.example.org', source: 'mbox:mails' }],
  })
  await sync(context)
  const { database, config } = context
  app = createApp({ database, config, now: () => '2026-06-01T12:00:00Z' })
}, 60_000)

describe('the diff of a mail that is', () => {
  test.each(Object.entries(CASES).map(([name, { says }], n) => [name, n, says] as const))(
    '%s',
    async (_name, n, says) => {
      const answer = await app.request(`http://localhost/p/test/series/bad-${n}%40x/diff`)
      expect(answer.status).toBe(200)
      expect(await answer.text()).toMatch(says)
    },
  )
})
