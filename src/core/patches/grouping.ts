import type { MessageFacts } from './facts.ts'
import { type Group, type Groups, joinGroups, newGroup } from './grouping-group.ts'
import { joinByThread, joinByWindow, joinSiblings } from './grouping-joins.ts'
import { BURST, compareMails, type PostedMail, postedMail } from './grouping-mail.ts'
import { splitRun } from './grouping-runs.ts'

/**
 * The groups of mails that were posted together, of one sender's mails (in any order, each once).
 *
 * Rules in order of strength: one run of a program, one thread, one parent, one half hour; each only joins what
 * fits (other slots, same version, same total), and none takes a slot from another version. An unnumbered patch is
 * a group of its own, unless it hangs below a cover letter that has no number either.
 * Source: patch-trackers dossier, sections 2.4 and 2.5.
 */
export function groupMails(messages: readonly MessageFacts[]): readonly Group[] {
  const posted = listPosted(messages).sort(compareMails)
  const groups: Groups = new Map()
  const runs = new Map<string, PostedMail[]>()
  const openings: PostedMail[] = []
  const loose: PostedMail[] = []
  for (const mail of posted) {
    if (mail.unnumberedCover) openings.push(mail)
    else if (mail.slot === undefined) loose.push(mail)
    else if (mail.run === undefined) newGroup(groups, [mail])
    else {
      const run = runs.get(mail.run.stem)
      if (run) run.push(mail)
      else runs.set(mail.run.stem, [mail])
    }
  }
  for (const run of runs.values())
    for (const part of splitRun(run)) {
      const group = newGroup(groups, part)
      if (part.length > 1) {
        group.evidence.add('run')
        group.program = part[0]?.run?.program
      }
    }
  for (const opening of openings) newGroup(groups, [opening])

  const numbered = posted.filter((mail) => mail.slot !== undefined)
  joinByThread(numbered, groups)
  joinSiblings(numbered, groups)
  joinByWindow(groups)
  joinLoose(loose, groups)
  return [...new Set(groups.values())].filter(isSeries)
}

function listPosted(messages: readonly MessageFacts[]): PostedMail[] {
  const nakedCovers = findNakedCovers(messages)
  const posted: PostedMail[] = []
  for (const facts of messages) {
    const { kind, subject } = facts
    if (kind === 'patch' || kind === 'cover') posted.push(postedMail(facts))
    else if (kind === 'pull') posted.push(postedMail(facts, subject.index === undefined))
    else if (nakedCovers.has(facts.messageId)) posted.push(postedMail(facts, true))
  }
  return posted
}

/** Mails without diff and number, no replies, with patches directly below them within half an hour. */
function findNakedCovers(messages: readonly MessageFacts[]): ReadonlySet<string> {
  const others = new Map<string, MessageFacts>()
  for (const facts of messages) if (facts.kind === 'other') others.set(facts.messageId, facts)
  const found = new Set<string>()
  if (others.size === 0) return found
  for (const facts of messages) {
    const above = facts.kind === 'patch' ? others.get(facts.parents[0] ?? '') : undefined
    if (above === undefined) continue
    const seconds = (Date.parse(facts.at) - Date.parse(above.at)) / 1000
    if (seconds >= 0 && seconds <= BURST) found.add(above.messageId)
  }
  return found
}

/** An unnumbered patch joins the unnumbered cover letter that it answers, unless numbered ones did; else it is alone. */
function joinLoose(loose: readonly PostedMail[], groups: Groups): void {
  for (const mail of loose) {
    const above = groups.get(mail.facts.parents[0] ?? '')
    const cover = above?.mails.find((one) => one.id === mail.facts.parents[0])
    const group = newGroup(groups, [mail])
    if (above === undefined || cover === undefined || !cover.unnumberedCover) continue
    const hasNumbers = above.mails.some((one) => one !== cover && one.slot !== undefined)
    if (hasNumbers || mail.at < cover.at || mail.at - cover.at > BURST || mail.stable !== cover.stable)
      continue
    joinGroups(groups, above, group, 'thread')
  }
}

/** A naked cover letter whose patches went elsewhere is an ordinary mail. */
function isSeries(group: Group): boolean {
  const [only] = group.mails
  return !(group.mails.length === 1 && only?.unnumberedCover && only.facts.kind === 'other')
}
