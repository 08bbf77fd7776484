import { existsSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { parseConfig } from '../../app/config.ts'
import { formatConfig, formatExplainedConfig, idFrom, repositoryNameFrom } from '../../app/config-text.ts'
import { UserError } from '../../core/errors.ts'
import type { Arguments, Command, Io } from '../command.ts'
import { configPath } from '../open-project.ts'

export const init: Command = {
  options: [
    {
      flags: '--list <address>',
      summary: 'address of a mailing list; several: with a --source each',
      repeat: true,
    },
    {
      flags: '--source <source>',
      summary:
        'where its mail is: public-inbox:PATH-OR-URL, mbox:PATH, maildir:PATH, imap:USER:$PASSWORD@HOST/FOLDER',
      repeat: true,
    },
    {
      flags: '--repository <url>',
      summary: 'a git repository, path or URL; may be given several times',
      repeat: true,
    },
    { flags: '--id <id>', summary: 'names the project in addresses (default: from the list)' },
    { flags: '--title <text>', summary: 'its name for people' },
    { flags: '-f, --force', summary: 'overwrite the file that is there' },
  ],
  help: 'Without --list, --source and --repository: a file in which every key is explained.',
  run: async (args, io) => {
    const path = configPath(args, io)
    if (existsSync(path) && !args.flag('force'))
      throw new UserError('conflict', `${path} is there already`, {
        hint: 'Give another name with --config FILE, or overwrite it with --force.',
      })
    const text = configText(args, io)
    // What init writes must be readable; secrets need not be set yet.
    parseConfig(text, path, environmentFor(text))
    try {
      writeFileSync(path, text)
    } catch (cause) {
      throw new UserError('config', `${path} cannot be written`, {
        hint: 'See that its folder is there and that you may write to it.',
        cause,
      })
    }
    if (args.flag('json')) io.stdout.write(`${JSON.stringify({ config: path })}\n`)
    else {
      const option = basename(path) === 'patchmoot.json' ? '' : ` --config ${path}`
      io.stdout.write(`Wrote ${path}. Next: patchmoot sync${option}, then patchmoot serve${option}\n`)
    }
    return 0
  },
}

function configText(args: Arguments, io: Io): string {
  const lists = args.list('list')
  const sources = args.list('source')
  const repositories = args.list('repository')
  if (lists.length === 0 && sources.length === 0 && repositories.length === 0) return formatExplainedConfig()
  const [first] = lists
  if (first === undefined || lists.length !== sources.length)
    throw new UserError('usage', `there are ${lists.length} --list and ${sources.length} --source`, {
      hint: 'Give a --source for each --list, in the same order.',
    })
  const names = new Set<string>()
  return formatConfig({
    id: args.text('id') ?? idFrom(first),
    title: args.text('title') ?? idFrom(first),
    lists: lists.map((address, n) => ({ address, source: absoluteSource(sources[n] ?? '', io.cwd) })),
    repositories: repositories.map((url) => {
      let name = repositoryNameFrom(url)
      for (let n = 2; names.has(name); n++) name = `${repositoryNameFrom(url)}-${n}`
      names.add(name)
      return { name, url: absolutePath(url, io.cwd) }
    }),
  })
}

/** A path was typed relative to where the person is, which need not be where the file will be. */
function absoluteSource(source: string, cwd: string): string {
  const colon = source.indexOf(':')
  const kind = source.slice(0, colon)
  if (colon < 0 || kind === 'imap') return source
  return `${kind}:${absolutePath(source.slice(colon + 1), cwd)}`
}

function absolutePath(text: string, cwd: string): string {
  if (text === '' || text.startsWith('~/') || text.includes('$')) return text
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^[^/\s@:]+@[^/\s:]+:/.test(text)) return text
  return resolve(cwd, text)
}

function environmentFor(text: string): Record<string, string> {
  const names = [...text.matchAll(/\$\{?([A-Za-z_][A-Za-z0-9_]*)/g)].map((found) => found[1] ?? '')
  return Object.fromEntries(names.map((name) => [name, 'x']))
}
