import type { Lines } from './line-diff.ts'
import type { Random } from './random.ts'
import type { Files } from './repository.ts'
import { functionText, type Target } from './source-tree.ts'

/** A place in a file, found by a line that occurs once in it, and what to do there. */
export interface Edit {
  readonly path: string
  /** The line; `undefined`: the file is new. */
  readonly anchor: string | undefined
  /** First line that goes, counted from the anchor (0); `lines` take its place. */
  readonly from: number
  readonly remove: number
  readonly lines: Lines
}

/** What one patch does: `edits` differ from version to version, as reviewers ask for it. */
export interface Change {
  readonly target: Target
  readonly title: string
  readonly body: Lines
  edits(version: number): readonly Edit[]
  /** What a reviewer says of its first version, and what the author answers. */
  readonly request: string
  readonly question: string
  readonly answer: string
  readonly isFix: boolean
}

const insertAfter = (path: string, anchor: string, lines: Lines): Edit => ({ path, anchor, from: 1, remove: 0, lines })
const insertBefore = (path: string, anchor: string, lines: Lines): Edit => ({ path, anchor, from: 0, remove: 0, lines })
const replace = (path: string, anchor: string, lines: Lines): Edit => ({ path, anchor, from: 0, remove: 1, lines })

/** The files after the edits; `undefined` when one of them does not find its place. */
export function applyEdits(files: Files, edits: readonly Edit[]): Files | undefined {
  const result = new Map(files)
  for (const edit of edits) {
    const lines = result.get(edit.path)
    if (edit.anchor === undefined) {
      if (lines !== undefined) return undefined
      result.set(edit.path, edit.lines)
      continue
    }
    const at = lines?.indexOf(edit.anchor) ?? -1
    if (lines === undefined || at < 0) return undefined
    result.set(edit.path, [
      ...lines.slice(0, at + edit.from),
      ...edit.lines,
      ...lines.slice(at + edit.from + edit.remove),
    ])
  }
  return result
}

type Draft = Omit<Change, 'target' | 'edits' | 'isFix'> & {
  readonly isFix?: boolean
  readonly edits: readonly (readonly Edit[])[]
}

const KINDS: Readonly<Record<string, (t: Target) => Draft>> = {
  bounds: ({ path, prefix, module, verb, noun, name }) => {
    const check = (test: string, error: string) =>
      insertBefore(path, `\tspin_lock(&${noun}->${verb}_lock);`, [`\tif (index ${test})`, `\t\treturn ${error};`, ''])
    return {
      title: `${prefix}: bound the index in ${name}()`,
      body: [
        `${name}() trusts the index that the guest has put into its header. A guest`,
        `that writes a large one makes us touch memory behind the last ${noun}.`,
        '',
        'Refuse it before it is used.',
      ],
      edits: [
        [check(`> ${module}->nr_${noun}s`, '-EINVAL')],
        [check(`>= ${module}->nr_${noun}s`, '-ERANGE')],
        [check(`>= READ_ONCE(${module}->nr_${noun}s)`, '-ERANGE')],
      ],
      request: `This is off by one: nr_${noun}s itself is already behind the array. Please use >=, and -ERANGE as the callers expect.`,
      question: `Can nr_${noun}s shrink while we are here? What keeps it from changing after the test?`,
      answer: `It only grows, and under the ${module} lock. The guest sees a larger value at worst.`,
      isFix: true,
    }
  },
  timeout: ({ path, prefix, module, verb, noun, name }) => {
    const big = name.toUpperCase()
    const stamp = (value: string) =>
      replace(path, `\t${noun}->${verb}_stamp = now_ns() + ${big}_NS;`, [`\t${noun}->${verb}_stamp = now_ns() + ${value};`])
    return {
      title: `${prefix}: scale the ${verb} timeout with the number of CPUs`,
      body: [
        `On machines with many CPUs the fixed timeout of ${name}() is too short:`,
        `with 96 of them one ${noun} in twenty is given up while its owner still runs.`,
        '',
        'Let the timeout grow with the CPUs that are online.',
      ],
      edits: [
        [stamp(`${big}_NS * num_online_cpus()`)],
        [stamp(`${module}_timeout_ns(${module}, ${big}_NS)`)],
        [stamp(`min(${module}_timeout_ns(${module}, ${big}_NS), QUARRY_MAX_WAIT_NS)`)],
      ],
      request: 'Multiplying here gives minutes on the largest machines. Could you put this into a function that has an upper bound?',
      question: 'Do you have numbers for a machine with 16 CPUs? I would not want it to get slower there.',
      answer: 'On 16 CPUs the median does not move, the 99th percentile falls from 41 to 12 ms.',
    }
  },
  stats: ({ path, prefix, module, verb, noun, name }) => {
    const count = (lines: Lines) => insertAfter(path, `\t${module}->stats.${verb}_${noun}++;`, lines)
    return {
      title: `${prefix}: count the retries of ${name}()`,
      body: [
        `There is no way to see from outside how often a ${noun} had to be tried again.`,
        'Count it, so that qmon can show it beside the other numbers.',
      ],
      edits: [
        [count([`\t${module}->stats.${verb}_${noun}_retries += 16 - ${verb}_tries;`])],
        [count([`\tif (${verb}_tries < 16)`, `\t\t${module}->stats.${verb}_${noun}_retries += 16 - ${verb}_tries;`])],
        [count([`\tif (unlikely(${verb}_tries < 16))`, `\t\tstat_add(${module}, ${verb}_${noun}_retries, 16 - ${verb}_tries);`])],
      ],
      request: 'Please do not touch the cache line when nothing was retried, this is on the fast path.',
      question: 'Should these not be per CPU from the start?',
      answer: 'I would like to keep that for a later series, all counters of this file need it then.',
    }
  },
  leak: ({ path, prefix, module, verb, noun, name }) => {
    const cleanup = (call: string): Edit => ({
      path,
      anchor: `\t\tgoto out_${verb}_${noun};`,
      from: -1,
      remove: 2,
      lines: ['\tif (rc) {', `\t\t${call};`, `\t\tgoto out_${verb}_${noun};`, '\t}'],
    })
    return {
      title: `${prefix}: do not leak the ${noun} when ${name}() fails`,
      body: [
        `When ${module}_sync_${noun}() fails, the reference that ${module}_${noun}_of() has taken`,
        `is never given back, and the ${noun} stays until the guest is destroyed.`,
        '',
        'Seen with a guest that was paused in the middle of a migration.',
      ],
      edits: [
        [cleanup(`${module}_free_${noun}(${noun})`)],
        [cleanup(`${module}_put_${noun}(${module}, ${noun})`)],
        [cleanup(`${module}_put_${noun}(${module}, ${noun}, PUT_${verb.toUpperCase()})`)],
      ],
      request: 'This must drop the reference, not free the object: somebody else may still hold it.',
      question: 'How did you find this one? Is there a test that I can run?',
      answer: 'With tools/tests/pause-migrate in a loop; it takes about ten minutes to show here.',
      isFix: true,
    }
  },
  tries: ({ path, prefix, verb, name }) => {
    const tries = (value: string) =>
      replace(path, `\tunsigned int ${verb}_tries = 16;`, [`\tunsigned int ${verb}_tries = ${value};`])
    return {
      title: `${prefix}: name the number of tries in ${name}()`,
      body: ['The same 16 stands in many places, and not all of them mean the same thing.', 'Give this one a name. No functional change.'],
      edits: [[tries('QUARRY_TRIES')], [tries(`QUARRY_${verb.toUpperCase()}_TRIES`)], [tries(`READ_ONCE(opt_${verb}_tries)`)]],
      request: `QUARRY_TRIES says too little. Please name it for what is tried.`,
      question: 'Would it make sense to have this as a boot option?',
      answer: 'I do not know of anybody who would need it, so I would rather not.',
    }
  },
  trace: ({ path, prefix, module, verb, noun, name }) => {
    const trace = (format: string, values: string) =>
      replace(path, `\ttrace(TRC_${module.toUpperCase()}, "${verb} ${noun} %u", index);`, [
        `\ttrace(TRC_${module.toUpperCase()}, "${verb} ${noun} ${format}", ${values});`,
      ])
    return {
      title: `${prefix}: say more in the trace of ${name}()`,
      body: ['The index alone does not help when several guests are traced at once.', 'Add the guest and the state.'],
      edits: [
        [trace('%u dom %u', `index, ${module}->domid`)],
        [trace('%u d%u state %u', `index, ${module}->domid, ${noun}->state`)],
        [trace('d%u:%u state %u', `${module}->domid, index, ${noun}->state`)],
      ],
      request: 'The commit message speaks of the state, but the code does not print it. And please write guests as d%u like everywhere else.',
      question: 'Does the viewer cope with the longer record?',
      answer: 'Yes, it skips what it does not know.',
    }
  },
  barrier: ({ path, prefix, verb, noun, name }) => {
    const barrier = (line: string) => insertBefore(path, `\twake_waiters(&${noun}->${verb}_queue);`, [line])
    return {
      title: `${prefix}: order the stores before waking in ${name}()`,
      body: [
        `A waiter on another CPU may see the wake-up before the new state of the ${noun},`,
        'and goes to sleep again for good. On x86 this cannot happen; on ARM it does, about',
        'once in a day under load.',
      ],
      edits: [
        [barrier(`\tsmp_mb(); /* ${verb} ${noun} */`)],
        [barrier(`\tsmp_wmb(); /* Pairs with smp_rmb() in wait_${verb}_${noun}(). */`)],
        [barrier(`\tsmp_store_release(&${noun}->${verb}_ready, 1);`)],
      ],
      request: 'A full barrier is more than is needed. Please use smp_wmb(), and say in a comment what it pairs with.',
      question: 'Which barrier on the reading side does this pair with?',
      answer: `With the one in wait_${verb}_${noun}(), which has been there from the start.`,
      isFix: true,
    }
  },
  batch: ({ path, prefix, module, verb, noun, name }) => {
    const batch = (type: string, loop: string): Edit =>
      insertBefore(path, functionText({ verb, noun, module, name, path, prefix, area: 'core' })[0] ?? '', [
        `/* ${verb} @count of each ${noun} at once; how many were done. */`,
        `${type} ${name}_batch(struct ${module} *${module}, unsigned int first, unsigned int count)`,
        '{',
        `\tunsigned int ${verb}_done;`,
        '',
        `\tfor (${verb}_done = 0; ${loop}; ${verb}_done++)`,
        `\t\tif (${name}(${module}, first + ${verb}_done))`,
        `\t\t\tbreak;`,
        '',
        `\treturn ${verb}_done;`,
        '}',
        '',
      ])
    return {
      title: `${prefix}: add ${name}_batch()`,
      body: [`Callers that have many of them take the lock for each ${noun}. Give them one`, 'call for a whole run, which can be made smarter later.'],
      edits: [
        [batch('int', `${verb}_done <= count`)],
        [batch('unsigned int', `${verb}_done < count`)],
        [batch('unsigned int', `${verb}_done < count && !softirq_pending()`)],
      ],
      request: 'The loop runs once too often. And as it never returns an error, it should be unsigned.',
      question: 'Who is going to call this? I would rather have it together with its first user.',
      answer: 'The migration code, in the next series. I can fold it in there if you prefer.',
    }
  },
  test: ({ prefix, module, verb, noun, name }) => {
    const file = (last: string): Edit => ({
      path: `tools/tests/${name.replace(/_/g, '-')}.c`,
      anchor: undefined,
      from: 0,
      remove: 0,
      lines: [
        '/* SPDX-License-Identifier: GPL-2.0-only */',
        `/* Does ${name}() keep what it promises? */`,
        '#include "harness.h"',
        '',
        `TEST(${name}_refuses_what_is_not_there)`,
        '{',
        `\tstruct ${module} *${module} = make_${module}(0);`,
        '',
        `\tEXPECT_EQ(${name}(${module}, 7), -ENOENT);`,
        '}',
        '',
        `TEST(${name}_works_once)`,
        '{',
        `\tstruct ${module} *${module} = make_${module}(8);`,
        '',
        `\tEXPECT_EQ(${name}(${module}, 7), 0);`,
        `\t${last}`,
        '}',
      ],
    })
    return {
      title: `tools/tests: cover ${name}()`,
      body: [`There was no test for what happens when the ${noun} is not there.`, `Add one, and one for the plain case of ${prefix}.`],
      edits: [
        [file(`EXPECT_EQ(${module}->stats.${verb}_${noun}, 1);`)],
        [file(`EXPECT_EQ(${module}->stats.${verb}_${noun}, 1u);`)],
        [file(`EXPECT_EQ(stat_read(${module}, ${verb}_${noun}), 1u);`)],
      ],
      request: 'The counter is unsigned, so this warns with -Wextra. Please write 1u.',
      question: 'How long does this take in the nightly run?',
      answer: 'Some milliseconds; it starts no guest.',
    }
  },
}

/** The kinds of change there are, by how often they are made. */
const WEIGHTS = { bounds: 3, timeout: 2, stats: 2, leak: 3, tries: 1.5, trace: 1.5, barrier: 2, batch: 1.5, test: 1.5 }

/** A change to a function; of a kind that is drawn, unless it is given. */
export function makeChange(target: Target, random: Random, kind?: keyof typeof WEIGHTS): Change {
  const draft = (KINDS[kind ?? random.weighted(WEIGHTS)] ?? KINDS['bounds'])?.(target)
  if (draft === undefined) throw new RangeError(`no such kind of change: ${kind}`)
  const { edits, isFix, ...rest } = draft
  return { ...rest, target, isFix: isFix === true, edits: (version) => edits[Math.min(version, edits.length) - 1] ?? [] }
}

/** A change to one of the guides; `section` is the line below which the sentence goes. */
export function makeDocsChange(target: Target, path: string, section: string): Change {
  const { name, noun, verb } = target
  const sentence = (text: string) => [insertAfter(path, section, [text])]
  const edits = [
    sentence(`To ${verb} a ${noun} use \`qctl ${verb}\`.`),
    sentence(`To ${verb} a ${noun}, use \`qctl ${verb} ${noun}\`; see also ${name}().`),
  ]
  return {
    target,
    title: `docs: say how to ${verb} a ${noun}`,
    body: [`People ask for this on the list every few weeks, so it should be written down.`],
    edits: (version) => edits[Math.min(version, edits.length) - 1] ?? [],
    request: `The command needs the word "${noun}" after the verb. Maybe name the function as well.`,
    question: 'Is this true for ARM, too?',
    answer: 'Yes, I tried it on a board here.',
    isFix: false,
  }
}
