import { existsSync } from 'node:fs'
import { UserError } from '../../core/errors.ts'
import type { Command } from '../command.ts'
import { chosenProjects, readConfig } from '../open-project.ts'

export const config: Command = {
  options: [],
  help: 'Reads the file, says what is wrong and on which line, and whether local paths are there.',
  run: async (args, io) => {
    if (args.words[0] !== 'check')
      throw new UserError('usage', `there is no "config ${args.words[0]}"`, { hint: 'Try "config check".' })
    const read = readConfig(args, io)
    const projects = chosenProjects(read, args.text('project'))
    for (const project of projects) {
      for (const list of [...project.lists, ...project.mailboxes])
        if (isLocal(list.source.location, list.source.kind) && !existsSync(pathOf(list.source.location)))
          throw new UserError('source', `the source ${list.source.label} of ${list.address} is not there`, {
            hint: 'Correct the path: relative ones are relative to the configuration.',
          })
      for (const repository of project.repositories)
        if (isLocal(repository.url, '') && !existsSync(repository.url))
          throw new UserError(
            'source',
            `the repository ${repository.url} (${repository.name}) is not there`,
            {
              hint: 'Correct the path: relative ones are relative to the configuration.',
            },
          )
    }
    if (args.flag('json')) {
      io.stdout.write(`${JSON.stringify({ config: read.path, projects: projects.map((one) => one.id) })}\n`)
      return 0
    }
    for (const project of projects) {
      const parts = [
        `${project.lists.length} ${project.lists.length === 1 ? 'list' : 'lists'}`,
        `${project.repositories.length} ${project.repositories.length === 1 ? 'repository' : 'repositories'}`,
      ]
      if (project.mailboxes.length > 0) parts.push(`${project.mailboxes.length} private mailboxes`)
      if (project.governance !== undefined)
        parts.push(
          `decides by ${project.governance.pack.id} (${project.governance.pack.kinds.length} kinds of decisions)`,
        )
      io.stdout.write(`${project.id}: ${parts.join(', ')}\n`)
    }
    io.stdout.write(`${read.path} is good.\n`)
    return 0
  },
}

function isLocal(location: string, kind: string): boolean {
  return kind !== 'imap' && location.startsWith('/')
}

function pathOf(location: string): string {
  return location.replace(/\?quoting=(mboxo|mboxrd)$/, '')
}
