/** A fraction as a rule pack writes it: whole numbers, `den` above 0. */
export interface Frac {
  readonly num: number
  readonly den: number
}

/** An exact fraction in lowest terms, `den` above 0. Decisions compare these, never decimal numbers. */
export interface Fraction {
  readonly num: bigint
  readonly den: bigint
}

/** `num/den` in lowest terms. Throws `RangeError` on a denominator of 0 (a programmer's mistake). */
export function fraction(num: number | bigint, den: number | bigint = 1): Fraction {
  const n = BigInt(num)
  const d = BigInt(den)
  if (d === 0n) throw new RangeError('a fraction with the denominator 0')
  const sign = d < 0n ? -1n : 1n
  const divisor = gcd(n < 0n ? -n : n, d * sign)
  return { num: (n * sign) / divisor, den: (d * sign) / divisor }
}

/** The exact value of a fraction or number of a rule pack. Numbers are whole. */
export function fractionOf(value: Frac | number): Fraction {
  return typeof value === 'number' ? fraction(value) : fraction(value.num, value.den)
}

/** Negative, 0 or positive: `a` is less than, equal to or greater than `b`. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.num * b.den - b.num * a.den
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The exact mean; `undefined` of nothing. */
export function meanOf(values: readonly Fraction[]): Fraction | undefined {
  if (values.length === 0) return undefined
  const sum = values.reduce((a, b) => fraction(a.num * b.den + b.num * a.den, a.den * b.den))
  return fraction(sum.num, sum.den * BigInt(values.length))
}

/** The least whole number that is at least `share` of `count`; more than it where `strict`. */
export function leastOf(share: Frac, count: number, strict = false): number {
  const num = BigInt(share.num) * BigInt(count)
  const den = BigInt(share.den)
  return Number(strict ? num / den + 1n : (num + den - 1n) / den)
}

/** `2/3`; `1` for a whole number. */
export function formatFraction(value: Fraction): string {
  return value.den === 1n ? `${value.num}` : `${value.num}/${value.den}`
}

/** `75 %`, `66.7 %`: for people to read, rounded half up to one place; nothing is decided by it. */
export function formatPercent(value: Fraction): string {
  const tenths = (value.num * 2000n + value.den) / (value.den * 2n)
  const rest = tenths % 10n
  return rest === 0n ? `${tenths / 10n} %` : `${tenths / 10n}.${rest} %`
}

const IN_WORDS: Readonly<Record<string, string>> = {
  '1/2': 'half',
  '1/3': 'one third',
  '2/3': 'two thirds',
  '3/4': 'three quarters',
}

/** `two thirds`, `60 %`, `all`: how a rule says it. */
export function formatShare(share: Frac): string {
  const value = fractionOf(share)
  if (value.num === value.den) return 'all'
  return IN_WORDS[formatFraction(value)] ?? formatPercent(value)
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x === 0n ? 1n : x
}
