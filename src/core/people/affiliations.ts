/** A company and the domains that its people write from. */
export interface Company {
  readonly name: string
  /** Lower case; subdomains are meant too. */
  readonly domains: readonly string[]
}

/** For whom somebody worked, and when: days, both included; absent: always before, still so. */
export interface Affiliation {
  readonly company: string
  readonly from: string | undefined
  readonly until: string | undefined
}

/** When somebody wrote from an address: seconds since 1970, the oldest first, never empty. */
export interface AddressUse {
  readonly address: string
  readonly times: readonly number[]
}

/** What tells for whom people work. */
export interface AffiliationSources {
  readonly companies: readonly Company[]
  /** By key of the person. What is written down wins over what a domain suggests. */
  readonly affiliations: ReadonlyMap<string, readonly Affiliation[]>
  /** Of people who wrote from other addresses than the one that is their key; all others have that. */
  readonly uses: ReadonlyMap<string, readonly AddressUse[]>
}

/** Stands for the company of those of whom nothing tells for whom they work. */
export const NO_COMPANY = 'no company known'

/** Domains whose addresses say nothing of an employer: mail for everybody, and accounts that projects give away. */
const EVERYBODYS: ReadonlySet<string> = new Set(
  (
    'gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com msn.com yahoo.com yahoo.de yahoo.fr ' +
    'yahoo.co.uk yahoo.co.jp ymail.com gmx.de gmx.net gmx.com gmx.at web.de t-online.de posteo.de posteo.net mailbox.org ' +
    'protonmail.com proton.me pm.me tutanota.com fastmail.com fastmail.fm icloud.com me.com mac.com aol.com ' +
    'qq.com foxmail.com 163.com 126.com sina.com mail.ru yandex.ru yandex.com ya.ru laposte.net free.fr orange.fr ' +
    'wanadoo.fr seznam.cz wp.pl o2.pl interia.pl libero.it riseup.net disroot.org ' +
    'kernel.org debian.org gnu.org fsf.org gentoo.org archlinux.org freebsd.org netbsd.org openbsd.org users.noreply.github.com'
  ).split(' '),
)

/**
 * Tells for whom somebody worked at an instant (seconds): by what is written down of them, else by the domain of the
 * address that they wrote from then; `NO_COMPANY` where neither tells. A domain that is no company's of the list stands for
 * itself.
 */
export function makeAffiliations(sources: AffiliationSources): (person: string, at: number) => string {
  const known = new Map<string, string>()
  const ofAddress = (address: string): string => {
    const domain = domainOf(address)
    const found = known.get(domain)
    if (found !== undefined) return found
    const company = companyOfDomain(domain, sources.companies)
    known.set(domain, company)
    return company
  }
  /** Of people who never changed: for whom they work, whenever. */
  const settled = new Map<string, string>()
  return (person, at) => {
    const always = settled.get(person)
    if (always !== undefined) return always
    const written = sources.affiliations.get(person)
    if (written !== undefined) {
      const day = new Date(Math.max(at, 0) * 1000).toISOString().slice(0, 10)
      const found = written.find(
        (one) => (one.from === undefined || one.from <= day) && (one.until === undefined || one.until >= day),
      )
      if (found !== undefined) return found.company
    }
    const uses = sources.uses.get(person)
    const company = ofAddress(
      (uses && addressAt(uses, at, (address) => ofAddress(address) !== NO_COMPANY)) ?? person,
    )
    if (written === undefined && uses === undefined) settled.set(person, company)
    return company
  }
}

/** The company that a domain stands for, by the list; else its registered part; `NO_COMPANY` for everybody's domains. */
export function companyOfDomain(domain: string, companies: readonly Company[]): string {
  for (const company of companies)
    if (company.domains.some((one) => domain === one || domain.endsWith(`.${one}`))) return company.name
  const labels = domain.split('.')
  // A short second level under a country is a part of the register: co.uk, ac.jp, com.cn.
  const take =
    labels.length > 2 && (labels.at(-1) ?? '').length === 2 && (labels.at(-2) ?? '').length <= 3 ? 3 : 2
  const registered = labels.slice(-take).join('.')
  return registered === '' || EVERYBODYS.has(domain) || EVERYBODYS.has(registered) ? NO_COMPANY : registered
}

/** The key of somebody behind a list's address is "list@… (name)": that domain tells nothing of them. */
function domainOf(person: string): string {
  if (person.includes(' ')) return ''
  return person.slice(person.lastIndexOf('@') + 1)
}

/** An address is in use for so many days after a mail from it. */
const IN_USE_DAYS = 180

/**
 * The address that somebody wrote from then: of those in use, the newest that names a company, since who writes from home now
 * and then works where they did; else the newest in use; else the last before, or the first of all. What was written later
 * tells nothing of that day: the past looks as it did.
 */
function addressAt(
  uses: readonly AddressUse[],
  at: number,
  isTelling: (address: string) => boolean,
): string | undefined {
  let best: Used | undefined
  for (const { address, times } of uses) {
    const [firstAt = at] = times
    const lastAt = lastUntil(times, at)
    const near = lastAt === undefined ? 0 : at - lastAt <= IN_USE_DAYS * 86_400 ? 2 : 1
    const time = near === 2 ? firstAt : near === 1 ? (lastAt ?? firstAt) : -firstAt
    const used = { address, near, tells: near === 2 && isTelling(address), time }
    if (best === undefined || isBetter(used, best)) best = used
  }
  return best?.address
}

interface Used {
  readonly address: string
  /** 2: in use then, 1: before, 0: not yet. */
  readonly near: number
  /** In use then, and it names a company. */
  readonly tells: boolean
  /** Of two that are equally near, the larger speaks. */
  readonly time: number
}

function isBetter(one: Used, other: Used): boolean {
  if (one.near !== other.near) return one.near > other.near
  if (one.tells !== other.tells) return one.tells
  return one.time === other.time ? one.address < other.address : one.time > other.time
}

function lastUntil(times: readonly number[], at: number): number | undefined {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return times[low - 1]
}
