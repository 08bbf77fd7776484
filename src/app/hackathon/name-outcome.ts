import type { HackathonAct } from '../../core/hackathon/decision.ts'
import type { Db } from '../../store/database.ts'
import { findMessages } from '../../store/inputs/messages.ts'
import { findCommits } from '../../store/read/commit.ts'
import { findSeriesName } from '../../store/read/lineage.ts'
import { findLineageName } from '../../store/read/outcomes.ts'

type Judge = Extract<HackathonAct, { readonly kind: 'outcome.judge' }>

/**
 * A judgement whose target is named as everything else names it: a commit by its whole hash, a series by the earliest
 * mail of its lineage, whichever of its mails was given. A text where there is no such thing: why, for the person.
 */
export async function nameOutcome(db: Db, projectId: number, act: Judge): Promise<Judge | string> {
  const named = await nameTarget(db, projectId, act)
  // What did not come of something need not be here.
  return typeof named === 'string' && act.verdict === 'rejected' ? act : named
}

async function nameTarget(db: Db, projectId: number, act: Judge): Promise<Judge | string> {
  const target = act.target.trim().replace(/^<|>$/g, '')
  switch (act.outcome) {
    case 'commit': {
      if (!/^[0-9a-f]{7,40}$/i.test(target))
        return `"${target.slice(0, 100)}" is no hash of a commit: give 7 digits or more`
      const shas = new Set((await findCommits(db, projectId, target.toLowerCase())).map((one) => one.sha))
      const [only, ...more] = shas
      if (only === undefined) return `no repository of this project has the commit "${target}"`
      return more.length > 0
        ? `${shas.size} commits begin with "${target}": give more digits`
        : { ...act, target: only }
    }
    case 'series': {
      const found = await findSeriesName(db, projectId, target)
      const name = found === undefined ? undefined : await findLineageName(db, projectId, found.id)
      return name === undefined ? `no series has a mail "${target.slice(0, 200)}"` : { ...act, target: name }
    }
    case 'thread':
      return (await findMessages(db, projectId, [target])).size > 0
        ? { ...act, target }
        : `there is no mail "${target.slice(0, 200)}"`
  }
}
