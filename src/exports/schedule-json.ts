import type { Hackathon } from '../core/hackathon/hackathon.ts'
import { uuidOf } from '../core/hackathon/uuid.ts'
import { localTimeOf } from '../core/zone-time.ts'
import {
  acronymOf,
  formatDuration,
  formatLocal,
  listScheduleDays,
  type ScheduleEntry,
  type ScheduleOptions,
} from './hackathon-schedule.ts'

/** An agenda as `schedule.json`. Source: the c3voc's schema at https://c3voc.de/schedule/schema.json. */
export function formatScheduleJson(hackathon: Hackathon, options: ScheduleOptions): string {
  const { event } = hackathon
  const zone = event.timeZone
  const days = listScheduleDays(hackathon, options)
  const rooms = new Set(days.flatMap((day) => day.rooms.map((room) => room.name)))
  return `${JSON.stringify(
    {
      $schema: 'https://c3voc.de/schedule/schema.json',
      generator: { name: 'Patchmoot' },
      schedule: {
        version: String(hackathon.agendas.at(-1)?.version ?? 0),
        base_url: options.url,
        conference: {
          acronym: acronymOf(event.id),
          title: event.name,
          start: event.startsOn,
          end: event.endsOn,
          daysCount: days.length,
          timeslot_duration: '00:15',
          // The schema knows "Region/City" and UTC only.
          ...(/^[A-Z][a-z]+\/[A-Z][a-z]+|^UTC$/.test(zone) ? { time_zone_name: zone } : {}),
          url: options.url,
          rooms: [...rooms].map((name) => ({
            name,
            guid: uuidOf(`${event.id}/room/${name}`),
            capacity: hackathon.rooms.find((room) => room.name === name)?.capacity ?? null,
          })),
          days: days.map((day) => ({
            index: day.index,
            date: day.day,
            day_start: formatLocal(day.startsAt, zone),
            day_end: formatLocal(day.endsAt, zone),
            rooms: Object.fromEntries(
              day.rooms.map((room) => [
                room.name,
                room.entries.map((entry) => entryOf(entry, event.id, zone)),
              ]),
            ),
          })),
        },
      },
    },
    undefined,
    2,
  )}\n`
}

function entryOf(entry: ScheduleEntry, event: string, zone: string) {
  return {
    guid: entry.uuid,
    id: entry.number,
    date: formatLocal(entry.startsAt, zone),
    start: localTimeOf(entry.startsAt, zone).time,
    end: formatLocal(entry.endsAt, zone),
    duration: formatDuration(entry.startsAt, entry.endsAt),
    room: entry.room,
    slug: slugOf(entry, event),
    url: entry.url,
    title: entry.title,
    subtitle: null,
    track: null,
    type: entry.kind === 'session' ? 'discussion' : 'other',
    language: null,
    abstract: entry.abstract === '' ? null : entry.abstract,
    description: null,
    persons: entry.leaders.map((one) => ({ name: one.name, guid: one.uuid })),
    links: [],
  }
}

/** Letters, digits, hyphens and underscores, unlike all others of the event and of other events. */
function slugOf(entry: ScheduleEntry, event: string): string {
  const id = (entry.session?.id ?? entry.slot.id).replace(/[^a-z0-9]+/g, '-').replace(/-$/, '')
  return `${acronymOf(event)}-${id}`
}
