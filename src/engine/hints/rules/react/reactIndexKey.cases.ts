import type { RuleCases } from '../../cases.fixture.ts';

const IMPORT = "import { useMemo, useState } from 'react';\n";

export const cases: RuleCases = {
  hits: [
    `${IMPORT}export function Messages() { const [messages, setMessages] = useState([]); useSocket((message) => setMessages([message, ...messages])); return <ul>{messages.map((message, index) => <Message key={index} message={message} />)}</ul>; }`,
    `${IMPORT}export const Todos = () => { const [todos, setTodos] = useState<Todo[]>([]); const remove = (id: string) => setTodos((old) => old.filter((todo) => todo.id !== id)); return <ul>{todos.map((todo, i) => <TodoRow key={i} todo={todo} onRemove={remove} />)}</ul>; };`,
    `${IMPORT}export const Search = ({ items }: Props) => { const [query, setQuery] = useState(''); return <><input onChange={(e) => setQuery(e.target.value)} />{items.filter((item) => item.name.includes(query)).map((item, index) => <Item key={\`item-\${index}\`} item={item} />)}</>; };`,
    `${IMPORT}export function Table({ rows }) { const [filter, setFilter] = useState(''); const shown = useMemo(() => rows.filter((row) => matches(row, filter)), [rows, filter]); return <ul onClick={() => setFilter('a')}>{shown.map((row, index) => { return <Row key={'row' + index} row={row} />; })}</ul>; }`,
    'import * as React from "react"; function Toasts() { const [toasts, setToasts] = React.useState([]); const close = (index) => { const next = [...toasts]; setToasts(next.toSpliced(index, 1)); }; return toasts.map((toast, index) => <Toast key={String(index)} toast={toast} onClose={() => close(index)} />); }',
    '// feed.jsx\nimport { useState } from "preact/hooks"; export default function Feed(props) { const [posts, setPosts] = useState(props.posts); const add = (post) => setPosts((old) => { const next = old.slice(); next.unshift(post); return next; }); return <div onDrop={add}>{posts.map((post, i) => (<Post key={i} {...post} />))}</div>; }',
    `${IMPORT}export function Inputs() { const [fields, setFields] = useState(['']); return <form>{fields.map((field, index) => <input key={index} value={field} onBlur={() => setFields(fields.filter((_, other) => other !== index))} />)}</form>; }`,
    `${IMPORT}export const Board = memo(function Board() { const [cards, setCards] = useState(start); return <div onClick={() => setCards((old) => { const next = [...old]; next.shift(); return next; })}>{cards.map(function (card, index) { return <Card key={index} card={card} />; })}</div>; });`,
    `${IMPORT}export function Table({ rows, first }) { const [hidden, setHidden] = useState(0); const shown = [first, ...rows.filter((row) => row.level > hidden)]; return <tbody onClick={() => setHidden(1)}>{shown.map((row, i) => <tr key={i.toString()}><td>{row.name}</td></tr>)}</tbody>; }`,
  ],
  silent: [
    `${IMPORT}export function Table({ rows }) { const [order, setOrder] = useState('name'); const sorted = [...rows].sort((a, b) => compare(a[order], b[order])); return <tbody onClick={() => setOrder('age')}>{sorted.map((row, i) => <tr key={i.toString()}><td>{row.name}</td></tr>)}</tbody>; }`,
    `${IMPORT}export const Board = memo(function Board() { const [cards, setCards] = useState(start); return <div onClick={() => setCards((old) => old.toReversed())}>{cards.map(function (card, index) { return <Card key={index} card={card} />; })}</div>; });`,
    'export function Dots({ count }) { return Array.from({ length: count }).map((_, index) => <Dot key={index} />); }',
    'export const Menu = () => [first, second].map((entry, index) => <Entry key={index} entry={entry} />);',
    'const STEPS = ["cart", "address", "pay"]; export function Steps() { return STEPS.map((step, i) => <Step key={i} name={step} />); }',
    'export function List({ rows }) { return rows.map((row, index) => <Row key={index} row={row} />); }',
    'export function List({ rows }) { return rows.filter(Boolean).map((row, index) => <Row key={index} row={row} />); }',
    'export function List({ rows }) { return rows.filter((row) => !row.hidden).map((row, index) => <Row key={index} row={row} />); }',
    `${IMPORT}export function Log() { const [lines, setLines] = useState([]); useSocket((line) => setLines((old) => [...old, line])); return lines.map((line, index) => <Line key={index} line={line} />); }`,
    `${IMPORT}export function Log() { const [lines, setLines] = useState([]); useSocket((line) => setLines(lines.concat(line))); return lines.map((line, index) => <Line key={index} line={line} />); }`,
    `${IMPORT}export function List() { const [rows, setRows] = useState([]); const add = (row) => setRows([row, ...rows]); return rows.map((row, index) => <Row key={row.id} index={index} onAdd={add} />); }`,
    `${IMPORT}export function List() { const [rows, setRows] = useState([]); const add = (row) => setRows([row, ...rows]); return rows.map((row, index) => <Row key={rows.length - index} row={row} onAdd={add} />); }`,
    `${IMPORT}export function List() { const [rows, setRows] = useState([]); const add = (row) => setRows([row, ...rows]); return rows.map((row, index) => <Row key={row.id ?? index} row={row} onAdd={add} />); }`,
    `${IMPORT}export function List({ names }) { const [rows, setRows] = useState([]); const add = (row) => setRows([row, ...rows]); return names.map((name, index) => <Row key={index} name={name} onAdd={add} />); }`,
    `${IMPORT}export function Loading({ rows }) { const [query, setQuery] = useState(''); if (!rows) return [1, 2, 3].map((_, i) => <Skeleton key={i} />); return rows.filter((row) => row.includes(query)).map((row) => <Row key={row} row={row} onPick={setQuery} />); }`,
    `// list.stories.tsx\n${IMPORT}export const List = () => { const [rows, setRows] = useState([]); const add = (row) => setRows([row, ...rows]); return rows.map((row, index) => <Row key={index} row={row} onAdd={add} />); };`,
    `${IMPORT}export function Pages({ total }) { const [page, setPage] = useState(1); const pages = [...Array(total).keys()]; return pages.map((each, index) => <Page key={index} isOpen={each === page} onOpen={() => setPage(each)} />); }`,
    'import { For } from "solid-js"; import { useState } from "react"; function List() { const [rows, setRows] = useState([]); const add = (row) => setRows([row, ...rows]); return rows.map((row, index) => <Row key={index} row={row} onAdd={add} />); }',
    `${IMPORT}export function Users() { const [users, setUsers] = useState([]); useEffect(() => { void load().then((all) => setUsers(all.sort(byName))); }, []); return users.map((user, index) => <User key={index} user={user} />); }`,
    `${IMPORT}export function Tags({ text }) { const [open, setOpen] = useState(false); return text.split(',').map((tag, index) => <b key={index} onClick={() => setOpen(!open)}>{tag}</b>); }`,
  ],
};
