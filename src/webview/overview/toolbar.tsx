import { Choice } from '../controls.tsx';
import { plural } from '../format.ts';
import { Icon } from '../icons.tsx';
import { usePanel } from '../panel.ts';

export function Toolbar() {
  const panel = usePanel();
  const { filter, grouped, barScale } = panel.kept.value;
  const total = panel.groups.value.reduce((sum, group) => sum + group.rows.length, 0);
  const shown = panel.arranged.value.reduce((sum, group) => sum + group.rows.length, 0);
  const count = filter.trim() === '' ? plural(total, 'benchmark') : `${shown} of ${plural(total, 'benchmark')}`;
  return (
    <div class="toolbar" role="search">
      <label class="filter">
        <Icon name="search" />
        <input
          type="search"
          aria-label="Filter benchmarks by file, group or name"
          placeholder="Filter"
          spellcheck={false}
          value={filter}
          onInput={(event) => panel.keep({ filter: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') panel.keep({ filter: '' });
          }}
        />
      </label>
      <span class="count" role="status">
        {count}
      </span>
      <label class="check">
        <input type="checkbox" checked={grouped} onChange={(event) => panel.keep({ grouped: event.currentTarget.checked })} />
        <span>Keep groups together</span>
      </label>
      <Choice
        label="Bars"
        value={barScale}
        options={[
          { value: 'linear', label: 'Linear', title: 'Bars from zero: twice as long took twice the time' },
          { value: 'log', label: 'Log', title: 'Equal steps are equal factors' },
        ]}
        onChange={(value) => panel.keep({ barScale: value })}
      />
    </div>
  );
}
