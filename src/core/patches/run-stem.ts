/** What one run of a program that posts series has put into the Message-IDs of its mails. */
export interface RunStem {
  /** The same for every mail of a run, and for no other run of that sender. */
  readonly stem: string
  /** Position in the run, from low to high; `undefined` where the form tells none. */
  readonly index: number | undefined
  /** The program: for the evidence that people read. */
  readonly program: string
}

const LONGEST = 400

/** git send-email: `20200325094120.12345-3-ada@example.org`, before 2.? `1404826657-8573-3-git-send-email-ada@…`. */
const SEND_EMAIL = /^(\d{14}\.\d{1,10}(?:\.\d{1,10})?|\d{9,10}-\d{1,10})-(\d{1,5})-(.+)$/
/** git format-patch --thread: `cover.1580000000.git.ada@…`, `<sha>.1580000000.git.ada@…`; GitGitGadget's `pull.…`. */
const FORMAT_PATCH = /^(cover|[0-9a-f]{40}|[0-9a-f]{64})\.(\d{9,10}\.git\..+)$/
const GADGET = /^pull\.\d{1,9}(?:\.v\d{1,4})?(?:\.git)?\.git\.(\d{9,10})\.(.+)$/
/** b4: `20240723-slug-v2-4-33075bbc117f@example.org`; the hash is another one in every run. */
const B4 = /^(\d{8}-.{1,200}-v\d{1,4})-(\d{1,5})-([0-9a-f]{12,40}@.+)$/
/** Mercurial's patchbomb: `patchbomb.1277480000@host`, `<node>.1277480001@host`: one second on for every mail. */
const PATCHBOMB = /^(?:patchbomb|[0-9a-f]{12,20})\.(\d{9,10})@(.+)$/
/** StGit: `20240101120000.12345.678.stgit@host`, `170000000012.345.678.stgit@host`: time, process, chance. */
const STGIT = /^(\d{12,14})\.(\d{1,10})\.\d{1,20}\.(stgit@.+)$/

/**
 * The stem of the run that gave a mail its Message-ID (without brackets), `undefined` where none is known.
 *
 * `slot` is the k of the mail's "k/n": Mercurial counts seconds, so that only both together tell the run.
 * Forms: git send-email, git format-patch --thread, GitGitGadget, b4, Mercurial's patchbomb, StGit.
 * Source: patch-trackers dossier, section 2.5, rule 1; the programs' own sources.
 */
export function readRunStem(messageId: string, slot?: number): RunStem | undefined {
  if (messageId.length > LONGEST) return undefined
  const sent = SEND_EMAIL.exec(messageId)
  if (sent) return { stem: `${sent[1]}-${sent[3]}`, index: Number(sent[2]), program: 'git send-email' }
  const b4 = B4.exec(messageId)
  if (b4) return { stem: `${b4[1]}-${b4[3]}`, index: Number(b4[2]), program: 'b4' }
  const formatted = FORMAT_PATCH.exec(messageId)
  if (formatted?.[2] !== undefined)
    return {
      stem: formatted[2],
      index: formatted[1] === 'cover' ? 0 : undefined,
      program: 'git format-patch',
    }
  const gadget = GADGET.exec(messageId)
  if (gadget) return { stem: `${gadget[1]}.git.${gadget[2]}`, index: 0, program: 'GitGitGadget' }
  const stgit = STGIT.exec(messageId)
  if (stgit) return { stem: `${stgit[2]}.${stgit[3]}`, index: Number(stgit[1]), program: 'StGit' }
  const bomb = PATCHBOMB.exec(messageId)
  if (bomb && slot !== undefined)
    return { stem: `${Number(bomb[1]) - slot}@${bomb[2]}`, index: slot, program: 'Mercurial' }
  return undefined
}
