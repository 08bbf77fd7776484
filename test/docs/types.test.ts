import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const core = new URL('../../src/core', import.meta.url).pathname

test('docs/types.md lists every exported type of the core, in the words of its docstring', async () => {
  await expect(typesPage()).toMatchFileSnapshot('../../docs/types.md')
})

function typesPage(): string {
  const folders = new Map<string, string[]>()
  for (const name of readdirSync(core, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.ts')) continue
    const types = listTypes(readFileSync(join(core, name), 'utf8'))
    if (types.length === 0) continue
    const folder = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : 'the top'
    const rows = types.map((type) => `| \`${type.name}\` | ${type.about} | \`${name}\` |`)
    folders.set(folder, [...(folders.get(folder) ?? []), ...rows])
  }
  const parts = [...folders].map(
    ([folder, rows]) =>
      `## ${folder}\n\n| type | what it gives | file |\n|---|---|---|\n${rows.join('\n')}\n`,
  )
  return `# Types of the core\n\nMade from the docstrings by \`npm run golden\`. The words are in [glossary.md](glossary.md).\n\n${parts.join('\n')}`
}

/** Exported interfaces of a file, with the first sentence of the docstring in front of each. */
function listTypes(text: string): readonly { readonly name: string; readonly about: string }[] {
  return [...text.matchAll(/\/\*\*((?:[^*]|\*(?!\/))*)\*\/\nexport interface (\w+)/g)].map((found) => {
    const about = (found[1] ?? '')
      .replace(/\n\s*\* ?/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
    const sentence = /^.*?(?:[.:](?= [A-Z`])|$)/.exec(about)?.[0] ?? about
    return { name: found[2] ?? '', about: sentence.replaceAll('|', '\\|').replace(/:$/, '.') }
  })
}
