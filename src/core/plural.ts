/** `1 vote`, `3 votes`, `2 patches`: a number with its word. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
