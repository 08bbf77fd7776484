import fc from 'fast-check'
import type { Corrections } from '../../src/app/derive/corrections.ts'
import type { GivenPull } from '../../src/app/derive/some-pulls.ts'
import type { SyncJob } from '../../src/app/with-run.ts'
import type { Candidate, Commit } from '../../src/core/matching/match.ts'
import { type MessageFacts, readFacts } from '../../src/core/patches/facts.ts'
import { type FactRecord, putFacts } from '../../src/store/derived/facts.ts'
import { put, type Row } from '../../src/store/derived/lineages.ts'
import { putCommitContents } from '../../src/store/derived/matches.ts'
import { appendCommits, replaceBranches, replaceCommitBranches } from '../../src/store/inputs/commits.ts'
import { anyChange, anyName, anyTitle } from './any-change.ts'
import { commitOf, edit, patchMail, shaOf } from './changes.ts'
import { UNDECIDED } from './match-everything.ts'
import { message } from './message.ts'

/** Mails and commits at one time. */
export interface World {
  readonly patches: readonly Candidate[]
  readonly pulls: readonly GivenPull[]
  readonly commits: readonly Commit[]
  readonly corrections: Corrections
}

/** What is known first is of any age; what comes is mostly young. */
const patch = (on: fc.Arbitrary<number>) =>
  fc.record({
    subject: anyTitle,
    diff: anyChange,
    by: anyName,
    on,
    series: fc.constantFrom('s', 't', 'u'),
    proposal: fc.boolean(),
    follows: fc.option(fc.nat({ max: 20 })),
    fate: fc.constantFrom('stays', 'stays', 'stays', 'goes', 'moves'),
  })
const patches = fc.tuple(
  fc.array(patch(fc.integer({ min: -1200, max: 60 })), { maxLength: 12 }),
  fc.array(
    patch(
      fc.oneof(
        { weight: 5, arbitrary: fc.integer({ min: -20, max: 60 }) },
        { weight: 1, arbitrary: fc.integer({ min: -300, max: 60 }) },
      ),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
)
const commit = fc.record({
  subject: anyTitle,
  diff: anyChange,
  by: anyName,
  committer: anyName,
  on: fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min: -40, max: 48 }) },
    { weight: 1, arbitrary: fc.integer({ min: -1200, max: 48 }) },
  ),
  written: fc.integer({ min: -40, max: 48 }),
  mail: fc.nat({ max: 20 }),
  merges: fc.option(fc.constantFrom('for-1', 'for-2'), { freq: 4 }),
  branch: fc.constantFrom('master', 'master', 'stable'),
  later: fc.constantFrom('stays', 'stays', 'stays', 'moves'),
})
const commits = fc.tuple(fc.array(commit, { maxLength: 8 }), fc.array(commit, { maxLength: 2 }))
const pull = fc.record({
  tip: fc.nat({ max: 9 }),
  ref: fc.constantFrom('for-1', 'for-2', undefined),
  on: fc.integer({ min: -40, max: 48 }),
})
const pulls = fc.tuple(fc.array(pull, { maxLength: 2 }), fc.array(pull, { maxLength: 1 }))
const decided = fc.array(
  fc.record({
    mail: fc.nat({ max: 15 }),
    commit: fc.nat({ max: 9 }),
    matched: fc.boolean(),
    when: fc.constantFrom('both', 'before', 'after'),
  }),
  { maxLength: 2 },
)

/** Two worlds: what was there, and what is there now. */
export const worlds = fc
  .tuple(patches, commits, pulls, decided)
  .map(([[oldMails, newMails], [oldCommits, newCommits], [oldPulls, newPulls], decisions]) => {
    const mails = [...oldMails, ...newMails]
    const link = (here: (n: number) => boolean) => {
      const direct = (n: number): readonly number[] => {
        const follows = mails[n]?.follows
        return follows !== null &&
          follows !== undefined &&
          follows < mails.length &&
          follows !== n &&
          here(follows)
          ? [follows]
          : []
      }
      return (n: number): readonly string[] => {
        const found = new Set<number>()
        for (
          let next = direct(n);
          next[0] !== undefined && !found.has(next[0]) && next[0] !== n;
          next = direct(next[0])
        )
          found.add(next[0])
        return [...found].map((one) => `m${one}`)
      }
    }
    const patchesOf = (here: (n: number) => boolean, now: boolean): readonly Candidate[] => {
      const olderOf = link(here)
      return mails.flatMap((one, n): Candidate[] => {
        if (!here(n)) return []
        const series = now && one.fate === 'moves' ? 'other' : one.series
        return [patchMail({ ...one, series, id: `m${n}`, index: n + 1, older: olderOf(n) })]
      })
    }
    const all = [...oldCommits, ...newCommits]
    const commitsOf = (many: number, now: boolean): readonly Commit[] =>
      all.slice(0, many).map((one, n) => {
        const title = one.merges === null ? one.subject : `Merge tag '${one.merges}' of somewhere`
        const made = commitOf({
          ...one,
          subject: title,
          sha: `${n}c`,
          body: `Link: https://lore.kernel.org/r/m${one.mail}@example.org`,
        })
        const isMoved = now && one.later === 'moves'
        const branch = isMoved === (one.branch === 'master') ? 'stable' : 'master'
        return { ...made, branches: [branch], content: one.merges === null ? made.content : undefined }
      })
    const pullsOf = (all: readonly (typeof oldPulls)[number][]): readonly GivenPull[] =>
      all.map((one, n) => {
        const { at } = patchMail({ id: 'x', subject: 'x', diff: edit('a', [], ['b']), on: one.on })
        return {
          messageId: `p${n}@example.org`,
          at,
          request: { tip: shaOf(`${one.tip}c`), ref: one.ref },
          message: 100 + n,
        }
      })
    const matches = decisions.flatMap(({ mail, commit, matched, when }, n) =>
      mail < oldMails.length
        ? [
            {
              messageId: `m${mail}@example.org`,
              repository: 'main',
              commit: shaOf(`${commit}c`),
              matched,
              when,
              who: 'ada',
              sequence: n,
            },
          ]
        : [],
    )
    const correctionsOf = (not: string): Corrections => {
      const kept = matches.filter((one) => one.when !== not)
      return {
        ...UNDECIDED,
        matches: [...new Map(kept.map((one) => [`${one.messageId} ${one.commit}`, one])).values()],
      }
    }
    const isOld = (n: number): boolean => n < oldMails.length
    const isHere = (n: number): boolean => mails[n]?.fate !== 'goes' || !isOld(n)
    return {
      before: {
        patches: patchesOf(isOld, false),
        commits: commitsOf(oldCommits.length, false),
        pulls: pullsOf(oldPulls),
        corrections: correctionsOf('after'),
      },
      after: {
        patches: patchesOf(isHere, true),
        commits: commitsOf(all.length, true),
        pulls: pullsOf([...oldPulls, ...newPulls]),
        corrections: correctionsOf('before'),
      },
    }
  })

/** The number of a mail of such a world. */
export const numberOf = (id: string): number => Number(/\d+/.exec(id)?.[0]) + (id.startsWith('p') ? 100 : 1)

/** Stores a world, in place of what was there. */
export async function storeWorld(job: SyncJob, world: World): Promise<void> {
  await job.database.transaction(async (db) => {
    const { projectId } = job
    await putFacts(db, projectId, [...world.patches.map(patchRecord), ...world.pulls.map(pullRecord)])
    for (const table of ['series'] as const)
      await db.deleteFrom(table).where('project_id', '=', projectId).execute()
    await put(
      db,
      projectId,
      'series',
      world.pulls.map((one) => seriesRow(one)),
    )
    await appendCommits(
      db,
      projectId,
      world.commits.map((one) => ({
        ...one,
        parents: one.content === undefined ? 2 : 1,
        message: `${one.subject}\n\n${one.links.map((id) => `Link: https://lore.kernel.org/r/${id}`).join('\n')}\n`,
        diff: undefined,
      })),
    )
    await replaceBranches(db, projectId, 'main', [
      { name: 'master', tip: shaOf('f'), development: true },
      { name: 'stable', tip: shaOf('f'), development: false },
    ])
    await replaceCommitBranches(
      db,
      projectId,
      'main',
      new Map(world.commits.map((one) => [one.sha, one.branches])),
    )
    for (const one of world.commits)
      if (one.content)
        await db
          .deleteFrom('commit_content')
          .where('project_id', '=', projectId)
          .where('sha', '=', one.sha)
          .execute()
    await putCommitContents(
      db,
      projectId,
      'main',
      new Map(world.commits.flatMap((one) => (one.content ? [[one.sha, one.content]] : []))),
    )
  })
}

function recordOf(facts: MessageFacts): FactRecord {
  const message = numberOf(facts.messageId)
  const { address } = facts.sender
  return {
    message,
    digest: facts.messageId,
    size: 1,
    senderKey: address,
    authorKey: facts.author.address,
    parent: undefined,
    thread: message,
    facts,
  }
}

function patchRecord(one: Candidate): FactRecord {
  const facts = readFacts(
    message({ messageId: one.messageId, subject: one.key, from: one.sender, sentAt: one.at }),
    NO_LISTS,
  )
  return recordOf({
    ...facts,
    author: one.author,
    sentAt: one.sentAt,
    patch: one.content,
    subject: { ...facts.subject, key: one.key },
  })
}

function pullRecord(one: GivenPull): FactRecord {
  const facts = readFacts(
    message({ messageId: one.messageId, subject: 'pull', from: PULLER, sentAt: one.at }),
    NO_LISTS,
  )
  return recordOf({ ...facts, pull: one.request })
}

const NO_LISTS = { lists: [], listTags: [] }
const PULLER = { name: 'Max Example', address: 'max@example.org' }

/** The series of a pull request: matching asks for its cover letter alone. */
function seriesRow(one: GivenPull): Row<'series'> {
  return {
    id: one.message,
    name: one.messageId,
    lineage: one.message,
    position: 0,
    version: 1,
    revision: null,
    title: 'pull',
    sender_name: '',
    sender_address: '',
    sender: '',
    at: one.at,
    cover: one.message,
    total: null,
    complete: 1,
    rfc: 0,
    resend: 0,
    pull: 1,
    confidence: 1,
    evidence: '[]',
    status: 'waiting',
    tags: '{}',
    patch_count: 0,
    reply_count: 0,
    additions: 0,
    deletions: 0,
  }
}
