import { type ChangeDraft, type Edit, insertAfter, insertBefore, newFile, replaceLine } from './change.ts'
import { functionText, type Target, withArticle } from './source-tree.ts'

/** A timeout grows with the machine. */
export function timeout({ path, prefix, module, verb, noun, name }: Target): ChangeDraft {
  const big = name.toUpperCase()
  const stamp = (value: string): Edit =>
    replaceLine(path, `\t${noun}->${verb}_stamp = now_ns() + ${big}_NS;`, [
      `\t${noun}->${verb}_stamp = now_ns() + ${value};`,
    ])
  return {
    title: `${prefix}: scale the ${verb} timeout with the number of CPUs`,
    otherTitle: `${prefix}: give large machines more time to ${verb} ${withArticle(noun)}`,
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
    rounds: [
      {
        request:
          'Multiplying here gives minutes on the largest machines. Could you put this into a function that has an upper bound?',
        news: `Moved into ${module}_timeout_ns().`,
      },
      {
        request: 'The bound should be visible here, where people look for it. Please use min().',
        news: 'Bounded by QUARRY_MAX_WAIT_NS.',
      },
    ],
    question: 'Do you have numbers for a machine with 16 CPUs? I would not want it to get slower there.',
    answer: 'On 16 CPUs the median does not move, the 99th percentile falls from 41 to 12 ms.',
  }
}

/** Retries are counted. */
export function stats({ path, prefix, module, verb, noun, name }: Target): ChangeDraft {
  const counter = (...lines: readonly string[]): Edit =>
    insertAfter(path, `\t${module}->stats.${verb}_${noun}++;`, lines)
  const add = `${module}->stats.${verb}_${noun}_retries += 16 - ${verb}_${noun}_tries;`
  return {
    title: `${prefix}: count the retries of ${name}()`,
    otherTitle: `${prefix}: make retries visible to qmon`,
    body: [
      `There is no way to see from outside how often ${withArticle(noun)} had to be tried again.`,
      'Count it, so that qmon can show it beside the other numbers.',
    ],
    edits: [
      [counter(`\t${add}`)],
      [counter(`\tif (${verb}_${noun}_tries < 16)`, `\t\t${add}`)],
      [
        counter(
          `\tif (unlikely(${verb}_${noun}_tries < 16))`,
          `\t\tstat_add(${module}, ${verb}_${noun}_retries, 16 - ${verb}_${noun}_tries);`,
        ),
      ],
    ],
    rounds: [
      {
        request: 'Please do not touch the cache line when nothing was retried, this is on the fast path.',
        news: 'Leave the cache line alone when nothing was retried.',
      },
      { request: 'There is stat_add() for this. Please use it.', news: 'Use stat_add().' },
    ],
    question: 'Should these not be per CPU from the start?',
    answer: 'I would like to keep that for a later series, all counters of this file need it then.',
  }
}

/** A number gets a name. */
export function tries({ path, prefix, verb, noun, name }: Target): ChangeDraft {
  const value = (text: string): Edit =>
    replaceLine(path, `\tunsigned int ${verb}_${noun}_tries = 16;`, [
      `\tunsigned int ${verb}_${noun}_tries = ${text};`,
    ])
  return {
    title: `${prefix}: name the number of tries in ${name}()`,
    otherTitle: `${prefix}: no bare numbers in ${name}()`,
    body: [
      'The same 16 stands in many places, and not all of them mean the same thing.',
      'Give this one a name. No functional change.',
    ],
    edits: [
      [value('QUARRY_TRIES')],
      [value(`QUARRY_${verb.toUpperCase()}_TRIES`)],
      [value(`READ_ONCE(opt_${verb}_${noun}_tries)`)],
    ],
    rounds: [
      {
        request: 'QUARRY_TRIES says too little. Please name it for what is tried.',
        news: 'Name it for what is tried.',
      },
      {
        request: 'If we touch it anyway, it should be a boot option like the others.',
        news: 'Made it a boot option.',
      },
    ],
    question: 'Would it make sense to have this as a boot option?',
    answer: 'I do not know of anybody who would need it, so I would rather not.',
  }
}

/** A trace point says more. */
export function trace({ path, prefix, module, verb, noun, name }: Target): ChangeDraft {
  const line = (format: string, values: string): Edit =>
    replaceLine(path, `\ttrace(TRC_${module.toUpperCase()}, "${verb} ${noun} %u", index);`, [
      `\ttrace(TRC_${module.toUpperCase()}, "${verb} ${noun} ${format}", ${values});`,
    ])
  return {
    title: `${prefix}: say more in the trace of ${name}()`,
    otherTitle: `${prefix}: tell guests apart in traces`,
    body: [
      'The index alone does not help when several guests are traced at once.',
      'Add the guest and the state.',
    ],
    edits: [
      [line('%u dom %u', `index, ${module}->domid`)],
      [line('%u d%u state %u', `index, ${module}->domid, ${noun}->state`)],
      [line('d%u:%u state %u', `${module}->domid, index, ${noun}->state`)],
    ],
    rounds: [
      {
        request:
          'The commit message speaks of the state, but the code does not print it. And please write guests as d%u like everywhere else.',
        news: 'Print the state, too.',
      },
      {
        request: 'The guest should come first, so that the lines sort.',
        news: 'The guest comes first.',
      },
    ],
    question: 'Does the viewer cope with the longer record?',
    answer: 'Yes, it skips what it does not know.',
  }
}

/** One call for many. */
export function batch(target: Target): ChangeDraft {
  const { path, prefix, module, verb, noun, name } = target
  const before = (type: string, loop: string): Edit =>
    insertBefore(path, functionText(target)[0] ?? '', [
      `/* ${verb} @count of each ${noun} at once; how many were done. */`,
      `${type} ${name}_batch(struct ${module} *${module}, unsigned int first, unsigned int count)`,
      '{',
      `\tunsigned int ${verb}_${noun}_done;`,
      '',
      `\tfor (${verb}_${noun}_done = 0; ${loop}; ${verb}_${noun}_done++)`,
      `\t\tif (${name}(${module}, first + ${verb}_${noun}_done))`,
      `\t\t\treturn ${verb}_${noun}_done;`,
      '',
      `\treturn ${verb}_${noun}_done;`,
      '}',
      '',
    ])
  return {
    title: `${prefix}: add ${name}_batch()`,
    otherTitle: `${prefix}: ${verb} several at once`,
    body: [
      `Callers that have many of them take the lock for each ${noun}. Give them one`,
      'call for a whole run, which can be made smarter later.',
    ],
    edits: [
      [before('int', `${verb}_${noun}_done <= count`)],
      [before('unsigned int', `${verb}_${noun}_done < count`)],
      [before('unsigned int', `${verb}_${noun}_done < count && !softirq_pending()`)],
    ],
    rounds: [
      {
        request: 'The loop runs once too often. And as it never returns an error, it should be unsigned.',
        news: 'Fixed the end of the loop; the result is unsigned.',
      },
      {
        request: 'With a large count this holds up everybody else. Please stop when a softirq is pending.',
        news: 'Stop when a softirq is pending.',
      },
    ],
    question: 'Who is going to call this? I would rather have it together with its first user.',
    answer: 'The migration code, in the next series. I can fold it in there if you prefer.',
  }
}

/** A test for what was never tested. */
export function test({ prefix, module, verb, noun, name }: Target): ChangeDraft {
  const file = name.replace(/_/g, '-')
  const both = (last: string): Edit[] => [
    newFile(`tools/tests/${file}.c`, [
      '/* SPDX-License-Identifier: GPL-2.0-only */',
      `/* Does ${name}() keep what it promises? */`,
      '#include "harness.h"',
      '',
      `TEST(${name}_refuses_what_is_not_there)`,
      '{',
      `\tstruct ${module} *${module} = ${verb}_${noun}_fixture(0);`,
      '',
      `\tEXPECT_EQ(${name}(${module}, 7), -ENOENT);`,
      '}',
      '',
      `TEST(${name}_works_once)`,
      '{',
      `\tstruct ${module} *${module} = ${verb}_${noun}_fixture(8);`,
      '',
      `\tEXPECT_EQ(${name}(${module}, 7), 0);`,
      `\t${last}`,
      '}',
    ]),
    insertAfter('Makefile', 'tests :=', [`tests += ${file}`]),
  ]
  return {
    title: `tools/tests: cover ${name}()`,
    otherTitle: `tools/tests: what happens to ${withArticle(noun)} that is not there`,
    body: [
      `There was no test for what happens when the ${noun} is not there.`,
      `Add one, and one for the plain case of ${prefix}.`,
    ],
    edits: [
      both(`EXPECT_EQ(${module}->stats.${verb}_${noun}, 1);`),
      both(`EXPECT_EQ(${module}->stats.${verb}_${noun}, 1u);`),
      both(`EXPECT_EQ(stat_read(${module}, ${verb}_${noun}), 1u);`),
    ],
    rounds: [
      {
        request: 'The counter is unsigned, so this warns with -Wextra. Please write 1u.',
        news: 'No warning with -Wextra any more.',
      },
      { request: 'Please read counters with stat_read().', news: 'Use stat_read().' },
    ],
    question: 'How long does this take in the nightly run?',
    answer: 'Some milliseconds; it starts no guest.',
  }
}

/** A limit that is too small by now. */
export function limit({ path, prefix, module, noun, verb }: Target): ChangeDraft {
  const big = `${module.toUpperCase()}_MAX_${noun.toUpperCase()}`
  const value = (...lines: readonly string[]): Edit => replaceLine(path, `#define ${big} 64`, lines)
  return {
    title: `${prefix}: allow more than 64 of each ${noun}`,
    otherTitle: `${prefix}: raise ${big}`,
    body: [
      `Guests with 128 VCPUs need one ${noun} for each of them, and ${verb} fails for`,
      'the second half.',
    ],
    edits: [
      [value(`#define ${big} 1000`)],
      [value(`#define ${big} 256`)],
      [value(`/* Two for each VCPU; the table of ${noun}s still fits one page. */`, `#define ${big} 256`)],
    ],
    rounds: [
      {
        request: 'Other code masks with it, so this must be a power of two. I suggest 256.',
        news: 'A power of two.',
      },
      {
        request: 'Where does 256 come from? Please say so in a comment.',
        news: 'Say where the number comes from.',
      },
    ],
    question: 'How much larger does the structure get by this?',
    answer: 'By 1.5 kB for each guest, and it still fits one page.',
  }
}

/** A comment that tells the truth. */
export function comment(target: Target): ChangeDraft {
  const { path, prefix, verb, noun, name } = target
  const old = functionText(target)[0] ?? ''
  const text = (...lines: readonly string[]): Edit =>
    replaceLine(path, old, [
      '/*',
      ` * ${old.slice(3, old.indexOf(';'))}.`,
      ' *',
      ...lines.map((line) => ` * ${line}`),
      ' */',
    ])
  return {
    title: `${prefix}: say what ${name}() returns`,
    otherTitle: `${prefix}: correct the comment of ${name}()`,
    body: [`The comment leaves out that the ${noun} may be gone, and three callers got it wrong.`],
    edits: [
      [text(`Returns 0, or -ENOENT when there is no ${noun} to ${verb}.`)],
      [text(`Returns 0; -ENOENT when there is no ${noun} to ${verb}; else what the sync returned.`)],
      [
        text(
          `Returns 0; -ENOENT when there is no ${noun} to ${verb}; else what the sync returned.`,
          'May sleep.',
        ),
      ],
    ],
    rounds: [
      {
        request: 'It also hands on what the sync returns. Please mention that.',
        news: 'Mention what the sync returns.',
      },
      { request: 'And it may sleep, callers should know.', news: 'Mention that it may sleep.' },
    ],
    question: 'Which callers? Are they fixed?',
    answer: 'All in tools; two are fixed, the third one goes away with the next release.',
  }
}
