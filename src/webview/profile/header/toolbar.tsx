import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatCount } from '../../../base/units.ts';
import { Button, IconButton } from '../../controls.tsx';
import { Icon } from '../../icons.tsx';
import { isAll } from '../flame/span.ts';
import { useOpen } from '../profilePage.ts';
import { formatShare, formatValue } from '../values.ts';
import { KeysHelp } from './keysHelp.tsx';

/** The search, and the part of the time that is looked at. */
export function Toolbar() {
  const open = useOpen();
  const input = useRef<HTMLInputElement>(null);
  const { text, view } = open.kept.value;
  const hasGraph = view === 'time' || view === 'heavy' || view === 'sandwich';
  const wanted = open.wantsSearch.value;
  // Before the next key, which is the first letter of what is looked for.
  useLayoutEffect(() => {
    if (wanted === 0) return;
    input.current?.focus();
    input.current?.select();
  }, [wanted]);
  return (
    <div class="toolbar profile-toolbar" role="search">
      <label class="filter">
        <Icon name="search" />
        <input
          ref={input}
          type="search"
          aria-label="Search functions by name or file"
          placeholder="Search functions"
          spellcheck={false}
          value={text}
          onInput={(event) => open.keep({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') open.keep({ text: '' });
            else if (event.key === 'Enter' && hasGraph) open.go.goToMatch(event.shiftKey);
          }}
        />
      </label>
      {text.trim() !== '' && hasGraph && (
        <div class="search-steps">
          <IconButton icon="up" label="Previous match (N or Shift+F3)" onClick={() => open.go.goToMatch(true)} />
          <IconButton icon="down" label="Next match (n or F3)" onClick={() => open.go.goToMatch(false)} />
        </div>
      )}
      <span class="count" role="status">
        {matchText()}
      </span>
      <RangePart />
      {hasGraph && <KeysHelp />}
    </div>
  );

  function matchText(): string {
    const found = open.matches.value;
    if (text.trim() === '' || found === null || found.question !== text.trim()) return '';
    const { functions, total } = found.answer;
    if (functions === 0) return 'No match';
    const share = open.kept.value.range === null ? `, ${formatShare(total, open.whole.value)}` : '';
    return `${formatCount(functions)} ${functions === 1 ? 'function' : 'functions'}${share}`;
  }
}

/** Which part of the time is looked at, and the way to look at another one by keyboard. */
function RangePart() {
  const open = useOpen();
  const { range, view } = open.kept.value;
  if (!open.hasTime) return null;
  const { unit } = open.summary;
  const look = open.graphs.time.look.value;
  const end = open.graphs.time.size.value?.end ?? 0;
  const isZoomed = view === 'time' && end > 0 && !isAll(look, end);
  const isOther = range === null || Math.abs(range.from - look.from) + Math.abs(range.to - look.to) > (look.to - look.from) * 0.01;
  return (
    <div class="range">
      {range && (
        <>
          <span>{`${formatValue(range.from, unit)} to ${formatValue(range.to, unit)}`}</span>
          <Button onClick={() => open.go.setRange(null)}>All of the time</Button>
        </>
      )}
      {isZoomed && isOther && (
        <Button title="All views and numbers are then of this part only" onClick={() => open.go.setRange({ from: look.from, to: look.to })}>
          Only this part
        </Button>
      )}
    </div>
  );
}
