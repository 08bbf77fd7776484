import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const closers: (() => void)[] = []

afterAll(() => {
  for (const close of closers.splice(0)) close()
})

/** A plain web server on the loopback interface with the files of a folder, until the file's tests are over. */
export async function serveFolder(
  folder: string,
): Promise<{ readonly url: string /** Paths that were asked for. */; readonly asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    asked.push(path)
    const file = join(folder, path)
    if (path.includes('..') || path.endsWith('/') || !existsSync(file)) response.writeHead(404).end()
    else response.writeHead(200).end(readFileSync(file))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, asked }
}

/** Writes what git needs to clone a repository from a plain web server; to be called after every change. */
export function publishRepository(gitFolder: string): void {
  execFileSync('git', [`--git-dir=${gitFolder}`, 'update-server-info'], { stdio: 'pipe' })
}
