import { matchCommits } from '../../src/core/matching/match-commits.ts'
import { MATCH_RULES } from '../../src/core/matching/match-rules.ts'
import { commitOf, edit, type LittleCommit, type LittlePatch, patchMail } from './changes.ts'

/**
 * The shapes in which matching goes wrong, each as a short world of its own (matching dossier, section 9). Answers are
 * written `mail > commit`, `mail ? commit` where it is shown and not counted, with `*` at the version that was applied.
 */
export function answer(patches: readonly LittlePatch[], commits: readonly LittleCommit[]): readonly string[] {
  const matches = matchCommits([...patches, ...BACKGROUND].map(patchMail), commits.map(commitOf), {
    rules: MATCH_RULES,
  })
  return matches
    .map((match) => {
      const mail = match.messageId.slice(0, match.messageId.lastIndexOf('@'))
      const commit = match.commit.replace(/0+$/, '')
      return `${mail} ${match.counted ? '>' : '?'} ${commit}${match.applied ? ' *' : ''}`
    })
    .sort()
}

/** Other people's patches, so that words and lines are as rare as on a list. */
const BACKGROUND: readonly LittlePatch[] = Array.from({ length: 60 }, (_, n) => ({
  id: `background-${n}`,
  subject: `[PATCH] module ${n}: replace the old call`,
  diff: edit(
    `module/${n}.c`,
    [`	old_call_${n}(context);`, '	return 0;'],
    [`	new_call_${n}(context);`, '	return 1;'],
  ),
  by: `Person${n % 7}`,
  on: (n % 40) - 40,
}))

/** So many lines of a function of its own. */
export const body = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `	${name}_step_${n}(state, ${n * 31});`)
