/** What a command may use of the world around it; a test gives its own. */
export interface Io {
  /** Data, and nothing else. */
  readonly stdout: Output
  /** Progress, warnings and errors. */
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** The clock, as an instant. */
  now(): string
  /** Aborts when the person at the keyboard has had enough (SIGINT, SIGTERM). */
  readonly signal: AbortSignal
}

/** Where text goes. `write` gives `false` when the other side wants no more for now: await `drain`. */
export interface Output {
  write(text: string): boolean
  drain(): Promise<void>
  /** It is a terminal that understands colours and cursor movement. */
  readonly isTerminal: boolean
  /** Columns of the terminal. */
  readonly columns: number
}

/** An option as people see it. */
export interface CommandOption {
  /** As commander reads it: `--port <number>`, `-f, --force`. */
  readonly flags: string
  readonly summary: string
  /** It may be given several times; its value is a list. */
  readonly repeat?: true
  readonly choices?: readonly string[]
}

/** What a person typed behind the name of the command. */
export interface Arguments {
  readonly words: readonly string[]
  /** The value of an option by its long name in camelCase. */
  text(name: string): string | undefined
  list(name: string): readonly string[]
  flag(name: string): boolean
}

/** What a verb of the command line does; `commands.ts` has its name and its words. */
export interface Command {
  readonly options: readonly CommandOption[]
  /** Longer help, shown below the options. */
  readonly help?: string
  /** Does it and gives the exit code. Throws `UserError` for what the person can fix. */
  run(args: Arguments, io: Io): Promise<number>
}

/** The options that every command has. */
export const GLOBAL_OPTIONS: readonly CommandOption[] = [
  {
    flags: '--config <file>',
    summary: 'the configuration (default: $PATCHMOOT_CONFIG, else patchmoot.json)',
  },
  { flags: '--project <id>', summary: 'the project, where the configuration has several' },
  { flags: '--json', summary: 'print JSON' },
  { flags: '-q, --quiet', summary: 'no progress' },
  { flags: '-v, --verbose', summary: 'say more' },
]
