/** A sync that is killed at the nth step: `killed-sync.ts FOLDER DATABASE-URL N`; see `killAt`. */
import { killAt } from './kill-at.ts'
import { syncStory } from './story.ts'

await killAt(syncStory)
