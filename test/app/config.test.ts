import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findProjectConfig, loadConfig, parseConfig } from '../../src/app/config.ts'
import { formatConfig, formatExplainedConfig } from '../../src/app/config-text.ts'
import { UserError } from '../../src/core/errors.ts'

const project = '"id": "p", "lists": [{ "address": "A@example.org", "source": "mbox:a.mbox" }]'
const parse = (text: string, env: Record<string, string> = {}) =>
  parseConfig(text, '/srv/p/patchmoot.json', env)

function failure(text: string, env: Record<string, string> = {}): UserError {
  try {
    parse(text, env)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('it was read')
}

describe('a configuration', () => {
  test('has defaults, and paths relative to itself', () => {
    const config = parse(
      `{ "projects": [{ ${project}, "repositories": [{ "name": "r", "url": "../r" }] }] } // end`,
    )
    expect(config).toMatchObject({
      folder: '/srv/p',
      database: 'sqlite:/srv/p/patchmoot.sqlite',
      syncEvery: 10,
      maskAddresses: false,
      projects: [
        {
          id: 'p',
          title: 'p',
          lists: [
            {
              address: 'a@example.org',
              source: { kind: 'mbox', location: '/srv/p/a.mbox', label: 'mbox:/srv/p/a.mbox' },
            },
          ],
          repositories: [{ name: 'r', url: '/srv/r', branches: undefined, developmentBranch: undefined }],
        },
      ],
    })
    expect(config.projects[0]?.matchRules).toContain('similarity')
  })

  test('DATABASE_URL wins', () => {
    const config = parse(`{ "database": "sqlite:x", "projects": [{ ${project} }] }`, {
      DATABASE_URL: 'postgres://u@h/d',
    })
    expect(config.database).toBe('postgres://u@h/d')
  })

  test('keys of later parts are accepted', () => {
    parse(`{ "projects": [{ ${project}, "companies": {}, "maintainers": true,
      "checkin": {}, "freezes": [], "calendar": {}, "dashboard": {}, "events": {} }] }`)
  })

  test('an unknown key is named, with its line and what was meant', () => {
    expect(failure(`{\n "projects": [{\n ${project},\n "repositorys": [] }] }`)).toMatchObject({
      message: '/srv/p/patchmoot.json:4 has the unknown key "repositorys" in projects[0]',
      hint: 'Did you mean "repositories"?',
    })
    expect(failure(`{ "databse": "sqlite:x", "projects": [{ ${project} }] }`).hint).toBe(
      'Did you mean "database"?',
    )
  })

  test.each([
    ['{ "projects": [ }', /:1 is no JSON/],
    ['', /is no JSON/],
    ['[]', /wrong value for the whole/],
    ['{ "projects": [] }', /wrong value for projects/],
    [`{ "projects": [{ ${project} }], "projects": [] }`, /"projects" twice/],
    [`{ "projects": [{ ${project} }, { ${project} }] }`, /second project "p"/],
    [
      `{ "projects": [{ ${project}, "events": { "reminders": true } }] }`,
      /:1 asks for reminders by mail, which need "smtp" and "baseUrl"/,
    ],
    [`{ "projects": [{ ${project.replace('mbox:', 'mbx:')} }] }`, /source "mbx:a.mbox"/],
    [`{ "sync": { "every": "often" }, "projects": [{ ${project} }] }`, /wrong value for sync.every/],
  ])('%s is refused', (text, message) => {
    expect(failure(text)).toMatchObject({ code: 'config', message: expect.stringMatching(message) })
  })
})

describe('secrets', () => {
  const list = (source: string) =>
    `{ "projects": [{ "id": "p", "lists": [{ "address": "a@example.org", "source": "${source}" }] }] }`

  test('come from the environment, fit for a URL, and stay out of labels', () => {
    const source = parse(list('imap:ada:$PASS@mail.example.org/INBOX'), { PASS: 'a/b@c' }).projects[0]
      ?.lists[0]?.source
    expect(source).toEqual({
      kind: 'imap',
      location: 'ada:a%2Fb%40c@mail.example.org/INBOX',
      label: 'imap:ada:$PASS@mail.example.org/INBOX',
    })
  })

  test('a variable that is not set is named', () => {
    expect(failure(list('imap:ada:$PASS@h/INBOX')).message).toMatch(
      /:1 names the environment variable \$PASS/,
    )
  })

  test.each([
    list('imap:ada:geheim@mail.example.org/INBOX'),
    list('public-inbox:https://ada:geheim@example.org/x'),
    `{ "database": "postgres://u:geheim@h/d", "projects": [{ ${project} }] }`,
    `{ "database": "postgres://u@h/d?password=geheim", "projects": [{ ${project} }] }`,
    `{ "smtp": { "url": "smtps://u:geheim@mail.example.org", "from": "p@example.org" }, "projects": [{ ${project} }] }`,
  ])('a literal password is refused, and not repeated: %s', (text) => {
    const error = failure(text)
    expect(error.message).toMatch(/has a password written out/)
    expect(`${error.message} ${error.hint}`).not.toContain('geheim')
  })

  test('a dollar sign', () => {
    expect(parse(`{ "projects": [{ ${project}, "title": "5 $$ and $x" }] }`).projects[0]?.title).toBe(
      '5 $ and $x',
    )
  })
})

describe('what init writes can be read', () => {
  test('with options', () => {
    const text = formatConfig({
      id: 'p',
      title: 'A "quoted" one',
      lists: [{ address: 'a@example.org', source: 'mbox:/a' }],
      repositories: [{ name: 'r', url: 'https://example.org/r.git' }],
    })
    expect(parse(text).projects[0]?.title).toBe('A "quoted" one')
  })

  test('without', () => {
    const text = formatExplainedConfig()
    expect(parse(text).projects[0]?.id).toBe('example')
    for (const key of 'database baseUrl smtp sync maskAddresses projects id title lists mailboxes repositories branches developmentBranch matching people companies roles bots maintainers checkin freezes calendar dashboard governance events'.split(
      ' ',
    ))
      expect(text).toContain(`"${key}"`)
  })
})

test('a missing file names the remedy', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'patchmoot-')), 'patchmoot.json')
  expect(() => loadConfig(path, {})).toThrow(`there is no ${path}`)
})

test('the project that is meant', () => {
  const config = parse(`{ "projects": [{ ${project} }, { ${project.replace('"p"', '"quux"')} }] }`)
  expect(findProjectConfig(config, 'quux').id).toBe('quux')
  expect(() => findProjectConfig(config, undefined)).toThrow('has 2 projects')
  expect(() => findProjectConfig(config, 'qux')).toThrow('has no project "qux"')
})
