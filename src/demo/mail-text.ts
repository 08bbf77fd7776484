import { mailbox } from './people.ts'
import { formatZone } from './repository.ts'

type Encoding = '8bit' | 'quoted-printable' | 'base64'

/** A text that comes with a mail. */
interface Attachment {
  readonly name: string
  /** `text/x-patch`, `text/plain`. */
  readonly type: string
  readonly text: string
}

/** What a mail of the demo is made of. */
export interface MailParts {
  readonly from: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly subject: string
  /** Seconds since 1970 of the `Date:` header. */
  readonly at: number
  /** Seconds since 1970 at which the list got it. */
  readonly receivedAt: number
  readonly zone: number
  readonly messageId: string
  readonly inReplyTo: string | undefined
  readonly references: readonly string[]
  readonly mailer: string
  readonly body: string
  /** The same as HTML, for mail programs that send both. */
  readonly html: string | undefined
  readonly attachments: readonly Attachment[]
  readonly encoding: Encoding
  readonly charset: string
  readonly extra: readonly string[]
  readonly relay: string
  readonly queueId: string
  /** Address of the list. */
  readonly list: string
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const two = (value: number) => String(value).padStart(2, '0')

/** `Mon, 15 Apr 2024 09:30:12 +0200`. */
export function formatDate(at: number, zone: number): string {
  const local = new Date((at + zone * 60) * 1000)
  const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':')
  const day = `${DAYS[local.getUTCDay()]}, ${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]}`
  return `${day} ${local.getUTCFullYear()} ${time} ${formatZone(zone)}`
}

/** `20240415093012`, as `git send-email` begins a Message-ID. */
export function formatStamp(at: number): string {
  return new Date(at * 1000).toISOString().replace(/\D/g, '').slice(0, 14)
}

/** The octets of a mail, as the list delivers them. */
export function formatMail(mail: MailParts): Buffer {
  const headers = [
    `Return-Path: <${mail.list.replace('@', '-bounces@')}>`,
    `Received: from ${mail.relay} (${mail.relay} [192.0.2.${(mail.at % 200) + 20}])`,
    `\tby lists.example.org (Postfix) with ESMTPS id ${mail.queueId}`,
    `\tfor <${mail.list}>; ${formatDate(mail.receivedAt, 0)} (UTC)`,
    `From: ${encodeHeader(mail.from)}`,
    `To: ${foldAddresses(mail.to)}`,
    ...(mail.cc.length === 0 ? [] : [`Cc: ${foldAddresses(mail.cc)}`]),
    `Subject: ${foldSubject(mail.subject)}`,
    `Date: ${formatDate(mail.at, mail.zone)}`,
    `Message-ID: <${mail.messageId}>`,
    ...(mail.inReplyTo === undefined ? [] : [`In-Reply-To: <${mail.inReplyTo}>`]),
    ...(mail.references.length === 0
      ? []
      : [`References: ${mail.references.map((id) => `<${id}>`).join('\n\t')}`]),
    `X-Mailer: ${mail.mailer}`,
    ...mail.extra,
    `List-Id: <${mail.list.replace('@', '.')}>`,
    'Precedence: list',
    'MIME-Version: 1.0',
  ]
  return Buffer.from([...headers, ...content(mail)].join('\n'), 'utf8')
}

/** The headers that say what the content is, an empty line, the content. */
function content(mail: MailParts): string[] {
  const text = part(`text/plain; charset=${mail.charset}`, mail.body, mail.encoding)
  const both =
    mail.html === undefined
      ? text
      : multipart('alternative', `=_${mail.queueId}`, [
          text,
          part(`text/html; charset=${mail.charset}`, mail.html, 'quoted-printable'),
        ])
  if (mail.attachments.length === 0) return both
  const attached = mail.attachments.map((one) => [
    `Content-Disposition: attachment; filename="${one.name}"`,
    ...part(`${one.type}; charset=UTF-8; name="${one.name}"`, one.text, mail.encoding),
  ])
  return multipart('mixed', `=-${mail.queueId}`, [both, ...attached])
}

function part(type: string, text: string, encoding: Encoding): string[] {
  const isPlain = encoding === '8bit' && /^[\x20-\x7e\n\t]*$/.test(text)
  return [
    `Content-Type: ${type}`,
    `Content-Transfer-Encoding: ${isPlain ? '7bit' : encoding}`,
    '',
    encodeBody(text, encoding),
  ]
}

function multipart(kind: string, boundary: string, parts: readonly (readonly string[])[]): string[] {
  return [
    `Content-Type: multipart/${kind}; boundary="${boundary}"`,
    '',
    ...parts.flatMap((one) => [`--${boundary}`, ...one]),
    `--${boundary}--`,
    '',
  ]
}

function encodeBody(body: string, encoding: Encoding): string {
  if (encoding === 'base64') {
    const text = Buffer.from(body).toString('base64')
    return `${(text.match(/.{1,76}/g) ?? []).join('\n')}\n`
  }
  return encoding === 'quoted-printable' ? encodeQuotedPrintable(body) : body
}

/** Quoted-printable of a text. */
function encodeQuotedPrintable(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      let out = ''
      let width = 0
      const bytes = Buffer.from(line)
      bytes.forEach((byte, index) => {
        const end = index === bytes.length - 1
        const plain = byte >= 33 && byte <= 126 && byte !== 61
        const blank = (byte === 32 || byte === 9) && !end
        const piece =
          plain || blank ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
        if (width + piece.length > 75) {
          out += '=\n'
          width = 0
        }
        out += piece
        width += piece.length
      })
      return out
    })
    .join('\n')
}

/** A header's value with encoded-words where it is not ASCII; an address part stays as it is. */
function encodeHeader(value: string): string {
  const match = /^([^<]*[^\x20-\x7e][^<]*?)(\s*<[^<>]*>)?$/.exec(value)
  if (match === null) return value
  return `=?UTF-8?q?${encodeWord(match[1] ?? '')}?=${match[2] ?? ''}`
}

function encodeWord(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => {
      const char = String.fromCharCode(byte)
      if (byte === 32) return '_'
      return /[A-Za-z0-9]/.test(char) ? char : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}

const foldAddresses = (list: readonly string[]) => list.map(encodeHeader).join(',\n\t')

function foldSubject(subject: string): string {
  if (/[^\x20-\x7e]/.test(subject)) return encodeHeader(subject)
  const lines: string[] = []
  let line = 'Subject:'
  for (const word of subject.split(' ')) {
    if (line.length + word.length > 77 && line !== 'Subject:') {
      lines.push(line)
      line = ''
    }
    line += ` ${word}`
  }
  lines.push(line)
  return lines.join('\n').slice('Subject: '.length)
}

/** How a mail program introduces what it quotes. */
export function attribution(
  mailer: string,
  who: { readonly name: string; readonly address: string },
  at: number,
  zone: number,
): string {
  if (mailer.startsWith('Mozilla')) {
    const local = new Date((at + zone * 60) * 1000).toISOString()
    return `On ${local.slice(0, 10)} ${local.slice(11, 16)}, ${who.name} wrote:`
  }
  if (mailer.startsWith('Claws')) return `${mailbox(who)} wrote on ${formatDate(at, zone)}:`
  return `On ${formatDate(at, zone)}, ${who.name} wrote:`
}

/** Lines with "> " before each. */
export function quote(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '>' : `> ${line}`))
}
