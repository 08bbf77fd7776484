import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { checkPack } from '../../core/governance/check-pack.ts'
import { type ResolvedPack, type RulePack, resolvePack } from '../../core/governance/rule-pack.ts'
import { packShape } from './pack-shape.ts'

/** Something that is wrong with a pack's text: the line, from 1, and what, naming the rule. */
export interface PackTextProblem {
  readonly line: number
  readonly what: string
}

/** A pack read from text, with what it takes over; `pack` is `undefined` where it cannot be used at all. */
export interface ReadPack {
  readonly pack: ResolvedPack | undefined
  readonly problems: readonly PackTextProblem[]
}

/**
 * Reads a rule pack: JSON with comments, the schema of core/governance. Total: every error, of the text, of its
 * shape and of its sense, names the line and the rule. A pack with problems is not to be decided by.
 */
export function readPack(text: string, others: readonly RulePack[]): ReadPack {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const [wrong] = errors
  if (wrong !== undefined || tree === undefined) {
    const why = wrong === undefined ? 'it is empty' : printParseErrorCode(wrong.error)
    return {
      pack: undefined,
      problems: [{ line: lineAt(text, wrong?.offset ?? 0), what: `This is no JSON (${why}).` }],
    }
  }
  const shape = packShape.safeParse(plainOf(tree))
  const at = (path: readonly PropertyKey[]): number => lineAt(text, deepest(tree, path).offset)
  if (!shape.success)
    return {
      pack: undefined,
      problems: shape.error.issues.map((issue) => {
        const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
        const path = key === undefined ? issue.path : [...issue.path, key]
        const what = key === undefined ? issue.message : `unknown key "${key}"`
        return { line: at(path), what: `${nameOf(issue.path, tree)}: ${what}` }
      }),
    }
  const resolved = resolvePack(shape.data, [...others.filter((one) => one.id !== shape.data.id), shape.data])
  const problems = [...checkPack(shape.data), ...resolved.problems].map((problem) => ({
    line: at(problem.path),
    what: problem.what,
  }))
  return { pack: problems.length === 0 ? resolved : undefined, problems }
}

/** The value of a tree, with own keys only: no key can reach a prototype. */
function plainOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainOf)
  if (node.type !== 'object') return node.value
  return Object.fromEntries(
    (node.children ?? []).flatMap((property) => {
      const [key, value] = property.children ?? []
      return key === undefined || value === undefined ? [] : [[String(key.value), plainOf(value)]]
    }),
  )
}

/** The node at a path, or the last one on the way to it that is there. */
function deepest(tree: Node, path: readonly PropertyKey[]): Node {
  for (let length = path.length; length > 0; length--) {
    const keys = path.slice(0, length).map((key) => (typeof key === 'number' ? key : String(key)))
    const found = findNodeAtLocation(tree, keys)
    // A property's own line is that of its key.
    if (found !== undefined) return found.parent?.type === 'property' ? found.parent : found
  }
  return tree
}

/** `kind "lt", pass.need`: where it is, in words. */
function nameOf(path: readonly PropertyKey[], tree: Node): string {
  const keys = path.map((key) => (typeof key === 'number' ? key : String(key)))
  const [first, second] = keys
  if (first === 'kinds' && second !== undefined) {
    const id: unknown = findNodeAtLocation(tree, [first, second, 'id'])?.value
    return [`kind ${typeof id === 'string' ? `"${id}"` : second}`, keys.slice(2).join('.')]
      .filter(Boolean)
      .join(', ')
  }
  if (first === 'override' && second !== undefined)
    return [`override of "${second}"`, keys.slice(2).join('.')].filter(Boolean).join(', ')
  return keys.length === 0 ? 'the pack' : keys.join('.')
}

function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}
