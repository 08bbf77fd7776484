import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { publicInboxSource } from '../../src/sources/public-inbox.ts'
import { growArchive } from '../support/repo.ts'
import { testSource } from './source-suite.ts'

/** 2/38 of the SHA-1, as v1 has it; of the whole mail, since some here have no Message-ID. */
function nameOf(mail: Uint8Array): string {
  const digest = createHash('sha1').update(mail).digest('hex')
  return `${digest.slice(0, 2)}/${digest.slice(2)}`
}

function grow(folder: string, version: 'v1' | 'v2', mails: readonly Uint8Array[]): void {
  growArchive(
    folder,
    version,
    mails.map((mail) => ({ mail })),
    nameOf,
  )
}

function wrong(folder: string) {
  writeFileSync(join(folder, 'file'), '')
  mkdirSync(join(folder, 'plain'))
  return [
    { what: 'not there', location: join(folder, 'none'), names: 'none is not there' },
    { what: 'a file', location: join(folder, 'file'), names: 'file is a file' },
    { what: 'no archive', location: join(folder, 'plain'), names: 'plain is no public-inbox archive' },
    { what: 'an option', location: '--upload-pack=touch /tmp/x', names: 'is no address' },
    { what: 'a program', location: 'ext::sh -c true', names: 'transport "ext"' },
  ]
}

testSource({
  name: 'public-inbox v2',
  source: publicInboxSource,
  tellsTimes: true,
  make(folder) {
    grow(join(folder, 'git', '0.git'), 'v2', [])
    return { location: folder, add: (mails) => grow(join(folder, 'git', '0.git'), 'v2', mails) }
  },
  wrong,
})

testSource({
  name: 'public-inbox v1',
  source: publicInboxSource,
  tellsTimes: true,
  make(folder) {
    grow(folder, 'v1', [])
    return { location: folder, add: (mails) => grow(folder, 'v1', mails) }
  },
  wrong,
})

testSource({
  name: 'public-inbox in several epochs',
  source: publicInboxSource,
  tellsTimes: true,
  make(folder) {
    grow(join(folder, 'git', '0.git'), 'v2', [])
    let epoch = 0
    return {
      location: folder,
      // Up to three epochs each time.
      add(mails) {
        const size = Math.ceil(mails.length / 3)
        for (let from = 0; from < mails.length; from += size)
          grow(join(folder, 'git', `${epoch++}.git`), 'v2', mails.slice(from, from + size))
      },
    }
  },
  wrong,
})
