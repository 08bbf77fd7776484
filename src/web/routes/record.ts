import type { Context, Hono } from 'hono'
import {
  DECISION_COLUMNS,
  type ExportedDecision,
  exportDecisions,
} from '../../app/governance/decision-export.ts'
import { publicRecord } from '../../app/governance/public-record.ts'
import { draftPack, kindIn, presetPack, tryOnRecord } from '../../app/governance/try-rule.ts'
import { recount } from '../../app/governance/verify-motions.ts'
import { UserError } from '../../core/errors.ts'
import type { DecisionKind } from '../../core/governance/decision-kind.ts'
import { findPreset, PRESETS } from '../../core/governance/packs/presets.ts'
import type { ResolvedPack } from '../../core/governance/rule-pack.ts'
import { formatRow } from '../../exports/csv.ts'
import { listDecisions, verifyDecisions } from '../../store/inputs/decisions.ts'
import { listMotions } from '../../store/read/motions.ts'
import { hasWords } from '../has-words.ts'
import { recordPage } from '../pages/record.ts'
import { tryRulePage } from '../pages/try-rule.ts'
import { type Asked, readAsked, readNumber, readWords, sendPage, type WebEnv } from '../request.ts'
import { needUser, readOwnForm } from '../session.ts'
import type { WebContext } from '../site.ts'
import { showAddress } from '../view.ts'

const PAGE = 50

/** The record: every decision, as a page and as files, and rules tried on it. */
export function addRecordRoutes(app: Hono<WebEnv>, context: WebContext): void {
  app.get('/p/:project/record', async (c) => {
    const asked = await readAsked(context, c)
    const words = readWords(asked.query, 'q')
    const before = readNumber(asked.query, 'before', 1, 1_000_000_000)
    const motions = await listMotions(asked.db, asked.projectId)
    const decisions = await listDecisions(asked.db, asked.projectId)
    const lines = publicRecord(decisions, motions)
      .map((one) => ({ ...one, person: showAddress(asked.view, one.person) }))
      .reverse()
    const found = lines.filter(
      (one) =>
        (before === undefined || one.sequence < before) &&
        (words === undefined ||
          hasWords(words, [one.person, one.action, one.subject, one.words, one.motion?.title])),
    )
    const counts = motions.flatMap((one) => recount(one, asked.view.asOf) ?? [])
    const broken = await verifyDecisions(asked.db, asked.projectId)
    return sendPage(
      c,
      recordPage(asked.view, {
        lines: found.slice(0, PAGE),
        total: lines.length,
        head: decisions.at(-1)?.digest,
        words,
        next: found.length > PAGE ? found[PAGE - 1]?.sequence : undefined,
        counts: { all: counts.length, right: counts.filter((one) => one.problems.length === 0).length },
        broken: broken?.what,
      }),
    )
  })

  app.get('/p/:project/record/try', async (c) => {
    const asked = await readAsked(context, c)
    const own = ownPack(context, asked)
    const id = readWords(asked.query, 'pack') ?? own?.id ?? 'xen-v3'
    const pack = id === own?.id ? own : presetPack(id)
    const wanted = readWords(asked.query, 'kind')
    // The pack was changed, and the kind is still that of the one before.
    const kind = wanted === undefined ? undefined : pack.kinds.find((one) => one.id === wanted)
    return sendTrial(c, asked, own, pack, kind, { text: '', kind: kind?.id ?? '' }, undefined)
  })

  app.post('/p/:project/record/try', async (c) => {
    const asked = await readAsked(context, c)
    const form = await readOwnForm(c)
    needUser(c)
    const text = form.get('draft') ?? ''
    const written = { text, kind: form.get('kind')?.trim() ?? '' }
    const own = ownPack(context, asked)
    try {
      const pack = draftPack(text, 'Line ')
      return sendTrial(c, asked, own, pack, kindIn(pack, written.kind), written, undefined)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      return sendTrial(c, asked, own, own, undefined, written, `${error.message}. ${error.hint ?? ''}`)
    }
  })

  const sendTrial = async (
    c: Context<WebEnv>,
    asked: Asked,
    own: ResolvedPack | undefined,
    pack: ResolvedPack | undefined,
    kind: DecisionKind | undefined,
    written: { readonly text: string; readonly kind: string },
    problem: string | undefined,
  ) => {
    const user = c.get('user')
    const kinds = (pack?.kinds ?? []).filter((one) => one.tally !== 'checkIn' && one.tally !== 'organiser')
    const isDraft = written.text !== ''
    return sendPage(
      c,
      tryRulePage(asked.view, {
        packs: [
          ...(own === undefined || findPreset(own.id) !== undefined
            ? []
            : [{ id: own.id, title: own.title }]),
          ...PRESETS.map((one) => ({ id: one.id, title: `${one.title} (${one.id})` })),
        ],
        pack: isDraft ? (own?.id ?? '') : (pack?.id ?? ''),
        kinds: (isDraft ? (own?.kinds ?? []) : kinds)
          .filter((one) => one.tally !== 'checkIn' && one.tally !== 'organiser')
          .map((one) => ({ id: one.id, title: one.title })),
        kind,
        trial:
          kind === undefined
            ? undefined
            : await tryOnRecord(asked.db, asked.projectId, kind, asked.view.asOf),
        draft: user === undefined ? undefined : { csrf: user.csrf, ...written },
        problem,
      }),
    )
  }

  app.get('/p/:project/record/:file', async (c) => {
    const asked = await readAsked(context, c)
    const motions = await listMotions(asked.db, asked.projectId)
    const decisions = await listDecisions(asked.db, asked.projectId)
    const lines = publicRecord(decisions, motions).map(({ motion, isMail: _, ...one }) => ({
      ...one,
      person: showAddress(asked.view, one.person),
      motion: motion?.id ?? '',
      title: motion?.title ?? '',
    }))
    switch (c.req.param('file')) {
      case 'record.json':
        return c.json(lines)
      case 'record.csv':
        return c.body(formatCsvLines(lines), 200, {
          'Content-Type': 'text/csv; charset=utf-8',
        })
      case 'decisions.json':
        return c.json(exportDecisions(motions, asked.view.asOf, decisions))
      case 'decisions.csv':
        return c.body(formatDecisions(exportDecisions(motions, asked.view.asOf, decisions)), 200, {
          'Content-Type': 'text/csv; charset=utf-8',
        })
      default:
        throw new UserError('not-found', 'There is no such file.')
    }
  })
}

/** The pack that the project decides by; `undefined` where that is not known here. */
function ownPack(context: WebContext, asked: Asked): ResolvedPack | undefined {
  return context.accounts?.config.projects.find((one) => one.id === asked.view.project.id)?.governance?.pack
}

const COLUMNS = ['sequence', 'at', 'person', 'action', 'subject', 'title', 'words', 'digest'] as const

function formatCsvLines(
  lines: readonly Readonly<Record<(typeof COLUMNS)[number], string | number>>[],
): string {
  const rows = lines.map((line) => formatRow(COLUMNS.map((column) => String(line[column]))))
  return [formatRow(COLUMNS), ...rows].join('')
}

function formatDecisions(decisions: readonly ExportedDecision[]): string {
  const rows = decisions.map((one) =>
    formatRow(DECISION_COLUMNS.map((column) => (one[column] === null ? '' : String(one[column])))),
  )
  return [formatRow(DECISION_COLUMNS), ...rows].join('')
}
