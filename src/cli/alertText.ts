import { visibleText } from '../base/text.ts';
import type { AlertEntry, Silence } from '../engine/engine.ts';
import { aboutText, type Alert } from '../model/alert.ts';

/** Enough to tell one alert from another: the beginning of an id is its time. */
export const shortId = (id: string): string => id.slice(-8);

/** Local time to the second: `2026-11-22 14:05:09`. */
function timeOf(atMs: number): string {
  const local = new Date(atMs - new Date(atMs).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}

/** Two lines: what it is, and what it says. */
export function alertText(alert: Alert): string {
  const { id, severity, state, title, text, firedAtMs, sinceMs, acknowledged, muted } = alert;
  const notes = [
    `since ${timeOf(firedAtMs ?? sinceMs)}`,
    ...(acknowledged === null ? [] : [`acknowledged by ${acknowledged.by}${acknowledged.note === '' ? '' : `: ${acknowledged.note}`}`]),
    ...(muted === null ? [] : [`nobody was told: ${muted}`]),
  ];
  return (
    visibleText(`${shortId(id)}  ${severity.padEnd(8)}  ${state.padEnd(12)}  ${title}${aboutText(alert)}, ${notes.join(', ')}`) +
    `\n          ${visibleText(text)}\n`
  );
}

export function entryText(entry: AlertEntry): string {
  const { atMs, alert, rule, state, text, by, note } = entry;
  const who = by === null ? '' : ` by ${by}`;
  const why = note === null || note === '' ? '' : ` (${note})`;
  return `${visibleText(`${timeOf(atMs)}  ${shortId(alert)}  ${state.padEnd(12)}  ${rule}${aboutText(entry)}${who}${why}: ${text}`)}\n`;
}

export function silenceText({ id, rule, labels, untilMs, by, reason }: Silence): string {
  const about = [...(rule === null ? [] : [`rule ${rule}`]), ...Object.entries(labels).map(([name, value]) => `${name}=${value}`)];
  return `${visibleText(`${shortId(id)}  silence   until ${timeOf(untilMs)}  ${about.join(', ') || 'everything'}: ${reason} (${by})`)}\n`;
}
