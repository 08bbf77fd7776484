import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { decide } from '../../../src/core/governance/decide.ts'
import { ballot, day, electorate, group, kindOf, opened, voter } from './votes.ts'

/**
 * Elections of the steering committee of Kubernetes, counted again from their published ballots: several hundred
 * rankings each, of up to twenty candidates, which another program has counted. Reads a clone of kubernetes/community
 * that PATCHMOOT_KUBERNETES names; none of it is kept here.
 */
const CLONE = process.env['PATCHMOOT_KUBERNETES']
if (CLONE === undefined)
  console.warn('skipped: PATCHMOOT_KUBERNETES names no clone of github.com/kubernetes/community')

interface Election {
  readonly year: string
  readonly candidates: readonly string[]
  readonly ballots: readonly (readonly string[])[]
  /** As published, best first, by the column of the ballots. */
  readonly ranking: readonly string[]
}

function git(...args: string[]): string {
  return execFileSync('git', ['-C', CLONE ?? '.', ...args], { encoding: 'utf8', maxBuffer: 1 << 28 })
}

function listElections(): readonly Election[] {
  if (CLONE === undefined) return []
  const paths = git('ls-tree', '-r', '--name-only', 'HEAD', 'elections/steering').split('\n')
  return paths
    .filter((path) => /\/\d{4}\/ballots\.csv$/i.test(path))
    .flatMap((path) => {
      const [head = '', ...rows] = git('show', `HEAD:${path}`).trim().split('\n')
      const candidates = head.split(',').map((one) => one.trim())
      const folder = path.replace(/[^/]*$/, '')
      const file = paths.find((one) => one.startsWith(folder) && /results\.md$/i.test(one)) ?? ''
      const ranking = [...git('show', `HEAD:${file}`).matchAll(/^(\d+)\. (.*?)\s*$/gm)].flatMap((found) => {
        const handle = /github\.com\/([^)\s]+)/.exec(found[2] ?? '')?.[1]
        const name = (handle ?? found[2] ?? '').toLowerCase()
        return candidates.find((one) => one.toLowerCase().startsWith(name)) ?? []
      })
      // A ranking of all is published for some years only, and then is followed by those elected.
      const all = ranking.slice(0, candidates.length)
      if (new Set(all).size !== candidates.length) return []
      return [{ year: path, candidates, ballots: rows.map((row) => row.split(',')), ranking: all }]
    })
}

/** The winner among some candidates. Nobody has to beat "nobody", which is on no ballot. */
function winnerOf({ candidates, ballots }: Election, among: readonly string[]): string | undefined {
  const cast = ballots.flatMap((row, n) =>
    candidates.flatMap((option, at) => {
      const rank = Number(row[at]?.trim())
      return among.includes(option) && rank > 0
        ? [ballot(`d${n}`, rank, { id: `d${n}#${option}`, option })]
        : []
    }),
  )
  const kind = kindOf('debian/gr')
  const voters = electorate(
    group(
      'd',
      ballots.map((_, n) => voter(`d${n}`)),
    ),
  )
  const options = [...among, 'nobody']
  return decide(kind, voters, cast, [opened({ options })], day(30)).verdict.winner
}

/**
 * Where the two rules differ: in Kubernetes whoever ticks "no opinion" says nothing of a candidate, by Debian's rule
 * what is not ranked is liked least. In 2022 the first two were 83 to 80 among those who ranked both.
 */
const SWAPPED = /\/2022\//

const elections = listElections()

describe.skipIf(CLONE === undefined)('elections of Kubernetes', () => {
  test('are there in number', () => {
    expect(elections.length).toBeGreaterThan(4)
  })

  test.each(elections)('$year', (election) => {
    // The first, then the first of the others, and so on: for the seats, which were three or four.
    const left = [...election.candidates]
    const found: (string | undefined)[] = []
    for (let seat = 0; seat < 4; seat++) {
      const winner = winnerOf(election, left)
      found.push(winner)
      if (winner !== undefined) left.splice(left.indexOf(winner), 1)
    }
    const published = election.ranking.slice(0, 4)
    expect(SWAPPED.test(election.year) ? found.toSorted() : found).toEqual(
      SWAPPED.test(election.year) ? published.toSorted() : published,
    )
  })
})
