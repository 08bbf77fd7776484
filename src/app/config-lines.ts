import { findNodeAtLocation, type Node } from 'jsonc-parser'

/** A configuration as it was written: its text, and the tree of it, to say where something stands. */
export interface Where {
  readonly path: string
  readonly text: string
  readonly tree: Node
}

/** `projects[0].lists[0].source`. */
export function nameOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, step) =>
      typeof step === 'number' ? `${name}[${step}]` : name === '' ? String(step) : `${name}.${String(step)}`,
    '',
  )
}

/** The line of what is at a path, or of the nearest thing above it. */
export function lineOf(where: Where, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const steps = path.slice(0, length).map((step) => (typeof step === 'number' ? step : String(step)))
    const node = findNodeAtLocation(where.tree, steps)
    if (node) return lineAt(where.text, (node.parent?.type === 'property' ? node.parent : node).offset)
  }
  return lineAt(where.text, where.tree.offset)
}

/** The line, from 1, of a place in a text. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}
