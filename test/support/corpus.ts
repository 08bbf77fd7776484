import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { MboxSplitter, mailOf } from '../../src/sources/mbox-split.ts'

const FOLDER = new URL('../corpus/', import.meta.url).pathname

const id = z.string().min(1)
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)

/** What is not given is not compared, but for `series` and `lineages`, which are always given whole. */
const expectedShape = z.strictObject({
  series: z.array(
    z.strictObject({
      title: z.string(),
      version: z.number(),
      revision: z.string().optional(),
      cover: id.nullable(),
      /** By slot; `null` where the mail is missing. */
      patches: z.array(id.nullable()),
      total: z.number().nullable(),
      /** Left out, as those below, where it is what it mostly is. */
      complete: z.literal(false).optional(),
      rfc: z.literal(true).optional(),
      resend: z.literal(true).optional(),
      pull: z.literal(true).optional(),
      stable: z.array(z.string()).optional(),
      trees: z.array(z.string()).optional(),
      target: z.string().optional(),
      duplicates: z.array(id).optional(),
      /** These three are compared only where they are given. */
      sender: z.string().optional(),
      confidence: z.number().optional(),
      evidence: z.array(z.string()).optional(),
    }),
  ),
  lineages: z.array(
    z.strictObject({
      series: z.array(id),
      live: z.array(id).optional(),
      status: z.string().optional(),
      lost: z.array(z.string()).optional(),
    }),
  ),
  /** Newer patch, older patch. */
  versions: z.array(z.tuple([id, id])).optional(),
  replies: z
    .array(
      z.strictObject({
        mail: id,
        series: id,
        /** `null`: it answers the whole. */
        patch: id.nullable(),
        trailers: z.array(z.string()).optional(),
        /** It brings a diff of its own. */
        proposal: z.literal(true).optional(),
      }),
    )
    .optional(),
  trailers: z
    .array(
      z.strictObject({
        trailer: z.string(),
        in: id,
        /** Message-ID of a patch, or of the series. */
        for: id,
        origin: z.enum(['reply', 'own', 'carried']),
        givenIn: id.optional(),
        /** Left out where the sender is the one who is named. */
        byGiver: z.literal(false).optional(),
      }),
    )
    .optional(),
  /** Mail -> kind, author, instant: of those mails that are named. */
  kinds: z.record(id, z.string()).optional(),
  authors: z.record(id, z.string()).optional(),
  at: z.record(id, instant).optional(),
  /** Mail -> the places that could not be read whole. */
  problems: z.record(id, z.array(z.string())).optional(),
})

const caseShape = expectedShape.extend({
  /** In a sentence what it is about, then a drawing of the thread. */
  about: z.array(z.string()).min(2),
  source: z.string().min(1),
  settings: z
    .strictObject({
      lists: z.array(z.string()).optional(),
      people: z.array(z.strictObject({ name: z.string(), addresses: z.array(z.string()) })).optional(),
      bots: z.array(z.string()).optional(),
      /** An hour after the last mail, unless given. */
      asOf: instant.optional(),
      /** Commits on the development branch: when, by whom, and which mail each is, if any. */
      commits: z
        .array(z.strictObject({ at: instant, committer: z.string(), mail: id.optional() }))
        .optional(),
    })
    .default({}),
})

/** What a case says that comes out. */
export type Expected = z.infer<typeof expectedShape>

/** What beside the mails a case depends on. */
export type CaseSettings = z.infer<typeof caseShape>['settings']

/** One pair of files of `test/corpus`. */
export interface CorpusCase {
  readonly name: string
  readonly settings: CaseSettings
  /** In the order of the file. */
  readonly mails: readonly Uint8Array[]
  readonly expected: Expected
}

/** Every pair of `test/corpus`, by name. A file without its other half is an error. */
export function readCorpus(): readonly CorpusCase[] {
  const names = new Set(
    readdirSync(FOLDER)
      .filter((name) => /\.(?:mbox|json)$/.test(name))
      .map((name) => basename(name).replace(/\.[a-z]+$/, '')),
  )
  return [...names].sort().map((name) => {
    const json: unknown = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'))
    const { about: _, source: __, settings, ...expected } = caseShape.parse(json)
    return { name, settings, mails: readMails(join(FOLDER, `${name}.mbox`)), expected }
  })
}

function readMails(path: string): readonly Uint8Array[] {
  const splitter = new MboxSplitter(0, Number.POSITIVE_INFINITY)
  const entries = [...splitter.push(readFileSync(path)), ...splitter.end()]
  return entries.map((entry) => mailOf(entry.raw, 'mboxrd'))
}
