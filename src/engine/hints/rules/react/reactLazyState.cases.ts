import type { RuleCases } from '../../cases.fixture.ts';

const IMPORT = "import { useState } from 'react';\n";

export const cases: RuleCases = {
  hits: [
    `${IMPORT}export function Settings() { const [settings, setSettings] = useState(JSON.parse(localStorage.getItem('settings') || '{}')); return <Form value={settings} onChange={setSettings} />; }`,
    `${IMPORT}export const Picker = ({ items }: PickerProps) => { const [picked, setPicked] = useState<boolean[]>(items.map(() => false)); return <List picked={picked} onPick={setPicked} />; };`,
    `${IMPORT}function buildGrid(size) { const rows = []; for (let y = 0; y < size; y += 1) rows.push(new Array(size).fill(0)); return rows; }\nexport function Game({ size }) { const [grid, setGrid] = useState(buildGrid(size)); return <Grid cells={grid} onPlay={setGrid} />; }`,
    'import * as React from "react"; function Table({ rows, order }) { const [sorted, setSorted] = React.useState(rows.toSorted((a, b) => a[order] - b[order])); return <Rows rows={sorted} onSort={setSorted} />; }',
    '// tree.jsx\nconst { useState } = require("react"); const openOf = (nodes) => { const open = new Set(); for (const node of nodes) if (node.open) open.add(node.id); return open; }; function Tree(props) { const [open, setOpen] = useState(openOf(props.nodes)); return <Nodes open={open} onOpen={setOpen} />; }',
    'import { useState } from "preact/hooks"; export function useStored(key: string) { return useState(window.localStorage.getItem(key)); }',
    `${IMPORT}export function Editor({ document }) { const [draft, setDraft] = useState({ text: '', blocks: structuredClone(document.blocks) }); return <Blocks draft={draft} onEdit={setDraft} />; }`,
    `${IMPORT}export function useTotals(orders: Order[]) { const [totals] = useState(orders.reduce((sum, order) => sum + order.total, 0)); return totals; }`,
    `${IMPORT}export const Theme = () => { const [theme, setTheme] = useState(typeof window === 'undefined' ? 'light' : sessionStorage.getItem('theme')); return <Toggle theme={theme} onToggle={setTheme} />; };`,
    `${IMPORT}export const Board = () => { const [cells] = useState(Array.from({ length: 400 }, (_, index) => ({ index, open: false }))); return <Cells cells={cells} />; };`,
    `${IMPORT}export function Form({ fields }) { const [values, setValues] = useState(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.start]))); return <Fields values={values} onEdit={setValues} />; }`,
  ],
  silent: [
    `${IMPORT}export function Settings() { const [settings] = useState(() => JSON.parse(localStorage.getItem('settings') || '{}')); return <Form value={settings} />; }`,
    `${IMPORT}export function List() { const [rows, setRows] = useState([]); const [open] = useState(new Map()); const [name] = useState(''); return <Rows rows={rows} open={open} name={name} onLoad={setRows} />; }`,
    `${IMPORT}export function List({ rows }) { const [shown, setShown] = useState(rows); const [first] = useState(rows[0]?.id ?? null); const [count] = useState(Math.max(rows.length, 10)); return <Rows rows={shown} first={first} count={count} onShow={setShown} />; }`,
    `${IMPORT}import { initialUser } from './user';\nexport function User({ id }) { const [user] = useState(initialUser(id)); return <Name user={user} />; }`,
    `${IMPORT}export function Clock() { const [now, setNow] = useState(Date.now()); const [today] = useState(new Date()); return <Time now={now} today={today} onTick={setNow} />; }`,
    `${IMPORT}function parse(text) { return Number(text); }\nexport function Count({ text }) { const [count, setCount] = useState(parse(text)); return <Number value={count} onChange={setCount} />; }`,
    `${IMPORT}export function Tabs() { const [tabs] = useState(['a', 'b', 'c'].map((name) => ({ name, open: false }))); return <TabList tabs={tabs} />; }`,
    `${IMPORT}export function Code() { const [digits, setDigits] = useState(Array(6).fill('').map(() => '')); const [dots] = useState(Array.from({ length: 3 }, (_, index) => index)); return <Digits digits={digits} dots={dots} onType={setDigits} />; }`,
    `${IMPORT}const KINDS = ['day', 'week', 'month'];\nexport function Kinds() { const [open, setOpen] = useState(KINDS.filter((kind) => kind !== 'day')); return <Menu open={open} onOpen={setOpen} />; }`,
    `${IMPORT}export function Draft({ value, items }) { const [draft] = useState(value ?? items.map((item) => item.id)); return <Text draft={draft} />; }`,
    `${IMPORT}export function Draft({ items }) { const [draft] = useState(items.map((item) => useTranslation(item))); return <Text draft={draft} />; }`,
    'import { useState } from "./store"; export function Draft({ items }) { const [draft] = useState(items.map((item) => item.id)); return <Text draft={draft} />; }',
    'const useState = (first) => [first, () => {}]; export function Draft({ items }) { const [draft] = useState(items.map((item) => item.id)); return <Text draft={draft} />; }',
    `${IMPORT}export function Menu({ items }) { const [state] = useState({ load: () => items.map((item) => item.id), at: 0 }); return <Entries state={state} />; }`,
    `${IMPORT}export function Stream({ api }) { const [reader] = useState(api.reader()); const [label] = useState(String(api.name).toLowerCase()); return <Read reader={reader} label={label} />; }`,
    `// draft.test.tsx\n${IMPORT}function Draft({ items }) { const [draft] = useState(items.map((item) => item.id)); return <Text draft={draft} />; }`,
  ],
  fixed: [
    [
      `${IMPORT}const [a] = useState(JSON.parse(localStorage.getItem('a')) /* kept */);`,
      `${IMPORT}const [a] = useState(() => JSON.parse(localStorage.getItem('a')) /* kept */);`,
    ],
    [
      `${IMPORT}const [a] = useState({\n  ids: rows.map((row) => row.id), // all\n});`,
      `${IMPORT}const [a] = useState(() => ({\n  ids: rows.map((row) => row.id), // all\n}));`,
    ],
    [
      `${IMPORT}const [a] = useState({ ids: rows.map((row) => row.id) } as State);`,
      `${IMPORT}const [a] = useState(() => ({ ids: rows.map((row) => row.id) } as State));`,
    ],
    [
      `${IMPORT}const [a] = useState<State>((rows.map((row) => row.id)));`,
      `${IMPORT}const [a] = useState<State>(() => (rows.map((row) => row.id)));`,
    ],
    [
      `${IMPORT}const TEXT = read();\nconst A = () => useState(JSON.parse(TEXT))[0];`,
      `${IMPORT}const TEXT = read();\nconst A = () => useState(() => JSON.parse(TEXT))[0];`,
    ],
  ],
};
