import { describe, expect, test } from 'vitest'
import { findStatic } from '../../src/web/static-files.ts'

const css = findStatic('style.css')?.body ?? ''

type Colour = readonly [red: number, green: number, blue: number]

/** The colours of a scheme: as first named, or as named again for the dark. */
function coloursOf(scheme: 'light' | 'dark'): { readonly ground: Colour; readonly lines: readonly Colour[] } {
  const part = scheme === 'light' ? css : css.slice(css.indexOf('prefers-color-scheme: dark'))
  const read = (name: string): Colour => {
    const hex = new RegExp(`--${name}: #([0-9a-f]{6})`).exec(part)?.[1] ?? ''
    const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return [channel(0), channel(2), channel(4)]
  }
  return { ground: read('ground'), lines: [1, 2, 3, 4, 5].map((n) => read(`chart-${n}`)) }
}

const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)

/** How those see it who lack one kind of cones: Machado, Oliveira and Fernandes 2009, severity 1. */
const SIGHT: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  'full sight': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

function seen(colour: Colour, sight: string): Colour {
  const [r, g, b] = colour.map(linear) as [number, number, number]
  const rows = SIGHT[sight] ?? []
  return rows.map(([x, y, z]) => Math.min(1, Math.max(0, x * r + y * g + z * b))) as unknown as Colour
}

/** CIE L*a*b* of linear light. */
function lab([r, g, b]: Colour): Colour {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

const distance = (a: Colour, b: Colour): number => Math.hypot(...a.map((one, n) => one - (b[n] ?? 0)))

const luminance = (colour: Colour): number => {
  const [r, g, b] = colour.map(linear) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

describe.each(['light', 'dark'] as const)('the colours of charts in the %s', (scheme) => {
  const { ground, lines } = coloursOf(scheme)

  test('stand out from the ground: three to one, as WCAG 2.2 wants of what carries meaning', () => {
    for (const line of lines) {
      const [light = 0, dark = 0] = [luminance(line), luminance(ground)].sort((a, b) => b - a)
      expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(3)
    }
  })

  test.each(Object.keys(SIGHT))('can be told from each other with %s', (sight) => {
    for (const [n, one] of lines.entries())
      for (const [m, other] of lines.entries()) {
        if (m <= n) continue
        const apart = distance(lab(seen(one, sight)), lab(seen(other, sight)))
        expect({ pair: `${n + 1} and ${m + 1}`, apart: apart >= 20 }).toEqual({
          pair: `${n + 1} and ${m + 1}`,
          apart: true,
        })
      }
  })
})
