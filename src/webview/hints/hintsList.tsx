import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatPercent } from '../../base/units.ts';
import type { HintSeverity } from '../../model/hint.ts';
import { plural, upperFirst } from '../format.ts';
import { Icon, type IconName } from '../icons.tsx';
import { actOnKey } from '../keys.ts';
import { usePanel } from '../panel.ts';
import { rowAt, topsOf, type HintRow } from './hintRows.ts';
import { MessageText } from './messageText.tsx';

const GROUP_PX = 30;
const HINT_PX = 46;
/** Where messages have two lines. */
const NARROW_HINT_PX = 66;
const NARROW_UP_TO_PX = 640;
/** Above and below what is seen. */
const SPARE_PX = 300;

const icons: Readonly<Record<HintSeverity, IconName>> = { warning: 'warning', information: 'info', hint: 'source' };

type GroupRow = Extract<HintRow, { kind: 'group' }>;
type PlaceRow = Extract<HintRow, { kind: 'hint' }>;

/** Hints by what they have in common. Only those in view are there: a workspace has thousands. */
export function HintsList() {
  const panel = usePanel();
  const { hints, host } = panel;
  const rows = hints.rows.value;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 0, isNarrow: false });
  const tops = useMemo(() => topsOf(rows, { group: GROUP_PX, hint: view.isNarrow ? NARROW_HINT_PX : HINT_PX }), [rows, view.isNarrow]);
  const active = Math.max(0, Math.min(hints.active.value, rows.length - 1));

  const look = () => {
    const { current: box } = scroller;
    if (!box) return;
    const next = { top: box.scrollTop, height: box.clientHeight, isNarrow: box.clientWidth <= NARROW_UP_TO_PX };
    setView((last) => (last.top === next.top && last.height === next.height && last.isNarrow === next.isNarrow ? last : next));
  };
  useLayoutEffect(() => {
    const resize = new ResizeObserver(look);
    resize.observe(scroller.current!);
    return () => resize.disconnect();
  }, []);
  // As far as it was scrolled before, once there is room for that.
  useLayoutEffect(() => {
    scroller.current!.scrollTop = panel.takeHintsScrollPx();
    look();
  }, []);

  // Another order, and what another filter leaves, begin at the top.
  const arranged = `${panel.kept.value.hintsGrouping} ${panel.kept.value.hintsFilter}`;
  const before = useRef(arranged);
  useLayoutEffect(() => {
    if (before.current === arranged) return;
    before.current = arranged;
    scroller.current!.scrollTop = 0;
  }, [arranged]);

  const goTo = (row: number) => {
    const { current: box } = scroller;
    if (!box || rows.length === 0) return;
    const next = Math.min(rows.length - 1, Math.max(0, row));
    hints.active.value = next;
    const [top, bottom] = [tops[next]!, tops[next + 1]!];
    if (top < box.scrollTop) box.scrollTop = top;
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  };
  const open = ({ hint: { file, range } }: PlaceRow) => panel.attempt(host.openHint(file, range.startLine, range.startColumn));
  const openRule = (rule: string | null) => {
    if (rule !== null) panel.attempt(host.openRule(rule));
  };
  const ruleOf = (row: HintRow): string | null => (row.kind === 'hint' ? row.hint.rule : row.group.rule);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey || event.metaKey || event.ctrlKey) return;
    const row = rows[active];
    if (!row) return;
    const page = Math.max(1, rowAt(tops, tops[active]! + view.height) - active - 1);
    actOnKey(event, {
      ArrowDown: () => goTo(active + 1),
      ArrowUp: () => goTo(active - 1),
      PageDown: () => goTo(active + page),
      PageUp: () => goTo(active - page),
      Home: () => goTo(0),
      End: () => goTo(rows.length - 1),
      ArrowRight: () => (row.kind === 'group' && !row.isOpen ? hints.toggle(row.group) : goTo(active + 1)),
      ArrowLeft: () => {
        if (row.kind === 'hint') goTo(active - row.place - 1);
        else if (row.isOpen) hints.toggle(row.group);
      },
      Enter: () => (row.kind === 'group' ? hints.toggle(row.group) : open(row)),
      d: () => openRule(ruleOf(row)),
    });
  };

  const first = rowAt(tops, view.top - SPARE_PX);
  const last = rowAt(tops, view.top + view.height + SPARE_PX);
  const drawn = Array.from({ length: rows.length === 0 ? 0 : last - first + 1 }, (_, index) => first + index);
  // What has the focus is always there.
  if (rows.length > 0 && !(active >= first && active <= last)) drawn.push(active);
  return (
    <div
      ref={scroller}
      class={view.isNarrow ? 'hints-scroller hints-narrow' : 'hints-scroller'}
      onScroll={() => {
        panel.keepScroll({ hints: scroller.current!.scrollTop });
        look();
      }}
    >
      <div
        class="hints-list"
        role="treegrid"
        tabIndex={0}
        aria-label="Hints. Up and down move, left and right close and open a group, Enter opens the line, D opens the page of the rule."
        aria-rowcount={rows.length}
        aria-activedescendant={rows.length > 0 ? `hint-row-${active}` : undefined}
        style={{ height: `${tops.at(-1)}px` }}
        onKeyDown={onKeyDown}
      >
        {drawn.map((index) => {
          const row = rows[index]!;
          const placed = {
            id: `hint-row-${index}`,
            index,
            top: tops[index]!,
            height: tops[index + 1]! - tops[index]!,
            isActive: index === active,
          };
          const choose = () => {
            hints.active.value = index;
            if (row.kind === 'hint') open(row);
            else hints.toggle(row.group);
          };
          return row.kind === 'group' ? (
            <GroupLine key={`group ${row.group.key}`} row={row} {...placed} onChoose={choose} onRule={openRule} />
          ) : (
            <HintLine key={`${row.group.key} ${row.place}`} row={row} {...placed} onChoose={choose} onRule={openRule} />
          );
        })}
      </div>
    </div>
  );
}

interface LineProps<Row> {
  readonly row: Row;
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  readonly onChoose: () => void;
  readonly onRule: (rule: string | null) => void;
}

function GroupLine({ row: { group, isOpen }, id, index, top, height, isActive, onChoose, onRule }: LineProps<GroupRow>) {
  return (
    <div
      id={id}
      role="row"
      class={isActive ? 'hint-group hint-active' : 'hint-group'}
      aria-level={1}
      aria-expanded={isOpen}
      aria-rowindex={index + 1}
      style={{ top: `${top}px`, height: `${height}px` }}
      onClick={onChoose}
    >
      <span role="gridcell" class="hint-group-title">
        <Icon name={isOpen ? 'down' : 'right'} />
        <bdi>{group.title}</bdi>
        {group.rule !== null && <RuleLink rule={group.rule} onRule={onRule} />}
      </span>
      <span role="gridcell" class="hint-group-count">
        {plural(group.hints.length, 'hint')}
      </span>
      <span role="gridcell" class="hint-share">
        {group.share !== null && (
          <>
            {formatPercent(group.share)}
            <span class="hint-share-of"> of the profile</span>
          </>
        )}
      </span>
    </div>
  );
}

function HintLine({ row: { group, hint }, id, index, top, height, isActive, onChoose, onRule }: LineProps<PlaceRow>) {
  const panel = usePanel();
  const { file, range, message, severity, heat, fix, rule } = hint;
  const isChanged = panel.hints.changedFiles.value.has(file);
  return (
    <div
      id={id}
      role="row"
      class={`hint-line hint-${severity}${isActive ? ' hint-active' : ''}`}
      aria-level={2}
      aria-rowindex={index + 1}
      style={{ top: `${top}px`, height: `${height}px` }}
      title={message.slice(0, 2000)}
      onClick={onChoose}
    >
      <span role="gridcell" class="hint-message">
        <Icon name={icons[severity]} />
        <span class="visually-hidden">{`${upperFirst(severity)}: `}</span>
        <bdi>
          <MessageText text={message} />
        </bdi>
      </span>
      <span role="gridcell" class="hint-where">
        <bdi class="hint-place">{group.key === file ? `line ${range.startLine}` : `${file}:${range.startLine}`}</bdi>
        {group.rule === null && <RuleLink rule={rule} onRule={onRule} />}
        {fix !== null && <span class="hint-fix">{fix === 'safe' ? 'safe fix' : 'suggested fix'}</span>}
        {isChanged && <span class="hint-changed">changed since</span>}
      </span>
      <span role="gridcell" class="hint-share">
        {heat === null ? '' : formatPercent(heat)}
      </span>
    </div>
  );
}

function RuleLink({ rule, onRule }: { rule: string; onRule: (rule: string) => void }) {
  return (
    <button
      type="button"
      class="link hint-rule"
      tabIndex={-1}
      title={`Open the page of ${rule}`}
      onClick={(event) => {
        event.stopPropagation();
        onRule(rule);
      }}
    >
      {rule}
    </button>
  );
}
