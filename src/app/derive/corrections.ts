import type { Address } from '../../core/mail/message.ts'
import type { Match } from '../../core/matching/match.ts'
import type { GroupCorrection } from '../../core/patches/find-series.ts'
import type { Intent, StatusDecision } from '../../core/status/history.ts'
import type { Instant } from '../../core/time.ts'
import type { Decision } from '../../store/inputs/decisions.ts'
import { DECISION_SHAPES } from '../decision-shapes.ts'

/** What people have decided, by what it corrects. Of two that contradict each other, the later one holds. */
export interface Corrections {
  /** In the order in which they were decided. */
  readonly groups: readonly GroupCorrection[]
  /** Pairs "newer older" of mails whose series follow one another, or do not. */
  readonly links: readonly { readonly newer: string; readonly older: string; readonly linked: boolean }[]
  /** Mail -> what was decided about the state of its lineage, oldest first. */
  readonly states: ReadonlyMap<string, readonly StatusDecision[]>
  /** Mail -> what people said that they will do about its lineage, oldest first. */
  readonly intents: ReadonlyMap<string, readonly Intent[]>
  readonly matches: readonly {
    readonly messageId: string
    readonly repository: string
    readonly commit: string
    readonly matched: boolean
    /** What they are called who decided it, or their address. */
    readonly who: string
    readonly sequence: number
  }[]
}

/** Who people are: the key of a person by an address, and what somebody is called by their key. */
export interface Speakers {
  readonly personKey: (address: Address) => string
  readonly names: ReadonlyMap<string, string>
}

/** The corrections of a log, up to an instant. Decisions whose words were erased correct nothing. */
export function readCorrections(
  decisions: readonly Decision[],
  until: Instant,
  { personKey, names }: Speakers,
): Corrections {
  const groups: GroupCorrection[] = []
  const links = new Map<string, Corrections['links'][number]>()
  const states = new Map<string, StatusDecision[]>()
  const intents = new Map<string, Intent[]>()
  const matches = new Map<string, Corrections['matches'][number]>()
  for (const decision of decisions) {
    if (decision.at > until || decision.payload === undefined) continue
    const { subject, at, person } = decision
    const key = personKey({ name: '', address: person })
    const name = names.get(key) ?? ''
    switch (decision.action) {
      case 'group': {
        const words = DECISION_SHAPES.group.safeParse(decision.payload)
        if (words.success) groups.push({ message: subject, series: words.data.series })
        break
      }
      case 'link':
      case 'unlink': {
        const words = DECISION_SHAPES.link.safeParse(decision.payload)
        if (!words.success) break
        const pair = { newer: subject, older: words.data.older, linked: decision.action === 'link' }
        links.delete(`${pair.newer} ${pair.older}`)
        links.set(`${pair.newer} ${pair.older}`, pair)
        break
      }
      case 'state': {
        const words = DECISION_SHAPES.state.safeParse(decision.payload)
        if (!words.success) break
        const list = states.get(subject) ?? []
        states.set(subject, [...list, { at, status: words.data.status, person, name }])
        break
      }
      case 'snooze': {
        const words = DECISION_SHAPES.snooze.safeParse(decision.payload)
        if (!words.success) break
        const list = states.get(subject) ?? []
        const snoozed = { at, status: 'deferred' as const, person, name, until: endOf(words.data.until) }
        states.set(subject, [...list, snoozed])
        break
      }
      case 'not-lost':
      case 'not-me':
      case 'adopt':
      case 'look': {
        const look = DECISION_SHAPES.look.safeParse(decision.payload)
        if (decision.action === 'look' && !look.success) break
        const list = intents.get(subject) ?? []
        const by = decision.action === 'look' && look.success ? endOf(look.data.by) : undefined
        intents.set(subject, [...list, { at, kind: decision.action, person: key, name, until: by }])
        break
      }
      case 'match':
      case 'unmatch': {
        const words = DECISION_SHAPES.match.safeParse(decision.payload)
        if (!words.success) break
        const { commit, repository } = words.data
        const matched = decision.action === 'match'
        matches.set(`${subject} ${repository} ${commit}`, {
          messageId: subject,
          repository,
          commit,
          matched,
          who: name === '' ? person : name,
          sequence: decision.sequence,
        })
        break
      }
    }
  }
  return { groups, links: [...links.values()], states, intents, matches: [...matches.values()] }
}

/** Until a day: to its end, in UTC. */
function endOf(day: string): Instant {
  return `${day}T23:59:59Z`
}

/** The matches with what people know better: theirs are certain, and what they deny is gone. */
export function correctMatches(matches: readonly Match[], corrections: Corrections): readonly Match[] {
  if (corrections.matches.length === 0) return matches
  const key = (one: { messageId: string; repository: string; commit: string }): string =>
    `${one.messageId} ${one.repository} ${one.commit}`
  const decided = new Map(corrections.matches.map((one) => [key(one), one]))
  const kept = matches.filter((match) => !decided.has(key(match)))
  const added = corrections.matches.flatMap((one): Match[] => {
    if (!one.matched) return []
    const found = matches.find((match) => key(match) === key(one))
    return [
      {
        messageId: one.messageId,
        repository: one.repository,
        commit: one.commit,
        rules: found?.rules ?? [],
        confidence: 1,
        counted: true,
        applied: true,
        evidence: `decided by ${one.who} (decision ${one.sequence})`,
      },
    ]
  })
  const claimed = new Set(added.map((one) => `${one.repository} ${one.commit}`))
  return [
    ...kept.map((match) =>
      claimed.has(`${match.repository} ${match.commit}`) ? { ...match, applied: false } : match,
    ),
    ...added,
  ]
}
