import type { Instant } from '../time.ts'
import { instantAt } from '../zone-time.ts'
import type { Grade } from './interest.ts'
import { findDate } from './written-date.ts'

/** Words that somebody signed on a wiki. */
export interface SignedWords {
  /** As the wiki names them: "Msw", "Lars.kurth". */
  readonly name: string
  /** `undefined` where it does not say when. */
  readonly at: Instant | undefined
  readonly text: string
}

/**
 * A signed remark, as wikitext or as shown: `[[User:Ada|Ada]] 14:14, 23 January 2013 (UTC): Looks good`. `undefined`
 * where nobody signed.
 */
export function parseSigned(text: string): SignedWords | undefined {
  const line = text.slice(0, 5000).trim()
  const date = /(\d{2}:\d{2}), (\d{1,2} \p{L}{3,9} \d{4}) \(UTC\)\s?:?/u.exec(line)
  const linked = /^\[\[User:([^\]|]{1,100})(?:\|([^\]]{1,100}))?\]\]/i.exec(line)
  if (date === null && linked === null) return undefined
  const before = line.slice(0, date?.index ?? linked?.[0].length).trim()
  const name = (linked?.[2] ?? linked?.[1] ?? before).replace(/\((?:talk|diskussion)\)/i, '').trim()
  if (name === '' || name.length > 100) return undefined
  const end = date === null ? (linked?.[0].length ?? 0) : date.index + date[0].length
  const day = date === null ? undefined : findDate(date[2] ?? '', undefined)?.days[0]
  return {
    name,
    at: day === undefined ? undefined : instantAt(day, date?.[1] ?? '', 'UTC'),
    text: line
      .slice(end)
      .replace(/^[\s:,-]{1,9}/, '')
      .trim(),
  }
}

/**
 * The answer to "do you intend to attend?" in somebody's words: "+1", "Will attend", "must", "might", "can't".
 * `undefined` where the words give none.
 */
export function gradeOfWords(text: string): Grade | undefined {
  const words = text.slice(0, 300).trim().toLowerCase().replace(/[’]/g, "'")
  const first = /^(?:interest|attend|vote)\s?[:=]?\s?(no|maybe|yes|must)\b|^(no|maybe|yes|must)\b(?!-)/.exec(
    words,
  )
  const said = first?.[1] ?? first?.[2]
  if (said === 'no' || said === 'maybe' || said === 'yes' || said === 'must') return said
  if (
    /^-1\b|\b(?:can't|cannot|can not|won't|will not|not able to|unable to|not) (?:come|attend|make it|be there|interested)\b|\bnot interested\b/.test(
      words,
    )
  )
    return 'no'
  if (/^[+]2\b|\bmust attend\b|\bby all means\b|\bdefinitely\b|\bvery interested\b/.test(words)) return 'must'
  if (/^[+]0\b|\b(?:maybe|might|perhaps|possibly|if i can|if time|not sure|a little)\b/.test(words))
    return 'maybe'
  if (
    /^[+]1\b|\b(?:will|would like to|i'll|plan to|want to|intend to|going to) (?:attend|come|be there|join)\b|\bcount me in\b|\binterested\b|^attend(?:ing)?\b|^me too\b|^i'm in\b/.test(
      words,
    )
  )
    return 'yes'
  return undefined
}
