import type { Hono } from 'hono'
import { UserError } from '../../core/errors.ts'
import { addDays } from '../../core/time.ts'
import { listBranches } from '../../store/read/commit.ts'
import { countLostReasons } from '../../store/read/lost-reasons.ts'
import { listPeople, listReviewsBy, type PersonEntry, readPerson } from '../../store/read/people.ts'
import { countSeries, cursorAfter, listSeries, type SeriesFilter } from '../../store/read/series-list.ts'
import { STALLED_DAYS } from '../../store/read/standing-counts.ts'
import { personPath, projectPath, withQuery } from '../links.ts'
import { expandStatuses, readListQuery } from '../list-query.ts'
import { helpPage } from '../pages/help.ts'
import { lostPage } from '../pages/lost.ts'
import { newcomersPage } from '../pages/newcomers.ts'
import { peoplePage, personPage } from '../pages/people.ts'
import { readAsked, readInstantOf, readNumber, readWords, sendPage, type WebEnv } from '../request.ts'
import type { WebContext } from '../site.ts'

const PEOPLE = 300
const PAGE = 50
const REVIEWS = 30

/** People, what is lost, and where a newcomer can begin. */
export function addPeopleRoutes(app: Hono<WebEnv>, context: WebContext): void {
  app.get('/p/:project/people', async (c) => {
    const asked = await readAsked(context, c)
    const words = readWords(asked.query, 'q')
    const all = await listPeople(asked.db, asked.projectId)
    const people = inOrder(words === undefined ? all : all.filter((one) => isNamed(one, words)))
    const pages = Math.max(1, Math.ceil(people.length / PEOPLE))
    const page = Math.min(readNumber(asked.query, 'page', 1, 100_000) ?? 1, pages)
    return sendPage(
      c,
      peoplePage(asked.view, {
        people: people.slice((page - 1) * PEOPLE, page * PEOPLE),
        total: people.length,
        page,
        pages,
        words,
      }),
    )
  })

  app.get('/p/:project/people/:id', async (c) => {
    const { db, projectId, view, query } = await readAsked(context, c)
    const given = c.req.param('id')
    const person = /^\d{1,9}$/.test(given) ? await readPerson(db, projectId, Number(given)) : undefined
    if (person === undefined)
      throw new UserError('not-found', `There is no person ${given.slice(0, 40)} here.`)
    if (String(person.id) !== given) return c.redirect(personPath(view.project, person.id), 302)
    const before = readInstantOf(query, 'before')
    const reviews = await listReviewsBy(db, projectId, person.key, { before, limit: REVIEWS + 1 })
    return sendPage(
      c,
      personPage(view, {
        person,
        waitingOn: await listSeries(
          db,
          projectId,
          {
            statuses: expandStatuses(['open']),
            holder: [...new Set([person.key, ...person.addresses])].slice(0, 20),
            activeSince: addDays(view.asOf, -365),
          },
          { sort: 'waiting', limit: PAGE },
        ),
        series: await listSeries(db, projectId, { sender: person.key }, { sort: 'active', limit: 20 }),
        reviews: reviews.slice(0, REVIEWS),
        before,
        next: reviews.length > REVIEWS ? reviews[REVIEWS - 1]?.at : undefined,
      }),
    )
  })

  app.get('/p/:project/lost', async (c) => {
    const { db, projectId, view, query } = await readAsked(context, c)
    const list = readListQuery(query, undefined)
    const asked = query.get('reason')
    const reason = asked !== null && /^L[1-8]$/.test(asked) ? asked : undefined
    const activeSince = list.active === undefined ? undefined : addDays(view.asOf, -list.active)
    const filter: SeriesFilter = {
      lost: reason ?? 'any',
      ...(activeSince === undefined ? {} : { activeSince }),
    }
    const entries = await listSeries(db, projectId, filter, {
      sort: 'waiting',
      after: list.after,
      limit: PAGE + 1,
    })
    const last = entries.length > PAGE ? entries[PAGE - 1] : undefined
    const cursor = last && cursorAfter(last, 'waiting')
    const path = `${projectPath(view.project)}lost`
    const kept = { reason, active: list.active }
    return sendPage(
      c,
      lostPage(view, {
        entries: entries.slice(0, PAGE),
        total: await countSeries(db, projectId, filter),
        byReason: await countLostReasons(db, projectId, activeSince),
        reason,
        active: list.active,
        first: list.after === undefined ? undefined : withQuery(path, kept),
        next: cursor && withQuery(path, { ...kept, after: `${cursor.value}~${cursor.id}` }),
      }),
    )
  })

  app.get('/p/:project/newcomers', async (c) => {
    const { db, projectId, view } = await readAsked(context, c)
    const branches = await listBranches(db, projectId)
    return sendPage(
      c,
      newcomersPage(view, {
        small: await listSeries(
          db,
          projectId,
          {
            statuses: expandStatuses(['open']),
            turn: 'reviewers',
            patches: 2,
            activeSince: addDays(view.asOf, -STALLED_DAYS),
          },
          { sort: 'waiting', limit: 15 },
        ),
        branches: branches.filter((one) => one.development),
      }),
    )
  })

  app.get('/p/:project/help', async (c) => {
    const { view } = await readAsked(context, c)
    return sendPage(c, helpPage(view))
  })
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

function inOrder(people: readonly PersonEntry[]): readonly PersonEntry[] {
  return people
    .map((person) => ({ person, name: person.name || person.key }))
    .sort((a, b) => collator.compare(a.name, b.name) || a.person.id - b.person.id)
    .map((one) => one.person)
}

function isNamed(person: PersonEntry, words: string): boolean {
  const text = `${person.name} ${person.key} ${person.addresses.join(' ')}`.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
