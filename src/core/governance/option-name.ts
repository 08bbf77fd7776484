/**
 * The option that somebody means by a name: its whole text, with or without the label that it begins with ("A",
 * "Choice 2"), that label, or its number from 1; `undefined` where it is none. In any case, blanks folded.
 */
export function findOption(name: string, options: readonly string[]): string | undefined {
  const wanted = fold(name)
    .replace(/^(?:option|choice) (?=\S)/, '')
    .replace(/^[-*] /, '')
  if (wanted === '') return undefined
  const index = options.findIndex((option, i) => {
    const label = fold(option).replace(/^(?:option|choice) (?=\S)/, '')
    return label === wanted || labelOf(label) === wanted || `${i + 1}` === wanted
  })
  if (index >= 0) return options[index]
  const byText = options.filter((option) => textOf(fold(option)) === wanted)
  if (byText.length === 1) return byText[0]
  // "Choice 1: the whole text" against an option that is only the text.
  const rest = /^(?:[a-h]|\d{1,2})[.):] (.{2,300})$/.exec(wanted)?.[1]
  return rest === undefined ? undefined : options.find((option) => fold(option) === rest)
}

/** `a` of "a) new walls". */
function labelOf(option: string): string | undefined {
  return /^([a-z0-9][^.):]{0,30})[.):]/.exec(option)?.[1]
}

/** `new walls` of "a) new walls" and of "choice 1: new walls"; `undefined` where it has no label. */
function textOf(option: string): string | undefined {
  return /^(?:(?:option|choice) )?(?:[a-h]|\d{1,2})[.):] (\S.*)$/.exec(option)?.[1]
}

/** Lower case, each run of blanks as one. */
export function fold(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim()
}
