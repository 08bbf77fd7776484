import { describe, expect, it } from 'vitest'
import { checkAddress, checkBranch, isUrl, localPath, maskUrl, nameOfUrl } from '../../src/git/address.ts'

describe('addresses of repositories', () => {
  it.each([
    ['https://git.example.org/a.git', undefined],
    ['git@git.example.org:a.git', undefined],
    ['git.example.org:a.git', undefined],
    ['ssh://git@git.example.org/a.git', undefined],
    ['/srv/git/a.git', '/srv/git/a.git'],
    ['./a:b', './a:b'],
    ['../a@b', '../a@b'],
    ['file:///srv/git/a.git', '/srv/git/a.git'],
    ['file://localhost/srv/git/a.git', '/srv/git/a.git'],
    ['file://server/srv/git/a.git', undefined],
  ])('%s is at the path %s', (address, path) => {
    expect(localPath(address)).toBe(path)
    if (path === undefined || path !== address) expect(isUrl(address)).toBe(true)
  })

  it.each([
    ['https://ada:geheim@git.example.org/a.git', 'https://…@git.example.org/a.git'],
    ['https://ghp_token@git.example.org/a.git', 'https://…@git.example.org/a.git'],
    ['ssh://ada:geheim@git.example.org/a.git', 'ssh://ada:…@git.example.org/a.git'],
    ['ssh://git@git.example.org/a.git', 'ssh://git@git.example.org/a.git'],
    ['git@git.example.org:a.git', 'git@git.example.org:a.git'],
    ['https://git.example.org/@/a:b@c', 'https://git.example.org/@/a:b@c'],
    [
      "fatal: Authentication failed for 'http://a:b@h/x/'",
      "fatal: Authentication failed for 'http://…@h/x/'",
    ],
  ])('%s is shown as %s', (address, shown) => {
    expect(maskUrl(address)).toBe(shown)
  })

  it('name a copy by the address without its password, which may change', () => {
    expect(nameOfUrl('https://a:b@h/x')).toBe(nameOfUrl('https://c:d@h/x'))
    expect(nameOfUrl('https://h/x')).not.toBe(nameOfUrl('https://h/y'))
    expect(nameOfUrl('https://h/x')).toMatch(/^[0-9a-f]{16}$/)
  })

  it.each([
    'ext::sh -c touch% /tmp/x',
    'EXT::sh -c true',
    'fd::17/foo',
    'remote-helper::x',
    'ftp://git.example.org/a.git',
    '--upload-pack=touch /tmp/x',
    '-oProxyCommand=true:a',
    'https://h/x\n--upload-pack=x',
    'a\0b',
    '',
  ])('%j is refused', (address) => {
    expect(() => checkAddress(address)).toThrow(
      expect.objectContaining({ name: 'UserError', code: 'source' }),
    )
  })

  it.each([
    'https://h/x',
    'HTTPS://h/x',
    'git://h/x',
    'ssh://h/x',
    'git@h:x',
    '/a/b',
    './-x',
    'C:\\x',
    'file:///x',
  ])('%s is taken', (address) => {
    expect(() => checkAddress(address)).not.toThrow()
  })

  it.each(['-x', '--all', 'a..b', 'a^', 'a~1', 'a:b', 'a b', 'a\nb', 'a@{1}', 'a?', 'a[b]', 'a\\b', ''])(
    '%j names no branch',
    (name) => {
      expect(() => checkBranch(name)).toThrow(expect.objectContaining({ code: 'source' }))
    },
  )

  it('takes names that branches have', () => {
    for (const name of ['main', 'stable-4.17', 'for/next', 'ünïcode', 'a@b']) checkBranch(name)
  })
})
