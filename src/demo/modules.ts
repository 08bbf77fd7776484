import type { AreaName } from './people.ts'

/** A source file of the made-up project, and the words that its functions are named with. */
export interface Module {
  readonly area: AreaName
  readonly folder: string
  readonly name: string
  readonly about: string
  readonly nouns: readonly string[]
}

/** What functions do: the four of a noun are different for each of its module. */
export const VERBS = [
  'claim',
  'drain',
  'publish',
  'retire',
  'lookup',
  'resize',
  'flush',
  'reset',
  'attach',
  'detach',
  'poll',
  'seal',
]

/** The parts of a small hypervisor. */
export const MODULES: readonly Module[] = [
  {
    area: 'core',
    folder: 'hv/core',
    name: 'ring',
    about: 'Shared rings between guests',
    nouns: ['slot', 'credit', 'doorbell'],
  },
  {
    area: 'core',
    folder: 'hv/core',
    name: 'evtchn',
    about: 'Event channels',
    nouns: ['port', 'bucket', 'mask'],
  },
  {
    area: 'core',
    folder: 'hv/core',
    name: 'sched',
    about: 'The credit scheduler',
    nouns: ['vcpu', 'runqueue', 'slice'],
  },
  {
    area: 'core',
    folder: 'hv/core',
    name: 'domain',
    about: 'Creation and end of guests',
    nouns: ['handle', 'grant', 'console'],
  },
  {
    area: 'core',
    folder: 'hv/core',
    name: 'timer',
    about: 'Timers of guests and of the hypervisor',
    nouns: ['deadline', 'wheel', 'tick'],
  },
  {
    area: 'mm',
    folder: 'hv/mm',
    name: 'p2m',
    about: 'Guest physical to machine addresses',
    nouns: ['entry', 'superpage', 'altview'],
  },
  {
    area: 'mm',
    folder: 'hv/mm',
    name: 'balloon',
    about: 'Memory handed back by guests',
    nouns: ['target', 'extent', 'page'],
  },
  {
    area: 'mm',
    folder: 'hv/mm',
    name: 'heap',
    about: 'The page allocator',
    nouns: ['zone', 'chunk', 'order'],
  },
  {
    area: 'x86',
    folder: 'hv/arch/x86',
    name: 'vmx',
    about: 'VT-x: entering and leaving guests',
    nouns: ['vmcs', 'exit', 'msr'],
  },
  {
    area: 'x86',
    folder: 'hv/arch/x86',
    name: 'lapic',
    about: 'The local APIC as guests see it',
    nouns: ['vector', 'lvt', 'ipi'],
  },
  {
    area: 'x86',
    folder: 'hv/arch/x86',
    name: 'cpuid',
    about: 'What guests are told about the CPU',
    nouns: ['leaf', 'policy', 'feature'],
  },
  {
    area: 'arm',
    folder: 'hv/arch/arm',
    name: 'gic',
    about: 'The interrupt controller as guests see it',
    nouns: ['irq', 'list', 'redist'],
  },
  {
    area: 'arm',
    folder: 'hv/arch/arm',
    name: 'smmu',
    about: 'DMA remapping',
    nouns: ['stream', 'context', 'fault'],
  },
  {
    area: 'arm',
    folder: 'hv/arch/arm',
    name: 'psci',
    about: 'CPU power states',
    nouns: ['cpu', 'state', 'call'],
  },
  {
    area: 'tools',
    folder: 'tools/qctl',
    name: 'qctl',
    about: 'The command that controls guests',
    nouns: ['command', 'option', 'table'],
  },
  {
    area: 'tools',
    folder: 'tools/qmon',
    name: 'qmon',
    about: 'The monitor for guest statistics',
    nouns: ['sample', 'graph', 'socket'],
  },
  {
    area: 'tools',
    folder: 'tools/libquarry',
    name: 'migrate',
    about: 'Live migration',
    nouns: ['channel', 'batch', 'round'],
  },
  {
    area: 'tools',
    folder: 'tools/libquarry',
    name: 'save',
    about: 'Saving and restoring guests',
    nouns: ['record', 'image', 'header'],
  },
]

const SPREAD = ['far', 'queue', 'cache', 'pool', 'trace', 'quota', 'shadow', 'remote', 'lazy', 'event']

/** A module beside one of the others, with words of its own: no two functions have a line in common by chance. */
export function variantOf(base: Module, copy: number): Module {
  const word = `${SPREAD[copy % SPREAD.length]}${copy < SPREAD.length ? '' : Math.floor(copy / SPREAD.length) + 1}`
  return {
    ...base,
    name: `${base.name}_${word}`,
    about: `${base.about}: ${word}`,
    nouns: base.nouns.map((noun) => `${word}_${noun}`),
  }
}
