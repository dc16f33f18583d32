import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export function List({ rows }) {\n  const Row = ({ row }) => <li>{row.name}</li>;\n  return <ul>{rows.map((row) => <Row key={row.id} row={row} />)}</ul>;\n}',
    'export const Page = ({ user }: PageProps) => { function Title() { return <h1>{user.name}</h1>; } return <main><Title /></main>; };',
    'import { memo } from "react"; function Grid(props: GridProps) { const Cell = memo((cell: CellProps) => <td>{cell.value}</td>); return <tr><Cell value={props.value} /></tr>; }',
    'import React from "react"; class Board extends React.Component { render() { const Square = (props) => <button>{props.value}</button>; return <div><Square value={this.props.value} /></div>; } }',
    'import { forwardRef, memo } from "react"; const Field = memo(forwardRef(function Field(props, ref) { const Label = () => { return <label htmlFor={props.id}>{props.label}</label>; }; return <div ref={ref}><Label /></div>; }));',
    'export default function ({ items }) { const Item = function ({ item }) { if (!item) return null; return <li>{item}</li>; }; return <>{items.map((item) => <Item key={item} item={item} />)}</>; }',
    'import { lazy, Suspense } from "react"; function Route({ path }) { const Screen = lazy(() => import("./screens/settings")); return <Suspense><Screen path={path} /></Suspense>; }',
    'import { Component } from "react"; export const Dialog = ({ open, children }) => { class Frame extends Component { render() { return <section>{this.props.children}</section>; } } return open ? <Frame>{children}</Frame> : null; };',
    '// menu.jsx\nconst Menu = (props) => { const [open, setOpen] = React.useState(false); const Entry = ({ children }) => <a onClick={() => setOpen(false)}>{children}</a>; if (!open) return <Entry>open</Entry>; return props.entries.map((entry) => <Entry key={entry}>{entry}</Entry>); };',
  ],
  silent: [
    '// src/button/stories/index.tsx\nexport const Sizes = () => { const Row = ({ size }) => <Button size={size} />; return <Row size="small" />; };',
    '// src/button.story.tsx\nexport const Sizes = () => { const Row = ({ size }) => <Button size={size} />; return <Row size="small" />; };',
    'export default async function Page({ params }) { const user = await loadUser(params.id); const Title = () => <h1>{user.name}</h1>; return <Title />; }',
    'import { Html, Text } from "@react-email/components"; export function Welcome({ name }) { const Line = () => <Text>{name}</Text>; return <Html><Line /></Html>; }',
    'const Row = ({ row }) => <li>{row.name}</li>; export function List({ rows }) { return rows.map((row) => <Row key={row.id} row={row} />); }',
    'export function List({ rows }) { const renderRow = (row) => <li>{row.name}</li>; return rows.map(renderRow); }',
    'export function List({ rows }) { const Row = ({ row }) => <li>{row.name}</li>; return rows.map((row) => Row({ row })); }',
    'export function List({ rows }) { const Row = ({ row }) => <li>{row.name}</li>; return <Table rowComponent={Row} rows={rows} />; }',
    'export function withUser(Inner) { function WithUser(props) { return <Inner {...props} user={current} />; } return WithUser; }',
    'export const withUser = (Inner: ComponentType) => { const WithUser = (props: object) => <Inner {...props} />; return <WithUser />; };',
    'import { useMemo } from "react"; export function List({ kind }) { const Row = useMemo(() => rowOf(kind), [kind]); return <Row />; }',
    'import { useMemo } from "react"; export function List({ kind }) { const Row = useMemo(() => () => <li>{kind}</li>, [kind]); return <Row />; }',
    'import { useState } from "react"; export function List({ kind }) { const [Row] = useState(() => memo(RowView)); return <Row kind={kind} />; }',
    'export function Heading({ level, children }) { const Tag = level === 1 ? "h1" : "h2"; return <Tag>{children}</Tag>; }',
    'export function Icon({ name }) { const Shape = shapes[name]; return <Shape />; }',
    '// list.test.jsx\nfunction List({ rows }) { const Row = () => <li />; return rows.map((row) => <Row key={row} />); }',
    'it("renders", () => { const Probe = () => <b />; render(<Probe />); });',
    'import { For } from "solid-js"; function List(props) { const Row = (row) => <li>{row.name}</li>; return <Row name={props.name} />; }',
    'export function usePanel() { const Panel = ({ children }) => <aside>{children}</aside>; return { Panel }; }',
    'export function Chart({ data }) { const Scale = (value) => value * 2; return <svg width={Scale(data)} />; }',
    'export function Tree({ node }) { return node.children.map((child) => <Tree key={child.id} node={child} />); }',
  ],
  fixed: [
    [
      'import { useState } from "react";\n\n// The list.\nexport function List({ rows }) {\n  const [open, setOpen] = useState(false);\n  const Row = ({ row }) => (\n    <li>\n      {row.name}\n    </li>\n  );\n  return rows.map((row) => <Row key={row.id} row={row} />);\n}\n',
      'import { useState } from "react";\n\nconst Row = ({ row }) => (\n  <li>\n    {row.name}\n  </li>\n);\n\n// The list.\nexport function List({ rows }) {\n  const [open, setOpen] = useState(false);\n  return rows.map((row) => <Row key={row.id} row={row} />);\n}\n',
    ],
    [
      'const List = ({ rows }) => {\n  function Row({ row }) {\n    return <li title={`a\n  b`}>{row}</li>;\n  }\n  return <Row row={rows[0]} />;\n};\n',
      'function Row({ row }) {\n    return <li title={`a\n  b`}>{row}</li>;\n  }\n\nconst List = ({ rows }) => {\n  return <Row row={rows[0]} />;\n};\n',
    ],
    [
      'function Page({ user }) {\n  const Title = () => <h1>{user.name}</h1>;\n  return <Title />;\n}\n',
      'function Page({ user }) {\n  const Title = () => <h1>{user.name}</h1>;\n  return <Title />;\n}\n',
    ],
    [
      'import { Row } from "./row";\nfunction Page({ user }) {\n  const Row = () => <h1>here</h1>;\n  return <Row user={user} />;\n}\n',
      'import { Row } from "./row";\nfunction Page({ user }) {\n  const Row = () => <h1>here</h1>;\n  return <Row user={user} />;\n}\n',
    ],
    [
      'function Page({ user }) {\n  /* Of the page. */\n  const Title = () => <h1>here</h1>;\n  return <Title user={user} />;\n}\n',
      'function Page({ user }) {\n  /* Of the page. */\n  const Title = () => <h1>here</h1>;\n  return <Title user={user} />;\n}\n',
    ],
  ],
};
