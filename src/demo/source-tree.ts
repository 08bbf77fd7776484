import type { Lines } from './line-diff.ts'
import { MODULES, type Module, VERBS, variantOf } from './modules.ts'
import { AREAS, type AreaName, mailbox, type Person } from './people.ts'

/** A function of the made-up sources that patches can be written against. */
export interface Target {
  readonly area: AreaName
  /** What stands before the colon of a subject: `core/ring`. */
  readonly prefix: string
  readonly path: string
  readonly module: string
  readonly verb: string
  readonly noun: string
  /** `ring_claim_slot`. */
  readonly name: string
}

/** The files of the first commit, and what can be changed in them. */
export interface SourceTree {
  readonly files: ReadonlyMap<string, Lines>
  readonly targets: readonly Target[]
}

/** The project as it was before the demo's first mail; larger demos get more files. */
export function makeSourceTree(people: readonly Person[], size: number): SourceTree {
  const files = new Map<string, Lines>()
  const targets: Target[] = []
  const copies = Math.max(1, Math.min(60, Math.ceil(size / 2000)))
  for (let copy = 0; copy < copies; copy++)
    for (const base of MODULES) {
      const module = copy === 0 ? base : variantOf(base, copy)
      const path = `${module.folder}/${module.name.replace(/_/g, '-')}.c`
      const own = targetsOf(module, path)
      targets.push(...own)
      files.set(path, moduleFile(module, own))
    }
  const names = [...files.keys()]
  files.set('README', readme())
  files.set('MAINTAINERS', maintainersFile(people))
  files.set('.mailmap', mailmap(people))
  files.set('Makefile', makefile(names))
  files.set('hv/include/quarry.h', header())
  files.set('docs/rings.md', guide('Rings', 'ring', ['slots', 'credits', 'doorbells']))
  files.set('docs/memory.md', guide('Memory', 'memory', ['ballooning', 'superpages', 'sharing']))
  files.set('docs/migration.md', guide('Migration', 'migration', ['rounds', 'bandwidth', 'downtime']))
  files.set('docs/arm-boards.md', guide('ARM boards', 'board', ['booting', 'device trees', 'consoles']))
  files.set('docs/hacking.txt', guide('Hacking on Quarry', 'patch', ['coding style', 'testing', 'sending']))
  return { files, targets }
}

function targetsOf(module: Module, path: string): Target[] {
  const folder = module.folder.replace(/^hv\/(arch\/)?/, '')
  const prefix = folder.endsWith(module.name) ? folder : `${folder}/${module.name.replace(/_/g, '-')}`
  return module.nouns.flatMap((noun, row) =>
    [0, 1, 2, 3].map((column) => {
      const verb = VERBS[(row * 4 + column + module.name.length) % VERBS.length] ?? 'claim'
      const name = `${module.name.split('_', 1)[0]}_${verb}_${noun}`
      return { area: module.area, prefix, path, module: module.name, verb, noun, name }
    }),
  )
}

function moduleFile(module: Module, targets: readonly Target[]): Lines {
  return [
    '/* SPDX-License-Identifier: GPL-2.0-only */',
    '/*',
    ` * ${module.about}.`,
    ' */',
    '#include <quarry.h>',
    ...module.nouns.map((noun) => `#define ${module.name.toUpperCase()}_MAX_${noun.toUpperCase()} 64`),
    '',
    ...targets.flatMap((target) => functionText(target)),
    `/* End of ${module.name}. */`,
  ]
}

/**
 * The lines of one function. Most hold its name in some form, so that they occur once in the file: patches find their
 * place by them, whatever else has changed.
 */
export function functionText({ module, verb, noun, name }: Target): string[] {
  const big = name.toUpperCase()
  return [
    `/* ${capital(verb)} the ${noun} that @index names; 0 or a negative error. */`,
    `int ${name}(struct ${module} *${module}, unsigned int index)`,
    '{',
    `\tstruct ${module}_${noun} *${noun} = ${module}_${noun}_of(${module}, index);`,
    `\tunsigned int ${verb}_${noun}_tries = 16;`,
    '\tint rc;',
    '',
    `\tif (!${noun} || ${noun}->dying_${verb})`,
    '\t\treturn -ENOENT;',
    '',
    `\tspin_lock(&${noun}->${verb}_lock);`,
    `\t${noun}->state = ${big};`,
    `\trc = ${module}_sync_${noun}(${module}, ${noun}, ${verb}_${noun}_tries);`,
    '\tif (rc)',
    `\t\tgoto out_${verb}_${noun};`,
    '',
    `\t${noun}->${verb}_stamp = now_ns() + ${big}_NS;`,
    `\t${module}->stats.${verb}_${noun}++;`,
    `\ttrace(TRC_${module.toUpperCase()}, "${verb} ${noun} %u", index);`,
    `\twake_waiters(&${noun}->${verb}_queue);`,
    '',
    `out_${verb}_${noun}:`,
    `\tspin_unlock(&${noun}->${verb}_lock);`,
    '\treturn rc;',
    '}',
    '',
  ]
}

/** `a slot`, `an entry`. */
export function withArticle(noun: string): string {
  return `${/^[aeio]|^(lvt|msr)$/.test(noun) ? 'an' : 'a'} ${noun.replace('_', ' ')}`
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Whom MAINTAINERS names as reviewers of an area. */
export function reviewersOf(people: readonly Person[], area: AreaName): readonly Person[] {
  return people
    .filter((person) => person.areas[0] === area && !person.maintains.includes(area))
    .filter((person) => person.activity > 1 && person.since === 0)
}

/** Whoever looked after it is gone: only the rest answers for it. */
const NOBODYS = 'docs/rings.md'

function maintainersFile(people: readonly Person[]): Lines {
  const sections = AREAS.flatMap((area) => {
    const maintainers = people.filter((person) => person.maintains.includes(area.name))
    return [
      area.title,
      ...maintainers.map((person) => `M:\t${mailbox(person)}`),
      ...reviewersOf(people, area.name).map((person) => `R:\t${mailbox(person)}`),
      'L:\tquarry-devel@lists.example.org',
      'S:\tSupported',
      ...area.paths.map((path) => `F:\t${path}`),
      ...(area.name === 'docs' ? [`X:\t${NOBODYS}`] : []),
      '',
    ]
  })
  const all = people.filter((person) => person.maintains.length > 0)
  return [
    'Who answers for what in Quarry',
    '==============================',
    '',
    '\tM: maintainer   R: reviewer   L: list   S: status   F: files   X: but not these',
    '',
    ...sections,
    'THE REST',
    ...all.map((person) => `M:\t${mailbox(person)}`),
    'L:\tquarry-devel@lists.example.org',
    'S:\tSupported',
    'F:\t*',
    'F:\t*/',
  ]
}

function mailmap(people: readonly Person[]): Lines {
  return [
    '# Joins the addresses of one person: name <address> <other address>',
    ...people
      .filter((person) => person.otherAddress !== undefined)
      .map((person) => `${mailbox(person)} <${person.otherAddress}>`),
  ]
}

function makefile(sources: readonly string[]): Lines {
  const objects = sources.map((path) => `obj-y += ${path.replace(/\.c$/, '.o')}`)
  return [
    '# Quarry',
    'VERSION := 1.0',
    'CFLAGS += -std=gnu11 -Wall -Wextra',
    '',
    ...objects,
    '',
    'tests :=',
    '',
    'include build/rules.mk',
  ]
}

function header(): Lines {
  return [
    '/* SPDX-License-Identifier: GPL-2.0-only */',
    '#ifndef QUARRY_H',
    '#define QUARRY_H',
    '',
    '#include <types.h>',
    '#include <lock.h>',
    '',
    '/* Limits that guests can rely on. */',
    '#define QUARRY_MAX_DOMAINS 256',
    '#define QUARRY_MAX_VCPUS 128',
    '#define QUARRY_MAX_RINGS 64',
    '',
    '#endif /* QUARRY_H */',
  ]
}

function readme(): Lines {
  return [
    'Quarry',
    '======',
    '',
    'A small hypervisor and the tools that go with it.',
    '',
    'Patches go to quarry-devel@lists.example.org; see docs/hacking.txt.',
  ]
}

function guide(title: string, noun: string, sections: readonly string[]): Lines {
  return [
    title,
    '='.repeat(title.length),
    '',
    `What there is to know about each ${noun}, for those who run Quarry.`,
    '',
    ...sections.flatMap((section) => [
      `## About ${section}`,
      '',
      `Every ${noun} has its own ${section}, which are set up when it is created.`,
      `The command \`qctl show ${section.replace(/ /g, '-')}\` lists them.`,
      `Limits of ${section} are those of hv/include/quarry.h.`,
      '',
    ]),
    `This is all about ${title.toLowerCase()}.`,
  ]
}
