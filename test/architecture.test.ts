import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Who may import whom (docs/architecture.md): a folder, and the folders that it may reach. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  exports: ['exports', 'core'],
  sources: ['sources', 'core', 'git'],
  git: ['git', 'core'],
  store: ['store', 'core'],
  demo: ['demo', 'core', 'git'],
  app: ['app', 'core', 'sources', 'git', 'store', 'exports', 'demo'],
  api: ['api', 'core', 'store', 'app'],
  web: ['web', 'core', 'store', 'app', 'exports', 'api'],
  cli: ['cli', 'core', 'sources', 'git', 'store', 'exports', 'demo', 'app', 'api', 'web'],
}

/** Inside core: each folder may use those that come before it, and the files at its top. */
const CORE_ORDER: Readonly<Record<string, readonly string[]>> = {
  people: ['mail'],
  mail: ['people'],
  patches: ['mail', 'people'],
  matching: ['patches', 'mail', 'people'],
  status: ['matching', 'patches', 'mail', 'people'],
  metrics: ['status', 'matching', 'patches', 'mail', 'people'],
  hackathon: ['status', 'patches', 'mail', 'people'],
  governance: ['status', 'matching', 'patches', 'mail', 'people'],
}

/** What the core may take from Node: nothing that reads a clock, chance, the network or the machine. */
const CORE_NODE = new Set(['node:crypto'])

/** Packages that the core may use, and the one file that does: pure functions of their arguments, in bounded time. */
const CORE_PACKAGES: Readonly<Record<string, string>> = {
  re2js: 'src/core/pattern.ts',
  diff: 'src/core/patches/line-diff.ts',
}

const MOST_LINES = 400
const root = new URL('..', import.meta.url).pathname

interface Source {
  readonly path: string
  readonly text: string
  readonly imports: readonly string[]
}

/** The statement, or a call of `import`: words like "from" in a text are no import. */
const IMPORT =
  /^(?:import\s(?:[^'"`]*?\sfrom\s)?|export\s[{*][^'"`]*?\sfrom\s)\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm

function listSources(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const path = join(folder, name)
      const text = readFileSync(join(root, path), 'utf8')
      const imports = [...text.matchAll(IMPORT)].flatMap((found) => found[1] ?? found[2] ?? [])
      return { path, text, imports }
    })
}

const src = listSources('src')
const all = [...src, ...listSources('test'), ...listSources('bench')]

/** The path from the root that a relative import leads to. */
const resolve = (from: string, to: string): string => normalize(join(dirname(from), to))

function edges(source: Source): { to: string; edge: string }[] {
  return source.imports
    .filter((name) => name.startsWith('.'))
    .map((name) => ({
      to: resolve(source.path, name),
      edge: `${source.path} -> ${resolve(source.path, name)}`,
    }))
}

describe('who imports whom', () => {
  test('folders of src keep their direction', () => {
    const wrong = src.flatMap((source) =>
      edges(source)
        .filter(({ to }) => {
          const [, from = ''] = source.path.split('/')
          const [top, target = ''] = to.split('/')
          return top !== 'src' || !(MAY_IMPORT[from] ?? []).includes(target)
        })
        .map(({ edge }) => edge),
    )
    expect(wrong).toEqual([])
  })

  test('folders of core keep theirs', () => {
    const wrong = src
      .filter((source) => source.path.startsWith('src/core/'))
      .flatMap((source) =>
        edges(source)
          .filter(({ to }) => {
            const from = source.path.split('/')[2] ?? ''
            const target = to.split('/')[2] ?? ''
            if (target.endsWith('.ts') || target === from) return false
            return !(CORE_ORDER[from] ?? []).includes(target)
          })
          .map(({ edge }) => edge),
      )
    expect(wrong).toEqual([])
  })

  test('no file of src imports itself by way of others, not even for a type', () => {
    const graph = new Map(src.map((source) => [source.path, edges(source).map(({ to }) => to)]))
    const cycles: string[] = []
    const done = new Set<string>()
    const visit = (path: string, trail: readonly string[]): void => {
      const seen = trail.indexOf(path)
      if (seen >= 0) cycles.push([...trail.slice(seen), path].join(' -> '))
      if (seen >= 0 || done.has(path)) return
      for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
      done.add(path)
    }
    for (const path of graph.keys()) visit(path, [])
    expect(cycles).toEqual([])
  })

  test('nobody but store/ speaks SQL, and only the adapters of other folders speak to Node', () => {
    const wrong = src
      .filter((source) => !source.path.startsWith('src/store/'))
      .filter((source) => source.imports.some((name) => /^(kysely|pg|libsql)(\/|$)/.test(name)))
      .map((source) => source.path)
    expect(wrong).toEqual([])
  })
})

describe('the core is pure', () => {
  const core = src.filter((source) => source.path.startsWith('src/core/'))

  test('it reads no clock, chance, environment', () => {
    const forbidden =
      /Date\.now\(|new Date\(\)|Math\.random\(|\bprocess\.|performance\.now\(|randomUUID|randomBytes/
    expect(
      core.filter((source) => forbidden.test(stripComments(source.text))).map((one) => one.path),
    ).toEqual([])
  })

  test('it imports nothing outside itself', () => {
    const wrong = core.flatMap((source) =>
      source.imports
        .filter((name) => !name.startsWith('.') && !CORE_NODE.has(name))
        .filter((name) => CORE_PACKAGES[name] !== source.path)
        .map((name) => `${source.path} -> ${name}`),
    )
    expect(wrong).toEqual([])
  })
})

function stripComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '')
}

describe('files', () => {
  test(`have at most ${MOST_LINES} lines`, () => {
    const long = all
      .map((source) => ({ path: source.path, lines: source.text.split('\n').length }))
      .filter((one) => one.lines > MOST_LINES)
    expect(long).toEqual([])
  })

  test('are named for what they hold', () => {
    const vague = /(^|\/)(index|utils?|helpers?|common|misc|manager|service)\.ts$/
    expect(src.filter((source) => vague.test(source.path)).map((one) => one.path)).toEqual([])
  })

  test('have no default export, no "any", and no silent catch', () => {
    const wrong = src.filter((source) =>
      /^export default|:\s*any\b|<any>|\bas any\b|catch\s*(\([^)]*\))?\s*\{\s*\}/m.test(
        stripComments(source.text),
      ),
    )
    expect(wrong.map((one) => one.path)).toEqual([])
  })
})

describe('every export of core/ and store/ says what it gives', () => {
  test('docstrings', () => {
    const bare = src
      .filter((source) => /^src\/(core|store)\//.test(source.path))
      .flatMap((source) => {
        const lines = source.text.split('\n')
        return lines.flatMap((line, i) => {
          const found = /^export (?:async )?(?:function\*?|const|interface|type|class) (\w+)/.exec(line)
          if (found === null || (lines[i - 1] ?? '').trim().endsWith('*/')) return []
          // A type named right after its constant ("STATUSES", "Status") is described there.
          return /^export (const|type)/.test(line) && /as const$/.test((lines[i - 1] ?? '').trim())
            ? []
            : [`${source.path}: ${found[1]}`]
        })
      })
    expect(bare).toEqual([])
  })
})

describe('documents', () => {
  test('every exported interface of core/ is in the list of types', () => {
    const types = readFileSync(join(root, 'docs/types.md'), 'utf8')
    const missing = src
      .filter((source) => source.path.startsWith('src/core/'))
      .flatMap((source) =>
        [...source.text.matchAll(/^export interface (\w+)/gm)].flatMap((found) => found[1] ?? []),
      )
      .filter((name) => !types.includes(`\`${name}\``))
    expect(missing).toEqual([])
  })

  test('every link between documents leads somewhere', () => {
    const documents = [
      'README.md',
      'CONTRIBUTING.md',
      ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
    ]
    const broken = documents
      .filter((name) => name.endsWith('.md'))
      .flatMap((name) => {
        const text = readFileSync(join(root, name), 'utf8')
        return [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
          .map((found) => join(dirname(name), found[1] ?? ''))
          .filter((target) => !exists(target))
          .map((target) => `${name} -> ${relative('.', target)}`)
      })
    expect(broken).toEqual([])
  })

  test('the README fits on a screen and a half', () => {
    expect(readFileSync(join(root, 'README.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(101)
  })
})

function exists(path: string): boolean {
  try {
    readdirSync(dirname(join(root, path)))
    return readdirSync(dirname(join(root, path))).includes(path.split('/').at(-1) ?? '') || path.endsWith('/')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return false
    throw error
  }
}
