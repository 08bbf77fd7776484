import type { Proof } from '../../core/governance/motion.ts'
import type { Message } from '../../core/mail/message.ts'

/**
 * How well a mail proves who sent it: `dkim` where the topmost Authentication-Results header is of a server that the
 * configuration names and says that a signature of the sender's domain is good. Any other such header is the
 * sender's claim. Source: RFC 8601, sections 2.2 and 5.
 */
export function proofOf(message: Message, servers: readonly string[]): Proof {
  if (servers.length === 0) return 'none'
  const header = message.header('authentication-results')?.slice(0, 4000).toLowerCase()
  if (header === undefined) return 'none'
  const [server = '', ...results] = header.replace(/\([^()]{0,500}\)/g, ' ').split(';')
  if (!servers.includes(server.trim().split(/\s/)[0] ?? '')) return 'none'
  const domain = (message.from?.address ?? '').split('@')[1] ?? ''
  const isGood = results.some((result) => {
    if (!/^\s{0,20}dkim\s{0,5}=\s{0,5}pass\b/.test(result)) return false
    const signer = /\bheader\.d\s{0,5}=\s{0,5}"?([a-z0-9.-]{1,253})/.exec(result)?.[1]
    return signer !== undefined && domain !== '' && (domain === signer || domain.endsWith(`.${signer}`))
  })
  return isGood ? 'dkim' : 'none'
}
