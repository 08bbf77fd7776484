import { resolve } from 'node:path'
import { type Config, findProjectConfig, loadConfig, type ProjectConfig } from '../app/config.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { ensureProject } from '../store/inputs/projects.ts'
import { migrate } from '../store/migrations.ts'
import type { Arguments, Io } from './command.ts'

/** Where the configuration is: `--config`, else `PATCHMOOT_CONFIG`, else `patchmoot.json` here. */
export function configPath(args: Arguments, io: Io): string {
  const given = args.text('config') ?? io.env['PATCHMOOT_CONFIG']
  return resolve(io.cwd, given === undefined || given === '' ? 'patchmoot.json' : given)
}

/** The configuration that a command was pointed at. */
export function readConfig(args: Arguments, io: Io): Config {
  return loadConfig(configPath(args, io), io.env)
}

/** A project with its database open. */
export interface OpenProject {
  readonly config: Config
  readonly project: ProjectConfig
  readonly database: Database
  readonly projectId: number
}

/** Opens the database of a configuration, its tables up to date, for as long as `run` takes. */
export async function withDatabase<T>(config: Config, run: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(config.database)
  try {
    await migrate(database)
    return await run(database)
  } finally {
    await database.close()
  }
}

/** The same for one project: the one named by `--project`, else the only one. */
export async function withProject<T>(
  args: Arguments,
  io: Io,
  run: (open: OpenProject) => Promise<T>,
): Promise<T> {
  const config = readConfig(args, io)
  const project = findProjectConfig(config, args.text('project'))
  return withDatabase(config, async (database) =>
    run({ config, project, database, projectId: await ensureProject(database.kysely, project.id) }),
  )
}

/** The projects that a command is about: the one named, else all. */
export function chosenProjects(config: Config, id: string | undefined): readonly ProjectConfig[] {
  return id === undefined ? config.projects : [findProjectConfig(config, id)]
}
