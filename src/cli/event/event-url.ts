import type { Config } from '../../app/config.ts'

/** The page of an event, as mails lead to it; without a base address in the configuration, on this machine. */
export function eventUrl({ baseUrl }: Pick<Config, 'baseUrl'>, project: string, event: string): string {
  return `${baseUrl ?? 'http://localhost:8080'}/p/${project}/events/${event}`
}

/** The page of one of its sessions. */
export function sessionUrl(
  config: Pick<Config, 'baseUrl'>,
  project: string,
  event: string,
  session: string,
): string {
  return `${eventUrl(config, project, event)}/sessions/${session}`
}
