import { areasOf } from '../../src/core/metrics/areas.ts'
import { formatFact } from '../../src/core/metrics/fact-text.ts'
import type { BareFact, TagFact } from '../../src/core/metrics/series-fact.ts'
import { secondsOf } from '../../src/core/time.ts'
import { type LittleLineage, MERGES } from './little-lineages.ts'
import { type LittleMail, MAILS } from './little-mails.ts'

/** What metrics know of a piece of work of the little community, as it is stored. */
export function littleFact(lineage: LittleLineage): string {
  const patchesOf = (index: number): readonly LittleMail[] =>
    (lineage.versions[index]?.mails ?? []).map(mailOf).filter((mail) => mail.kind === 'patch')
  const fact: BareFact = {
    lineage: lineage.versions[0]?.mails[0] ?? '',
    versions: lineage.versions.map((version, index) => {
      const first = mailOf(version.mails[0] ?? '')
      const patches = patchesOf(index)
      const own = new Set([first.from.address, ...patches.map((mail) => (mail.author ?? mail.from).address)])
      const paths = patches.flatMap((mail) => mail.files ?? ['hv/core/ring.c'])
      return {
        id: first.id,
        title: version.title,
        at: secondsOf(first.at),
        version: version.version ?? index + 1,
        sender: first.from.address,
        rfc: lineage.courses.at(-1)?.status === 'rfc',
        resend: false,
        pull: false,
        stable: false,
        target: undefined,
        total: version.total ?? patches.length,
        authors: patches.map((mail) => (mail.author ?? mail.from).address),
        additions: patches.length * 4,
        deletions: patches.length,
        files: new Set(paths).size,
        areas: areasOf(paths, undefined),
        asked: undefined,
        replies: version.replies.map(mailOf).map((mail) => {
          const slot = patches.findIndex((patch) => patch.id === mail.about)
          return {
            at: secondsOf(mail.at),
            sender: mail.from.address,
            patch: slot < 0 ? undefined : slot,
            own: own.has(mail.from.address),
            review: mail.review === true && !own.has(mail.from.address),
            asks: mail.body.includes('?') && !own.has(mail.from.address),
            maintainer: false,
          }
        }),
      }
    }),
    tags: lineage.versions.flatMap((version, index) =>
      [...version.mails, ...version.replies].map(mailOf).flatMap((mail) =>
        (mail.trailers ?? []).map((trailer): TagFact => {
          const slot = patchesOf(index).findIndex((patch) => patch.id === (mail.about ?? mail.id))
          return {
            key: trailer.key,
            person: trailer.by.address,
            at: secondsOf(mail.at),
            version: index,
            patch: slot < 0 ? undefined : slot,
            origin: trailer.givenIn === undefined ? (mail.kind === 'reply' ? 'given' : 'own') : 'carried',
          }
        }),
      ),
    ),
    landed: MERGES.filter((one) => one.counted).flatMap((merge) =>
      lineage.versions.flatMap((_, version) => {
        const patch = patchesOf(version).findIndex((mail) => mail.id === merge.patch)
        return patch < 0
          ? []
          : [{ version, patch, sha: merge.sha, at: secondsOf(merge.at), development: true }]
      }),
    ),
    intervals: lineage.courses.map((course, n) => ({
      from: secondsOf(course.from),
      to: lineage.courses[n + 1] === undefined ? undefined : secondsOf(lineage.courses[n + 1]?.from ?? ''),
      status: course.status,
      turn: course.turn,
      lost: course.lost !== undefined && course.lost !== '',
    })),
    joined: [],
    links: [],
  }
  return formatFact(fact)
}

function mailOf(id: string): LittleMail {
  const mail = MAILS.find((one) => one.id === id)
  if (mail === undefined) throw new TypeError(`no mail ${id}`)
  return mail
}
