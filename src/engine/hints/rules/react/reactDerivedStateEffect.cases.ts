import type { RuleCases } from '../../cases.fixture.ts';

const IMPORT = "import { useEffect, useLayoutEffect, useRef, useState } from 'react';\n";

export const cases: RuleCases = {
  hits: [
    `${IMPORT}export function Table({ rows }) { const [open, setOpen] = useState([]); useEffect(() => { setOpen(rows.filter((row) => row.open)); }, [rows]); return <List rows={open} />; }`,
    `${IMPORT}export function Name({ first, last }: Props) { const [full, setFull] = useState(''); useEffect(() => { setFull(\`\${first} \${last}\`); }, [first, last]); return <b>{full}</b>; }`,
    `${IMPORT}export const Cart = ({ cart }) => { const [total, setTotal] = useState<number>(0); useEffect(() => setTotal(cart.lines.reduce((sum, line) => sum + line.price, 0)), [cart.lines]); return <b>{total}</b>; };`,
    `import * as React from 'react';\nexport function Search({ items }) { const [word, setWord] = React.useState(''); const [found, setFound] = React.useState(items); React.useEffect(() => { setFound(items.filter((item) => item.name.toLowerCase().includes(word))); }, [items, word]); return <Found items={found} onSearch={setWord} />; }`,
    `${IMPORT}export function useIsLong(text: string) { const [isLong, setIsLong] = useState(false); useEffect(() => { setIsLong(text.length > 100); }, [text]); return isLong; }`,
    `${IMPORT}export const usePages = (count: number, size: number) => { const [pages, setPages] = useState(1); useLayoutEffect(() => { setPages(Math.max(1, Math.ceil(count / size))); }, [count, size]); return pages; };`,
    `import { useEffect, useState } from 'preact/hooks';\nexport function Keys({ data }) { const [keys, setKeys] = useState([]); useEffect(() => { setKeys(Object.keys(data)); }, [data]); return <List keys={keys} />; }`,
    `${IMPORT}export function Field({ value }) { const [shown, setShown] = useState(value); useEffect(() => { setShown(value ?? ''); }, [value]); return <p>{shown}</p>; }`,
  ],
  silent: [
    `${IMPORT}export function Table({ rows }) { const open = rows.filter((row) => row.open); return <List rows={open} />; }`,
    // Set elsewhere too: a draft that somebody edits.
    `${IMPORT}export function Field({ value }) { const [draft, setDraft] = useState(value); useEffect(() => { setDraft(value); }, [value]); return <input value={draft} onChange={(event) => setDraft(event.target.value)} />; }`,
    `${IMPORT}export function Page() { const [isThere, setIsThere] = useState(false); useEffect(() => { setIsThere(true); }, []); return isThere ? <Map /> : null; }`,
    `${IMPORT}export function User({ id }) { const [user, setUser] = useState(null); useEffect(() => { fetchUser(id).then(setUser); }, [id]); return <Name user={user} />; }`,
    `${IMPORT}export function Clock({ zone }) { const [now, setNow] = useState(''); useEffect(() => { setNow(timeIn(zone)); }, [zone]); return <b>{now}</b>; }`,
    `${IMPORT}export function When({ date }) { const [text, setText] = useState(''); useEffect(() => { setText(date.toLocaleString()); }, [date]); return <b>{text}</b>; }`,
    `${IMPORT}export function Box({ size }) { const ref = useRef(null); const [width, setWidth] = useState(0); useLayoutEffect(() => { setWidth(ref.current.width * size); }, [size, ref]); return <b ref={ref}>{width}</b>; }`,
    `${IMPORT}export function Wide({ limit }) { const [isWide, setIsWide] = useState(false); useEffect(() => { setIsWide(window.innerWidth > limit); }, [limit]); return <b>{isWide}</b>; }`,
    // At chosen moments.
    `${IMPORT}export function Form({ user, id }) { const [first, setFirst] = useState(user); useEffect(() => { setFirst(user.name); }, [id]); return <b>{first}</b>; }`,
    `${IMPORT}export function Form({ user, version }) { const [name, setName] = useState(''); useEffect(() => { setName(user.name); }, [user, version]); return <b>{name}</b>; }`,
    `${IMPORT}export function Rows({ rows }) { const [seen, setSeen] = useState([]); useEffect(() => { setSeen(seen.concat(rows)); }, [rows, seen]); return <List rows={seen} />; }`,
    `${IMPORT}export function Rows({ rows }) { const [count, setCount] = useState(0); useEffect(() => { setCount((before) => before + rows.length); }, [rows]); return <b>{count}</b>; }`,
    `${IMPORT}export function Rows({ rows, onChange }) { const [count, setCount] = useState(0); useEffect(() => { setCount(rows.length); onChange(rows); }, [rows, onChange]); return <b>{count}</b>; }`,
    `${IMPORT}export function Rows({ rows }) { const [count, setCount] = useState(0); useEffect(() => { const timer = setTimeout(() => setCount(rows.length), 300); return () => clearTimeout(timer); }, [rows]); return <b>{count}</b>; }`,
    `${IMPORT}export function Rows({ rows, setCount }) { useEffect(() => { setCount(rows.length); }, [rows, setCount]); return <List rows={rows} />; }`,
    `${IMPORT}export function Rows({ rows }) { const [count, setCount] = useState(0); useEffect(() => { setCount(rows.length); }); return <b>{count}</b>; }`,
    `import { createEffect as useEffect, createSignal as useState } from 'solid-js';\nexport function Rows({ rows }) { const [count, setCount] = useState(0); useEffect(() => { setCount(rows.length); }, [rows]); return <b>{count}</b>; }`,
  ],
  fixed: [
    [
      `${IMPORT}export function Table({ rows }: Props) {\n  const [open, setOpen] = useState<Row[]>([]);\n  const id = useId();\n  useEffect(() => {\n    setOpen(rows.filter((row) => row.open));\n  }, [rows]);\n  return <List id={id} rows={open} />;\n}`,
      `${IMPORT}export function Table({ rows }: Props) {\n  const id = useId();\n  const open: Row[] = rows.filter((row) => row.open);\n  return <List id={id} rows={open} />;\n}`,
    ],
  ],
};
