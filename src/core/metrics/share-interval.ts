const Z = 1.959963984540054

/** The 95 % interval of a share, in percent, by Wilson's score; of nothing it is 0 to 100. */
export function shareInterval(part: number, whole: number): { readonly low: number; readonly high: number } {
  if (whole === 0) return { low: 0, high: 100 }
  const share = part / whole
  const z2 = (Z * Z) / whole
  const middle = (share + z2 / 2) / (1 + z2)
  const half = (Z * Math.sqrt((share * (1 - share)) / whole + z2 / (4 * whole))) / (1 + z2)
  return {
    low: Math.round(Math.max(0, middle - half) * 1000) / 10,
    high: Math.round(Math.min(1, middle + half) * 1000) / 10,
  }
}
