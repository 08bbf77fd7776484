import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { UserError } from '../core/errors.ts'
import type { MatchRuleName } from '../core/matching/match.ts'
import { type CalendarSettings, PLAIN_CALENDAR } from '../core/metrics/calendar.ts'
import type { Company } from '../core/people/affiliations.ts'
import { MATCH_RULE_NAMES, SOURCE_KINDS } from './catalog-names.ts'
import { lineAt, lineOf, nameOf, type Where } from './config-lines.ts'
import { type PersonConfig, resolvePeople } from './config-people.ts'
import { type ReviewConfig, reviewOf } from './config-review.ts'
import { expandText, findSecret } from './config-secrets.ts'
import { type ConfigFile, configShape, keysAt } from './config-shape.ts'
import type { SmtpConfig } from './config-smtp.ts'
import { governanceOf } from './governance/config-governance.ts'
import type { GovernanceConfig, RoleConfig } from './governance/governance-config.ts'
import { type EventsConfig, eventsOf } from './hackathon/events-config.ts'
import { nearestWord } from './nearest-word.ts'

/** Where mail is read from. */
export interface SourceAddress {
  /** `public-inbox`, `mbox`, `maildir` or `imap`. */
  readonly kind: string
  /** What stands behind the kind: an absolute path or a URL, secrets filled in. */
  readonly location: string
  /** The same without secrets: for messages, and the name under which the database keeps the cursor. */
  readonly label: string
}

export interface ListConfig {
  readonly address: string
  readonly source: SourceAddress
}

/** A private mailbox: read like a list, stored apart, shown nowhere. */
export interface MailboxConfig extends ListConfig {
  readonly for: 'registration' | 'ballots' | 'commands'
}

export interface RepositoryConfig {
  readonly name: string
  readonly url: string
  /** Names with `*`; `undefined`: the default branch and every `stable-*`. */
  readonly branches: readonly string[] | undefined
  /** `undefined`: the first of `branches`, else the default one. */
  readonly developmentBranch: string | undefined
}

export interface ProjectConfig {
  readonly id: string
  readonly title: string
  readonly lists: readonly ListConfig[]
  readonly mailboxes: readonly MailboxConfig[]
  readonly repositories: readonly RepositoryConfig[]
  readonly matchRules: readonly MatchRuleName[]
  readonly people: readonly PersonConfig[]
  /** Whose people write from which domains. */
  readonly companies: readonly Company[]
  readonly calendar: CalendarSettings
  /** Tables of people may be sorted by what people did. */
  readonly rankings: boolean
  /** Addresses, or parts with `*`, of senders that are programs. */
  readonly bots: readonly string[]
  /** How it decides; `undefined`: nothing is counted. */
  readonly governance: GovernanceConfig | undefined
  /** Roles that the configuration gives; those of MAINTAINERS stand beside them. */
  readonly roles: readonly RoleConfig[]
  /** What is asked of a patch before it may go in. */
  readonly review: ReviewConfig
  /** Who runs its events, and how far what came of them is looked for. */
  readonly events: EventsConfig
  /** As written, for the keys that are other parts' to read. */
  readonly raw: ConfigFile['projects'][number]
}

export interface Config {
  /** The file; "the demo" and the like where there is none. */
  readonly path: string
  /** Relative paths are relative to it; copies of archives and repositories are kept in `.patchmoot` below it. */
  readonly folder: string
  readonly cacheFolder: string
  readonly database: string
  readonly baseUrl: string | undefined
  /** Minutes between the syncs that `serve` starts; 0: never. */
  readonly syncEvery: number
  readonly maskAddresses: boolean
  /** How mail is sent; `undefined`: it is not. */
  readonly smtp: SmtpConfig | undefined
  readonly projects: readonly ProjectConfig[]
}

export type Environment = Readonly<Record<string, string | undefined>>

/** The configuration that a file holds. Throws `UserError` 'config' naming the key, its line and the remedy. */
export function loadConfig(path: string, env: Environment): Config {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    throw new UserError('config', missing ? `there is no ${path}` : `${path} cannot be read`, {
      hint: missing
        ? 'Make one with "patchmoot init", or name another with --config FILE.'
        : 'See that it is a file that you may read.',
      cause,
    })
  }
  return parseConfig(text, path, env)
}

/** The configuration that a text holds, as if it stood in the file `path`. Errors: as `loadConfig`. */
export function parseConfig(text: string, path: string, env: Environment): Config {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const wrong = errors[0]
  if (wrong !== undefined || tree === undefined)
    throw new UserError(
      'config',
      `${path}:${lineAt(text, wrong?.offset ?? 0)} is no JSON (${wrong ? printParseErrorCode(wrong.error) : 'it is empty'})`,
      { hint: 'It may hold comments, and nothing else that JSON has not.' },
    )
  const where: Where = { path, text, tree }
  refuseRepeats(where, tree)
  const read = configShape.safeParse(plainOf(tree))
  if (!read.success) {
    const issues: readonly Issue[] = read.error.issues
    // A misspelt key is the cause; that the right one is missing only follows from it.
    throw shapeError(where, issues.find((issue) => issue.code === 'unrecognized_keys') ?? issues[0])
  }
  const expanded = expandAll(where, read.data, env)
  return resolveConfig(where, read.data, expanded, env)
}

interface Issue {
  readonly code?: string | undefined
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[]
}

function shapeError(where: Where, issue: Issue | undefined): UserError {
  const path = issue?.path ?? []
  const key = issue?.keys?.[0]
  if (key !== undefined) {
    const known = keysAt(path)
    const near = nearestWord(key, known)
    return new UserError(
      'config',
      `${where.path}:${lineOf(where, [...path, key])} has the unknown key "${key}"${path.length > 0 ? ` in ${nameOf(path)}` : ''}`,
      { hint: near === undefined ? `Known are ${known.join(', ')}.` : `Did you mean "${near}"?` },
    )
  }
  const what = (issue?.message ?? 'cannot be read')
    .replace(/^Invalid (input|option): /, '')
    .replace(/^Too small: expected array to have >=1 items$/, 'at least one is needed')
  return new UserError(
    'config',
    `${where.path}:${lineOf(where, path)} has a wrong value for ${path.length > 0 ? nameOf(path) : 'the whole'}: ${what}`,
    { hint: '"patchmoot init" without options writes a file in which every key is explained.' },
  )
}

/** JSON takes the last of two equal keys in silence; here the first may be what somebody looks at. */
function refuseRepeats(where: Where, node: Node): void {
  const seen = new Set<string>()
  for (const child of node.children ?? []) {
    if (child.type === 'property') {
      const key = String(child.children?.[0]?.value)
      if (node.type === 'object' && seen.has(key))
        throw new UserError(
          'config',
          `${where.path}:${lineAt(where.text, child.offset)} has the key "${key}" twice`,
          { hint: 'Keep one of them.' },
        )
      seen.add(key)
    }
    refuseRepeats(where, child)
  }
}

/** The plain value of a tree. `__proto__` stays an ordinary key. */
function plainOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainOf)
  if (node.type !== 'object') return node.value
  const entries = (node.children ?? []).map((property) => {
    const [key, value] = property.children ?? []
    return [String(key?.value), value ? plainOf(value) : undefined] as const
  })
  return Object.fromEntries(entries)
}

/** Every string with `$NAME` filled in; a password that is written out is refused. */
function expandAll<T>(where: Where, value: T, env: Environment, path: readonly PropertyKey[] = []): T {
  const expanded = (): unknown => {
    if (typeof value === 'string') {
      const secret = findSecret(value, path.at(-1))
      if (secret !== undefined)
        throw new UserError(
          'config',
          `${where.path}:${lineOf(where, path)} has a password written out in ${nameOf(path)}`,
          { hint: `Write ${secret} there, and put the password into the environment variable of that name.` },
        )
      const result = expandText(value, env)
      if ('missing' in result)
        throw new UserError(
          'config',
          `${where.path}:${lineOf(where, path)} names the environment variable $${result.missing}, which is not set`,
          { hint: `Set ${result.missing}, or write "$$" for a plain dollar sign.` },
        )
      return result.text
    }
    if (Array.isArray(value)) return value.map((one, index) => expandAll(where, one, env, [...path, index]))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([key, one]) => [key, expandAll(where, one, env, [...path, key])]),
      )
    return value
  }
  // The same shape with other texts in it.
  return expanded() as T
}

function resolveConfig(where: Where, written: ConfigFile, file: ConfigFile, env: Environment): Config {
  const folder = dirname(resolve(where.path))
  const given = env['DATABASE_URL']
  const database = given !== undefined && given !== '' ? given : (file.database ?? 'sqlite:patchmoot.sqlite')
  const ids = new Set<string>()
  for (const [index, project] of file.projects.entries()) {
    if (ids.has(project.id))
      throw new UserError(
        'config',
        `${where.path}:${lineOf(where, ['projects', index, 'id'])} has a second project "${project.id}"`,
        { hint: 'Every project needs an id of its own.' },
      )
    ids.add(project.id)
    if (project.events?.reminders === true && (file.smtp === undefined || file.baseUrl === undefined))
      throw new UserError(
        'config',
        `${where.path}:${lineOf(where, ['projects', index, 'events', 'reminders'])} asks for reminders by mail, which need "smtp" and "baseUrl"`,
        { hint: 'Add both at the top of the file, or leave "reminders" out.' },
      )
  }
  return {
    path: where.path,
    folder,
    cacheFolder: join(folder, '.patchmoot'),
    database: resolveDatabase(database, folder),
    baseUrl: file.baseUrl?.replace(/\/+$/, ''),
    syncEvery: file.sync?.every ?? 10,
    maskAddresses: file.maskAddresses ?? false,
    smtp: file.smtp,
    projects: file.projects.map((project, index) =>
      resolveProject(where, folder, project, written.projects[index] ?? project, index),
    ),
  }
}

function resolveProject(
  where: Where,
  folder: string,
  project: ConfigFile['projects'][number],
  written: ConfigFile['projects'][number],
  index: number,
): ProjectConfig {
  const sourceAt = (key: 'lists' | 'mailboxes', n: number): SourceAddress => {
    const path = ['projects', index, key, n, 'source']
    return resolveSource(where, path, folder, {
      filled: project[key]?.[n]?.source ?? '',
      written: written[key]?.[n]?.source ?? '',
    })
  }
  const repositories = (project.repositories ?? []).map((repository) => ({
    name: repository.name,
    url: resolvePath(repository.url, folder),
    branches: repository.branches,
    developmentBranch: repository.developmentBranch ?? project.developmentBranch,
  }))
  refuseTwins(
    where,
    ['projects', index, 'repositories'],
    repositories.map((one) => one.name),
  )
  refuseTwins(
    where,
    ['projects', index, 'lists'],
    project.lists.map((one) => `${one.address} ${one.source}`),
  )
  return {
    id: project.id,
    title: project.title ?? project.id,
    lists: project.lists.map((list, n) => ({
      address: list.address.toLowerCase(),
      source: sourceAt('lists', n),
    })),
    mailboxes: (project.mailboxes ?? []).map((mailbox, n) => ({
      address: mailbox.address.toLowerCase(),
      source: sourceAt('mailboxes', n),
      for: mailbox.for,
    })),
    repositories,
    matchRules: project.matching?.rules ?? MATCH_RULE_NAMES,
    people: resolvePeople(where, folder, project.people ?? [], index),
    companies: Object.entries(project.companies ?? {}).map(([name, domains]) => ({
      name,
      domains: domains.map((domain) => domain.toLowerCase()),
    })),
    calendar: {
      zone: project.calendar?.zone ?? PLAIN_CALENDAR.zone,
      holidays: project.calendar?.holidays ?? PLAIN_CALENDAR.holidays,
    },
    rankings: project.dashboard?.rankings ?? false,
    bots: (project.bots ?? []).map((bot) => bot.toLowerCase()),
    ...governanceOf(where, index, project),
    review: reviewOf(project),
    events: eventsOf(project.events),
    raw: project,
  }
}

function refuseTwins(where: Where, path: readonly PropertyKey[], names: readonly string[]): void {
  const seen = new Set<string>()
  for (const [index, name] of names.entries()) {
    if (seen.has(name))
      throw new UserError(
        'config',
        `${where.path}:${lineOf(where, [...path, index])} has "${name}" twice in ${nameOf(path)}`,
        { hint: 'Keep one of them, or give the other a name of its own.' },
      )
    seen.add(name)
  }
}

function resolveSource(
  where: Where,
  path: readonly PropertyKey[],
  folder: string,
  source: { readonly filled: string; readonly written: string },
): SourceAddress {
  const colon = source.filled.indexOf(':')
  const kind = source.filled.slice(0, Math.max(colon, 0))
  const known = SOURCE_KINDS.find((one) => one === kind)
  if (known === undefined || colon === source.filled.length - 1) {
    const near = nearestWord(kind, SOURCE_KINDS)
    throw new UserError(
      'config',
      `${where.path}:${lineOf(where, path)} has the source "${source.written}", which is of no known kind`,
      {
        hint:
          near !== undefined && near !== kind
            ? `Did you mean "${near}:"?`
            : 'Write public-inbox:PATH-OR-URL, mbox:PATH, maildir:PATH or imap:USER:$PASSWORD@HOST/FOLDER.',
      },
    )
  }
  const at = (text: string): string =>
    known === 'imap'
      ? text.slice(text.indexOf(':') + 1)
      : resolvePath(text.slice(text.indexOf(':') + 1), folder)
  return { kind: known, location: at(source.filled), label: `${known}:${at(source.written)}` }
}

/** URLs and `user@host:path` stay as they are; paths become absolute, `~/` becomes the home folder. */
function resolvePath(text: string, folder: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^[^/\s@:]+@[^/\s:]+:/.test(text)) return text
  if (text.startsWith('~/')) return join(userInfo().homedir, text.slice(2))
  return isAbsolute(text) ? text : resolve(folder, text)
}

function resolveDatabase(url: string, folder: string): string {
  if (!url.startsWith('sqlite:')) return url
  const file = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')
  return file === ':memory:' || file === '' || isAbsolute(file) ? url : `sqlite:${resolve(folder, file)}`
}

/** The project that a command is about: the one named, else the only one. */
export function findProjectConfig(config: Config, id: string | undefined): ProjectConfig {
  const [only, ...more] = config.projects
  const found =
    id === undefined ? (more.length === 0 ? only : undefined) : config.projects.find((one) => one.id === id)
  if (found) return found
  const ids = config.projects.map((one) => one.id)
  if (id === undefined)
    throw new UserError('usage', `${basename(config.path)} has ${ids.length} projects`, {
      hint: `Say which one: --project ${ids.join(', --project ')}.`,
    })
  const near = nearestWord(id, ids)
  throw new UserError('usage', `${basename(config.path)} has no project "${id}"`, {
    hint: near === undefined ? `It has ${ids.join(', ')}.` : `Did you mean "${near}"?`,
  })
}
