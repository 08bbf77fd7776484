import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/web/app.ts'
import { quickEngines } from '../support/db.ts'
import { NOW, SITE } from './little-community.ts'

describe('docs/urls.md', () => {
  test('names every route, and no other', async () => {
    const [engine] = quickEngines
    if (engine === undefined) throw new TypeError('SQLite is always there')
    const app = createApp({ database: await engine.open(), config: SITE, now: () => NOW })
    const routes = [
      ...new Set(app.routes.filter((route) => route.method === 'GET').map((route) => route.path)),
    ]
    const text = readFileSync(new URL('../../docs/urls.md', import.meta.url), 'utf8')
    const table = text.slice(0, text.indexOf('## Every page'))
    const documented = [...table.matchAll(/^\| `([^`]+)` \|.*\| (?:stable|unstable|legacy) \|$/gm)].map(
      (found) => found[1],
    )
    expect([...documented].sort()).toEqual([...routes].sort())
  })
})
