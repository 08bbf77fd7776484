import type { Hackathon } from '../core/hackathon/hackathon.ts'
import { localTimeOf } from '../core/zone-time.ts'
import {
  acronymOf,
  formatDuration,
  formatLocal,
  listScheduleDays,
  type ScheduleEntry,
  type ScheduleOptions,
} from './hackathon-schedule.ts'

/**
 * An agenda as `schedule.xml` (Pentabarf, frab, pretalx; application/vnd.c3voc.schedule+xml), for apps such as Giggity
 * and EventFahrplan. Source: the c3voc's XSD at https://c3voc.de/schedule/schema.xsd.
 */
export function formatScheduleXml(hackathon: Hackathon, options: ScheduleOptions): string {
  const { event } = hackathon
  const zone = event.timeZone
  const days = listScheduleDays(hackathon, options)
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<schedule>',
    '  <generator name="Patchmoot"/>',
    `  <url>${escapeXml(`${options.url}/schedule.xml`)}</url>`,
    `  <version>${escapeXml(String(hackathon.agendas.at(-1)?.version ?? 0))}</version>`,
    '  <conference>',
    element('title', event.name, 4),
    element('acronym', acronymOf(event.id), 4),
    element('start', event.startsOn, 4),
    element('end', event.endsOn, 4),
    element('days', String(days.length), 4),
    element('timeslot_duration', '00:15', 4),
    element('base_url', options.url, 4),
    element('url', options.url, 4),
    element('time_zone_name', zone, 4),
    '  </conference>',
  ]
  for (const day of days) {
    lines.push(
      `  <day index="${day.index}" date="${day.day}" start="${formatLocal(day.startsAt, zone)}" end="${formatLocal(day.endsAt, zone)}">`,
    )
    for (const room of day.rooms) {
      lines.push(`    <room name="${escapeXml(room.name)}">`)
      for (const entry of room.entries) lines.push(...formatEntry(entry, zone))
      lines.push('    </room>')
    }
    lines.push('  </day>')
  }
  return `${[...lines, '</schedule>'].join('\n')}\n`
}

function formatEntry(entry: ScheduleEntry, zone: string): readonly string[] {
  return [
    `      <event id="${entry.number}" guid="${entry.uuid}">`,
    element('room', entry.room, 8),
    element('title', entry.title, 8),
    element('type', entry.kind === 'session' ? 'discussion' : 'other', 8),
    element('date', formatLocal(entry.startsAt, zone), 8),
    element('start', localTimeOf(entry.startsAt, zone).time, 8),
    element('duration', formatDuration(entry.startsAt, entry.endsAt), 8),
    element('abstract', entry.abstract, 8),
    element('track', '', 8),
    element('url', entry.url, 8),
    '        <persons>',
    ...entry.leaders.map((one) => `          <person guid="${one.uuid}">${escapeXml(one.name)}</person>`),
    '        </persons>',
    '      </event>',
  ]
}

function element(name: string, text: string, indent: number): string {
  return `${' '.repeat(indent)}<${name}>${escapeXml(text)}</${name}>`
}

/** Text for XML 1.0; characters that it cannot hold are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (char: string) => `&#${char.charCodeAt(0)};`)
}
