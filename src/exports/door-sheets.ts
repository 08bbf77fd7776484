import type { Hackathon } from '../core/hackathon/hackathon.ts'
import { localTimeOf, weekdayOf } from '../core/zone-time.ts'
import {
  listEntries,
  listScheduleDays,
  type ScheduleEntry,
  type ScheduleOptions,
} from './hackathon-schedule.ts'

const WIDTH = 72

/**
 * A sheet for each door, to be printed: what is in this room, day by day. Sheets are parted by form feeds, which
 * printers take for new pages. A room in which nothing is has a sheet that says so.
 */
export function formatDoorSheets(hackathon: Hackathon, options: ScheduleOptions): string {
  const entries = listEntries(hackathon, options)
  const sheets = hackathon.rooms.map((room) => {
    const here = entries.filter((one) => one.session !== undefined && one.room === room.name)
    const seats = room.capacity === undefined ? '' : ` (${room.capacity} seats)`
    const lines = [
      `${plain(room.name).toUpperCase()}${seats}`,
      '='.repeat(WIDTH),
      plain(hackathon.event.name),
      '',
    ]
    let day = ''
    for (const entry of here) {
      const local = localTimeOf(entry.startsAt, hackathon.event.timeZone)
      if (local.day !== day) lines.push(formatDay(local.day), '')
      day = local.day
      lines.push(...formatEntry(entry, hackathon.event.timeZone), '')
    }
    if (here.length === 0) lines.push('Nothing is planned in here: feel free to use it.', '')
    return `${lines.join('\n').trimEnd()}\n`
  })
  return sheets.join('\f')
}

/** The whole agenda as text for a mail: by day and slot, rooms behind titles. */
export function formatTimetable(hackathon: Hackathon, options: ScheduleOptions): string {
  const zone = hackathon.event.timeZone
  const lines = [plain(hackathon.event.name), '='.repeat(WIDTH), `All times are ${zone}.`, '']
  for (const day of listScheduleDays(hackathon, options)) {
    lines.push(formatDay(day.day), '')
    const entries = day.rooms
      .flatMap((room) => room.entries)
      .sort((a, b) => (a.startsAt === b.startsAt ? 0 : a.startsAt < b.startsAt ? -1 : 1))
    let slot = ''
    for (const entry of entries) {
      if (entry.slot.id !== slot && slot !== '') lines.push('')
      if (entry.slot.id !== slot) lines.push(formatSpan(entry, zone))
      slot = entry.slot.id
      const leaders =
        entry.leaders.length === 0 ? '' : ` (${entry.leaders.map((one) => plain(one.name)).join(', ')})`
      const room = entry.session === undefined ? '' : ` - ${plain(entry.room)}`
      lines.push(...wrap(`${plain(entry.title)}${leaders}${room}`, '  * ', '    '))
    }
    lines.push('')
  }
  return `${lines.join('\n').trimEnd()}\n`
}

/** A sheet of cards for a wall, one for each session that has no place yet: title, who leads it, lines for a room. */
export function formatCards(hackathon: Hackathon, options: ScheduleOptions): string {
  const placed = new Set(
    (options.placements ?? hackathon.agendas.at(-1)?.placements ?? []).map((one) => one.session),
  )
  const cards = hackathon.sessions
    .filter((one) => !one.cancelled && !placed.has(one.id))
    .map((one) =>
      [
        `+${'-'.repeat(WIDTH - 2)}`,
        ...wrap(plain(one.title), '| ', '| '),
        `| ${one.leaders.map((person) => plain(options.nameOf(person))).join(', ')}`,
        '|',
        '| Room: ____________________   Time: ____________________',
        `+${'-'.repeat(WIDTH - 2)}`,
      ].join('\n'),
    )
  return cards.length === 0 ? '' : `${cards.join('\n\n')}\n`
}

function formatEntry(entry: ScheduleEntry, zone: string): readonly string[] {
  const leaders = entry.leaders.map((one) => plain(one.name)).join(', ')
  const span = formatSpan(entry, zone)
  return [
    ...wrap(plain(entry.title), `${span}  `, ' '.repeat(span.length + 2)),
    ...(leaders === '' ? [] : wrap(leaders, ' '.repeat(span.length + 2), ' '.repeat(span.length + 2))),
  ]
}

function formatSpan(entry: ScheduleEntry, zone: string): string {
  return `${localTimeOf(entry.startsAt, zone).time}-${localTimeOf(entry.endsAt, zone).time}`
}

function formatDay(day: string): string {
  const weekday = weekdayOf(day)
  return `${weekday.slice(0, 1).toUpperCase()}${weekday.slice(1)}, ${day}`
}

/** One line without control characters, which would move a printer's head or a terminal's cursor. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim()
}

function wrap(text: string, first: string, next: string): readonly string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = next
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line]
}
