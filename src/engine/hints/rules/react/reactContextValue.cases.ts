import type { RuleCases } from '../../cases.fixture.ts';

const IMPORT = "import { createContext, useMemo, useState } from 'react';\n";

export const cases: RuleCases = {
  hits: [
    `${IMPORT}const UserContext = createContext(null);\nexport function UserProvider({ children }) { const [user, setUser] = useState(null); const [open, setOpen] = useState(false); return <UserContext.Provider value={{ user, setUser }}>{children}{open && <SignIn onDone={() => setOpen(false)} />}</UserContext.Provider>; }`,
    `${IMPORT}const Theme = createContext<ThemeValue>(light);\nexport const ThemeProvider = ({ children }: { children: ReactNode }) => { const [name, setName] = useState('light'); const [, force] = useState(0); const value = { name, setName }; useFonts(force); return <Theme.Provider value={value}>{children}</Theme.Provider>; };`,
    'import { useState } from "react"; import { TableContext } from "./tableContext"; export function Table(props: TableProps) { const [hovered, setHovered] = useState<number | null>(null); return <TableContext.Provider value={{ dense: props.dense, rows: props.rows }}><table onMouseLeave={() => setHovered(null)} data-row={hovered}>{props.children}</table></TableContext.Provider>; }',
    'import * as React from "react"; const Ctx = React.createContext(null); function Provider({ children, api }) { const [error, setError] = React.useState(null); return <Ctx.Provider value={{ load: () => api.load().catch(setError) }}>{error ? <Failed error={error} /> : children}</Ctx.Provider>; }',
    'import { useLocation, Outlet } from "react-router"; import { useState } from "react"; export default function Layout() { const { pathname } = useLocation(); const [menu, setMenu] = useState([]); return <MenuContext.Provider value={{ menu, setMenu }}><Header path={pathname} /><Outlet /></MenuContext.Provider>; }',
    `${IMPORT}const Selection = createContext({ picked: [] });\nexport const List = ({ children }) => { const [picked, setPicked] = useState([]); const [query, setQuery] = useState(''); return <Selection value={{ picked, toggle: (id) => setPicked([...picked, id]) }}><input value={query} onChange={(e) => setQuery(e.target.value)} />{children}</Selection>; };`,
    'import { useReducer, useState } from "react"; import { FormContext } from "./form"; export const Form = ({ children, onSubmit }: FormProps) => { const [state, dispatch] = useReducer(reducer, start); const [sent, setSent] = useState(false); const actions = [dispatch, () => { setSent(true); onSubmit(); }]; return <FormContext.Provider value={actions}><form className={sent ? "sent" : state.name}>{children}</form></FormContext.Provider>; };',
    '// drag.jsx\nconst { createContext, useContext, useState } = require("preact/compat"); const DragContext = createContext(); function Drag(props) { const theme = useContext(ThemeContext); const [at, setAt] = useState(0); return <DragContext.Provider value={{ at, setAt }}><div className={theme}>{props.children}</div></DragContext.Provider>; }',
    'import { useSelector } from "react-redux"; import { RowContext } from "./row"; export const Rows = ({ children, id }) => { const count = useSelector(countOf); return <RowContext.Provider value={{ id }}><b>{count}</b>{children}</RowContext.Provider>; };',
  ],
  silent: [
    `${IMPORT}const UserContext = createContext(null);\nexport function UserProvider({ children }) { const [user, setUser] = useState(null); const [loading, setLoading] = useState(true); useEffect(() => { load().then(setUser).finally(() => setLoading(false)); }, []); return <UserContext.Provider value={{ user, setUser }}>{!loading && children}</UserContext.Provider>; }`,
    `${IMPORT}const UserContext = createContext(null);\nexport function UserProvider({ children }) { const [user, setUser] = useState(null); return <UserContext.Provider value={{ user, setUser }}>{children}</UserContext.Provider>; }`,
    `${IMPORT}const UserContext = createContext(null);\nexport function UserProvider({ children }) { const [user, setUser] = useState(null); const [open, setOpen] = useState(false); const value = useMemo(() => ({ user, setUser }), [user]); return <UserContext.Provider value={value}>{children}{open}</UserContext.Provider>; }`,
    'import { ApiContext } from "./api"; export function App() { return <ApiContext.Provider value={{ base: "/api" }}><Pages /></ApiContext.Provider>; }',
    'import { ApiContext } from "./api"; export function Api({ children }) { return <ApiContext.Provider value={{ base: "/api" }}>{children}</ApiContext.Provider>; }',
    'import { useState } from "react"; import { TabsContext } from "./tabs"; function Page() { const [n, setN] = useState(0); return <TabsContext.Provider value={{ tabs: 3 }}><Tab n={n} onNext={() => setN(n + 1)} /></TabsContext.Provider>; }',
    'import { useState } from "react"; const options = { dense: true }; function Page({ children }) { const [n, setN] = useState(0); return <TabsContext.Provider value={options}><b onClick={() => setN(n + 1)} />{children}</TabsContext.Provider>; }',
    `${IMPORT}const Cart = createContext(null);\nexport function CartProvider({ children }) { const [items, setItems] = useState([]); const total = items.length; const add = (item) => setItems([...items, item]); return <Cart.Provider value={{ total, add }}>{children}</Cart.Provider>; }`,
    'import { useState } from "react"; function Page({ children }) { const [n, setN] = useState(0); return <Select value={[n]} onChange={setN}>{children}</Select>; }',
    'import { Tooltip } from "./tooltip"; import { useState } from "react"; function Page({ children }) { const [n, setN] = useState(0); return <Tooltip.Provider value={{ delay: 3 }}>{children}{n}{setN}</Tooltip.Provider>; }',
    'import { createContext } from "solid-js"; const UserContext = createContext(); export function Provider(props) { const [user] = useState(); const [a, b] = useState(1); return <UserContext.Provider value={{ user }}>{props.children}</UserContext.Provider>; }',
    `// user.test.tsx\n${IMPORT}const UserContext = createContext(null);\nfunction Wrapper({ children }) { const [n, setN] = useState(0); return <UserContext.Provider value={{ name: 'x' }}>{children}{n}</UserContext.Provider>; }`,
    `${IMPORT}const Colors = createContext(null);\nexport function ColorProvider({ children }) { const [colors] = useState(makeColors); return <Colors.Provider value={{ red: 1 }}>{children}{colors}</Colors.Provider>; }`,
    'import { useState } from "react"; import { NameContext } from "./name"; function Page({ children, first }) { const [n, setN] = useState(0); return <NameContext.Provider value={first}>{children}<b onClick={() => setN(n + 1)} /></NameContext.Provider>; }',
    'import { useState } from "react"; import { NameContext } from "./name"; function Page({ rows, children }) { const [n, setN] = useState(0); return rows.map((row) => <NameContext.Provider key={row} value={{ row }}>{children}{n}</NameContext.Provider>); }',
    'import { useState } from "react"; import { NameContext } from "./name"; function Page({ children }) { const [name, setName] = useState(""); const upper = name.toUpperCase(); const value = { get: () => upper, setName }; return <NameContext.Provider value={value}>{children}</NameContext.Provider>; }',
  ],
  fixed: [
    [
      `${IMPORT}const UserContext = createContext(null);\nexport function UserProvider({ children }) {\n  const [user, setUser] = useState(null);\n  const [open, setOpen] = useState(false);\n  return <UserContext.Provider value={{ user, /* for sign-in */ setUser }}>{children}{open}</UserContext.Provider>;\n}\n`,
      `${IMPORT}const UserContext = createContext(null);\nexport function UserProvider({ children }) {\n  const [user, setUser] = useState(null);\n  const [open, setOpen] = useState(false);\n  return <UserContext.Provider value={useMemo(() => ({ user, /* for sign-in */ setUser }), [user])}>{children}{open}</UserContext.Provider>;\n}\n`,
    ],
    [
      'import React, { useState } from "react";\nexport function Provider({ children }) {\n  const [user, setUser] = useState(null);\n  const [open, setOpen] = useState(false);\n  const value = [user, setUser];\n  return <UserContext.Provider value={value}>{children}{open}</UserContext.Provider>;\n}\n',
      'import React, { useState, useMemo } from "react";\nexport function Provider({ children }) {\n  const [user, setUser] = useState(null);\n  const [open, setOpen] = useState(false);\n  const value = useMemo(() => [user, setUser], [user]);\n  return <UserContext.Provider value={value}>{children}{open}</UserContext.Provider>;\n}\n',
    ],
    [
      'import { useState } from "react";\nexport function Provider({ children }) {\n  const [user, setUser] = useState(null);\n  const [open, setOpen] = useState(false);\n  const signOut = () => setUser(null);\n  return <UserContext.Provider value={{ user, signOut }}>{children}{open}</UserContext.Provider>;\n}\n',
      'import { useState } from "react";\nexport function Provider({ children }) {\n  const [user, setUser] = useState(null);\n  const [open, setOpen] = useState(false);\n  const signOut = () => setUser(null);\n  return <UserContext.Provider value={{ user, signOut }}>{children}{open}</UserContext.Provider>;\n}\n',
    ],
  ],
};
