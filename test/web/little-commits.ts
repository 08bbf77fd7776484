import { formatCommitFact } from '../../src/core/metrics/commit-fact.ts'
import type { Db } from '../../src/store/database.ts'
import { insertRows } from '../../src/store/rows.ts'
import { MERGES } from './little-lineages.ts'
import { type LittleMail, MAILS } from './little-mails.ts'

/** Writes the commits of the little community, what metrics know of them, and its only branch. */
export async function putCommits(db: Db, project: number): Promise<void> {
  await insertRows(
    db,
    'git_commit',
    MERGES.map((one) => ({
      project_id: project,
      repository: 'quarry',
      sha: one.sha,
      author_name: mailOf(one.patch).from.name,
      author_address: mailOf(one.patch).from.address,
      authored_at: mailOf(one.patch).at,
      committer_name: 'Cy Example',
      committer_address: 'cy@example.org',
      committed_at: one.at,
      parents: 1,
      message: `${mailOf(one.patch).subject.replace(/^\[[^\]]*\] /, '')}\n\nAs it was posted.\n\nSigned-off-by: Cy Example <cy@example.org>\n`,
      diff: null,
    })),
  )
  await insertRows(
    db,
    'commit_fact',
    MERGES.map((one) => ({
      project_id: project,
      repository: 'quarry',
      sha: one.sha,
      committed_at: one.at,
      development: 1,
      fact: formatCommitFact({
        repository: 'quarry',
        sha: one.sha,
        subject: mailOf(one.patch).subject.replace(/^\[[^\]]*\] /, ''),
        at: 0,
        author: mailOf(one.patch).from.address,
        committer: 'cy@example.org',
        development: true,
        tags: one.counted ? [{ key: 'Reviewed-by', person: 'bo@example.org' }] : [],
        fixes: [],
        reverts: [],
        pickedFrom: [],
        checkIn: { lacks: one.counted ? [] : [['bo@example.org']], alone: !one.counted, responsible: true },
      }),
    })),
  )
  await insertRows(db, 'git_branch', [
    {
      project_id: project,
      repository: 'quarry',
      name: 'master',
      tip: 'f'.repeat(40),
      development: 1,
      position: 0,
    },
  ])
}

function mailOf(id: string): LittleMail {
  const mail = MAILS.find((one) => one.id === id)
  if (mail === undefined) throw new TypeError(`no mail ${id}`)
  return mail
}
