/**
 * Words of a sentence (lower case, straight quotes) that end something for whoever says them. Only common ones do; each
 * stands in a mail of a list that was read.
 */

/**
 * It had been done, or had become needless, before somebody says so: "this was fixed by 1234567 in the meantime", "this
 * patch is no longer needed". Of other work ("a gcc bug that has been fixed") nothing follows.
 */
export function saysDone(text: string): boolean {
  return DONE.test(text) && !ELSEWHERE.test(text)
}

/** The same, in words that a review uses of single lines, too: "this is not needed". */
export function saysNeedless(text: string): boolean {
  return NEEDLESS.test(text) && !ELSEWHERE.test(text)
}

const SUBJECT =
  '^(?:that|(?:\\W{0,3}\\w{1,12},? ){0,5}?(?:this|it|the same|these|the (?:patch|fix|issue|problem|bug|series)))(?: (?:patch|series|one|change|fix|issue|bug|problem|set|patchset|commit))?'
const IS =
  "(?:(?: (?:was|were|is|are|has|have|had|seems?|looks?|to|in|the|end|meanwhile|since|now|just)){1,5}|'s(?: (?:now|since|just)){0,2})"
const DONE = new RegExp(
  `${SUBJECT}${IS} (?:already )?(?:been )?(?:already )?(?:(?:fixed|solved|addressed|done|obsoleted|superseded|replaced|implemented) (?:in|by|with) (?:the )?(?:commit )?\\(?[0-9a-f]{7,40}\\b|(?:been )?already (?:been )?(?:fixed|merged|applied|committed|added|upstream|in (?:the )?(?:git|tree|master|main|mainline)))|\\bsuperseded by\\b|^(?:fyi,? )?fixed (?:in|by) (?:commit )?\\(?[0-9a-f]{7,40}\\b|^(?:(?:thanks|yes|sorry|hm+)[,.] )?already (?:merged|applied|fixed|committed|pushed|in (?:the )?(?:git|tree|master|main))\\b|\\bi(?:'ve| have)? (?:just |already |now )?(?:fixed|pushed|committed|applied|merged|implemented)\\b[^?]{0,120}/commit/`,
)
const NEEDLESS = new RegExp(
  `${SUBJECT}${IS} (?:already )?(?:been )?(?:already )?(?:no longer|not) (?:needed|necessary|required)(?:\\sany ?more)?(?=[.,;!]|$| now| because| since| as| with)`,
)
const ELSEWHERE =
  /\b(?:gcc|glibc|musl|libtirpc|clang|qemu|v\d+ of|for a record of|doc(?:s|umentation)?)\b|^if\b/

/** Another patch takes its place from now on: of whoever speaks, who applied, posted or has it. */
export function saysReplaced(text: string): boolean {
  return REPLACED.test(text)
}

const REPLACED =
  /\bi(?:'ve| have)? (?:just |already )?(?:sent|posted) (?:out )?an? (?:\w{1,12} )?patch (?:based on (?:this|yours)|to the list|instead|that (?:should |will )?fix(?:es)? (?:this|it|that))\b|\b(?:i|we)(?:'ve| have)? (?:already )?(?:applied|committed|pushed|merged|made) an? (?:slightly |very |somewhat ){0,2}(?:similar|different|equivalent|alternative) (?:patch|fix|change|version|commit)\b|\b(?:i|we)(?:'ve| have)? (?:just |already |now )?(?:fixed|done|solved|implemented|addressed) (?:this|it|that|the \w{1,16}) (?:in (?:a|another) (?:\w{1,12} ){0,3}(?:different |other )?way|differently)\b|\b(?:i|we)(?:'ve| have)? (?:just |already )?(?:applied|committed|pushed|merged) a (?:little )?(?:bit )?(?:different|modified|simplified|reworked) (?:version|variant)\b|\bsee if the patch (?:that )?i (?:just )?(?:sent|posted)\b|\bi(?:'ll| will) (?:incorporate|fold|integrate) your (?:patch|changes?|fix)(?:es)? (?:in|into|with)\b/

/** They give their own work up, whatever else they say: "please disregard", "go ahead and reject this patch". */
export function givesUp(text: string): boolean {
  return GIVES_UP.test(text)
}

const GIVES_UP =
  /\bplease (?:just )?(?:disregard|ignore)(?:[,;.!]|$)|\bplease (?:just )?(?:disregard|ignore|forget) my (?:fault|mistake|noise)\b|\b(?:you can|go ahead and|feel free to|please) reject (?:this|the|my) (?:patch|series)\b|\bconsider (?:this|the|my)\b[^.?]{0,100}\brejected\b|\b(?:patch|series|change) is (?:unappropriate|inappropriate|not appropriate) for\b|\bi(?:'ll| will|'d) (?:rather |just )?keep the status quo\b|^re-?posted (?:as|here|under|at)\b/

/** They give their own work up, unless they go on in the same mail: "sorry for the noise", "I misunderstood". */
export function yieldsTo(text: string): boolean {
  return YIELDS.test(text)
}

const YIELDS =
  /\bsorry for (?:(?:the|all|making|this) ){0,2}noise\b|\b(?:did not|didn't|do not|don't|never) (?:really |actually )?(?:intend(?:ed)?|expect(?:ed)?|mean(?:t)?|want(?:ed)?) (?:this|it|these|that|(?:the|my|this) (?:patch(?:es)?|series)) to be (?:directly |really |actually )?(?:applied|accepted|merged|committed|included)\b|\b(?:yours|your (?:patch|solution|approach|version|fix|series))\b[^.?]{0,60}\b(?:should be used|be used|use it|take it|go with it) instead\b/

/** They own that they were mistaken; said in a few words, of what the whole stands on. */
export function ownsMistake(text: string): boolean {
  return MISTAKEN.test(text)
}

const MISTAKEN =
  /^(?:sorry,? )?i (?:thought|understood|got|read|had) (?:(?:it|this|that) )?wrong(?:ly)?\b|^(?:sorry,? |oh,? |ah,? )?(?:i (?:misread|misunderstood)|my (?:misunderstanding|mistake))\b/

/**
 * A polite no to what is proposed: "I think I'll skip this one", "I prefer it as it is", "these are intentional", "I don't
 * think we need this".
 */
export function refuses(text: string): boolean {
  return REFUSES.test(text)
}

const REFUSES =
  /\bi(?:'ll| will) (?:(?:rather|just|probably) )?(?:skip|pass on) (?:this|that|it)(?: (?:one|patch))?\b|\bi(?:'m| am)? (?:going to|'ll|will) leave (?:this|that) (?:one|patch) out\b|\bi(?:'d| would)? (?:rather|prefer(?: to)?|like to) (?:(?:keep|leave|have) )?(?:it|this|that|them|things) (?:as[- ](?:is|it is|they are)|the way (?:it is|they are)|unchanged|alone)\b|\bi(?:'d| would)? (?:rather|prefer(?: to)?) (?:keep|leave) the (?:current|existing|old|original) \w+|^(?:\w{1,12},? )?(?:this|that|these|those|it)(?: \w{1,16}){0,2} (?:is|are|was|were) (?:intentional|deliberate|intended|by design|on purpose)\b|\bi (?:do not|don't) (?:really )?(?:think|believe) (?:that )?(?:(?:we|it|you) (?:really )?(?:needs?|should|wants?)(?: to)? (?:have |do |add |take |change )?(?:this|that|it|these)\b|(?:this|that|it)(?: (?:patch|change|one))?(?: is|'s) (?:really )?(?:needed|necessary|useful|worth|a good idea|a bug))|\bi (?:do not|don't) see (?:(?:much|any|the) (?:point|need|value|benefit)|(?:a |any )?reason) (?:in|for|of|to)\b|\b(?:this|it) (?:is|seems|looks)(?: like| to be)? (?:a case of )?overkill\b/
