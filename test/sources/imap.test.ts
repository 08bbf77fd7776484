import { afterEach, describe, expect, it } from 'vitest'
import { imapSource } from '../../src/sources/imap.ts'
import { type ImapServer, startImapServer } from '../support/imap-server.ts'
import { mail, readAll, testSource, textOf } from './source-suite.ts'

const DATE = '02-Mar-2026 10:00:00 +0100'

function put(server: ImapServer, mails: readonly Uint8Array[], folder = 'INBOX', gap = 1): void {
  const held = server.world.folders.get(folder) ?? []
  let uid = held.at(-1)?.uid ?? 0
  for (const bytes of mails) {
    uid += gap
    held.push({ uid, bytes, internalDate: DATE })
  }
  server.world.folders.set(folder, held)
}

testSource({
  name: 'imap',
  source: imapSource,
  tellsTimes: true,
  async make() {
    const server = await startImapServer()
    return {
      location: `ada:secret@127.0.0.1:${server.port}`,
      add: (mails) => put(server, mails, 'INBOX', 3),
      close: () => server.close(),
    }
  },
  wrong: () => [
    { what: 'no user', location: 'mail.example.org/INBOX', names: 'does not say who reads' },
    {
      what: 'no password',
      location: 'ada@mail.example.org/INBOX',
      names: 'imap:ada@mail.example.org/INBOX has no password',
    },
    { what: 'no host', location: 'ada:secret@/INBOX', names: 'imap:ada:…@/INBOX does not name a host' },
    { what: 'no port', location: 'ada:secret@localhost:99999', names: 'does not name a host' },
    { what: 'other security', location: 'ada:secret@localhost/INBOX?tls=maybe', names: '"tls=maybe"' },
    {
      what: 'nobody there',
      location: 'ada:secret@127.0.0.1:1',
      names: 'nothing listens for IMAP at 127.0.0.1:1',
    },
    {
      what: 'unknown host',
      location: 'ada:secret@localhost.invalid',
      names: 'localhost.invalid is not known',
    },
  ],
})

const servers: ImapServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function start(tls: 'on' | 'starttls' | 'off' = 'off') {
  const server = await startImapServer(tls)
  servers.push(server)
  const at = (rest = '', login = 'ada:secret', host = '127.0.0.1') => `${login}@${host}:${server.port}${rest}`
  return { server, world: server.world, at, read: (since?: string) => readAll(imapSource, at(), since) }
}

describe('imap', () => {
  it('gives the time at which the server received a mail', async () => {
    const { server, read } = await start()
    put(server, [mail(1)])
    expect((await read()).mails[0]?.receivedAt).toBe('2026-03-02T09:00:00Z')
  })

  it('opens the folder to look only, and marks nothing as seen', async () => {
    const { server, world, read } = await start()
    put(server, [mail(1), mail(2)])
    await read()
    expect(world.log).toContain('EXAMINE INBOX')
    expect(world.log.filter((command) => /^(SELECT|STORE|UID STORE|EXPUNGE)|BODY\[/.test(command))).toEqual(
      [],
    )
    expect(world.log.at(-1)).toBe('LOGOUT')
  })

  it('asks only for what is new', async () => {
    const { server, world, read } = await start()
    put(server, [mail(1), mail(2)])
    const { cursor } = await read()
    put(server, [mail(3)])
    world.log.length = 0
    await read(cursor)
    expect(world.log.filter((command) => command.startsWith('UID'))).toEqual([
      'UID SEARCH UID 3:*',
      expect.stringMatching(/^UID FETCH 3(:3)? \(UID RFC822.SIZE\)$/),
      expect.stringMatching(/^UID FETCH 3(:3)? \(UID INTERNALDATE BODY.PEEK\[\]\)$/),
    ])
  })

  it('reads all again when the server has numbered its mails anew', async () => {
    const { server, world, read } = await start()
    put(server, [mail(1), mail(2)])
    const { cursor } = await read()
    world.validity = 2
    const again = await read(cursor)
    expect(again.mails).toHaveLength(2)
    expect((await read(again.cursor)).texts).toEqual([])
  })

  it('reads the folder that is named, however the server separates names', async () => {
    const { server, at } = await start()
    put(server, [mail(1)])
    put(server, [mail(2)], 'Lists/devel')
    put(server, [mail(4)], '100%')
    expect((await readAll(imapSource, at('/Lists/devel'))).texts).toEqual([textOf(mail(2))])
    expect((await readAll(imapSource, at('/Lists%2Fdevel?tls=off'))).texts).toEqual([textOf(mail(2))])
    expect((await readAll(imapSource, at('/100%'))).texts).toEqual([textOf(mail(4))])
    expect((await readAll(imapSource, at('/inbox'))).texts).toEqual([textOf(mail(1))])
    server.world.separator = '.'
    expect((await readAll(imapSource, at('/Lists/devel'))).texts).toEqual([textOf(mail(2))])
    expect((await readAll(imapSource, at('/Lists.devel'))).texts).toEqual([textOf(mail(2))])
  })

  it('names the folders that there are', async () => {
    const { server, at } = await start()
    put(server, [mail(2)], 'Lists/devel')
    await expect(readAll(imapSource, at('/Lists/dvel'))).rejects.toMatchObject({
      message: 'the user ada has no folder "Lists/dvel" at 127.0.0.1',
      hint: 'There are INBOX, Lists/devel.',
    })
  })

  it('takes user and password as the configuration fills them in', async () => {
    const { server, world, read } = await start()
    put(server, [mail(1)])
    world.user = 'ada@example.org'
    world.password = 'a/b:c@d%"\\'
    const login = `${world.user}:${encodeURIComponent(world.password)}`
    expect((await readAll(imapSource, `//${login}@localhost:${server.port}/INBOX`)).mails).toHaveLength(1)
    await expect(read()).rejects.toMatchObject({
      message: 'the IMAP server 127.0.0.1 refuses the user ada: Authentication failed.',
      hint: expect.stringContaining('app password'),
    })
  })

  it('never says the password', async () => {
    const { at } = await start()
    for (const place of [
      at('', 'ada:geheim'),
      at('/INBOX?tls=x', 'ada:geheim'),
      'ada:geheim@',
      'ada:geheim@h:0/x@y',
    ]) {
      const error = await readAll(imapSource, place).catch((cause: unknown) => cause)
      expect(`${error}`).toMatch(/^UserError: /)
      expect(`${error}`).not.toContain('geheim')
    }
  })

  it('fetches a large folder in pieces', async () => {
    const { server, world, read } = await start()
    put(
      server,
      Array.from({ length: 450 }, (_, n) => mail(n)),
    )
    put(
      server,
      Array.from({ length: 5 }, (_, n) => mail(1000 + n, 'x'.repeat(3_000_000))),
    )
    expect((await read()).mails).toHaveLength(455)
    const fetched = world.log
      .filter((command) => /^UID FETCH.*PEEK/.test(command))
      .map((one) => one.split(' ')[2])
    expect(fetched).toEqual(['1:200', '201:400', '401:452', '453:454', '455:455'])
  })

  it('names a mail that the server does not give, and gives the others', async () => {
    const { server, world, read } = await start()
    put(server, [mail(1), mail(2), mail(3)])
    world.interfere = (command) =>
      /^UID FETCH (1:3|2) .*PEEK/.test(command) ? 'TAG NO [SERVERBUG] cannot read mail 2\r\n' : undefined
    const reading = await read()
    expect(reading.texts).toEqual([mail(1), mail(3)].map(textOf))
    expect(reading.problems).toMatchObject([
      { where: 'mail 2 of INBOX at 127.0.0.1', what: 'the server does not give it: cannot read mail 2' },
    ])
  })

  it('stays where it is when the server gives nothing', async () => {
    const { server, world, read } = await start()
    put(server, [mail(1), mail(2)])
    world.interfere = (command) =>
      /^UID FETCH .*PEEK/.test(command) ? 'TAG NO [UNAVAILABLE] not now\r\n' : undefined
    await expect(read()).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('not now'),
    })
    world.interfere = (command) =>
      command.startsWith('UID SEARCH') ? 'TAG NO [UNAVAILABLE] not now\r\n' : undefined
    await expect(read()).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('does not list'),
    })
  })

  it('says when the connection breaks, having kept what came', async () => {
    const { server, world, at } = await start()
    put(
      server,
      Array.from({ length: 250 }, (_, n) => mail(n)),
    )
    world.interfere = (command) => (/^UID FETCH 201:/.test(command) ? 'hangup' : undefined)
    const mails: string[] = []
    const reading = async () => {
      const context = { cacheFolder: '', signal: new AbortController().signal }
      for await (const event of imapSource.read(at(), undefined, context))
        if (event.kind === 'mail') mails.push(event.mail.cursor)
    }
    await expect(reading()).rejects.toMatchObject({
      message: expect.stringMatching(/^the IMAP server 127\.0\.0\.1:\d+ closed the connection/),
      hint: 'What was read is kept; the next sync goes on from there.',
    })
    expect(mails).toHaveLength(200)
    world.interfere = undefined
    expect((await readAll(imapSource, at(), mails.at(-1))).mails).toHaveLength(50)
  })

  it('leaves out a mail too large to be one, without asking for it', async () => {
    const { server, world, read } = await start()
    put(server, [mail(1), mail(2), mail(3)])
    world.interfere = (command) =>
      command.includes('RFC822.SIZE')
        ? '* 1 FETCH (UID 1 RFC822.SIZE 90)\r\n* 2 FETCH (UID 2 RFC822.SIZE 999999999)\r\n* 3 FETCH (UID 3 RFC822.SIZE 90)\r\nTAG OK done\r\n'
        : undefined
    const reading = await read()
    expect(reading.texts).toEqual([mail(1), mail(3)].map(textOf))
    expect(reading.problems).toMatchObject([
      { what: 'it has 999999999 octets: too large for a mail, left out' },
    ])
  })

  it('passes over a mail that was deleted while it was listed', async () => {
    const { server, world, read } = await start()
    put(server, [mail(1), mail(2), mail(3)])
    world.interfere = (command) =>
      command.startsWith('UID SEARCH') ? '* SEARCH 1 2 3 4 5\r\nTAG OK done\r\n' : undefined
    expect((await read()).texts).toEqual([1, 2, 3].map((n) => textOf(mail(n))))
  })

  it('speaks TLS from the first octet where the port or the address says so', async () => {
    const { server, at } = await start('on')
    put(server, [mail(1)])
    expect((await readAll(imapSource, at('?tls=on'))).mails).toHaveLength(1)
    expect((await readAll(imapSource, at('/INBOX?tls=on', 'ada:secret', 'localhost'))).mails).toHaveLength(1)
  })

  it('sends no password to another machine whose certificate is not vouched for', async () => {
    // "127.1" is this machine too, but not by a name that says so.
    for (const tls of ['on', 'starttls'] as const) {
      const { world, at } = await start(tls)
      await expect(readAll(imapSource, at(`?tls=${tls}`, 'ada:secret', '127.1'))).rejects.toMatchObject({
        message: expect.stringMatching(/^no secure connection to 127\.1:\d+: .*self.signed/),
        hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
      })
      expect(world.log.filter((command) => /AUTH|LOGIN/.test(command))).toEqual([])
    }
  })

  it('sends no password in plain to another machine, unless it is told to', async () => {
    const { server, world, at } = await start()
    put(server, [mail(1)])
    await expect(readAll(imapSource, at('?tls=starttls', 'ada:secret', '127.1'))).rejects.toMatchObject({
      message: expect.stringContaining('no secure connection'),
    })
    await expect(readAll(imapSource, at('', 'ada:secret', '127.1'))).rejects.toMatchObject({
      message: expect.stringContaining('no secure connection'),
    })
    expect(world.log.filter((command) => /AUTH|LOGIN/.test(command))).toEqual([])
    expect((await readAll(imapSource, at('?tls=off', 'ada:secret', '127.1'))).mails).toHaveLength(1)
  })

  it('begins TLS after the greeting where it is told to', async () => {
    const { server, world, at } = await start('starttls')
    put(server, [mail(1)])
    expect((await readAll(imapSource, at('?tls=starttls'))).mails).toHaveLength(1)
    expect(world.log).toContain('STARTTLS')
  })
})
