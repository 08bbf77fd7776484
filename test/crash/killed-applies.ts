/**
 * A check whether patches apply, in batches, then a search for the commits that broke them, in slices, that is killed at the
 * nth step: `killed-applies.ts FOLDER DATABASE-URL N`; see `killAt`.
 */
import { tryAndSeek } from './applies-story.ts'
import { killAt } from './kill-at.ts'

await killAt(tryAndSeek)
