import {
  givesUp,
  ownsMistake,
  refuses,
  saysDone,
  saysNeedless,
  saysReplaced,
  yieldsTo,
} from './closing-words.ts'
import { listSentences, type Sentence } from './sentences.ts'
import type { Subject } from './subject.ts'
import { findKeys } from './trailer-keys.ts'
import type { Trailer } from './trailers.ts'
import type { OwnText } from './unquoted.ts'

type Kind = Signal['kind']

/** More signals than this are not read from one mail. */
const MOST = 50
const LONGEST_EXCERPT = 200

/**
 * What a reply's own words do: ask, object, promise, agree, praise, claim, put off, withdraw, remind. In order,
 * at most 50, each with the sentence that says so.
 *
 * Words alone decide, and only common ones do: what is missed stays readable in the mail, while a wrong claim
 * ("applied") would move the patch. A sentence may do two things ("Looks good, but please rename it").
 * Source: patch-trackers dossier, sections 3.2 and 3.3.
 */
export function findSignals(own: OwnText, subject: Subject, trailers: readonly Trailer[]): readonly Signal[] {
  const found: Signal[] = []
  const say = (kind: Kind, excerpt: string): void => {
    if (found.length < MOST) found.push({ kind, excerpt: excerpt.slice(0, LONGEST_EXCERPT) })
  }
  if (subject.ping) say('ping', subject.raw)
  for (const trailer of trailers)
    if (trailer.key === 'Nacked-by') say('objection', `${trailer.key}: ${trailer.value}`)
  const sentences = listSentences(own, isTrailerLine)
  const isShort = sentences.length <= 8
  let offers = false
  let yields: string | undefined
  let isAfterRemark = false
  let refusal: string | undefined
  let asks = false
  for (const sentence of sentences) {
    if (found.length >= MOST) break
    const text = plain(sentence.text)
    offers ||= OFFER_TO_FIX.test(text)
    if (yieldsTo(text) || (isShort && ownsMistake(text))) yields ??= sentence.text
    const kinds = kindsOf(sentence, isShort, isAfterRemark)
    for (const kind of kinds) say(kind, sentence.text)
    if (isShort && !text.endsWith('?') && refuses(text)) refusal ??= sentence.text
    else asks ||= kinds.includes('request') || kinds.includes('question')
    isAfterRemark ||= sentence.text.length > REMARK && !sentence.text.includes('@')
  }
  // Who goes on with it, or asks something, has not given it up.
  if (yields !== undefined && !found.some((signal) => GOES_ON.has(signal.kind))) say('withdrawn', yields)
  // Who asks for something beside it would have the rest.
  if (refusal !== undefined && !asks) say('refusal', refusal)
  // Whoever mends it while applying asks nothing of its author.
  return offers ? found.filter((signal) => signal.kind !== 'request') : found
}

/** "Otherwise it's fine, and I can fix the messages before applying if you want." */
const OFFER_TO_FIX =
  /\b(?:i|we)(?: can|'ll| will| could|'d| would)(?: also| just| easily| then)? (?:fix|change|adjust|amend|correct|do|add|remove|drop|reword|tweak|squash)\b[^.?]{0,60}\b(?:before|when|while|on|during|prior to) (?:i |we )?(?:apply(?:ing)?|commit(?:ting)?|merg(?:e|ing)|push(?:ing)?|pull(?:ing)?|queu(?:e|ing))\b/

/** Who does one of these in the same mail has not given it up. */
const GOES_ON: ReadonlySet<Kind> = new Set(['promise', 'question', 'withdrawn'])

function plain(text: string): string {
  return text.toLowerCase().replaceAll('’', "'")
}

function isTrailerLine(line: string): boolean {
  const colon = line.indexOf(':')
  return (
    colon > 1 &&
    colon < 42 &&
    /^[a-z-]+$/i.test(line.slice(0, colon)) &&
    findKeys(line.slice(0, colon)).length > 0
  )
}

/** What one sentence does; claims and consent first, then what it asks. */
function kindsOf(sentence: Sentence, isShort: boolean, isAfterRemark: boolean): readonly Kind[] {
  const text = plain(sentence.text)
  if (!/[a-z+]/.test(text)) return []
  const isQuestion = text.endsWith('?')
  const isPing = PING.test(text) || (!isAfterRemark && ASKS_FOR_WORDS.test(text))
  if (isShort && isPing && !GREETING.test(text)) return ['ping']
  const kinds: Kind[] = []
  if (!isQuestion && REVOKED.test(text)) kinds.push('revoked')
  else if (SELF_NACK.test(text) || WITHDRAWN.test(text) || givesUp(text)) kinds.push('withdrawn')
  if (!isQuestion && isApplied(text)) kinds.push('applied')
  if (!isQuestion && DEFERRED.test(text) && !/\b(?:if|unless|no problem)\b/.test(text)) kinds.push('deferred')
  // In a review of some length, or below a line of the diff, "not needed" is said of a line.
  const isDone = saysDone(text) || (isShort && !sentence.belowDiff && saysNeedless(text))
  if (!isQuestion && isDone) kinds.push('settled')
  if (!isQuestion && saysReplaced(text)) kinds.push('replaced')
  if (isApproval(text)) kinds.push('approval')
  const isAgreed =
    SHORT_CONSENT.test(text) ||
    (AGREEMENT.test(text) && !/n't (?:think|agree|make|sound)|\bnot (?:agree|sure)\b/.test(text))
  if (isAgreed) kinds.push('agreement')
  if (!isQuestion && PROMISE.test(text)) kinds.push('promise')
  if (OBJECTION.test(text) && !NO_OBJECTION.test(text) && !SELF_NACK.test(text)) kinds.push('objection')
  else if (asks(text, sentence, kinds)) kinds.push('request')
  else if (isQuestion && /[a-z]{2}/.test(text)) kinds.push('question')
  return kinds
}

const HELLO = '(?:(?:hi|hello|hey|dear|so|and)\\b[\\w ,]{0,30}?[ ,:!]+)?'
const PING = new RegExp(
  `^${HELLO}(?:\\*{0,3}(?:(?:a |this is a )?(?:gentle|gently|friendly|kind|polite) )?(?:ping\\b[*^\\d]{0,4}(?=[ .,!?~:)]*$|[.,!?~:] | (?:on|for|again|about|this|to|all|please|guys|any)\\b)|reminder\\b(?=[ .,!?~:)]*$|[.,!?~] |: (?:please|could|can|would|any)\\b| (?:on|for|again|about|this|to|all|please|guys|any)\\b))|any (?:news|updates?|progress|chance(?! (?:that )?you (?:could|can) (?:try|test|send|share|add|run|check|post|rebase|resend)))\\b[^?]{0,80}\\?|could (?:some|any)(?:one|body) (?:(?:please|kindly|help|to) ){0,3}(?:review|(?:take a |have a )?look)|(?:what(?:'s| is) the (?:current )?(?:status|state)\\b|where (?:are we|we are|do we stand) (?:with|on)\\b|did you (?:have|get) (?:a )?(?:chance|time))|(?:i(?:'m| am|'ve been)? |just ){0,2}wondering (?:where (?:are we|we are)|what(?:'s| is) the (?:status|state)|about the (?:status|state))|(?:could|can|would) you (?:(?:please|kindly|help|to) ){0,3}review(?: (?:it|this|that|these|(?:(?:my|the|this|these) ){1,2}(?:new |updated |latest )?(?:patch(?:es|set)?|series|set|version|v\\d+)(?: v\\d+)?)\\b[^?,]{0,30})?\\?)`,
)
/** Who asks for opinions at the end of a remark of some length asks about that remark. */
const ASKS_FOR_WORDS = new RegExp(
  `^${HELLO}any (?:(?:further |more |other )?comments?|feedback|thoughts|opinions?|review)\\b(?! (?:on|about|to) (?:the )?(?:above|below))[^?]{0,80}\\?`,
)
const REMARK = 60

/** Ping is a name, too. */
const GREETING = /^(?:(?:hi|hello|hey|dear) ping ?,$|(?:thanks|thank you|sorry),? ping\b)/

const WORK =
  '(?:patch(?:es|set)?(?: (?:series|set))?|series|set|version|mail|e-?mail|one|thread|submission|posting|v\\d+|rfc|it|this|that)'
const WITHDRAWN = new RegExp(
  `\\b(?:please|pls) (?:just )?(?:drop|ignore|disregard|discard|skip) (?:(?:this|that|the|my|these|both|whole|entire|previous|last|old|v\\d+) ){0,3}${WORK}(?: for now| then)?(?:[.,;!:)]|$| as | and i| since | because |, )|^scratch that\\b|\\bi(?:'m| am)? (?:hereby )?withdraw(?:ing)? (?:this|it|the|my)\\b|\\bi(?:'ll| will) (?:drop|withdraw|abandon) (?:this|the|my) (?:patch|series|patchset)\\b|\\b(?:best|better) to (?:just )?leave (?:this|it|that) (?:be|alone|as (?:it )?is)\\b|\\brenders? (?:this|my|the) (?:(?:patch|series|change|one) )?(?:superseded|obsolete|unnecessary|moot|redundant)\\b`,
)
const TAG =
  '(?:(?:own|earlier|previous|last) )?(?:acks?|r-?b|a-?b|t-?b|(?:reviewed|acked|tested)[- ]by|tags?|approval)'
/** "Please drop my Reviewed-by", "I take my ack back". */
const REVOKED = new RegExp(
  `\\b(?:drop|remove|retract|revoke|withdraw|delete|take back)(?:ing)? my ${TAG}\\b(?! from the cc)|\\btak(?:e|ing) my ${TAG} back\\b`,
)
const SELF_NACK = /\bself[- ]?na(?:c)?k/

const APPLIED_FRONT =
  "^(?:(?:thanks|thank you|thx|ok|okay|great|good|nice|hi|hello|fine|right|perfect|\\w{1,12})[,.!:]* )?(?:(?:i've|i have|i|we've|we|now|just|already|have|has|been|all|both|two|three|four|five|six|seven|eight|nine|ten|whole|full|entire|the|this|it|it's|its|is|was|are|series|set|patch|patches|patchset|pull request|merged|rest|v\\d+|with|\\d+(?:[-,/]\\d+)*|and|finally|also|so|then)[,:]? ){0,7}"
const APPLIED = new RegExp(
  `${APPLIED_FRONT}(?:applied|queued|pushed|merged|committed|picked up|pulled)\\b(?: (?:it|this|them|up|both|all|everything|now|already|(?:the|this|your|whole) (?:patch(?:es|set)?|series|set|rest|one)|patch(?:es|set)?|series|\\d[\\d,/-]*))?(?=[.,;:!)]|$| (?:to|into|on|in|for|with|as|and|after|it|thanks|thank|thx|both|all|now|by me|-|–|yesterday|today)\\b| [-–(:])`,
)
const WILL_APPLY =
  /\b(?:i(?:'ll| will|'m going to)|going to) (?:now |just |go ahead and )?(?:apply|queue|commit|push|merge|pick) (?:it|this|them|these|that|both|the (?:patch(?:es|set)?|series|set|rest)|up|your patch(?:es)?)\b/
/** A claim at the end of a sentence: "Thanks for your review, merged!", "Fixed that and pushed." */
const APPLIED_LAST =
  /(?:, | and |; |! )(?:and )?(?:(?:both|all|patch(?:es|set)?|series|already|now) ){0,2}(?:applied|queued|pushed|merged|committed)(?: (?:to|in|into|for|with) [^.,;!]{1,60})?(?:[.,;!:]|$)/
const NOT_APPLIED =
  /\b(?:if|when|once|unless|until|should|could|can|cannot|can't|would|might|may|must|not|never|before|needs?|to be|gets?|be)\b[^.]{0,60}\b(?:applied|queued|pushed|merged|committed|picked up|pulled)\b|\b(?:on top of|cleanly|only)\b/
const CONDITION = /\b(?:if|once|when|after|unless|until|assuming|provided|as soon as)\b/

function isApplied(text: string): boolean {
  if (APPLIED.test(text) || (text.length < 160 && APPLIED_LAST.test(text))) return !NOT_APPLIED.test(text)
  return WILL_APPLY.test(text) && !CONDITION.test(text) && !/\bnot\b|n't\b/.test(text)
}

const DEFERRED =
  /\b(?:merg(?:e|ed|ing)|appl(?:y|ied)|push(?:ed)?|queued?|commit(?:ted)?|includ(?:e|ed)|take|pull|pick|wait|review|go in|land|postponed?|defer(?:red)?)\b[^.?]{0,60}\b(?:after|until|till|post) ?-?(?:the )?(?:(?:code|git|feature|hard|next|upcoming) )?(?:freeze|release|\d{1,3}\.\d{1,3})\b|\b(?:defer|postpone) (?:this|it|these|them|the (?:patch(?:es|set)?|series)|until|till)\b|\btoo late for (?:the |this )?(?:\d{1,3}\.\d|release|cycle|freeze|merge window)|\bonce the (?:tree|merge window|window|development) (?:re-?)?opens\b|\bwhen (?:net-next|the tree|the merge window) (?:re-?)?opens\b|\b(?:material|candidate|queued?|wait|aim|revisit)\b[^.?]{0,30}\bfor the next (?:release|cycle|merge window)\b/

const APPROVAL =
  /\blgtm\b|\blook(?:s|ing)? (?:(?:very|quite|pretty|really|generally|mostly|overall|also|all) )?(?:good|great|ok|okay|fine|sane|correct|reasonable|nice|right)\b|^\s*\+1(?:\b|$|[.!, ])|^ack(?:ed)?(?![-\w' ]*by\b)\b[.!,]?(?: (?:from me|for|to)\b|$|[ .!,])|\bi(?:'m| am) (?:happy|ok|okay|fine) with (?:this|it|the|these|that)\b|\bno (?:further|more|other) comments\b/
const NOT_APPROVAL =
  /(?:\b(?:not|never|hardly|if|once|when|would|should|unless|make|makes|made|does|do)\b|n't\b)[^.]{0,40}\blook/

function isApproval(text: string): boolean {
  return APPROVAL.test(text) && !NOT_APPROVAL.test(text) && !text.endsWith('?')
}

const AGREEMENT =
  /\bfair (?:enough|point)\b|\bnever ?mind\b|\b(?:fine|ok|okay|good) (?:by|with|for) me\b|\bno objections?\b|^ok(?:ay)?,? then\b|\b(?:consider it |objection |nack |concern )?withdrawn\b|\bi withdraw my (?:objection|nack|nak|comment|concern)|\bmakes (?:perfect |total |a lot of )?sense(?: to me)?(?=[.,!;:)]|$)|^agreed\b|\bi agree\b(?!,? but)|^(?:yes, |ah, |ok, )?you(?:'re| are) right\b|\bworks for me\b|\bsounds (?:good|fine|reasonable)(?: to me)?(?=[.,!;:)]|$)|\bthat's fine\b/
const SHORT_CONSENT =
  /^(?:oh|ah|hm+|yes|yep|yeah|right|indeed)?,? ?(?:ok(?:ay)?|i see|got it|understood|all right|alright|great|perfect|sure)(?:[,. ]+(?:thanks|thank you|thx|then|great|good|cool|i see|got it|makes sense|for (?:the )?(?:clarification|explanation|explaining|info|information|confirm\w*)|\w{1,12})){0,3}[.! ]*(?::-?\))?$/
const PROMISE =
  /^(?:oh|ah|hm+|well|hi \w+|thanks|thank you|[a-z]{1,12}(?=,))?[,.!]? ?(?:sure|done|fixed|agreed?|good (?:catch|point|idea)|ack|my bad|oops|of course|absolutely|definitely|noted|makes sense)\b(?!,? but\b)|^(?:oh|ah|hm+|well)?[,.]? ?(?:ok(?:ay)?|right|yes|yep|yeah|indeed|true)\b(?!,? but\b)(?=.{0,30}$|.{0,200}(?:\bwill\b|'ll\b|\bfix|\bchange|\bnext\b))|\b(?:i(?:'ll| will|'m going to| am going to| can| shall)|we(?:'ll| will)) (?:then |also |just |definitely |certainly )?(?:do|fix|change|send|add|remove|drop|update|rename|move|split|rework|address|correct|adjust|rebase|resend|re-send|post|include|use|try|test|check|look|modify|reword|rewrite|improve|clean|convert|make|take care|put|merge|squash|respin|prepare|submit)\b|(?:^|[,;:] )(?:and )?will (?:do|fix|change|send|update|add|resend|address|rework|drop|remove)\b|\bin (?:the )?(?:v\d+\b|next (?:version|revision|iteration|round|spin))|\bnext version\b|\bgood (?:catch|point)\b|\bi(?:'ve| have)? (?:fixed|changed|done|updated|addressed) (?:it|this|that)\b/

const OBJECTION =
  /^\W{0,3}(?:nak|nacke?d?)\b(?!-by)|^(?:so|still|sorry)[,:]? (?:this is )?(?:a )?(?:na(?:c)?k)\b|\bi (?:strongly |really |also |still |do )?object\b|\bi(?:'m| am) (?:strongly |firmly )?(?:opposed|against)\b|(?:^|[,;] )no way(?:[.!,]|$)|\bstrong(?:ly)? (?:objection|disagree|oppose)|\bi can(?:no|')t accept\b|\bi(?:'m| am) not (?:going to )?(?:apply|merg|tak|accept)(?:e|ing)? (?:this|it|that|these)\b(?! (?:as|until|till|yet|before|without|unless|now|for now|in this|while))|\bi (?:won't|will not) (?:apply|merge|take|accept) (?:this|it|that|these)\b(?! (?:as|until|till|yet|before|without|unless|now|for now|in this|while))/
const NO_OBJECTION =
  /(?:n't|\b(?:no|not|any|withdraw\w*|without|if|unless)\b)[^.]{0,30}\b(?:object|oppos|nack|nak|against)/

const REQUEST =
  /\bplease\b|\bpls\b|\b(?:could|can|would) you\b|\bshould\b|\bmust\b|\bneeds? to\b|\bi(?:'d| would)(?: really| also| still)? (?:prefer|suggest|rather|like)\b|\b(?:would|might|may|could) be (?:much |a bit |even )?(?:better|nicer|good|nice|cleaner|simpler|easier|worth|useful|helpful)\b|\bi suggest\b|\bmissing\b|^(?:don't|do not|drop|rename|split|remove|move|add|use|make|fix|replace|avoid|keep|put|merge|squash|rebase|change)\b|\byou (?:have to|don't need|forgot|missed|want to)\b|\bnit\b|\bnits\b|\btypo\b|\bhow about\b|\bwhy not\b|\blet's\b/
const NO_REQUEST =
  /\bplease (?:find|see (?:the )?(?:attach|below|my|also)|let me know|apply|pull|note that|ignore|disregard|review|consider applying|merge|feel free)\b|\bshould (?:be (?:fine|ok|okay|good|enough|safe|sufficient|correct)|work\b|i\b|we be (?:fine|good))|\b(?:don't|do not) (?:mind|worry|know|have (?:a strong|strong|any)|think so|care)\b|\bnothing missing\b|\bi should(?:'ve| have)?\b|\bi must\b|\blet me know\b/

/** Words that ask for a change, or a remark that starts directly below quoted lines of a diff. */
function asks(text: string, sentence: Sentence, kinds: readonly Kind[]): boolean {
  if (REQUEST.test(text) && !NO_REQUEST.test(text))
    return !kinds.includes('withdrawn') && !kinds.includes('applied')
  if (!sentence.belowDiff || kinds.length > 0 || text.endsWith('?')) return false
  return (
    /[a-z]{2,40}\W{1,3}[a-z]{2,40}/.test(text) &&
    !/^(?:thanks|thank you|thx|nice|great|good|cool|\[|(?:(?:kind|best|warm|many) )?regards|cheers|best,|br,|sincerely)/.test(
      text,
    )
  )
}

/**
 * Something that a mail's own, unquoted text does, with the words that say so (at most 200 characters).
 *
 * `request`, `question`, `objection` are open items for the author of the patch; `promise` and `agreement`
 * answer them; `applied`, `withdrawn`, `deferred`, `ping` are claims about the whole patch or series;
 * `settled`: it had been done, or become needless, before; `replaced`: another patch is
 * there instead; `refusal`: a polite no to all that the mail answers. `approval` is free-text praise ("LGTM", "+1"), shown and never counted; `revoked` takes back the speaker's own tag.
 */
export interface Signal {
  readonly kind:
    | 'request'
    | 'question'
    | 'objection'
    | 'promise'
    | 'agreement'
    | 'applied'
    | 'withdrawn'
    | 'deferred'
    | 'ping'
    | 'approval'
    | 'revoked'
    | 'settled'
    | 'replaced'
    | 'refusal'
  readonly excerpt: string
}
