import { mkdtempSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'

// No test may depend on the machine it runs on: an empty HOME, git with a fixed identity, UTC.
const home = mkdtempSync(join(tmpdir(), 'patchmoot-home-'))
Object.assign(process.env, {
  HOME: home,
  XDG_CONFIG_HOME: join(home, '.config'),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada Example',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada Example',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  TZ: 'UTC',
  NO_COLOR: '1',
})
delete process.env['PATCHMOOT_CONFIG']

// The same run gives the same result: properties try the same inputs each time, unless a seed is given to look further.
fc.configureGlobal({ seed: Number(process.env['PATCHMOOT_SEED'] ?? 20_260_501) })

// Only loopback: a test that reaches for the network fails at once and says so.
const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  const first = (Array.isArray(args[0]) ? args[0][0] : args[0]) as
    | { host?: string; path?: string }
    | undefined
  const host = typeof first === 'object' ? first?.host : undefined
  if (host !== undefined && !/^(localhost|127\.|::1|\[::1\])/.test(host))
    throw new Error(`a test tried to reach ${host}: tests use loopback only`)
  return Reflect.apply(connect, this, args)
} as typeof connect
