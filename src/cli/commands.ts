import { EXPORT_NAMES } from '../exports/export.ts'
import type { Command } from './command.ts'

/** A verb as the help lists it, and the file that does it. */
export interface Verb {
  readonly name: string
  /** Its words: `<message-id>`, `[name]`, `[words...]`; empty for none. */
  readonly usage: string
  /** One line for the list of commands. */
  readonly summary: string
  readonly load: () => Promise<Command>
}

/** Every verb, in the order of the help. Their files are read when they are asked for: a run needs one. */
export const VERBS: readonly Verb[] = [
  {
    name: 'demo',
    usage: '',
    summary: 'show a made-up community in the browser',
    load: async () => (await import('./commands/demo.ts')).demo,
  },
  {
    name: 'init',
    usage: '',
    summary: 'write a commented patchmoot.json',
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'sync',
    usage: '',
    summary: 'read new mails and commits, and derive what follows from them',
    load: async () => (await import('./commands/sync.ts')).sync,
  },
  {
    name: 'serve',
    usage: '',
    summary: 'show it in the browser, and keep it up to date',
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  {
    name: 'status',
    usage: '[message-id]',
    summary: 'where everything stands; or one series, with the evidence',
    load: async () => (await import('./commands/status.ts')).status,
  },
  {
    name: 'lost',
    usage: '',
    summary: 'what was dropped by everybody, why, and what would bring it back',
    load: async () => (await import('./commands/lost.ts')).lost,
  },
  {
    name: 'todo',
    usage: '',
    summary: 'what waits for somebody, and what they wait for',
    load: async () => (await import('./commands/todo.ts')).todo,
  },
  {
    name: 'applies',
    usage: '',
    summary: 'does what is open still apply? since when not, and by which commit',
    load: async () => (await import('./commands/applies.ts')).applies,
  },
  {
    name: 'carried',
    usage: '[action] [words...]',
    summary: 'patches that a distribution carries, and what became of each upstream',
    load: async () => (await import('./commands/carried.ts')).carried,
  },
  {
    name: 'report',
    usage: '',
    summary: 'a quarter in one page: what came, landed, waits, was lost',
    load: async () => (await import('./commands/report.ts')).report,
  },
  {
    name: 'export',
    usage: '<table>',
    summary: `print a table: ${EXPORT_NAMES.join(', ')}`,
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  {
    name: 'decide',
    usage: '<action> [words...]',
    summary:
      'record what a person knows or takes on: group, link, state, match, snooze, not-lost, look, adopt, join …; log, verify',
    load: async () => (await import('./commands/decide.ts')).decide,
  },
  {
    name: 'motion',
    usage: '<action> [words...]',
    summary: 'decide together: list, show, draft, vote, confirm, event, result, receipts, remind, try',
    load: async () => (await import('./commands/motion.ts')).motion,
  },
  {
    name: 'event',
    usage: '<action> [words...]',
    summary: 'hackathons and summits: import, list, show, schedule, export, act, outcomes',
    load: async () => (await import('./commands/event.ts')).event,
  },
  {
    name: 'verify',
    usage: '',
    summary: 'is the record whole, and does every decision come out again?',
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  {
    name: 'roles',
    usage: '[action] [words...]',
    summary: 'who holds which role, of what, since when',
    load: async () => (await import('./commands/roles.ts')).roles,
  },
  {
    name: 'lapse',
    usage: '[action] [words...]',
    summary: 'roles of which little is seen: evidence, and drafts; nothing happens by itself',
    load: async () => (await import('./commands/lapse.ts')).lapse,
  },
  {
    name: 'message',
    usage: '<remove> <message-id>',
    summary: 'remove a mail for good: "message remove"',
    load: async () => (await import('./commands/message.ts')).message,
  },
  {
    name: 'rebuild',
    usage: '',
    summary: 'drop everything derived and derive it again from mails, commits and decisions',
    load: async () => (await import('./commands/rebuild.ts')).rebuild,
  },
  {
    name: 'config',
    usage: '<check>',
    summary: 'check the configuration: "config check"',
    load: async () => (await import('./commands/config.ts')).config,
  },
  {
    name: 'migrate',
    usage: '',
    summary: 'bring the tables of the database up to date',
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
  {
    name: 'version',
    usage: '',
    summary: 'print the version',
    load: async () => (await import('./commands/version.ts')).version,
  },
]
