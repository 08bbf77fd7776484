import { describe, expect, test } from 'vitest'
import { readMailBallots } from '../../../src/core/governance/mail-ballot.ts'
import { parseMessage } from '../../../src/core/mail/parse-message.ts'

/**
 * Ballots as mail programs write them: small mails made for this, in the forms that these programs give to a reply.
 * The mail that is answered holds a vote of its own, which nobody who answers has cast.
 */
const HEAD = [
  'From: Bo Example <bo@example.org>',
  'To: devel@lists.example.org',
  'Subject: Re: [VOTE] New walls',
  'Message-ID: <re@example.org>',
  'In-Reply-To: <call@example.org>',
  'MIME-Version: 1.0',
]
const CALL = { messageId: 'call@example.org', subject: '[VOTE] New walls', options: [] }

function votes(headers: readonly string[], body: string): readonly (number | undefined)[] {
  const text = [...HEAD, ...headers, '', body].join('\n')
  return readMailBallots(parseMessage(Buffer.from(text)), CALL, {
    person: 'bo@example.org',
    name: 'Bo Example',
    receivedAt: '2026-03-03T10:00:00Z',
    proof: 'none',
    isInThread: true,
  }).ballots.map((one) => one.value)
}
const PLAIN = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit']
const plain = (body: string) => votes(PLAIN, body)

const QUOTED = '> I vote on my own motion:\n>\n> -1\n>\n> Ada\n'
const BARE = 'I vote on my own motion:\n\n-1\n\nAda\n'

describe('the words above what is quoted', () => {
  test.each([
    ['Gmail', 'On Tue, Mar 3, 2026 at 10:12 AM Ada Example <ada@example.org> wrote:'],
    [
      'Gmail, wrapped',
      'On Tue, Mar 3, 2026 at 10:12 AM Ada Example via devel\n<devel@lists.example.org> wrote:',
    ],
    ['Gmail, German', 'Am Di., 3. März 2026 um 10:12 Uhr schrieb Ada Example <ada@example.org>:'],
    ['Gmail, French', 'Le mar. 3 mars 2026 à 10:12, Ada Example <ada@example.org> a écrit :'],
    ['Gmail, Spanish', 'El mar, 3 mar 2026 a las 10:12, Ada Example (<ada@example.org>) escribió:'],
    ['Gmail, Italian', 'Il giorno mar 3 mar 2026 alle ore 10:12 Ada Example <ada@example.org> ha\nscritto:'],
    ['Gmail, Portuguese', 'Em ter., 3 de mar. de 2026 às 10:12, Ada Example <ada@example.org> escreveu:'],
    ['Gmail, Dutch', 'Op di 3 mrt 2026 om 10:12 schreef Ada Example <ada@example.org>:'],
    ['Gmail, Polish', 'wt., 3 mar 2026 o 10:12 Ada Example <ada@example.org> napisał(a):'],
    ['Gmail, Czech', 'út 3. 3. 2026 v 10:12 odesílatel Ada Example <ada@example.org> napsal:'],
    ['Gmail, Russian', 'вт, 3 мар. 2026 г. в 10:12, Ada Example <ada@example.org>:'],
    ['Gmail, Japanese', '2026年3月3日(火) 10:12 Ada Example <ada@example.org>:'],
    ['Gmail, Chinese', 'Ada Example <ada@example.org> 于2026年3月3日周二 10:12写道：'],
    ['Thunderbird', 'On 03.03.26 10:12, Ada Example wrote:'],
    ['Thunderbird, German', 'Am 03.03.26 um 10:12 schrieb Ada Example:'],
    ['mutt', 'On Tue, Mar 03, 2026 at 10:12:00AM +0000, Ada Example wrote:'],
    ['mutt, as many set it', '* Ada Example <ada@example.org> [2026-03-03 10:12]:'],
    ['Gnus', 'Ada Example <ada@example.org> writes:'],
    ['Proton', 'On Tuesday, March 3rd, 2026 at 10:12, Ada Example <ada@example.org> wrote:'],
  ])('%s', (_, attribution) => {
    expect(plain(`+1\n\nBinding.\n\n${attribution}\n${QUOTED}`)).toEqual([1])
    // As many write it: the quote first, the vote below.
    expect(plain(`${attribution}\n${QUOTED}\n+1\n`)).toEqual([1])
    // Who only quotes has not voted.
    expect(plain(`Thanks.\n\n${attribution}\n${QUOTED}`)).toEqual([])
  })

  test('Apple Mail puts the attribution into the quote', () => {
    expect(
      plain(`+1\n\n> On 3. Mar 2026, at 10:12, Ada Example <ada@example.org> wrote:\n> \n${QUOTED}`),
    ).toEqual([1])
  })
})

describe('what is answered stands below, unquoted', () => {
  const RULE = '_'.repeat(32)
  test.each([
    [
      'Outlook',
      '-----Original Message-----\nFrom: Ada Example <ada@example.org>\nSent: Tuesday, March 3, 2026 10:12 AM\nTo: devel@lists.example.org\nSubject: [VOTE] New walls\n',
    ],
    [
      'Outlook, German',
      '-----Ursprüngliche Nachricht-----\nVon: Ada Example <ada@example.org>\nGesendet: Dienstag, 3. März 2026 10:12\nAn: devel@lists.example.org\nBetreff: [VOTE] New walls\n',
    ],
    [
      'Outlook, French',
      "-----Message d'origine-----\nDe : Ada Example <ada@example.org>\nEnvoyé : mardi 3 mars 2026 10:12\nÀ : devel@lists.example.org\nObjet : [VOTE] New walls\n",
    ],
    [
      'Outlook, a header block only',
      'From: Ada Example <ada@example.org>\nSent: Tuesday, March 3, 2026 10:12 AM\nTo: devel@lists.example.org\nSubject: [VOTE] New walls\n',
    ],
    [
      'Outlook, a German header block',
      'Von: Ada Example <ada@example.org>\nGesendet: Dienstag, 3. März 2026 10:12\nAn: devel@lists.example.org\nBetreff: [VOTE] New walls\n',
    ],
    [
      'Outlook, a French header block',
      'De : Ada Example <ada@example.org>\nEnvoyé : mardi 3 mars 2026 10:12\nÀ : devel@lists.example.org\nObjet : [VOTE] New walls\n',
    ],
    [
      'Outlook, a Spanish header block',
      'De: Ada Example <ada@example.org>\nEnviado: martes, 3 de marzo de 2026 10:12\nPara: devel@lists.example.org\nAsunto: [VOTE] New walls\n',
    ],
    [
      'Outlook on the web',
      `${RULE}\nFrom: Ada Example <ada@example.org>\nSent: Tuesday, March 3, 2026 10:12 AM\nTo: devel@lists.example.org\nSubject: [VOTE] New walls\n`,
    ],
    [
      'Outlook on the web, Italian',
      `${RULE}\nDa: Ada Example <ada@example.org>\nInviato: martedì 3 marzo 2026 10:12\nA: devel@lists.example.org\nOggetto: [VOTE] New walls\n`,
    ],
    [
      'QQ Mail',
      '------------------ 原始邮件 ------------------\n发件人: "Ada Example" <ada@example.org>;\n发送时间: 2026年3月3日(星期二) 上午10:12\n',
    ],
    ['Yahoo', 'On Tuesday, March 3, 2026 at 10:12:00 AM GMT+1, Ada Example <ada@example.org> wrote:\n'],
    [
      'a telephone',
      'Sent from my telephone\n\n-------- Original message --------\nFrom: Ada Example <ada@example.org>\nDate: 3/3/26 10:12 AM (GMT+01:00)\n',
    ],
    [
      'forwarded inline',
      '---------- Forwarded message ---------\nFrom: Ada Example <ada@example.org>\nDate: Tue, Mar 3, 2026 at 10:12 AM\n',
    ],
  ])('%s', (_, head) => {
    expect(plain(`+1\n\nKind regards\nBo\n\n${head}\n${BARE}`)).toEqual([1])
    expect(plain(`Thanks!\n\n${head}\n${BARE}`)).toEqual([])
  })
})

test('where a part of the quote was left out, what follows is own words', () => {
  const attribution = 'On 03/03/2026 10:12, Ada Example wrote:'
  for (const cut of ['[...]', '[snip]', '...', '<snip>'])
    expect(plain(`Hi,\n\n${attribution}\n${cut}\n\n> shall we?\n\n+1\n`)).toEqual([1])
})

describe('encodings and forms', () => {
  test('quoted-printable, where a plus is a plus and lines are broken softly', () => {
    const headers = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable']
    expect(
      votes(
        headers,
        '=2B1 since it is what we agreed on in M=C3=A4rz, and since nobody has sai=\nd anything against it=20\n-- =20\nBo -1\n',
      ),
    ).toEqual([1])
    expect(votes(headers, '=E2=88=921 because of the c=\nost\n')).toEqual([-1])
  })

  test('flowed, as Thunderbird sends it: a stuffed line, a soft end, quotes of two levels', () => {
    const headers = ['Content-Type: text/plain; charset=UTF-8; format=flowed; delsp=no']
    expect(
      votes(
        headers,
        ` +1\n\nThat is a line which is longer than what fits and goes on \nhere.\n\nOn 03.03.26 10:12, Ada Example wrote:\n>> -2\n> -1\n`,
      ),
    ).toEqual([1])
    // A quote that goes on in the next line is a quote all the same.
    expect(votes(headers, '> I said that this is \n> -1\n\nI see.\n')).toEqual([])
  })

  const HTML = ['Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64']
  const html = (body: string) => votes(HTML, Buffer.from(body).toString('base64'))
  test('HTML only, base64: Gmail, Apple, Outlook and a telephone', () => {
    expect(
      html(
        '<div dir="ltr">+1<div><br></div><div>Bo</div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue, Mar 3, 2026 at 10:12 AM Ada &lt;<a href="mailto:ada@example.org">ada@example.org</a>&gt; wrote:<br></div><blockquote class="gmail_quote">-1<br></blockquote></div>',
      ),
    ).toEqual([1])
    expect(
      html(
        '<html><body><p class="MsoNormal">+1<o:p></o:p></p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Ada Example &lt;ada@example.org&gt; <br><b>Sent:</b> Tuesday, March 3, 2026 10:12 AM<br><b>To:</b> devel@lists.example.org<br><b>Subject:</b> [VOTE] New walls</p></div><p class="MsoNormal">-1</p></body></html>',
      ),
    ).toEqual([1])
    expect(
      html(
        '<html><body>+1<br><br><div dir="ltr">Sent from my telephone</div><div dir="ltr"><br><blockquote type="cite">On 3. Mar 2026, at 10:12, Ada wrote:<br><br></blockquote></div><blockquote type="cite"><div>-1</div></blockquote></body></html>',
      ),
    ).toEqual([1])
    expect(html('<p>Hello <span style="display:none">+1</span></p><blockquote>+1</blockquote>')).toEqual([])
  })

  test('text and HTML beside each other: the text is read, once', () => {
    const body = [
      'This is a multi-part message in MIME format.',
      '--b',
      'Content-Type: text/plain; charset="UTF-8"',
      '',
      '+1 (binding)',
      '',
      'On Tue, Mar 3, 2026 at 10:12 AM Ada Example <ada@example.org> wrote:',
      '',
      '> -1',
      '--b',
      'Content-Type: text/html; charset="UTF-8"',
      '',
      '<div dir="ltr">+1 (binding)</div><blockquote>-1</blockquote>',
      '--b--',
    ].join('\n')
    expect(votes(['Content-Type: multipart/alternative; boundary="b"'], body)).toEqual([1])
  })

  test('signatures, disclaimers and footers say nothing', () => {
    expect(plain('+1\n\n-- \nBo Example\n+1 555 0100\n')).toEqual([1])
    expect(plain('I have read it.\n\n-- \n+1\n')).toEqual([])
    expect(
      plain(
        '+1\n_______________________________________________\ndevel mailing list\nhttps://lists.example.org/devel\n-1\n',
      ),
    ).toEqual([1])
    expect(plain('Tel.: +1 555 0100\nFax: +1 555 0101\n')).toEqual([])
    expect(plain('+1 555 0100 is my number.\n')).toEqual([])
  })

  test('signed mails: within an inline signature, and beside a detached one', () => {
    expect(
      plain(
        '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n- -1\n\nBecause.\n-----BEGIN PGP SIGNATURE-----\n\n+1abc\n-----END PGP SIGNATURE-----\n',
      ),
    ).toEqual([-1])
    const body = [
      '--s',
      'Content-Type: text/plain',
      '',
      '+1',
      '--s',
      'Content-Type: application/pgp-signature; name="signature.asc"',
      '',
      '-----BEGIN PGP SIGNATURE-----',
      '',
      '-1aaa',
      '-----END PGP SIGNATURE-----',
      '--s--',
    ].join('\n')
    expect(
      votes(['Content-Type: multipart/signed; boundary="s"; protocol="application/pgp-signature"'], body),
    ).toEqual([1])
  })
})
