import { LinkButton } from '../../controls.tsx';
import { useOpen } from '../profilePage.ts';
import { formatShare, formatValue, nameOf, whereOf } from '../values.ts';
import { FlameGraph } from './flameGraph.tsx';

/** Who called a function above it, and what it called below it. */
export function Sandwich() {
  const open = useOpen();
  const { focus } = open.kept.value;
  void open.names.version.value;
  const one = focus === null ? undefined : open.names.of(focus);
  const { callers, callees } = open.graphs;
  const total = callees.size.value?.end;
  if (focus === null) return <p class="loading">Choose a function to see who called it, and what it called.</p>;
  return (
    <div class="sandwich">
      <FlameGraph
        graph={callers}
        label={`Callers of ${one ? nameOf(one).slice(0, 200) : 'the function'}, the nearest at the bottom`}
        none="Nothing called it: its stacks begin with it."
      />
      <div class="sandwich-function">
        <strong class="details-name">
          <bdi>{one ? nameOf(one) : '…'}</bdi>
        </strong>
        {one && whereOf(one) !== '' && (
          <LinkButton title="Open the source" onClick={() => open.attempt(open.host.openFunction(focus))}>
            <bdi class="where-file">{whereOf(one)}</bdi>
          </LinkButton>
        )}
        {total !== undefined && (
          <span class="muted sandwich-total">{`total ${formatValue(total, open.summary.unit)}, ${formatShare(total, open.whole.value)}`}</span>
        )}
      </div>
      <FlameGraph
        graph={callees}
        label={`What ${one ? nameOf(one).slice(0, 200) : 'the function'} called, the nearest at the top`}
        none="It called nothing."
      />
    </div>
  );
}
