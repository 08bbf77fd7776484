/**
 * Mails as one mbox (mboxrd): what `git am` and `b4 am -m` read.
 *
 * Lines that begin with `From `, quoted or not, are quoted once more; line ends become LF.
 */
export function formatMbox(mails: readonly { readonly bytes: Uint8Array }[]): Uint8Array {
  const parts: Buffer[] = []
  for (const mail of mails) {
    // Latin-1 maps every octet to one character and back: nothing is decoded.
    const text = Buffer.from(mail.bytes).toString('latin1').replaceAll('\r\n', '\n')
    const quoted = text.replace(/^(?=>{0,50}From )/gm, '>')
    const end = quoted.endsWith('\n') ? '\n' : '\n\n'
    parts.push(Buffer.from(`${SEPARATOR}\n${quoted}${end}`, 'latin1'))
  }
  return Buffer.concat(parts)
}

/** As public-inbox writes it: no sender and no date that could be wrong. */
const SEPARATOR = 'From mboxrd@z Thu Jan  1 00:00:00 1970'
