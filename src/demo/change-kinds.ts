import { applyEdits, type Change, type ChangeDraft, changeOf, type Edit, insertAfter } from './change.ts'
import { barrier, bounds, irq, leak, once } from './fixes.ts'
import { batch, comment, limit, stats, test, timeout, trace, tries } from './improvements.ts'
import type { Random } from './random.ts'
import type { Files } from './repository.ts'
import { type Target, withArticle } from './source-tree.ts'

/** The kinds of change there are, with how often they are made. */
const KINDS = {
  bounds: [bounds, 3],
  leak: [leak, 3],
  barrier: [barrier, 2],
  irq: [irq, 1.5],
  once: [once, 1.5],
  timeout: [timeout, 2],
  stats: [stats, 2],
  tries: [tries, 1.5],
  trace: [trace, 1.5],
  batch: [batch, 1.5],
  test: [test, 1.5],
  limit: [limit, 1],
  comment: [comment, 1.5],
} as const satisfies Record<string, readonly [(target: Target) => ChangeDraft, number]>

export type ChangeKind = keyof typeof KINDS

/**
 * A change to a function that applies to these files in all its versions: of the given kind, else of one that is
 * drawn, if it is new; `undefined` when everything that can be done about that function was done.
 */
export function makeChange(
  target: Target,
  files: Files,
  isNew: (change: Change) => boolean,
  random: Random,
  kind?: ChangeKind,
): Change | undefined {
  const weights = new Map<string, number>(
    Object.entries(KINDS).flatMap(([name, [, weight]]) =>
      kind === undefined || kind === name ? [[name, weight]] : [],
    ),
  )
  while (weights.size > 0) {
    const name = random.weighted(Object.fromEntries(weights))
    weights.delete(name)
    const draft = Object.entries(KINDS).find(([one]) => one === name)?.[1][0]
    const change = draft && changeOf(target, draft(target))
    if (
      change !== undefined &&
      isNew(change) &&
      [1, 2, 3].every((version) => fits(files, change.edits(version)))
    )
      return change
  }
  return undefined
}

function fits(files: Files, edits: readonly Edit[]): boolean {
  const near = new Map(
    edits.flatMap(({ path }) => {
      const lines = files.get(path)
      return lines === undefined ? [] : [[path, lines] as const]
    }),
  )
  return applyEdits(near, edits) !== undefined
}

/** A change to one of the guides; `section` is the line below which the sentence goes. */
export function makeDocsChange(target: Target, path: string, section: string): Change {
  const { name, noun, verb } = target
  const sentence = (text: string) => [insertAfter(path, section, [text])]
  return changeOf(target, {
    title: `docs: say how to ${verb} ${withArticle(noun)}`,
    otherTitle: `docs: qctl ${verb}`,
    body: ['People ask for this on the list every few weeks, so it should be written down.'],
    edits: [
      sentence(`To ${verb} ${withArticle(noun)} use \`qctl ${verb}\`.`),
      sentence(`To ${verb} ${withArticle(noun)}, use \`qctl ${verb} ${noun}\`; see also ${name}().`),
    ],
    rounds: [
      {
        request: `The command needs the word "${noun}" after the verb. Maybe name the function as well.`,
        news: 'Corrected the command, named the function.',
      },
    ],
    question: 'Is this true for ARM, too?',
    answer: 'Yes, I tried it on a board here.',
  })
}
