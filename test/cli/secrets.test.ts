import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { listCursors } from '../../src/store/inputs/cursors.ts'
import { mbox, patchText } from '../support/archive.ts'
import { closeLater, temporaryFolder } from '../support/db.ts'
import { cli } from '../support/io.ts'

const LIST = '{ "address": "devel@lists.example.org", "source": "mbox:list.mbox" }'

/** A folder with a list of one mail, and this configuration. */
function folderWith(config: string): string {
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'list.mbox'),
    mbox([{ id: 'a@x', subject: '[PATCH] a', text: patchText('a', '1', '2') }]),
  )
  writeFileSync(join(folder, 'patchmoot.json'), config)
  return folder
}

const oneProject = (more = '', top = ''): string =>
  `// A comment.\n{\n  ${top}\n  "projects": [{ "id": "p",\n    "lists": [${LIST}]${more} }],\n}\n`

const COMMANDS = [['config', 'check'], ['sync'], ['serve', '--port', '0'], ['status'], ['migrate']] as const

describe('a password that is written out', () => {
  const places: readonly (readonly [name: string, config: string, line: number, remedy: string])[] = [
    ['of the database', oneProject('', '"database": "postgres://ada:geheim@127.0.0.1/x",'), 3, '$PASSWORD'],
    [
      'of a source',
      oneProject().replace('mbox:list.mbox', 'imap:ada:geheim@127.0.0.1/INBOX'),
      5,
      '$PASSWORD',
    ],
    [
      'of a private mailbox',
      oneProject(
        ', "mailboxes": [{ "address": "v@example.org", "for": "ballots",\n "source": "imap:ada:geheim@127.0.0.1/V" }]',
      ),
      6,
      '$PASSWORD',
    ],
    [
      'of a repository',
      oneProject(', "repositories": [{ "name": "r", "url": "https://ada:geheim@127.0.0.1/r.git" }]'),
      5,
      '$PASSWORD',
    ],
    [
      'for sending mail',
      oneProject('', '"smtp": { "url": "smtps://u:geheim@mail.example.org", "from": "p@example.org" },'),
      3,
      '$PASSWORD',
    ],
  ]

  test.each(places)(
    '%s is refused by every command, with the remedy, and never repeated',
    async (_, config, line, remedy) => {
      const folder = folderWith(config)
      for (const words of COMMANDS) {
        const { code, out, err } = await cli(folder, words)
        expect([code, out], words.join(' ')).toEqual([1, ''])
        expect(err).toContain(`${join(folder, 'patchmoot.json')}:${line} has a password written out`)
        expect(err).toContain(remedy)
        expect(err).not.toContain('geheim')
        expect(err.trimEnd().split('\n')).toHaveLength(1)
      }
      expect(existsSync(join(folder, 'patchmoot.sqlite'))).toBe(false)
    },
  )

  test('comes from the environment instead, and is not stored or shown', async () => {
    const folder = folderWith(
      oneProject().replace('mbox:list.mbox', 'imap:ada:$MAIL_PASSWORD@127.0.0.1:1/INBOX'),
    )
    expect(await cli(folder, ['config', 'check'], { env: { MAIL_PASSWORD: 'geheim' } })).toMatchObject({
      code: 0,
      err: '',
    })
    const { code, out, err } = await cli(folder, ['sync'], { env: { MAIL_PASSWORD: 'geheim' } })
    expect(code).toBe(1)
    expect(err).toContain('127.0.0.1')
    expect(out + err).not.toContain('geheim')
    const database = closeLater(await openDatabase(`sqlite:${join(folder, 'patchmoot.sqlite')}`))
    const rows = await database.kysely.selectFrom('sync_run').select(['error', 'progress']).execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify([rows, await listCursors(database.kysely, 1)])).not.toContain('geheim')
    for (const env of [{}, { MAIL_PASSWORD: '' }]) {
      const missing = await cli(folder, ['sync'], { env })
      expect([missing.code, missing.out]).toEqual([1, ''])
      expect(missing.err).toContain(':5 names the environment variable $MAIL_PASSWORD')
    }
  })
})

describe('the environment', () => {
  test('may name parts of any address', async () => {
    const folder = folderWith(oneProject().replace('mbox:list.mbox', `mbox:$LIST_FOLDER/\${NAME}.mbox`))
    const { code, out, err } = await cli(folder, ['sync'], { env: { LIST_FOLDER: folder, NAME: 'list' } })
    expect([code, err]).toEqual([0, expect.stringContaining('reading devel@lists.example.org')])
    expect(out).toMatch(/read +1 mails\n.*new +1\n/)
  })

  test('DATABASE_URL says where everything is kept, whatever the configuration says', async () => {
    const folder = folderWith(oneProject('', '"database": "sqlite:of-the-file.sqlite",'))
    const elsewhere = join(folder, 'elsewhere.sqlite')
    const env = { DATABASE_URL: `sqlite:${elsewhere}` }
    expect((await cli(folder, ['sync'], { env })).code).toBe(0)
    expect([existsSync(elsewhere), existsSync(join(folder, 'of-the-file.sqlite'))]).toEqual([true, false])
    expect((await cli(folder, ['status', 'a@x'], { env })).code).toBe(0)
    expect((await cli(folder, ['status', 'a@x'])).code).toBe(1)
    // Set to nothing it says nothing.
    expect((await cli(folder, ['sync'], { env: { DATABASE_URL: '' } })).code).toBe(0)
    expect((await cli(folder, ['status', 'a@x'])).code).toBe(0)
  })

  test('a DATABASE_URL that makes no sense is one sentence, without its password', async () => {
    const { code, err } = await cli(folderWith(oneProject()), ['sync'], {
      env: { DATABASE_URL: 'mysql://ada:geheim@h/d' },
    })
    expect(code).toBe(1)
    expect(err).toBe(
      'patchmoot: the database "mysql://ada:***@h/d" is of no known kind. Write "sqlite:FILE" or "postgres://user@host/name".\n',
    )
  })
})

describe('a key that is not known', () => {
  test.each([
    [oneProject(', "repositorys": []'), 5, 'repositorys', 'Did you mean "repositories"?'],
    [oneProject('', '"databse": "sqlite:x",'), 3, 'databse', 'Did you mean "database"?'],
    [oneProject('', '"sync": { "evry": 5 },'), 3, 'evry', 'Did you mean "every"?'],
    [oneProject(', "matching": { "rule": [] }'), 5, 'rule', 'Did you mean "rules"?'],
    [
      oneProject(', "repositories": [{ "name": "r", "url": "r", "branch": ["x"] }]'),
      5,
      'branch',
      'Did you mean "branches"?',
    ],
    [oneProject(', "zzzzzzzz": 1'), 5, 'zzzzzzzz', ''],
  ])('%s is named with its line and what was meant', async (config, line, key, hint) => {
    const folder = folderWith(config)
    const { code, out, err } = await cli(folder, ['config', 'check'])
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(`${join(folder, 'patchmoot.json')}:${line} has the unknown key "${key}"`)
    expect(err).toContain(hint)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })
})
