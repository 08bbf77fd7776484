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
