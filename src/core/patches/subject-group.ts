import type { Revision } from './revision.ts'

/** What the bracket groups in front of a title say together; where two disagree, the first wins. */
export interface SubjectGroup {
  patch: boolean
  pull: boolean
  rfc: boolean
  resend: boolean
  ping: boolean
  revision: Revision | undefined
  index: number | undefined
  total: number | undefined
  target: string | undefined
  stable: string[]
  trees: string[]
}

/** Sub-projects that share a list with others, as their patches name them. */
const TREES: ReadonlySet<string> = new Set(
  (
    'xen osstest xtf mini-os minios livepatch qemu-xen qemu linux net net-next bpf bpf-next nf nf-next ipsec wireless ' +
    'iproute2 ethtool kvm-unit-tests kvmtool ovmf seabios stubdom libvirt i-g-t kmod userspace testsuite refpolicy ' +
    'kernel setools bluez dpdk trace-cmd blktests xfstests fstests liburing tip rdma-core u-boot binutils glibc ' +
    'buildroot oe-core bitbake jailhouse jailhouse-images ltp selinux secilc policycoreutils libselinux libsepol ' +
    'man man-pages grub syslinux dtc kexec-tools crash makedumpfile raisin freebsd windows win-pv pv-drivers'
  ).split(' '),
)

const TREE_PATTERN =
  /^(?:[a-z0-9]{1,20}-next|(?:xen|linux|qemu|livepatch|meta|kvm)-[a-z0-9-]{1,40}|[a-z0-9]{1,20}-(?:tests|testsuite|tools|images))$/

/** Names of lists, which some lists put into subjects that others then carry. */
const LIST_NAME = /-(?:devel|dev|kernel|users?|list)$/

/** What the given groups (their texts without the outer brackets) say; `tags` (lower case) are words that say nothing. */
export function readGroup(texts: readonly string[], tags: ReadonlySet<string>): SubjectGroup {
  const group: SubjectGroup = {
    patch: false,
    pull: false,
    rfc: false,
    resend: false,
    ping: false,
    revision: undefined,
    index: undefined,
    total: undefined,
    target: undefined,
    stable: [],
    trees: [],
  }
  for (const text of texts) readTokens(text, group, tags)
  // "AUTOSEL for 4.14": there the release is the tree, not a wish.
  if (group.stable.includes('AUTOSEL') && group.target !== undefined && RELEASE.test(group.target)) {
    group.stable.push(group.target)
    group.target = undefined
  }
  return group
}

function readTokens(text: string, group: SubjectGroup, tags: ReadonlySet<string>): void {
  const joined = text
    .replace(/(\d{1,5}) ?\/ ?(\d{1,5}|[nN?](?![a-z]))/gi, '$1/$2')
    .replace(/\b(\d{1,5}) of (\d{1,5}|n)\b/gi, ' $1/$2 ')
    .replace(/\b(v(?:er|ersion)?\.?) (\d{1,3})\b/gi, '$1$2')
    .replace(/\bfor (\d{1,3}\.\d{1,3})\b/gi, 'for-$1')
  for (const token of joined.split(/[\s,;:|[\](){}"“”]+/))
    if (token !== '' && !tags.has(token.toLowerCase())) readToken(token, group)
}

const KEYWORD =
  /^(patch(?:es|set)?|rfc|resend|resent|repost|git-?pull|pull(?:-?req(?:uest)?)?|ping)(?![a-z])/i
/** As above where a version is glued on: "PATCHv3", "RFCV2". */
const KEYWORD_BEFORE_VERSION = /^(patch(?:es|set)?|rfc|resend|resent|repost|pull)(?=v(?:er)?\.?\d)/i
const VERSION = /^v(?:er(?:sion)?)?\.?(\d{1,3})(?:\.(\d{1,3})|([a-z])(?![a-z]))?(?![\d.])/i
const VERSION_ONLY = /^v(?:er(?:sion)?)?\.?(\d{1,3})(?!\d)/i
const COUNTER = /^(\d{1,5})\/(\d{1,5}|[nN?])(?![\da-z])/i

/** One word, which may be several glued together: "PATCHv2-1/3", "v2.3PATCH1/4", "PATCH-for-4.5". */
function readToken(token: string, group: SubjectGroup): void {
  let rest = token
  for (let pieces = 0; rest !== '' && pieces < 8; pieces++) {
    const length = readPiece(rest, group)
    if (length === 0) {
      readWord(rest, group)
      return
    }
    rest = rest.slice(length).replace(/^[-_/+.|&]{1,3}/, '')
  }
}

/** Reads a keyword, a version or a counter at the start; its length, or 0 where there is none. */
function readPiece(text: string, group: SubjectGroup): number {
  const keyword = KEYWORD_BEFORE_VERSION.exec(text) ?? KEYWORD.exec(text)
  if (keyword) {
    readKeyword(keyword[0].toLowerCase(), group)
    return keyword[0].length
  }
  const counter = COUNTER.exec(text)
  if (counter) {
    if (group.index === undefined) {
      group.index = Number(counter[1])
      const total = Number(counter[2])
      group.total = Number.isNaN(total) ? undefined : total
    }
    return counter[0].length
  }
  const version = readVersion(text)
  if (version === undefined) return 0
  group.revision ??= version.revision
  return version.length
}

function readVersion(text: string): { revision: Revision; length: number } | undefined {
  const full = VERSION.exec(text)
  // "v2.1/3" is version 2, mail 1 of 3.
  if (full && !(full[2] !== undefined && text[full[0].length] === '/')) {
    const major = Number(full[1])
    const minor = full[2] !== undefined ? `.${full[2]}` : (full[3]?.toLowerCase() ?? '')
    return {
      revision: { major, text: minor === '' ? undefined : `v${major}${minor}` },
      length: full[0].length,
    }
  }
  const short = VERSION_ONLY.exec(text)
  if (!short) return undefined
  const after = text.slice(short[0].length)
  const goesOn = after === '' || /^(?:[-_/+,|&]|\.\d{1,5}\/\d|patch|rfc|resend|repost|pull)/i.test(after)
  return goesOn
    ? { revision: { major: Number(short[1]), text: undefined }, length: short[0].length }
    : undefined
}

function readKeyword(keyword: string, group: SubjectGroup): void {
  if (keyword.startsWith('patch')) group.patch = true
  else if (keyword.startsWith('rfc')) group.rfc = true
  else if (keyword.startsWith('ping')) group.ping = true
  else if (keyword.startsWith('re')) group.resend = true
  else group.pull = true
}

const RELEASE = /^\d{1,3}\.\d{1,3}$/
const STABLE = /^(?:linux-|stable-|stable\/)?(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?)(?:\.[yx])?(?:-stable|-lts)?$/

/** A whole word: where the patch should go, or which stable tree or sub-project it is for. */
function readWord(word: string, group: SubjectGroup): void {
  const text = word.replace(/^[-_.*?!'`~#=+/|&<>]+/, '').replace(/[-_.*?!'`~#=+/|&<>]{1,99}$/, '')
  const lower = text.toLowerCase()
  if (lower === '') return
  if (lower.startsWith('for-') && lower.length > 4) group.target ??= lower.slice(4)
  else if (lower === 'next') group.target ??= 'next'
  else if (lower === 'autosel' || lower === 'stable')
    addOnce(group.stable, lower === 'stable' ? lower : 'AUTOSEL')
  else if (lower.startsWith('patch')) group.patch = true
  else if (lower.startsWith('rfc') && !/^rfc\d/.test(lower)) group.rfc = true
  else if (lower.startsWith('resend') || lower.startsWith('repost')) group.resend = true
  else {
    const stable = STABLE.exec(lower)
    if (stable?.[1] !== undefined) addOnce(group.stable, stable[1])
    else if (TREES.has(lower) || (TREE_PATTERN.test(lower) && !LIST_NAME.test(lower)))
      addOnce(group.trees, lower)
  }
}

function addOnce(list: string[], word: string): void {
  if (list.length < 8 && !list.includes(word)) list.push(word)
}
