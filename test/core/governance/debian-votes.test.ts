import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { decide } from '../../../src/core/governance/decide.ts'
import type { Ballot } from '../../../src/core/governance/motion.ts'
import { ballot, day, electorate, group, kindOf, opened, voter } from './votes.ts'

/**
 * Debian's own votes, counted again from their tally sheets and compared with the results that its secretary
 * published. Reads a clone of the sources of debian.org that PATCHMOOT_DEBIAN names; none of it is kept here.
 */
const CLONE = process.env['PATCHMOOT_DEBIAN']
if (CLONE === undefined) console.warn('skipped: PATCHMOOT_DEBIAN names no clone of the sources of debian.org')

interface Sheet {
  readonly name: string
  readonly options: readonly string[]
  readonly developers: number
  readonly ranks: readonly string[]
  readonly winner: string
}

function show(path: string): string {
  try {
    return execFileSync('git', ['-C', CLONE ?? '.', 'show', `HEAD:${path}`], {
      encoding: 'latin1',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return ''
  }
}

/** What the published count says that an option needs: `[3:1]`, or nothing. */
function ratioOf(results: string, option: number): string {
  const found = new RegExp(`^(?:Dropping )?Option ${option} .*Majority.*[<>]=? ?(\\d+)$`, 'm').exec(results)
  return Number(found?.[1] ?? 1) > 1 ? ` [${found?.[1]}:1]` : ''
}

/** Every vote with a tally sheet, the number of its developers and a published winner. */
function listSheets(): readonly Sheet[] {
  if (CLONE === undefined) return []
  const paths = execFileSync('git', ['-C', CLONE, 'ls-tree', '-r', '--name-only', 'HEAD'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
    .split('\n')
    .filter((path) => /english\/vote\/.*_tally\.txt$/.test(path))
  return paths.flatMap((path) => {
    const results = show(path.replace(/tally\.txt$/, 'results.txt'))
    const quorum = show(path.replace(/tally\.txt$/, 'quorum.txt'))
    const developers = Number(/Developer Count = (\d+)/.exec(quorum)?.[1])
    const options = [...results.matchAll(/^Option (\d+) "(.*)"$/gm)]
      .filter((found, n) => Number(found[1]) === n + 1)
      .map(
        (found) =>
          `${found[1]}: ${found[2]?.replace(/\s*\[.*?3:1\]$/, '')}${ratioOf(results, Number(found[1]))}`,
      )
    const set = results.slice(results.indexOf('The winners'))
    const winners = [...set.matchAll(/Option (\d+) "/g)].map((found) => Number(found[1]))
    const [only] = winners
    if (!developers || options.length < 2 || winners.length !== 1 || only === undefined) return []
    return [
      {
        name: path.replace(/.*vote\/(.*)_tally\.txt/, '$1'),
        options,
        developers,
        ranks: [...show(path).matchAll(/^V: (\S+)\s/gm)].map((found) => found[1] ?? ''),
        winner: options[only - 1] ?? '',
      },
    ]
  })
}

const RANKS = '123456789ABCDEFGHIJ'
function ballotsOf(sheet: Sheet): readonly Ballot[] {
  return sheet.ranks.flatMap((ranks, voter) =>
    [...ranks].flatMap((rank, n) => {
      const option = sheet.options[n]
      const value = RANKS.indexOf(rank) + 1
      if (option === undefined || value === 0) return []
      return [ballot(`d${voter}`, value, { id: `d${voter}#${option}`, option })]
    }),
  )
}

const sheets = listSheets()

describe.skipIf(CLONE === undefined)('votes of Debian', () => {
  test('are there in number', () => {
    expect(sheets.length).toBeGreaterThan(20)
  })

  test.each(sheets)('$name: $winner', (sheet) => {
    const voters = sheet.ranks.map((_, n) => voter(`d${n}`))
    const outcome = decide(
      kindOf('debian/gr'),
      electorate(group('d', voters, { unnamed: sheet.developers - voters.length })),
      ballotsOf(sheet),
      [opened({ options: sheet.options })],
      day(30),
    )
    expect(outcome.verdict.winner).toBe(sheet.winner)
  })
})
