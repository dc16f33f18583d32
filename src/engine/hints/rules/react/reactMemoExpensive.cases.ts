import type { RuleCases } from '../../cases.fixture.ts';

const IMPORT = "import { useMemo, useState } from 'react';\n";

export const cases: RuleCases = {
  hits: [
    `${IMPORT}export function Table({ rows, title }) { const open = rows.filter((row) => row.open); return <List title={title} rows={open} />; }`,
    `${IMPORT}export function Table({ rows }: Props) { const [order, setOrder] = useState('name'); const sorted = [...rows].sort((a, b) => (a[order] < b[order] ? -1 : 1)).map((row) => row.id); return <List rows={sorted} onSort={setOrder} />; }`,
    `${IMPORT}export const Cart = ({ lines, currency }: CartProps) => { const total = lines.reduce((sum, line) => sum + line.price * line.count, 0); return <b>{format(total, currency)}</b>; };`,
    `${IMPORT}function Board({ cards, user }) { const own = cards.filter((card) => card.owner === user).toSorted((a, b) => a.rank - b.rank); return <Cards cards={own} />; }`,
    `import React from 'react';\nexport default function Feed({ posts, isOpen }) { const authors = posts.flatMap((post) => post.authors); return <Names names={authors} open={isOpen} />; }`,
    `import { useState, useEffect } from 'preact/hooks';\nexport function Log() { const [lines, setLines] = useState([]); const [word, setWord] = useState(''); useEffect(() => listen(setLines), []); const found = lines.filter((line) => line.includes(word)); return <Lines lines={found} onSearch={setWord} />; }`,
    `${IMPORT}export const Tree = memo(({ nodes, depth }) => { const roots = nodes.filter((node) => node.parent === null && node.depth < depth); return <Roots roots={roots} />; });`,
    `${IMPORT}export function Prices({ items, rate }) { const prices = items.slice(0, 500).map((item) => item.price * rate); return <Chart values={prices} />; }`,
  ],
  silent: [
    `${IMPORT}export function Table({ rows, title }) { const open = useMemo(() => rows.filter((row) => row.open), [rows]); return <List title={title} rows={open} />; }`,
    `${IMPORT}export function Table({ rows, title }) { return <ul title={title}>{rows.map((row) => <li key={row.id}>{row.name}</li>)}</ul>; }`,
    `${IMPORT}export function Table({ rows, title }) { const onClick = () => { const open = rows.filter((row) => row.open); send(open); }; return <button title={title} onClick={onClick} />; }`,
    `${IMPORT}const ROWS = [1, 2, 3];\nexport function Table({ title, limit }) { const some = ROWS.filter((row) => row < limit); return <List title={title} rows={some} />; }`,
    `${IMPORT}import { rows } from './rows';\nexport function Table({ title, limit }) { const some = rows.filter((row) => row < limit); return <List title={title} rows={some} />; }`,
    // It would be another one in each render anyway.
    `${IMPORT}export function Table({ rows, title }) { const limits = limitsOf(title); const some = rows.filter((row) => limits.has(row)); return <List rows={some} />; }`,
    // Nothing else can change.
    `export function Table({ rows }) { const open = rows.filter((row) => row.open); return <List rows={open} />; }`,
    // No hook may stand there.
    `${IMPORT}export function Table({ rows, title }) { if (!rows) return null; const open = rows.filter((row) => row.open); return <List title={title} rows={open} />; }`,
    `'use memo';\n${IMPORT}export function Table({ rows, title }) { const open = rows.filter((row) => row.open); return <List title={title} rows={open} />; }`,
    `${IMPORT}export function openOf(rows, title) { const open = rows.filter((row) => row.open); return { title, open }; }`,
    `import { createSignal } from 'solid-js';\nexport function Table({ rows, title }) { const open = rows.filter((row) => row.open); return <List title={title} rows={open} />; }`,
    `${IMPORT}export async function Page({ rows, title }) { const open = rows.filter((row) => row.open); return <List title={title} rows={open} />; }`,
    `${IMPORT}export function Table({ rows, title }) { const first = rows.find((row) => row.open); const name = rows.at(0); return <List title={title} row={first ?? name} />; }`,
  ],
  fixed: [
    [
      `import { useState } from 'react';\nexport function Table({ rows }) { const [word, setWord] = useState(''); const found = rows.filter((row) => row.name.includes(word)); return <List rows={found} onSearch={setWord} />; }`,
      `import { useState, useMemo } from 'react';\nexport function Table({ rows }) { const [word, setWord] = useState(''); const found = useMemo(() => rows.filter((row) => row.name.includes(word)), [rows, word]); return <List rows={found} onSearch={setWord} />; }`,
    ],
  ],
};
