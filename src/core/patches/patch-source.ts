import type { Message, Part } from '../mail/message.ts'
import { readPatchContent } from './diff.ts'

const PATCH_TYPES: ReadonlySet<string> = new Set(['text/x-patch', 'text/x-diff', 'text/x-diff-patch'])

/** The texts of the patches that are attached to a mail, in order. */
export function listAttachedPatches(message: Message): readonly string[] {
  return message.parts.flatMap((part) => {
    if (part.text === undefined || !isPatchFile(part)) return []
    return [part.text.includes('\r') ? part.text.replaceAll('\r\n', '\n') : part.text]
  })
}

function isPatchFile(part: Part): boolean {
  return PATCH_TYPES.has(part.contentType) || /\.(?:patch|diff)$/i.test(part.filename ?? '')
}

/** The text of a patch mail in which its diff is: its own, else the first attached patch that has one, else its own. */
export function patchTextOf(message: Message): string {
  if (readPatchContent(message.text) !== undefined) return message.text
  return listAttachedPatches(message).find((text) => readPatchContent(text) !== undefined) ?? message.text
}

/** A patch mail as one text, message above and diff below, wherever the diff came: what `git am` can be given. */
export function wholePatchOf(message: Message): string {
  const patch = patchTextOf(message)
  if (patch === message.text) return patch
  // What `git format-patch` wrote has its own headers; the author stays, as a line that git reads.
  const written = /^From [0-9a-f]{40} [^\n]{0,60}\n(?:[^\n]+\n){0,40}?(From: [^\n]{1,300}\n)/.exec(patch)
  const start = patch.indexOf('\n\n')
  if (written !== null && start >= 0) return `${written[1]}\n${patch.slice(start + 2)}`
  return `${message.text.trimEnd()}\n---\n${patch}`
}
