import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, TLSSocket } from 'node:tls'
import { LOOPBACK_CERTIFICATE } from './certificate.ts'

/** A mail on the server. */
export interface ServedMail {
  readonly uid: number
  readonly bytes: Uint8Array
  /** `02-Mar-2026 09:00:00 +0000`. */
  readonly internalDate: string
}

/** What the server holds and how it behaves; all of it may change between two connections. */
export interface ImapWorld {
  user: string
  password: string
  validity: number
  /** Folders by name, in which `/` stands for the separator. */
  folders: Map<string, ServedMail[]>
  separator: '/' | '.'
  /** Capabilities beside IMAP4rev1. */
  capabilities: readonly string[]
  /** Called with every command; what it returns is answered instead, `hangup` ends the connection. */
  interfere?: ((command: string) => string | 'hangup' | undefined) | undefined
  /** Commands that came, without tags, passwords included. */
  readonly log: string[]
}

/** An IMAP4rev1 server on the loopback interface, enough of one for a client that reads. */
export interface ImapServer {
  readonly port: number
  readonly world: ImapWorld
  close(): Promise<void>
}

/** Starts a server; with `tls: 'on'` it speaks TLS from the first octet, with `starttls` it wants that before a login. */
export async function startImapServer(tls: 'on' | 'starttls' | 'off' = 'off'): Promise<ImapServer> {
  const world: ImapWorld = {
    user: 'ada',
    password: 'secret',
    validity: 1,
    folders: new Map([['INBOX', []]]),
    separator: '/',
    capabilities: [],
    log: [],
  }
  const sockets = new Set<Socket>()
  const greet = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A client that goes away in the middle is what some tests are about.
    socket.on('error', () => socket.destroy())
    new Session(socket, world, tls === 'starttls').greet()
  }
  const server: Server = tls === 'on' ? createTlsServer(LOOPBACK_CERTIFICATE, greet) : createServer(greet)
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    world,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

class Session {
  #socket: Socket
  readonly #world: ImapWorld
  readonly #offersTls: boolean
  #secure = false
  #buffer = ''
  /** Octets of a literal that the client is sending. */
  #literal = 0
  #line = ''
  #awaiting: ((line: string) => void) | undefined
  #authenticated = false
  #selected: readonly ServedMail[] | undefined

  constructor(socket: Socket, world: ImapWorld, offersTls: boolean) {
    this.#socket = socket
    this.#world = world
    this.#offersTls = offersTls
  }

  greet(): void {
    this.#listen()
    this.#send(`* OK [CAPABILITY ${this.#capabilities()}] ready\r\n`)
  }

  #listen(): void {
    this.#socket.on('data', (chunk: Buffer) => {
      this.#buffer += chunk.toString('latin1')
      this.#read()
    })
  }

  #capabilities(): string {
    const own = ['IMAP4rev1', 'LITERAL+', 'UIDPLUS', 'AUTH=PLAIN']
    if (this.#offersTls && !this.#secure) own.push('STARTTLS', 'LOGINDISABLED')
    return [...own, ...this.#world.capabilities].join(' ')
  }

  #send(text: string): void {
    if (!this.#socket.destroyed) this.#socket.write(Buffer.from(text, 'latin1'))
  }

  #read(): void {
    for (;;) {
      if (this.#literal > 0) {
        if (this.#buffer.length < this.#literal) return
        this.#line += JSON.stringify(this.#buffer.slice(0, this.#literal))
        this.#buffer = this.#buffer.slice(this.#literal)
        this.#literal = 0
        continue
      }
      const end = this.#buffer.indexOf('\r\n')
      if (end < 0) return
      const line = this.#line + this.#buffer.slice(0, end)
      this.#buffer = this.#buffer.slice(end + 2)
      this.#line = ''
      const literal = /\{(\d+)(\+?)\}$/.exec(line)
      if (literal?.[1] !== undefined) {
        this.#line = line.slice(0, literal.index)
        this.#literal = Number(literal[1])
        if (literal[2] === '') this.#send('+ go on\r\n')
        continue
      }
      const awaiting = this.#awaiting
      this.#awaiting = undefined
      if (awaiting !== undefined) awaiting(line)
      else this.#command(line)
    }
  }

  #command(line: string): void {
    const [, tag = '*', verb = '', rest = ''] = /^(\S+) ((?:UID )?\S+) ?(.*)$/is.exec(line) ?? []
    const command = verb.toUpperCase()
    this.#world.log.push(`${command} ${rest}`.trim())
    const other = this.#world.interfere?.(`${command} ${rest}`.trim())
    if (other === 'hangup') {
      this.#socket.destroy()
      return
    }
    if (other !== undefined) {
      this.#send(other.replaceAll('TAG', tag))
      return
    }
    const ok = (untagged = '', said = 'done') => this.#send(`${untagged}${tag} OK ${said}\r\n`)
    const no = (said: string) => this.#send(`${tag} NO ${said}\r\n`)
    const login = (user: string, password: string) => {
      this.#authenticated = user === this.#world.user && password === this.#world.password
      if (this.#authenticated) ok('', `[CAPABILITY ${this.#capabilities()}] welcome`)
      else no('[AUTHENTICATIONFAILED] Authentication failed.')
    }
    if (command === 'CAPABILITY') ok(`* CAPABILITY ${this.#capabilities()}\r\n`)
    else if (command === 'NOOP' || command === 'ID' || command === 'ENABLE') ok()
    else if (command === 'LOGOUT') {
      ok('* BYE see you\r\n')
      this.#socket.end()
    } else if (command === 'STARTTLS' && this.#offersTls) {
      ok()
      this.#startTls()
    } else if (command === 'AUTHENTICATE') {
      const take = (encoded: string) => {
        const [, user = '', password = ''] = Buffer.from(encoded, 'base64').toString('utf8').split('\0')
        login(user, password)
      }
      const [, initial] = rest.split(' ')
      if (initial !== undefined) take(initial)
      else {
        this.#awaiting = take
        this.#send('+ \r\n')
      }
    } else if (command === 'LOGIN') {
      const [user = '', password = ''] = words(rest)
      login(user, password)
    } else if (!this.#authenticated) no('log in first')
    else if (command === 'LIST' || command === 'LSUB') ok(this.#list(command, rest))
    else if (command === 'EXAMINE' || command === 'SELECT') this.#open(tag, command, words(rest)[0] ?? '')
    else if (this.#selected === undefined) no('select a folder first')
    else if (command === 'UID SEARCH') ok(this.#search(rest))
    else if (command === 'UID FETCH') {
      for (const answer of this.#fetch(rest)) this.#send(answer)
      ok()
    } else this.#send(`${tag} BAD unknown command ${command}\r\n`)
  }

  #startTls(): void {
    const plain = this.#socket
    plain.removeAllListeners('data')
    this.#buffer = ''
    this.#secure = true
    this.#socket = new TLSSocket(plain, { isServer: true, ...LOOPBACK_CERTIFICATE })
    this.#socket.on('error', () => plain.destroy())
    this.#listen()
  }

  #list(command: string, rest: string): string {
    const pattern = words(rest).at(-1) ?? '*'
    const { separator } = this.#world
    if (pattern === '') return `* ${command} (\\Noselect) "${separator}" ""\r\n`
    return [...this.#world.folders.keys()]
      .map((name) => this.#outside(name))
      .filter((name) => pattern.includes('*') || name.toLowerCase() === pattern.toLowerCase())
      .map((name) => `* ${command} (\\HasNoChildren) "${separator}" "${name}"\r\n`)
      .join('')
  }

  /** The name of a folder as the client sees it. */
  #outside(name: string): string {
    return name.replaceAll('/', this.#world.separator)
  }

  #open(tag: string, command: string, name: string): void {
    const wanted = name.toUpperCase() === 'INBOX' ? 'INBOX' : name
    const mails = [...this.#world.folders].find(([own]) => this.#outside(own) === wanted)?.[1]
    if (mails === undefined) {
      this.#send(`${tag} NO [NONEXISTENT] Unknown Mailbox\r\n`)
      return
    }
    this.#selected = [...mails]
    this.#send(
      [
        '* FLAGS (\\Seen)',
        `* ${mails.length} EXISTS`,
        '* 0 RECENT',
        `* OK [UIDVALIDITY ${this.#world.validity}] valid`,
        `* OK [UIDNEXT ${(mails.at(-1)?.uid ?? 0) + 1}] next`,
        `${tag} OK [${command === 'EXAMINE' ? 'READ-ONLY' : 'READ-WRITE'}] done`,
        '',
      ].join('\r\n'),
    )
  }

  #search(rest: string): string {
    const set = /UID (\S+)/i.exec(rest)?.[1] ?? '1:*'
    return `* SEARCH ${this.#inSet(set)
      .map((mail) => mail.uid)
      .join(' ')}\r\n`
  }

  /** RFC 3501: `*` is the highest UID, and a range may be given in any order, so "n:*" always holds the last mail. */
  #inSet(set: string): readonly ServedMail[] {
    const mails = this.#selected ?? []
    const highest = mails.at(-1)?.uid ?? 0
    const ranges = set.split(',').map((range) => {
      const [from = 0, to = from] = range.split(':').map((part) => (part === '*' ? highest : Number(part)))
      return [Math.min(from, to), Math.max(from, to)] as const
    })
    return mails.filter((mail) => ranges.some(([from, to]) => mail.uid >= from && mail.uid <= to))
  }

  *#fetch(rest: string): Generator<string> {
    const [set = ''] = rest.split(' ')
    for (const mail of this.#inSet(set)) {
      const items = [`UID ${mail.uid}`]
      if (/RFC822\.SIZE/i.test(rest)) items.push(`RFC822.SIZE ${mail.bytes.length}`)
      if (/INTERNALDATE/i.test(rest)) items.push(`INTERNALDATE "${mail.internalDate}"`)
      const source = Buffer.from(mail.bytes).toString('latin1')
      if (/BODY\.PEEK\[\]/i.test(rest)) items.push(`BODY[] {${source.length}}\r\n${source}`)
      const number = (this.#selected ?? []).indexOf(mail) + 1
      yield `* ${number} FETCH (${items.join(' ')})\r\n`
    }
  }
}

/** The arguments of a command: atoms and quoted strings (literals have become such). */
function words(text: string): readonly string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/gs)].map(
    ([, quoted, atom]) => quoted?.replace(/\\(.)/gs, '$1') ?? atom ?? '',
  )
}
