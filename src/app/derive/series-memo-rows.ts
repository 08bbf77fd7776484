import type { Address } from '../../core/mail/message.ts'
import type { MessageFacts } from '../../core/patches/facts.ts'
import type { FactRecord } from '../../store/derived/facts.ts'
import type { MissingMail } from '../../store/derived/missing-mails.ts'
import type { SeriesMemo, SeriesWaits } from '../../store/derived/series-memos.ts'
import { numberOfSeries } from './lineage-rows.ts'
import type { Work, Works } from './picture.ts'

const NO_WAITS: SeriesWaits = { repliedAt: undefined, approvedAt: undefined, committedAt: undefined }

/** What the next derivation has to know of the series of some lineages. */
export function seriesMemos(
  lineages: readonly Work[],
  { known }: Pick<Works, 'known'>,
  waits: ReadonlyMap<string, SeriesWaits>,
  {
    messageOf,
    personKey,
  }: {
    readonly messageOf: (messageId: string) => number
    readonly personKey: (address: Address) => string
  },
): readonly SeriesMemo[] {
  const links = new Map(known.map((one) => [one.series, one]))
  return lineages.flatMap(({ series }) =>
    series.map(
      (one): SeriesMemo => ({
        id: numberOfSeries(one, messageOf),
        series: one,
        sender: personKey(one.sender),
        known: links.get(one.id) ?? { series: one.id, print: '', links: undefined },
        ...(waits.get(one.id) ?? NO_WAITS),
      }),
    ),
  )
}

/** The Message-IDs that mails name and that are not here: above them and, in work, as other versions. */
export function listMissingNames(
  records: readonly FactRecord[],
  isHere: (messageId: string) => boolean,
): readonly MissingMail[] {
  return records.flatMap(({ message, facts }) =>
    [...namesIn(facts)].flatMap((missing) => (isHere(missing) ? [] : [{ missing, message }])),
  )
}

/** The Message-IDs that a mail names, as far as anything follows from them. */
export function namesIn(facts: MessageFacts): ReadonlySet<string> {
  const isWork = facts.kind !== 'reply' && facts.kind !== 'bot'
  const names = new Set([...facts.parents, ...(isWork ? [...facts.supersedes, ...facts.links] : [])])
  names.delete(facts.messageId)
  return names
}
