import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'posts.sort((a, b) => new Date(b.date).getTime() - new Date(a.date).getTime());',
    '// src/feed.js\nmodule.exports = (items) => items.sort((x, y) => new Date(y.published) - new Date(x.published));',
    'const sorted = users.toSorted((a, b) => a.name.toLowerCase().localeCompare(b.name.toLowerCase()));',
    'const byNumber = [...files].sort((a, b) => Number(a.match(/\\d+/)![0]) - Number(b.match(/\\d+/)![0]));',
    'paths.sort((a, b) => a.split("/").length - b.split("/").length);',
    'rows.sort((a, b) => { const left = a.title.toUpperCase(); const right = b.title.toUpperCase(); if (left < right) return -1; return left > right ? 1 : 0; });',
    'commits.sort((a: Commit, b: Commit) => Date.parse(b.committedAt) - Date.parse(a.committedAt));',
    'import moment from "moment"; export const ordered = (visits: Visit[]) => visits.slice().sort((a, b) => moment(a.start).diff(moment(b.start)));',
    'names.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));',
    'keys.sort(function (a, b) { return JSON.stringify(a).length - JSON.stringify(b).length; });',
    'tags.sort((a, b) => a.replace(/^v/, "").localeCompare(b.replace(/^v/, ""), undefined, { numeric: true }));',
    'events.sort(({ at: a }, { at: b }) => +new Date(a) - +new Date(b));',
    'words.sort((a, b) => a.normalize().localeCompare(b.normalize()));',
  ],
  silent: [
    'posts.sort((a, b) => b.time - a.time);',
    'names.sort((a, b) => a.localeCompare(b));',
    'names.sort();',
    'posts.sort(byDate);',
    'users.sort((a, b) => a.rank - b.rank || a.name.toLowerCase().localeCompare(b.name.toLowerCase()));',
    'users.sort((a, b) => { if (a.rank !== b.rank) return a.rank - b.rank; return Date.parse(a.at) - Date.parse(b.at); });',
    'users.sort((a, b) => (a.rank === b.rank ? a.name.toLowerCase().localeCompare(b.name.toLowerCase()) : a.rank - b.rank));',
    '["b", "a"].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase()));',
    'files.sort((a, b) => new Date(a.mtimeMs).getTime() - new Date(b.mtimeMs).getTime());',
    'const best = users.reduce((a, b) => (Date.parse(a.at) > Date.parse(b.at) ? a : b));',
    'keyed.sort((a, b) => collator.compare(a.key, b.key));',
    'rows.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));',
    'rows.sort((a, b) => Number(a.price) - Number(b.price));',
    'rows.sort((a) => (a.name.toLowerCase() === wanted ? -1 : 1));',
    'rows.sort((a, b) => compare(a, b, (one) => one.name.toLowerCase()));',
    'rows.sort((a, b) => (a.name + b.name).split("").length);',
    'rows.sort((a, b) => (a.name.toLowerCase() === wanted ? -1 : b.rank));',
    'const sorted = rows.map((row) => ({ row, key: row.name.toLowerCase() })).sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row);',
  ],
  fixed: [
    [
      'const a = rows.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));',
      'const a = rows.map((a) => ({ value: a, key: Date.parse(a.at) })).sort((a, b) => b.key - a.key).map(({ value }) => value);',
    ],
    [
      'const a = [...rows].sort((x, y) => x.name.toLowerCase().localeCompare(y.name.toLowerCase(), `${tag}`));',
      'const a = [...rows].map((x) => ({ value: x, key: x.name.toLowerCase() })).sort((x, y) => x.key.localeCompare(y.key, `${tag}`)).map(({ value }) => value);',
    ],
    [
      'const a = [...rows].sort((x, y) => (new Date(x.at).getTime()) - (new Date(y.at).getTime()));',
      'const a = [...rows].map((x) => ({ value: x, key: (new Date(x.at).getTime()) })).sort((x, y) => x.key - y.key).map(({ value }) => value);',
    ],
    ['rows.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));', 'rows.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));'],
    [
      'const a = rows.toSorted((a, b) => Date.parse(b.at) /* newest first */ - Date.parse(a.at));',
      'const a = rows.toSorted((a, b) => Date.parse(b.at) /* newest first */ - Date.parse(a.at));',
    ],
    [
      'const a = rows.toSorted((a, b) => Date.parse(b.from) - Date.parse(a.to));',
      'const a = rows.toSorted((a, b) => Date.parse(b.from) - Date.parse(a.to));',
    ],
    [
      'const a = rows.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id);',
      'const a = rows.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id);',
    ],
  ],
};
