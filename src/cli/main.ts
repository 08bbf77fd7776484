import { CommanderError, Option, Command as Program } from 'commander'
import { UserError } from '../core/errors.ts'
import { type Arguments, type Command, type CommandOption, GLOBAL_OPTIONS, type Io } from './command.ts'
import { VERBS, type Verb } from './commands.ts'
import { processIo } from './process-io.ts'
import { version } from './version.ts'

/** Exit codes: done, could not, wrong usage, our bug. */
export const EXIT = { done: 0, failed: 1, usage: 2, bug: 70 } as const

/** Runs what the words ask for and gives the exit code. Everything that goes wrong becomes one sentence on stderr. */
export async function runCli(words: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.done
  const program = new Program('patchmoot')
    .description('Where every patch of a mailing-list project stands.')
    .version(version(), '-V, --version', 'print the version')
    .helpCommand('help [command]', 'explain a command')
    .helpOption('-h, --help', 'explain it')
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'patchmoot: ')),
    })
    .addHelpText('after', '\nA configuration is made by "patchmoot init". The demo: "patchmoot demo".')
  // They may stand before the verb as well as behind it.
  for (const option of GLOBAL_OPTIONS) program.addOption(optionOf(option))
  for (const verb of VERBS) {
    // Whatever is to be run, or explained, is among the words. The others are only listed.
    const command = words.includes(verb.name) ? await verb.load() : NOTHING
    program.addCommand(
      subprogram(program, verb, command, async (args) => {
        code = await command.run(args, io)
      }),
    )
  }
  try {
    if (words.length === 0) {
      io.stderr.write(program.helpInformation())
      return EXIT.usage
    }
    await program.parseAsync(words, { from: 'user' })
    return code
  } catch (error) {
    return explain(error, io)
  }
}

const NOTHING: Command = { options: [], run: async () => EXIT.bug }

function subprogram(
  program: Program,
  verb: Verb,
  command: Command,
  run: (args: Arguments) => Promise<void>,
): Program {
  const sub = new Program(verb.name)
    .copyInheritedSettings(program)
    .summary(verb.summary)
    .description(verb.summary)
    .helpOption('-h, --help', 'explain it')
  for (const word of verb.usage.split(' ')) if (word !== '') sub.argument(word)
  for (const option of [...command.options, ...GLOBAL_OPTIONS]) sub.addOption(optionOf(option))
  if (command.help !== undefined) sub.addHelpText('after', `\n${command.help}`)
  sub.action(async () => run(argumentsOf(sub)))
  return sub
}

function optionOf(option: CommandOption): Option {
  const made = new Option(option.flags, option.summary)
  if (option.choices) made.choices(option.choices)
  if (option.repeat)
    made.argParser((value: string, before: unknown) => [...(Array.isArray(before) ? before : []), value])
  return made
}

function argumentsOf(sub: Program): Arguments {
  const options: Readonly<Record<string, unknown>> = sub.optsWithGlobals()
  return {
    words: sub.args,
    text(name) {
      const value = options[name]
      return typeof value === 'string' ? value : undefined
    },
    list(name) {
      const value = options[name]
      return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []
    },
    flag: (name) => options[name] === true,
  }
}

function explain(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
  if (io.signal.aborted) {
    io.stderr.write('patchmoot: stopped. What was done is kept, and the next run goes on from there.\n')
    return EXIT.failed
  }
  if (error instanceof UserError) {
    const sentence = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`
    io.stderr.write(`patchmoot: ${sentence}${error.hint === undefined ? '' : ` ${error.hint}`}\n`)
    return error.code === 'usage' ? EXIT.usage : EXIT.failed
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  io.stderr.write(
    `${stack}\npatchmoot: this is a bug in Patchmoot ${version()}. Please report it with the lines above.\n`,
  )
  return EXIT.bug
}

/** The program: called by the launcher, the only place that ends the process. */
export async function main(): Promise<void> {
  const io = processIo()
  const code = await runCli(process.argv.slice(2), io)
  await Promise.all([io.stdout.drain(), io.stderr.drain()])
  process.exit(code)
}
