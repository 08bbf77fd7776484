import type { Address } from '../../src/core/mail/message.ts'
import type { Database, Db } from '../../src/store/database.ts'
import { contentColumns } from '../../src/store/derived/content-rows.ts'
import { saveDerivation } from '../../src/store/derived/derivation.ts'
import { formatFacts } from '../../src/store/derived/fact-columns.ts'
import { replaceLineages } from '../../src/store/derived/lineages.ts'
import { replaceMatches } from '../../src/store/derived/matches.ts'
import { replacePersons } from '../../src/store/derived/people.ts'
import { appendMessages } from '../../src/store/inputs/messages.ts'
import { ensureProject } from '../../src/store/inputs/projects.ts'
import { insertRows } from '../../src/store/rows.ts'
import { indexMessages } from '../../src/store/search.ts'
import { putCommits } from './little-commits.ts'
import { littleFact } from './little-facts.ts'
import { LINEAGES, type LittleLineage, MERGES } from './little-lineages.ts'
import { type LittleMail, MAILS } from './little-mails.ts'
import { bytesOf, factsOfMail, LIST } from './little-octets.ts'
import { putApplies, reviewRows } from './little-review-rows.ts'

/** The instant that the little community stands still at. */
export const NOW = '2026-04-30T12:00:00Z'

/** What its pages are served with. */
export const SITE = {
  baseUrl: 'https://patches.example.org',
  maskAddresses: false,
  projects: [
    {
      id: 'quarry',
      title: 'Quarry',
      lists: [{ address: LIST }],
      repositories: [{ name: 'quarry', url: 'https://git.example.org/quarry.git' }],
    },
  ],
} as const

/**
 * Fills a database with a community of a few mails, row by row: what pages show is fixed here, whatever the
 * derivation of the day would make of the mails. Gives the number of its project.
 */
export async function fillLittleCommunity(database: Database, name = 'quarry'): Promise<number> {
  const project = await ensureProject(database.kysely, name)
  await database.transaction(async (db) => {
    const numbers = await putMails(db, project)
    await putLineages(db, project, numbers)
    await saveDerivation(db, project, {
      version: 1,
      configuration: '',
      message: numbers.size,
      decision: 0,
      as_of: NOW,
      written_at: NOW,
    })
    await insertRows(db, 'sync_run', [
      {
        project_id: project,
        kind: 'sync',
        started_at: '2026-04-30T11:58:00Z',
        finished_at: '2026-04-30T11:59:00Z',
        error: null,
        progress: '{}',
      },
    ])
  })
  return project
}

type Numbers = ReadonlyMap<string, number>

async function putMails(db: Db, project: number): Promise<Numbers> {
  const appended = await appendMessages(
    db,
    project,
    LIST,
    MAILS.map((mail) => ({ messageId: mail.id, bytes: bytesOf(mail), receivedAt: mail.at })),
  )
  const numbers = new Map(MAILS.map((mail, index) => [mail.id, appended[index]?.message ?? 0]))
  const threads = new Map<string, number>()
  const rows = MAILS.map((mail, index) => {
    const message = numbers.get(mail.id) ?? 0
    const thread = (mail.answers === undefined ? undefined : threads.get(mail.answers)) ?? message
    threads.set(mail.id, thread)
    const author = mail.author ?? mail.from
    return {
      project_id: project,
      message,
      message_id: mail.id,
      digest: appended[index]?.digest ?? '',
      at: mail.at,
      sent_at: mail.at,
      received_at: mail.at,
      sender_name: mail.from.name,
      sender_address: mail.from.address,
      sender: mail.from.address,
      author_name: author.name,
      author_address: author.address,
      author: author.address,
      subject: mail.subject,
      title_key: mail.subject.toLowerCase(),
      kind: mail.kind,
      parents: JSON.stringify(mail.answers === undefined ? [] : [mail.answers]),
      parent: mail.answers === undefined ? null : (numbers.get(mail.answers) ?? null),
      thread,
      facts: formatFacts(factsOfMail(mail)),
      has_patch: mail.kind === 'patch' ? 1 : 0,
      size: bytesOf(mail).length,
    }
  })
  await insertRows(db, 'message_fact', rows)
  await insertRows(
    db,
    'patch_content',
    MAILS.flatMap((mail) => {
      const { patch } = factsOfMail(mail)
      return patch === undefined || mail.kind !== 'patch'
        ? []
        : [{ project_id: project, message: numbers.get(mail.id) ?? 0, ...contentColumns(patch) }]
    }),
  )
  await insertRows(
    db,
    'problem',
    MAILS.flatMap((mail) =>
      (mail.problems ?? []).map(([place, what], position) => ({
        project_id: project,
        message: numbers.get(mail.id) ?? 0,
        position,
        place,
        what,
      })),
    ),
  )
  await indexMessages(
    db,
    project,
    MAILS.map((mail) => ({
      message: numbers.get(mail.id) ?? 0,
      subject: mail.subject,
      sender: `${mail.from.name} ${mail.from.address}`,
      body: mail.body,
    })),
  )
  await replacePersons(db, project, personRows(numbers))
  return numbers
}

function personRows(numbers: Numbers) {
  const people = new Map<string, { person: Address; mails: LittleMail[] }>()
  for (const mail of MAILS) {
    const known = people.get(mail.from.address) ?? { person: mail.from, mails: [] }
    known.mails.push(mail)
    people.set(mail.from.address, known)
  }
  return [...people.values()].map(({ person, mails }) => ({
    id: Math.min(...mails.map((mail) => numbers.get(mail.id) ?? 0)),
    person: person.address,
    name: person.name,
    addresses: JSON.stringify([person.address]),
    first_at: mails.reduce((min, mail) => (mail.at < min ? mail.at : min), NOW),
    last_at: mails.reduce((max, mail) => (mail.at > max ? mail.at : max), ''),
    message_count: mails.length,
    series_count: LINEAGES.flatMap((one) => one.versions).filter(
      (one) => mailOf(one.mails[0] ?? '').from.address === person.address,
    ).length,
    review_count: mails.filter((mail) => mail.review === true).length,
  }))
}

function mailOf(id: string): LittleMail {
  const mail = MAILS.find((one) => one.id === id)
  if (mail === undefined) throw new TypeError(`no mail ${id}`)
  return mail
}

async function putLineages(db: Db, project: number, numbers: Numbers): Promise<void> {
  const number = (id: string): number => numbers.get(id) ?? 0
  const parts = LINEAGES.map((lineage) => rowsOf(lineage, number))
  await replaceLineages(db, project, 'all', {
    lineages: parts.map((one) => one.lineage),
    intervals: parts.flatMap((one) => one.intervals),
    facts: LINEAGES.map((lineage) => ({
      lineage: number(lineage.versions[0]?.mails[0] ?? ''),
      fact: littleFact(lineage),
    })),
    ...reviewRows(number),
    series: parts.flatMap((one) => one.series),
    patches: parts.flatMap((one) => one.patches),
    replies: parts.flatMap((one) => one.replies),
    trailers: parts.flatMap((one) => one.trailers),
    seriesLinks: parts.flatMap((one) => one.seriesLinks),
    patchLinks: parts.flatMap((one) => one.patchLinks),
  })
  const matches = MERGES.map((one) => ({
    message: number(one.patch),
    repository: 'quarry',
    sha: one.sha,
    confidence: one.counted ? 0.98 : 0.4,
    counted: one.counted ? 1 : 0,
    applied: one.counted ? 1 : 0,
    rules: JSON.stringify(one.rules),
    evidence: one.evidence,
    development: 1,
    branch: 'master',
    branches: '["master"]',
    committed_at: one.at,
  }))
  await replaceMatches(db, project, 'all', matches)
  await putApplies(db, project, number)
  await putCommits(db, project)
}

function rowsOf(lineage: LittleLineage, number: (id: string) => number) {
  const names = lineage.versions.map((one) => one.mails[0] ?? '')
  const ids = names.map(number)
  const id = ids[0] ?? 0
  const newest = lineage.versions[lineage.versions.length - 1]
  const first = mailOf(names[0] ?? '')
  const patchIds = (index: number): readonly string[] =>
    (lineage.versions[index]?.mails ?? []).filter((one) => mailOf(one).kind === 'patch')
  const live = patchIds(lineage.versions.length - 1)
  const now = lineage.courses[lineage.courses.length - 1]
  if (now === undefined || newest === undefined) throw new TypeError('a lineage has versions and courses')
  const merged = MERGES.filter((one) => one.counted && live.includes(one.patch))
  const mails = lineage.versions.flatMap((one) => [...one.mails, ...one.replies]).map(mailOf)
  const intervals = lineage.courses.map((course, index) => ({
    lineage: id,
    from_at: course.from,
    to_at: lineage.courses[index + 1]?.from ?? null,
    status: course.status,
    turn: course.turn,
    lost: course.lost ?? '',
    why: course.why,
    evidence: course.evidence ?? null,
    holders: JSON.stringify(course.holders ?? []),
    since: course.since ?? course.from,
  }))
  return {
    intervals,
    lineage: {
      id,
      name: first.id,
      title: newest.title,
      newest: ids[ids.length - 1] ?? 0,
      versions: ids.length,
      started_at: first.at,
      active_at: [...mails.map((mail) => mail.at), ...merged.map((one) => one.at)].sort().at(-1) ?? first.at,
      sender: first.from.address,
      status: now.status,
      derived_status: lineage.derived ?? null,
      turn: now.turn,
      holders: JSON.stringify(now.holders ?? []),
      since: now.since ?? now.from,
      why: now.why,
      evidence: now.evidence ?? null,
      lost: now.lost ?? '',
      merged_at:
        now.status === 'merged'
          ? (merged
              .map((one) => one.at)
              .sort()
              .at(-1) ?? null)
          : null,
      effective: JSON.stringify(live.map(number)),
    },
    series: lineage.versions.map((version, index) => {
      const mail = mailOf(version.mails[0] ?? '')
      const patches = patchIds(index)
      return {
        id: ids[index] ?? 0,
        name: mail.id,
        lineage: id,
        position: index + 1,
        version: version.version ?? index + 1,
        revision: null,
        title: version.title,
        sender_name: mail.from.name,
        sender_address: mail.from.address,
        sender: mail.from.address,
        at: mail.at,
        cover: mail.kind === 'cover' ? number(mail.id) : null,
        total: version.total ?? patches.length,
        complete: (version.total ?? patches.length) === patches.length ? 1 : 0,
        rfc: now.status === 'rfc' ? 1 : 0,
        resend: 0,
        pull: 0,
        confidence: 1,
        evidence: '["same git-send-email run"]',
        status: index === lineage.versions.length - 1 ? now.status : 'superseded',
        tags: '{}',
        patch_count: patches.length,
        reply_count: version.replies.length,
        additions: patches.length * 4,
        deletions: patches.length,
      }
    }),
    patches: lineage.versions.flatMap((version, index) =>
      patchIds(index).map((patch, slot) => {
        const mail = mailOf(patch)
        const author = mail.author ?? mail.from
        const next = patchIds(index + 1)[slot]
        return {
          message: number(patch),
          series: ids[index] ?? 0,
          position: version.slots?.[slot] ?? slot + 1,
          title: mail.subject.replace(/^\[[^\]]*\] /, ''),
          author_name: author.name,
          author_address: author.address,
          author: author.address,
          at: mail.at,
          patch_id: null,
          additions: 4,
          deletions: 1,
          files: JSON.stringify(mail.files ?? ['hv/core/ring.c']),
          duplicate: 0,
          state: next === undefined ? 'live' : 'superseded',
          superseded_by: next === undefined ? null : number(next),
          merged: merged.some((one) => one.patch === patch) ? 1 : 0,
        }
      }),
    ),
    replies: lineage.versions.flatMap((version, index) =>
      version.replies.map((reply) => {
        const mail = mailOf(reply)
        return {
          message: number(reply),
          series: ids[index] ?? 0,
          patch: mail.about === undefined ? null : number(mail.about),
          at: mail.at,
          sender: mail.from.address,
          review: mail.review === true ? 1 : 0,
          proposal: 0,
          signals: '[]',
        }
      }),
    ),
    trailers: lineage.versions.flatMap((version, index) =>
      [...version.mails, ...version.replies].flatMap((one) => {
        const mail = mailOf(one)
        return (mail.trailers ?? []).map((trailer, position) => ({
          message: number(one),
          position,
          series: ids[index] ?? 0,
          patch: mail.kind === 'patch' ? number(one) : mail.about === undefined ? null : number(mail.about),
          key: trailer.key,
          name: trailer.by.name,
          address: trailer.by.address,
          person: trailer.by.address,
          value: `${trailer.by.name} <${trailer.by.address}>`,
          note: null,
          origin: trailer.givenIn === undefined ? (mail.kind === 'reply' ? 'reply' : 'own') : 'carried',
          given_in: trailer.givenIn === undefined ? null : number(trailer.givenIn),
          typo: 0,
          patches: null,
          scope: null,
          condition: null,
        }))
      }),
    ),
    seriesLinks: ids.slice(1).map((newer, index) => ({
      newer,
      older: ids[index] ?? 0,
      score: 8,
      confidence: index === 0 ? 0.95 : 0.3,
      evidence: '["same titles", "same sender"]',
    })),
    patchLinks: lineage.versions.slice(1).flatMap((_, index) =>
      patchIds(index + 1).flatMap((newer, slot) => {
        const older = patchIds(index)[slot]
        return older === undefined
          ? []
          : [{ newer: number(newer), older: number(older), confidence: 0.97, evidence: '["same title"]' }]
      }),
    ),
  }
}
