import type { Hono } from 'hono'
import { listEscalations } from '../../app/list-escalations.ts'
import { PLAIN_CALENDAR } from '../../core/metrics/calendar.ts'
import type { QueueRecord } from '../../core/status/queue-record.ts'
import { listEvidence } from '../../store/read/evidence.ts'
import { readQueueRecord } from '../../store/read/queue-record.ts'
import { escalationPage } from '../pages/escalation.ts'
import { queueRecordPage } from '../pages/queue-record.ts'
import { type Asked, readAsked, sendPage, type WebEnv } from '../request.ts'
import type { WebContext } from '../site.ts'

/** What is to be asked aloud, and what the lost list was worth. */
export function addQueueRoutes(app: Hono<WebEnv>, context: WebContext): void {
  const recordFor = keepRecords()

  app.get('/p/:project/lost/escalation', async (c) => {
    const { db, projectId, view } = await readAsked(context, c)
    const lines = await listEscalations(
      db,
      projectId,
      { calendar: view.project.calendar ?? PLAIN_CALENDAR },
      view.state.asOf ?? view.asOf,
    )
    const known = await listEvidence(
      db,
      projectId,
      lines.map((one) => one.entry.evidence),
    )
    return sendPage(c, escalationPage(view, lines, known))
  })

  app.get('/p/:project/lost/record', async (c) => {
    const asked = await readAsked(context, c)
    return sendPage(c, queueRecordPage(asked.view, await recordFor(asked)))
  })
}

/** The record is told once after a sync: it goes through every list of the past. */
function keepRecords(): (asked: Asked) => Promise<QueueRecord> {
  const kept = new Map<number, { readonly asOf: string; readonly record: QueueRecord }>()
  return async ({ db, projectId, view }) => {
    const asOf = view.state.asOf ?? ''
    const found = kept.get(projectId)
    if (found?.asOf === asOf) return found.record
    const record = await readQueueRecord(db, projectId)
    if (asOf !== '') kept.set(projectId, { asOf, record })
    return record
  }
}
