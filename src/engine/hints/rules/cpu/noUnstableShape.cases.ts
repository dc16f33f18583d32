import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'const rows = items.map((item) => ({ id: item.id, ...(item.a && { a: item.a }), ...(item.b && { b: item.b }), ...(item.c && { c: item.c }) }));',
    'for (const line of lines) tokens.push({ line, ...(line.a ? { a: 1 } : {}), ...(line.b ? { b: 2 } : {}), ...(line.c ? { c: 3 } : undefined) });',
    'function parse(lines: string[]) { const nodes: Node[] = []; for (const text of lines) { const node = { text, ...(isOpen(text) && { isOpen: true }), ...(isLast(text) && { isLast: true }), ...(level(text) > 0 && { level: level(text) }) }; nodes.push(node); } return nodes; }',
    '// lib/a.js\nmodule.exports = (list) => list.filter(Boolean).map((each) => {\n  return { name: each.name, ...(each.x ? { x: each.x } : null), ...(each.y ? { y: each.y } : null), ...(each.z ? { z: each.z } : null) };\n});',
    'const all = reduceRows(rows); while (next()) { at = { ...(a && { a }), ...(b && { b }), ...(c && { c }) }; }',
    'const points = list.flatMap((p) => [{ x: p.x, ...(p.y !== 0 && { y: p.y }), ...(p.z !== 0 && { z: p.z }), ...(p.w !== 0 && { w: p.w }) }]);',
    'const rows = items.map((item) => ({ ...base, ...(item.a && { a: 1 }), ...(item.b && { b: 2 }), ...(item.c && { c: 3 }) }) as Row);',
    'items.forEach((item) => { byId[item.id] = { id: item.id, ...(item.a && { a: 1, b: 2 }), ...(item.c && { c: 3 }), ...(item.d && { d: 4 }) }; });',
  ],
  silent: [
    'const row = { id, ...(a && { a }), ...(b && { b }), ...(c && { c }) };',
    'const rows = items.map((item) => ({ id: item.id, ...(item.a && { a: item.a }), ...(item.b && { b: item.b }) }));',
    'function rowsToJson(items) { return items.map((item) => ({ ...(item.a && { a: 1 }), ...(item.b && { b: 2 }), ...(item.c && { c: 3 }) })); }',
    'for (const item of items) send({ id: item.id, ...(item.a && { a: 1 }), ...(item.b && { b: 2 }), ...(item.c && { c: 3 }) });',
    'for (const item of items) text += JSON.stringify({ ...(item.a && { a: 1 }), ...(item.b && { b: 2 }), ...(item.c && { c: 3 }) });',
    'for (const url of urls) { const options = { ...(a && { a }), ...(b && { b }), ...(c && { c }) }; load(url, options); }',
    'const list = items.map((item) => <Row {...{ ...(item.a && { a: 1 }), ...(item.b && { b: 2 }), ...(item.c && { c: 3 }) }} />);',
    'const rows = items.map((item) => ({ ...item, ...defaults, ...extra, ...(item.a && { a: 1 }) }));',
    'const rows = items.map((item) => ({ a: item.a ?? undefined, b: item.b ?? undefined, c: item.c ?? undefined }));',
    'for (const item of items) requests.push({ url, init: { ...(item.a && { a: 1 }), ...(item.b && { b: 2 }), ...(item.c && { c: 3 }) } });',
    'const rows = items.map((item) => ({ ...(item.a ? { a: 1 } : { b: 1 }), ...(item.c ? { c: 1 } : { d: 1 }), ...(item.e ? { e: 1 } : { f: 1 }) }));',
  ],
  fixed: [
    [
      'const x = a.map((b) => ({ id: b, ...(b.c && { c: b.c }), ...(b.d > 1 ? { d: 2 } : {}), ...(e && { e }) }));',
      'const x = a.map((b) => ({ id: b, c: b.c ? b.c : undefined, d: b.d > 1 ? 2 : undefined, e: e ? e : undefined }));',
    ],
    [
      'const x = a.map((b) => ({ c: 1, ...(b.c && { c: b.c }), ...(b.d && { d: 2 }), ...(e && { e }) }));',
      'const x = a.map((b) => ({ c: 1, ...(b.c && { c: b.c }), ...(b.d && { d: 2 }), ...(e && { e }) }));',
    ],
    [
      'const x = a.map((b) => ({ ...b, ...(b.c && { c: b.c }), ...(b.d && { d: 2 }), ...(e && { e }) }));',
      'const x = a.map((b) => ({ ...b, ...(b.c && { c: b.c }), ...(b.d && { d: 2 }), ...(e && { e }) }));',
    ],
  ],
};
