import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    "const texts = prices.map((price) => new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' }).format(price));",
    "export function rows(orders: Order[], locale: string) {\n  const out = [];\n  for (const order of orders) {\n    const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });\n    out.push(format.format(order.date));\n  }\n  return out;\n}",
    "const labels = days.map((day) => day.toLocaleDateString('en-US', { month: 'short', day: 'numeric' }));",
    "function total(items, currency) { return items.map((item) => item.price.toLocaleString(undefined, { style: 'currency', currency })); }",
    "const OPTIONS = { hour: '2-digit', minute: '2-digit' } as const;\nconst clock = (date: Date) => date.toLocaleTimeString('de', OPTIONS);\nexport const times = (events: Event[]) => events.map((event) => clock(event.start));",
    'export const List = ({ rows }) => (\n  <tbody>\n    {rows.map((row) => (\n      <tr key={row.id}>\n        <td>{new Intl.NumberFormat().format(row.size)}</td>\n      </tr>\n    ))}\n  </tbody>\n);',
    "class Report { lines() { return this.rows.map((row) => { const plural = new Intl.PluralRules('en'); return plural.select(row.count); }); } }",
    "function age(date) { const rtf = new Intl.RelativeTimeFormat('en', { numeric: 'auto' }); return rtf.format(-daysSince(date), 'day'); }\nfor (const comment of comments) comment.age = age(comment.date);",
    "names.sort((a, b) => new Intl.Collator('sv').compare(a, b));",
    "for (const text of texts) { const words = [...new Intl.Segmenter('ja', { granularity: 'word' }).segment(text)]; count += words.length; }",
    "const joined = groups.map(function (group) { return Intl.ListFormat ? new Intl.ListFormat('en').format(group.names) : group.names.join(); });",
    "// app.js\nfor (let i = 0; i < points.length; i++) ticks[i] = points[i].value?.toLocaleString('en', { maximumFractionDigits: 2 });",
    "let i = 0; while (i < dates.length) { out.push(Intl.DateTimeFormat('en', { timeZone: 'UTC' }).format(dates[i])); i += 1; }",
  ],
  silent: [
    'const texts = prices.map((price) => price.toLocaleString());',
    "const texts = prices.map((price) => price.toLocaleString('de'));",
    "const texts = dates.map((date) => date.toLocaleDateString('de', undefined));",
    "const format = new Intl.NumberFormat('de'); const texts = prices.map((price) => format.format(price));",
    "const texts = sums.map(({ value, currency }) => value.toLocaleString('de', { style: 'currency', currency }));",
    'export const formats = new Map(locales.map((locale) => [locale, new Intl.NumberFormat(locale)]));',
    "export const price = (value: number) => new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' }).format(value);",
    "for (const date of [start, end]) labels.push(date.toLocaleDateString('de', { month: 'long' }));",
    'const formats = new Map(); function formatOf(locale) { let format = formats.get(locale); if (!format) { format = new Intl.NumberFormat(locale); formats.set(locale, format); } return format; } for (const row of rows) show(formatOf(row.locale).format(row.value));',
    "for (const user of users) send(user, new Date().toLocaleDateString(user.locale, { weekday: 'long' }));",
    "const Intl = require('./intl'); const texts = prices.map((price) => new Intl.NumberFormat('de').format(price));",
    "for (const digits of widths) texts.push(value.toLocaleString('en', { minimumFractionDigits: digits }));",
    "const upper = names.map((name) => name.toLocaleUpperCase('tr'));",
    "for (const row of rows) button.addEventListener('click', () => show(row.date.toLocaleDateString('de', { month: 'long' })));",
    "for (const row of rows) { if (!row.date) throw new Error(`no date since ${last.toLocaleDateString('en', { month: 'long' })}`); }",
    'for (const zone of Intl.supportedValuesOf("timeZone")) zones.push(zone);',
    "for (const timeZone of zones) formats.push(new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'long' }));",
    "for (const row of rows) { settings.locale = row.locale; out.push(row.value.toLocaleString(nextLocale(), { style: 'percent' })); }",
  ],
  fixed: [
    [
      "export const labels = (days: Date[]) => {\n  // Short ones.\n  return days.map((day) => day.toLocaleDateString('en', { month: 'short' }));\n};",
      "export const labels = (days: Date[]) => {\n  const dateFormat = new Intl.DateTimeFormat('en', { month: 'short' });\n  // Short ones.\n  return days.map((day) => dateFormat.format(day));\n};",
    ],
    [
      "const texts = (rows) => rows.map(({ a, b }) => (a + b).toLocaleString('de', { style: 'percent' }));",
      "const numberFormat = new Intl.NumberFormat('de', { style: 'percent' });\nconst texts = (rows) => rows.map(({ a, b }) => numberFormat.format(a + b));",
    ],
    [
      'export function rows(orders, locale) {\n  const out = [];\n  for (const order of orders) {\n    // As short as it gets.\n    const format = new Intl.NumberFormat(locale);\n    out.push(format.format(order.sum));\n  }\n  return out;\n}',
      'export function rows(orders, locale) {\n  const out = [];\n  // As short as it gets.\n  const format = new Intl.NumberFormat(locale);\n  for (const order of orders) {\n    out.push(format.format(order.sum));\n  }\n  return out;\n}',
    ],
    [
      "for (const e of events) e.clock = e.at.toLocaleTimeString('de', { timeZone: 'UTC' });",
      "for (const e of events) e.clock = e.at.toLocaleTimeString('de', { timeZone: 'UTC' });",
    ],
    [
      "for (const e of events) e.clock = e.at?.toLocaleTimeString('de', { hour: 'numeric' });",
      "for (const e of events) e.clock = e.at?.toLocaleTimeString('de', { hour: 'numeric' });",
    ],
    [
      "for (const e of events) e.text = e.at.toLocaleString('de', { timeZone: 'UTC' });",
      "for (const e of events) e.text = e.at.toLocaleString('de', { timeZone: 'UTC' });",
    ],
    [
      "const f = (rows, options) => rows.map((row) => row.sum.toLocaleString('de', { ...options }));",
      "const f = (rows, options) => rows.map((row) => row.sum.toLocaleString('de', { ...options }));",
    ],
  ],
};
