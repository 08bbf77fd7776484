/** What has to happen before a tag counts: "with that fixed". */
export interface TagCondition {
  /** The words that say so. */
  readonly text: string
  /** `committer`: it can be done while committing, so it stops nothing. */
  readonly by: 'author' | 'committer'
}

/** What is to be done; `DOING` also as it is said behind "after". */
const DOING =
  '(?:fix|address|chang|correct|dropp|adjust|updat|resolv|remov|renam|add|mov|squash|rebas|amend|clean|clarify|split+|sort)ing'
const DONE = `(?:${DOING}|fix(?:ed|es|up)?|addressed|change[ds]?|corrected|dropped|adjusted|adjustments?|updated?|resolved|removed|renamed|added|moved|merged|squashed|rebased|amended|cleaned|folded|split|clarified|reworded|replaced|applied|done|sorted|taken care of|nit(?:pick)?s?|typos?)`
const REST = '[^.?!:]{0,160}'
const CONDITION = new RegExp(
  `(?:^|[ ,(;*])((?:(?:with|once|provided|assuming(?! i\\b)|subject to|modulo|give or take|as long as|on condition)\\b${REST}?\\b${DONE}|if you (?:can |could )?${DONE}|(?:when|after) (?:\\w+ )?${DOING})\\b${REST})`,
  'i',
)
/** "If you want to make a patch out of it", "once you post a proper patch": there is none yet that the tag could count for. */
const PROPOSED =
  /\b(?:if|when|once|should) you (?:(?:want|wish|like|care|decide|plan|intend|could|can|would(?: like)?) (?:to )?)?(?:(?:make|turn|send|submit|post|write|create|do|prepare)(?! (?:a |the |another )?(?:new |next )?(?:version|revision|v\d))\b[^.?!:]{0,40}?\b(?:a|into a)(?: \w+)? patch (?:out of|from|of|for) (?:it|this|that)\b|(?:make|turn|send|submit|post|write|create|do|prepare)\b[^.?!:]{0,40}?\b(?:formal|proper|real|official)(?: \w+)? patch(?:es)?\b|turn (?:it|this|that) into (?:a|an) (?:\w+ )?patch\b)/i
/** "With that:", "With this change,", "… in that case? If so:": the condition is what was said above. */
const BACKWARDS =
  /(?:^|[.,;!] ?)((?:so |and |but |then )?with (?:that|this|these|those|(?:the )?above|it|them)(?: (?:\w+ ){0,3}\w+)?|(?<=[.?!] )if so)[:,.]?$/i
/** "Preferably with …", "with or without …" leave the tag as it is. */
const SOFT =
  /\b(?:preferably|ideally|maybe|perhaps|optionally|either way|in any case|regardless)\b|\bwith or without\b|\bwithout any\b|\bif you (?:want|like|prefer|wish|feel|respin|resend|need to)\b|\bif (?:there is|there's|there are|you have|needed|necessary|any)\b/i
const BY_COMMITTER =
  /\b(?:(?:can|could|may|might|will|would|happy to|fine to|i'll|to) )[^.?!]{0,60}\b(?:fix|fixed|adjust|adjusted|done|do|change|changed|tweak|tweaked|drop|dropped|remove|removed|add|added|amend|amended|applied|squash|squashed|take care|taken care)\b[^.?!]{0,60}\b(?:when|while|on|upon|during|at(?: the time of)?|before|as part of)\b (?:the )?(?:commit|committing|applying|apply|merge|merging|push|pushing)\b/i
/** What already happened, or is said of something else, is no condition: "OK with dropping it", "with v3 I tested". */
const OTHERWISE =
  /\b(?:ok|okay|fine|happy|agree[ds]?|good|issues?|problems?|wrong) with\b|\bwith (?:the rest of|which|my|v\d)|\b(?:if i|after i|when i|once i|if we|i have|i've|tested|works?|worked|runs?|boots?|seen?|looked|confirm(?:ed)?|tests? pass|patch applied|this applied|doesn't|does not)\b/i
/** "… can be added by a followup patch": not asked of this one. */
const LATER =
  /\b(?:in|by|with|as) (?:a|an|another|some) (?:follow-?up|later|additional|subsequent) (?:patch|commit|series)/i

/** More than this of a lead-in is not read. */
const LONGEST = 600

/**
 * What a lead-in or note makes a tag depend on; `undefined` where it depends on nothing.
 *
 *     "Just a nit below, with that fixed"           by the author
 *     "With the two minor issues fixed:"            by the author
 *     "Typo, can be fixed while committing."        by the committer
 *     "preferably with the comment moved"           on nothing
 *     "if you make a patch out of it, add my"       by the author
 *
 * Source: patch-trackers dossier, section 5.4.
 */
export function findTagCondition(words: string): TagCondition | undefined {
  const text = words.slice(-LONGEST).replace(/\s+/g, ' ').trim()
  const committer = BY_COMMITTER.exec(text)?.[0]
  if (committer !== undefined) return { text: committer, by: 'committer' }
  const proposed = PROPOSED.exec(text)?.[0]
  if (proposed !== undefined) return { text: proposed, by: 'author' }
  const found = CONDITION.exec(text) ?? BACKWARDS.exec(text)
  const said = found?.[1]?.trim()
  if (found === null || said === undefined || SOFT.test(text) || LATER.test(said)) return undefined
  const before = text.slice(Math.max(0, found.index - 12), found.index)
  return OTHERWISE.test(`${before} ${said}`) ? undefined : { text: said, by: 'author' }
}
