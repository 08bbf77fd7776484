import type { Hono } from 'hono'
import { listTodosAsOf } from '../../app/past/todos-as-of.ts'
import { addDays } from '../../core/time.ts'
import { listBranches } from '../../store/read/commit.ts'
import { listDecisionsAbout } from '../../store/read/decisions-about.ts'
import { listEvidence } from '../../store/read/evidence.ts'
import { findPerson, listPeople, listReviewsBy, type PersonEntry } from '../../store/read/people.ts'
import { listItemsOf } from '../../store/read/review.ts'
import { listSeries } from '../../store/read/series-list.ts'
import { STALLED_DAYS } from '../../store/read/standing-counts.ts'
import { INBOX_DAYS, listTodos } from '../../store/read/todo.ts'
import { listDecidedIdentities } from '../decided-identities.ts'
import { personPath } from '../links.ts'
import { expandStatuses } from '../list-query.ts'
import { helpPage } from '../pages/help.ts'
import { newcomersPage } from '../pages/newcomers.ts'
import { peoplePage, personPage } from '../pages/people.ts'
import { readAsked, readInstantOf, readNumber, readWords, sendPage, type WebEnv } from '../request.ts'
import { findInbox } from '../review/load-inbox.ts'
import type { WebContext } from '../site.ts'

const NO_ITEMS: Awaited<ReturnType<typeof listItemsOf>> = new Map()
const PEOPLE = 300
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
    const asked = await readAsked(context, c)
    const { db, projectId, view, query } = asked
    const given = c.req.param('id')
    const { person, committer } = await findInbox(asked, given)
    if (String(person.id) !== given) return c.redirect(personPath(view.project, person.id), 302)
    const before = readInstantOf(query, 'before') ?? (view.pastDay === undefined ? undefined : view.asOf)
    const reviews = await listReviewsBy(db, projectId, person.key, { before, limit: REVIEWS + 1 })
    const days = query.get('all') === '1' ? undefined : INBOX_DAYS
    const todos =
      view.pastDay === undefined
        ? await listTodos(db, projectId, person.key, {
            committer,
            activeSince: days === undefined ? undefined : addDays(view.asOf, -days),
          })
        : await listTodosAsOf(db, projectId, view.project, view.asOf, { key: person.key, committer, days })
    const lineages = todos.map((todo) => todo.entry.id)
    const items = view.pastDay === undefined ? await listItemsOf(db, projectId, lineages) : NO_ITEMS
    const reader = c.get('user')?.address
    return sendPage(
      c,
      personPage(view, {
        person,
        todos,
        isReader: reader !== undefined && (await findPerson(db, projectId, reader))?.id === person.id,
        items,
        evidence: await listEvidence(db, projectId, [
          ...todos.map((todo) => todo.evidence),
          ...[...items.values()].flat().map((item) => item.messageId),
        ]),
        decisions: await listDecisionsAbout(db, projectId, lineages),
        identities: (await listDecidedIdentities(asked)).filter((one) =>
          [one.address, one.other].some((each) => each === person.key || person.addresses.includes(each)),
        ),
        recorded: readNumber(query, 'recorded', 1, 1_000_000_000),
        all: query.get('all') === '1',
        series: await listSeries(db, projectId, { sender: person.key }, { sort: 'active', limit: 20 }),
        reviews: reviews.slice(0, REVIEWS),
        before,
        next: reviews.length > REVIEWS ? reviews[REVIEWS - 1]?.at : undefined,
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
