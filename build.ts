import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Makes `dist` of `src`: the program in a few files, since reading 1,200 small ones takes longer than most commands do.
 *
 * Where several commands need the same code it stands in a file of its own, and the pages are read by `serve` alone. Names
 * are kept, and maps beside the files lead back to the sources. Types are checked by `npm test`.
 */

/** Packages of many small modules that are put in, with what they need. The others stay what they are: one file, or binaries. */
const INSIDE = new Set([
  'kysely',
  'zod',
  'diff',
  'hono',
  '@hono/node-server',
  '@observablehq/plot',
  'linkedom',
])

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly optionalDependencies: Readonly<Record<string, string>>
}

const manifest: Manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const outside = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })

rmSync('dist', { recursive: true, force: true })
const { metafile } = await build({
  entryPoints: ['src/cli/main.ts'],
  // As deep as the sources: what stands in the package is found from both by the same path.
  outdir: 'dist/cli',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: outside.filter((name) => !INSIDE.has(name)),
  sourcemap: 'linked',
  sourcesContent: false,
  minifyWhitespace: true,
  minifySyntax: true,
  metafile: true,
  logLevel: 'warning',
})
cpSync('src/web/static', 'dist/web/static', { recursive: true })
writeFileSync('dist/licenses.txt', licenses(Object.keys(metafile.inputs)))

/** The licenses of all packages of which something was put in. */
function licenses(inputs: readonly string[]): string {
  const folders = new Set<string>()
  for (const input of inputs) {
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]
    if (folder !== undefined) folders.add(folder)
  }
  return [...folders]
    .sort()
    .map((folder) => {
      const files = readdirSync(folder).filter((name) => /^(?:licen[cs]e|notice|copying)/i.test(name))
      const texts = files.map((name) => readFileSync(join(folder, name), 'utf8').trim())
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      return `${name} ${version}, ${license}\n\n${texts.join('\n\n')}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)
}
