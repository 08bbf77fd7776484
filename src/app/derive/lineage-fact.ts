import type { Address } from '../../core/mail/message.ts'
import { areasOf } from '../../core/metrics/areas.ts'
import type {
  BareFact,
  FactInterval,
  LandedFact,
  ReplyFact,
  TagFact,
  VersionFact,
} from '../../core/metrics/series-fact.ts'
import { type GivenTrailer, patchesOf, type SeriesReply } from '../../core/patches/given-trailers.ts'
import type { Series } from '../../core/patches/series.ts'
import type { FileOwners } from '../../core/people/file-owners.ts'
import { listPeopleToAsk } from '../../core/people/people-to-ask.ts'
import type { StandingInterval } from '../../core/status/status.ts'
import { secondsOf } from '../../core/time.ts'
import { isReview } from './is-review.ts'
import type { FactSources, LineageStory } from './lineage-story.ts'

/** What metrics need of a lineage, from everything that is known of it. */
export function lineageFact(story: LineageStory, sources: FactSources): BareFact {
  const { series } = story
  const versionOf = new Map(series.map((one, n) => [one.id, n]))
  const places = placePatches(series)
  const own = story.courses.find((course) => course.lineage === story.lineage.id)
  const joined = story.courses.flatMap((course) => {
    const first = versionOf.get(course.lineage)
    return course === own || first === undefined || course.intervals.length === 0
      ? []
      : [{ first, intervals: course.intervals.map(intervalFact) }]
  })
  return {
    lineage: story.lineage.id,
    versions: series.map((one) => versionFact(story, one, sources)),
    tags: story.trailers.flatMap((given) => tagFacts(given, series, versionOf, places)),
    landed: story.matches
      .flatMap((match): LandedFact[] => {
        const place = places.get(match.messageId)
        return place === undefined
          ? []
          : [
              {
                ...place,
                sha: match.commit,
                at: secondsOf(match.committedAt),
                development: match.development,
              },
            ]
      })
      .sort((a, b) => a.at - b.at || (a.sha < b.sha ? -1 : a.sha > b.sha ? 1 : a.patch - b.patch)),
    intervals: own?.intervals.map(intervalFact) ?? [],
    joined,
    links:
      joined.length === 0
        ? []
        : story.seriesLinks.flatMap((link) => {
            const newer = versionOf.get(link.newer)
            const older = versionOf.get(link.older)
            return newer === undefined || older === undefined ? [] : [[newer, older] as const]
          }),
  }
}

type Places = ReadonlyMap<string, { readonly version: number; readonly patch: number }>

/** Where each patch stands. A mail that claims a slot which a later one holds stands there too. */
function placePatches(series: readonly Series[]): Places {
  const places = new Map<string, { version: number; patch: number }>()
  for (const [version, one] of series.entries())
    for (const [patch, id] of one.patches.entries()) if (id !== undefined) places.set(id, { version, patch })
  return places
}

function versionFact(story: LineageStory, series: Series, sources: FactSources): VersionFact {
  const { factsOf, personKey, ownersAt } = sources
  const mails = series.patches.map((id) => (id === undefined ? undefined : factsOf(id)))
  const contents = mails.flatMap((mail) => mail?.patch ?? [])
  const paths = [...new Set(contents.flatMap((one) => one.files.map((file) => file.path)))]
  const ownersOf = ownersAt && ((path: string) => ownersAt(path, series.at))
  const authors = mails.map((mail) => (mail === undefined ? undefined : personKey(mail.author)))
  const answering = ownersOf && new Set(paths.flatMap((path) => ownersOf(path)?.pool ?? []).map(personKey))
  const own = new Set([personKey(series.sender), ...authors])
  return {
    id: series.id,
    title: series.title,
    at: secondsOf(series.at),
    version: series.version,
    sender: personKey(series.sender),
    rfc: series.rfc,
    resend: series.resend,
    pull: series.pull,
    stable: series.stable.length > 0,
    target: series.target,
    total: series.total ?? series.patches.length,
    authors,
    additions: contents.reduce((sum, one) => sum + one.additions, 0),
    deletions: contents.reduce((sum, one) => sum + one.deletions, 0),
    files: paths.length,
    areas: areasOf(paths, ownersOf),
    asked:
      ownersOf &&
      askedOf(
        series,
        own,
        paths.flatMap((path) => ownersOf(path) ?? []),
        sources,
      ),
    replies: story.replies
      .filter((reply) => reply.series === series.id && reply.facts.kind !== 'bot')
      .map((reply) => replyFact(reply, series, own, answering, sources)),
  }
}

/** How many of those who answer for the files one of its mails was sent to; its own people need no asking. */
function askedOf(
  series: Series,
  own: ReadonlySet<string | undefined>,
  files: readonly FileOwners[],
  { factsOf, personKey }: Pick<FactSources, 'factsOf' | 'personKey'>,
): VersionFact['asked'] {
  const people = new Set(listPeopleToAsk(files).map(personKey))
  for (const one of own) if (one !== undefined) people.delete(one)
  if (people.size === 0) return undefined
  const mails = [series.cover, ...series.patches, ...series.duplicates]
  const sentTo = mails.flatMap((id) => (id === undefined ? [] : (factsOf(id)?.to ?? [])))
  const reached = new Set(sentTo.map(personKey))
  return { all: people.size, reached: [...people].filter((one) => reached.has(one)).length }
}

const ASKS: ReadonlySet<string> = new Set(['request', 'question', 'objection'])

function replyFact(
  reply: SeriesReply,
  series: Series,
  own: ReadonlySet<string | undefined>,
  answering: ReadonlySet<string> | undefined,
  {
    factsOf,
    personKey,
  }: { readonly factsOf: FactSources['factsOf']; readonly personKey: (a: Address) => string },
): ReplyFact {
  const sender = personKey(reply.facts.sender)
  const isOwn = own.has(sender)
  const slot = reply.patch === undefined ? -1 : series.patches.indexOf(reply.patch)
  return {
    at: secondsOf(reply.facts.at),
    sender,
    patch: slot < 0 ? undefined : slot,
    own: isOwn,
    review: !isOwn && isReview(reply, series, factsOf, personKey),
    asks: !isOwn && reply.facts.signals.some((signal) => ASKS.has(signal.kind)),
    maintainer: answering?.has(sender) ?? false,
  }
}

function tagFacts(
  given: GivenTrailer,
  series: readonly Series[],
  versionOf: ReadonlyMap<string, number>,
  places: Places,
): TagFact[] {
  const version = versionOf.get(given.series)
  if (given.person === undefined || version === undefined) return []
  const tag = {
    key: given.trailer.key,
    person: given.person,
    at: secondsOf(given.at),
    version,
    origin: given.origin !== 'reply' ? given.origin : given.byGiver ? 'given' : 'passed',
  } as const
  if (given.patch === undefined && given.patches === undefined) return [{ ...tag, patch: undefined }]
  return patchesOf(given, series[version]).flatMap((id) => {
    const place = places.get(id)
    return place === undefined ? [] : [{ ...tag, version: place.version, patch: place.patch }]
  })
}

function intervalFact(one: StandingInterval): FactInterval {
  return {
    from: secondsOf(one.from),
    to: one.to === undefined ? undefined : secondsOf(one.to),
    status: one.status,
    turn: one.turn,
    lost: one.lost.length > 0,
  }
}
