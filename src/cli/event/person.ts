import { userInfo } from 'node:os'
import type { Arguments } from '../command.ts'

/** Who acts: the address that was given, or the user of this machine. */
export function actingPerson(args: Arguments): string {
  const given = args.text('person')
  if (given !== undefined) return given.toLowerCase()
  try {
    return `cli:${userInfo().username}`
  } catch (error) {
    // A container may run under a number that has no name.
    if (error instanceof Error) return `cli:${process.getuid?.() ?? 'unknown'}`
    throw error
  }
}
