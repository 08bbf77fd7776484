import type { PostedMail } from './grouping-mail.ts'

/** What holds a group together, strongest first. */
export type GroupEvidence = 'run' | 'thread' | 'siblings' | 'window'

/** Mails of one sender that make one series. Joining moves mails from one group to another. */
export interface Group {
  mails: PostedMail[]
  readonly slots: Set<number>
  /** The versions on its patches, "" for none; and those on its cover letter, which is often wrong. */
  readonly labels: Set<string>
  readonly coverLabels: Set<string>
  readonly totals: Set<number>
  readonly evidence: Set<GroupEvidence>
  /** Name of the program whose run it was, where one run holds it together. */
  program: string | undefined
}

/** Where each mail of one sender stands. */
export type Groups = Map<string, Group>

/** Puts mails into a new group. */
export function newGroup(groups: Groups, mails: readonly PostedMail[]): Group {
  const group: Group = {
    mails: [],
    slots: new Set(),
    labels: new Set(),
    coverLabels: new Set(),
    totals: new Set(),
    evidence: new Set(),
    program: undefined,
  }
  for (const mail of mails) addMail(groups, group, mail)
  return group
}

/** Joins two groups; the larger one remains. */
export function joinGroups(groups: Groups, a: Group, b: Group, evidence: GroupEvidence): void {
  const [kept, moved] = a.mails.length >= b.mails.length ? [a, b] : [b, a]
  for (const mail of moved.mails) addMail(groups, kept, mail)
  for (const one of moved.evidence) kept.evidence.add(one)
  kept.program ??= moved.program
  kept.evidence.add(evidence)
}

function addMail(groups: Groups, group: Group, mail: PostedMail): void {
  group.mails.push(mail)
  groups.set(mail.id, group)
  if (mail.slot !== undefined) group.slots.add(mail.slot)
  if (mail.slot === 0) group.coverLabels.add(mail.label ?? '')
  else group.labels.add(mail.label ?? '')
  if (mail.total !== undefined) group.totals.add(mail.total)
}
