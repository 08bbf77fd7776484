import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { getNodeValue, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { UserError } from '../core/errors.ts'
import type { Affiliation } from '../core/people/affiliations.ts'
import { lineAt, lineOf, type Where } from './config-lines.ts'
import { type ConfigFile, peopleShape } from './config-shape.ts'

/** One person with several addresses, the first of which stands for all, and for whom they worked when. */
export interface PersonConfig {
  readonly name: string
  /** Lower case. */
  readonly addresses: readonly string[]
  readonly companies: readonly Affiliation[]
}

type Written = NonNullable<ConfigFile['projects'][number]['people']>

/**
 * The people of a project: as they stand in the configuration, or in the file that it names. Throws `UserError` naming
 * both lines where two entries contradict each other: one address of two people, or one person in two companies on one day.
 */
export function resolvePeople(
  where: Where,
  folder: string,
  written: Written,
  index: number,
): readonly PersonConfig[] {
  if (typeof written !== 'string') {
    const place = (n: number): string => `${where.path}:${lineOf(where, ['projects', index, 'people', n])}`
    return checked(written, place)
  }
  const path = resolve(folder, written)
  const file = readPeopleFile(path, `${where.path}:${lineOf(where, ['projects', index, 'people'])}`)
  return checked(file.people, (n) => `${path}:${lineOf(file.where, [n])}`)
}

function readPeopleFile(path: string, named: string) {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new UserError('config', `${named} names the people file ${path}, which cannot be read`, {
      hint: 'Write the path relative to the configuration, or put the people there themselves.',
      cause,
    })
  }
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const wrong = errors[0]
  if (wrong !== undefined || tree === undefined)
    throw new UserError(
      'config',
      `${path}:${lineAt(text, wrong?.offset ?? 0)} is no JSON (${wrong ? printParseErrorCode(wrong.error) : 'it is empty'})`,
      { hint: 'It may hold comments, and nothing else that JSON has not.' },
    )
  const where: Where = { path, text, tree }
  const read = peopleShape.safeParse(getNodeValue(tree))
  if (!read.success) {
    const issue = read.error.issues[0]
    throw new UserError(
      'config',
      `${path}:${lineOf(where, issue?.path ?? [])} is no entry of a people file: ${issue?.path.join('.')}: ${issue?.message}`,
      {
        hint: 'An entry is { "name": …, "addresses": [ … ], "companies": [ { "company": …, "until": "2024-06-30" } ] }.',
      },
    )
  }
  return { people: read.data, where }
}

function checked(written: Exclude<Written, string>, placeOf: (n: number) => string): readonly PersonConfig[] {
  const owners = new Map<string, number>()
  return written.map((person, n) => {
    const addresses = person.addresses.map((address) => address.toLowerCase())
    for (const address of addresses) {
      const other = owners.get(address)
      if (other !== undefined && other !== n)
        throw new UserError(
          'config',
          `${placeOf(n)} gives ${address} to ${person.name}, and ${placeOf(other)} gives it to ${written[other]?.name}`,
          { hint: 'One address is one person’s. If they are one person, make one entry of the two.' },
        )
      owners.set(address, n)
    }
    const companies = (person.companies ?? []).map(
      (one): Affiliation => ({ company: one.company, from: one.from, until: one.until }),
    )
    const clash = findClash(companies)
    if (clash !== undefined)
      throw new UserError(
        'config',
        `${placeOf(n)} has ${person.name} in ${clash[0].company} and in ${clash[1].company} on the same day`,
        { hint: 'Say "until" which day the first was so, and "from" which day the second.' },
      )
    const backwards = companies.find(
      (one) => one.from !== undefined && one.until !== undefined && one.from > one.until,
    )
    if (backwards !== undefined)
      throw new UserError(
        'config',
        `${placeOf(n)} has ${person.name} in ${backwards.company} from ${backwards.from} until ${backwards.until}, which is earlier`,
        { hint: 'Put the days the other way round.' },
      )
    return { name: person.name, addresses, companies }
  })
}

function findClash(all: readonly Affiliation[]): readonly [Affiliation, Affiliation] | undefined {
  for (const [n, one] of all.entries())
    for (const other of all.slice(n + 1)) {
      const isApart =
        (one.until !== undefined && other.from !== undefined && one.until < other.from) ||
        (other.until !== undefined && one.from !== undefined && other.until < one.from)
      // "Until 2018", then one without "from": it begins where the other ends.
      const follows = one.until !== undefined && other.from === undefined && other.until === undefined
      if (!isApart && !follows) return [one, other]
    }
  return undefined
}
