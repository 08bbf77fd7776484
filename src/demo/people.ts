import type { Random } from './random.ts'

/** Somebody of the made-up community. */
export interface Person {
  readonly name: string
  readonly address: string
  /** A second address that mails sometimes come from; `.mailmap` joins them. */
  readonly otherAddress: string | undefined
  readonly company: string | undefined
  /** Areas that this person maintains and commits to. */
  readonly maintains: readonly AreaName[]
  /** Areas that this person works in, the first most. */
  readonly areas: readonly AreaName[]
  /** Minutes east of UTC. */
  readonly zone: number
  /** How Message-IDs of patches are made. */
  readonly tool: 'send-email' | 'b4' | 'format-patch'
  readonly mailer: string
  /** Share of all postings. */
  readonly activity: number
  /** Day of the first posting (of those that the demo covers); 0: from the start. */
  readonly since: number
}

export type AreaName = 'core' | 'mm' | 'x86' | 'arm' | 'tools' | 'docs' | 'build'

/** A part of the project, as `MAINTAINERS` names it. */
interface Area {
  readonly name: AreaName
  readonly title: string
  readonly prefix: string
  readonly paths: readonly string[]
}

export const AREAS: readonly Area[] = [
  { name: 'core', title: 'CORE', prefix: 'core', paths: ['hv/core/', 'hv/include/'] },
  { name: 'mm', title: 'MEMORY MANAGEMENT', prefix: 'mm', paths: ['hv/mm/'] },
  { name: 'x86', title: 'X86 ARCHITECTURE', prefix: 'x86', paths: ['hv/arch/x86/'] },
  { name: 'arm', title: 'ARM ARCHITECTURE', prefix: 'arm', paths: ['hv/arch/arm/'] },
  { name: 'tools', title: 'TOOLS', prefix: 'tools', paths: ['tools/'] },
  { name: 'docs', title: 'DOCUMENTATION', prefix: 'docs', paths: ['docs/'] },
  { name: 'build', title: 'BUILD SYSTEM', prefix: 'build', paths: ['Makefile', 'build/'] },
]

/** The companies, and those who work for none. */
const COMPANIES = {
  basalt: { name: 'Basalt Systems', domain: 'basalt.example.com' },
  lumen: { name: 'Lumen Labs', domain: 'lumen.example.net' },
  tarn: { name: 'Tarn Software', domain: 'tarn.example.org' },
} as const

type CompanyKey = keyof typeof COMPANIES

function person(
  name: string,
  company: CompanyKey | undefined,
  areas: readonly AreaName[],
  rest: Partial<Omit<Person, 'name' | 'areas'>> = {},
): Person {
  const local = asciiOf(name).toLowerCase().replace(/ /g, '.')
  return {
    name,
    address: `${local}@${company === undefined ? 'example.org' : COMPANIES[company].domain}`,
    otherAddress: undefined,
    company: company === undefined ? undefined : COMPANIES[company].name,
    maintains: [],
    areas,
    zone: 60,
    tool: 'send-email',
    mailer: 'Mutt/2.2.12',
    activity: 1,
    since: 0,
    ...rest,
  }
}

const THUNDERBIRD = 'Mozilla Thunderbird'

/** The people that every demo has. */
export const REGULARS: readonly Person[] = [
  person('Ines Okafor', 'basalt', ['core', 'mm'], { maintains: ['core', 'mm', 'build'], activity: 1.4 }),
  person('Tomas Lindqvist', 'basalt', ['x86', 'mm'], { activity: 2.2, zone: 120, tool: 'b4' }),
  person('Priya Raman', 'basalt', ['mm', 'core'], { activity: 1.6, zone: 330 }),
  person('Joel Whitcombe', 'basalt', ['tools', 'build'], { activity: 1.2, zone: -300, mailer: THUNDERBIRD }),
  person('Beatriz Sá', 'lumen', ['x86', 'core'], { maintains: ['x86'], activity: 1.5, zone: 0 }),
  person('Hiro Tanabe', 'lumen', ['arm', 'mm'], { activity: 1.8, zone: 540, tool: 'b4' }),
  person('Sofie Mäkinen', 'lumen', ['tools', 'docs'], { activity: 1.3, zone: 120 }),
  person('Dmitri Volkonsky', 'lumen', ['core', 'x86'], {
    activity: 0.9,
    zone: 180,
    otherAddress: 'dvolk@example.org',
  }),
  person('Aoife Brennan', 'tarn', ['arm', 'core'], {
    maintains: ['arm'],
    activity: 1.3,
    zone: 0,
    tool: 'format-patch',
  }),
  person('Karim Benali', 'tarn', ['arm', 'tools'], { activity: 1.5, mailer: THUNDERBIRD }),
  person('Wanda Kowalczyk', 'tarn', ['tools', 'core'], {
    maintains: ['tools', 'docs'],
    activity: 1.2,
    tool: 'b4',
  }),
  person('Luca Ferrante', 'tarn', ['mm', 'tools'], { activity: 1.1, otherAddress: 'luca.f@example.net' }),
  person('Grete Halvorsen', undefined, ['docs', 'tools'], { activity: 0.8, mailer: 'Claws Mail 4.1.1' }),
  person('Samuel Adeyemi', undefined, ['x86', 'build'], { activity: 0.6, zone: -480 }),
  person('Yuki Morita', 'lumen', ['arm'], { activity: 0.7, zone: 540, since: 260 }),
  person('Ravi Deshmukh', 'basalt', ['core', 'tools'], { activity: 0.8, zone: 330, since: 420 }),
]

/** Was asked about tools for years, is copied on every patch to them, and has not been heard of. */
export const GONE = { name: 'Edda Falk', address: 'edda.falk@example.org' } as const

const FIRST = [
  'Alma',
  'Bruno',
  'Carla',
  'Deniz',
  'Elif',
  'Farid',
  'Gwen',
  'Henrik',
  'Ida',
  'Jonas',
  'Kaja',
  'Leif',
  'Mina',
  'Noor',
  'Otto',
  'Petra',
  'Quinn',
  'Rosa',
  'Stellan',
  'Tove',
  'Uma',
  'Viktor',
  'Willa',
  'Xenia',
  'Yara',
  'Zeno',
] as const // prettier
const LAST = [
  'Abara',
  'Brandt',
  'Cortes',
  'Dahl',
  'Eriksen',
  'Fontaine',
  'Greer',
  'Hollis',
  'Ilves',
  'Jansen',
  'Kimura',
  'Lund',
  'Moreau',
  'Nagy',
  'Oduya',
  'Pereira',
  'Quist',
  'Rossi',
  'Sandoval',
  'Thorne',
  'Urban',
  'Vance',
  'Weiss',
  'Yilmaz',
  'Zeller',
] as const // prettier

/** People who come later and stay for a patch or some, as many as asked for. */
export function newcomers(count: number, days: number, random: Random): readonly Person[] {
  const names = new Set<string>()
  const people: Person[] = []
  while (people.length < count && names.size < FIRST.length * LAST.length) {
    const name = `${random.pick(FIRST)} ${random.pick(LAST)}`
    if (names.has(name)) continue
    names.add(name)
    const area = random.pick(AREAS)?.name ?? 'docs'
    const company = random.chance(0.35) ? random.pick(['basalt', 'lumen', 'tarn'] as const) : undefined
    const since = random.between(10, Math.max(11, days - 10))
    const zone = random.between(-8, 9) * 60
    people.push(person(name, company, [area, 'docs'], { activity: 0.12, since, zone }))
  }
  return people
}

/** A name in ASCII, for addresses. */
export function asciiOf(text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
}

/** `Name <address>`. */
export function mailbox(person: { readonly name: string; readonly address: string }): string {
  return `${person.name} <${person.address}>`
}
