import type { RuleCases } from '../../cases.fixture.ts';

const ROW =
  "import { memo, useState } from 'react';\nconst Row = memo(function Row(props) { return <li style={props.style}>{props.row.name}</li>; });\n";

export const cases: RuleCases = {
  hits: [
    `${ROW}export function List({ rows }) { return <ul>{rows.map((row) => <Row key={row.id} row={row} style={{ padding: 4 }} />)}</ul>; }`,
    `${ROW}export function List({ rows, onPick }) { return <ul>{rows.map((row) => <Row key={row.id} row={row} onClick={() => onPick(row.id)} />)}</ul>; }`,
    `${ROW}export const Page = () => { const [open, setOpen] = useState(false); const toggle = () => setOpen(!open); return <Row row={first} onToggle={toggle} />; };`,
    `${ROW}export const Page = ({ user }: { user: User }) => { const actions = ['edit', 'remove']; return <Row row={user} actions={actions} />; };`,
    'import * as React from "react"; const Chart = React.memo(ChartView); function Panel({ data }) { return <Chart data={data} margin={{ top: 8, left: 8 }} />; }',
    'import React, { PureComponent } from "react"; class Cell extends PureComponent { render() { return <td>{this.props.value}</td>; } } class Grid extends React.Component { render() { return <Cell value={this.props.value} onEdit={() => this.props.onEdit(1)} />; } }',
    'import { memo } from "preact/compat"; const Menu = memo((props: MenuProps) => <nav>{props.items.length}</nav>); export default function Shell(props: ShellProps) { return <Menu items={[props.first, props.second]} />; }',
    '// list.jsx\nconst { memo } = require("react"); const Item = memo(ItemView); function List(props) { return props.items.map((item) => <Item key={item.id} item={item} style={{ color: item.color }}>text</Item>); }',
    'import { forwardRef, memo } from "react"; const Input = memo(forwardRef(InputView)); const Form = forwardRef(function Form(props, ref) { return <Input ref={ref} rules={[required]} value={props.value} />; });',
    `${ROW}const Page = memo(({ rows }) => { function pick() { return rows[0]; } const options = { dense: true }; return <Row row={rows[0]} options={options}>first</Row>; });`,
    `${ROW}export function Page({ row, onPick }) { const [open, setOpen] = useState(false); function pick() { setOpen(!open); onPick(row); } return <Row row={row} onPick={pick} />; }`,
  ],
  silent: [
    `${ROW}export function List({ rows }) { const open = rows.filter(isOpen); return <Row rows={open} style={{ padding: 4 }} />; }`,
    `'use memo';\n${ROW}export function List({ rows }) { return rows.map((row) => <Row key={row.id} row={row} style={{ padding: 4 }} />); }`,
    `${ROW}export default async function Page({ params }) { const rows = await load(params.id); return <Row row={rows[0]} style={{ padding: 4 }} />; }`,
    'import { useState } from "react"; function Row({ style }) { return <li style={style} />; } export function List({ rows }) { return rows.map((row) => <Row key={row.id} style={{ padding: 4 }} />); }',
    'import { Row } from "./Row"; export function List({ rows }) { return rows.map((row) => <Row key={row.id} style={{ padding: 4 }} />); }',
    `${ROW}export function Box({ open }) { return <div style={{ padding: 4 }} onClick={() => close(open)} />; }`,
    `${ROW}const style = { padding: 4 }; export function List({ rows }) { return rows.map((row) => <Row key={row.id} row={row} style={style} />); }`,
    'import { memo } from "react"; const Row = memo(RowView, (a, b) => a.row === b.row); export function List({ rows }) { return rows.map((row) => <Row key={row.id} row={row} style={{ padding: 4 }} />); }',
    `${ROW}export function List({ rows, ...rest }) { return <Row {...rest} style={{ padding: 4 }} />; }`,
    `${ROW}export function List({ rows }) { return <Row style={{ padding: 4 }}><b>{rows.length}</b></Row>; }`,
    `${ROW}export function List({ rows }) { return <Row icon={<Icon />} style={{ padding: 4 }} />; }`,
    `${ROW}export function List({ rows }) { return <Row rows={rows.filter(isOpen)} style={{ padding: 4 }} />; }`,
    `${ROW}export function App() { return <Row row={first} style={{ padding: 4 }} />; }`,
    `${ROW}createRoot(root).render(<Row row={first} style={{ padding: 4 }} />);`,
    `import { memo, useCallback } from 'react';\nconst Row = memo(RowView);\nexport function List({ pick }) { const onPick = useCallback(() => pick(), [pick]); return <Row onPick={onPick} label="all" count={3} />; }`,
    'import { memo } from "./memo"; const Row = memo(RowView); export function List({ rows }) { return <Row row={rows[0]} style={{ padding: 4 }} />; }',
    'import { PureComponent } from "react"; class Cell extends PureComponent { shouldComponentUpdate(next) { return next.value !== this.props.value; } render() { return null; } } const Grid = (props) => <Cell value={props.value} style={{ padding: 4 }} />;',
    `// list.test.jsx\n${ROW}function List({ rows }) { return <Row row={rows[0]} style={{ padding: 4 }} />; }`,
    `${ROW}function List({ rows }) { return <Row row={rows[0]} ref={(node) => keep(node)} key={String([1])} />; }`,
    'import { createMemo } from "solid-js"; import { memo } from "react"; const Row = memo(RowView); const List = (props) => <Row row={props.row} style={{ padding: 4 }} />;',
  ],
  fixed: [
    [
      `${ROW}\n/** All rows. */\nexport function List({ rows }) {\n  return rows.map((row) => <Row key={row.id} row={row} style={{ padding: 4 /* px */ }} />);\n}\n`,
      `${ROW}\nconst rowStyle = { padding: 4 /* px */ };\n\n/** All rows. */\nexport function List({ rows }) {\n  return rows.map((row) => <Row key={row.id} row={row} style={rowStyle} />);\n}\n`,
    ],
    [
      `${ROW}function Page({ row, onPick }) {\n  const [open, setOpen] = useState(false);\n  return <Row row={row} onPick={() => { setOpen(!open); onPick(row); }} />;\n}\n`,
      `${ROW.replace('useState }', 'useState, useCallback }')}function Page({ row, onPick }) {\n  const [open, setOpen] = useState(false);\n  return <Row row={row} onPick={useCallback(() => { setOpen(!open); onPick(row); }, [open, onPick, row])} />;\n}\n`,
    ],
    [
      'import React from "react";\nconst Row = React.memo(RowView);\nconst Page = ({ top }) => {\n  const style = { top };\n  return <Row style={style} />;\n};\n',
      'import React from "react";\nconst Row = React.memo(RowView);\nconst Page = ({ top }) => {\n  const style = React.useMemo(() => ({ top }), [top]);\n  return <Row style={style} />;\n};\n',
    ],
    [
      `${ROW}function Page({ row }) {\n  if (!row) return null;\n  return <Row row={row} onPick={() => pick(row)} />;\n}\n`,
      `${ROW}function Page({ row }) {\n  if (!row) return null;\n  return <Row row={row} onPick={() => pick(row)} />;\n}\n`,
    ],
    [
      `${ROW}function Page({ row, ...rest }) {\n  return row && <Row row={row} style={{ top: row.top }} extra={{ rest }} />;\n}\n`,
      `${ROW}function Page({ row, ...rest }) {\n  return row && <Row row={row} style={{ top: row.top }} extra={{ rest }} />;\n}\n`,
    ],
  ],
};
