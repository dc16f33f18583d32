import { signal, useComputed } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { DisposableStore } from '../../../base/lifecycle.ts';
import type { NodeFacts } from '../../../protocol/profile.ts';
import { Costs, Where } from '../costs.tsx';
import { latest } from '../latest.ts';
import { useOpen } from '../profilePage.ts';
import { nameOf } from '../values.ts';
import type { Graph } from './graph.ts';

const [OFFSET_X, OFFSET_Y] = [12, 18];

/** What the pointer is at, in words for the eye: the same is told of what is selected. */
export function FlameTooltip({ graph }: { graph: Graph }) {
  const open = useOpen();
  const place = useRef<HTMLDivElement>(null);
  const at = graph.hover.value;
  const node = useComputed(() => (graph.hover.value?.box.count === 1 ? graph.hover.value.box.node : null));
  const facts = useMemo(() => {
    // Of what the view has no node of its own, only its width is known.
    const question = signal<number | null>(null);
    const owner = new DisposableStore();
    const answer = latest(
      owner,
      question,
      (wanted): Promise<NodeFacts | null> => {
        const view = graph.view.peek();
        return view && (view.kind === 'time' || view.kind === 'heavy') ? open.host.node(view, wanted) : Promise.resolve(null);
      },
      open.failed,
    );
    return { question, answer, owner };
  }, [graph]);
  useEffect(() => {
    facts.question.value = node.value;
  }, [facts, node.value]);
  useEffect(() => () => facts.owner.dispose(), [facts]);
  useLayoutEffect(() => {
    const around = place.current?.parentElement;
    if (!at || !place.current || !around) return;
    const { offsetWidth: width, offsetHeight: height } = place.current;
    const right = at.x + OFFSET_X + width;
    const below = at.y + OFFSET_Y + height;
    place.current.style.left = `${Math.max(4, right > around.clientWidth ? Math.min(at.x - OFFSET_X - width, around.clientWidth - width - 4) : at.x + OFFSET_X)}px`;
    place.current.style.top = `${below > around.clientHeight && at.y - 8 - height > 0 ? at.y - 8 - height : at.y + OFFSET_Y}px`;
  });
  if (at === null) return null;
  void open.names.version.value;
  const { box } = at;
  if (box.count > 1) {
    return (
      <div ref={place} class="flame-tooltip" aria-hidden="true">
        <span class="muted">{`${box.count} calls too narrow to draw one by one. Zoom in to see them.`}</span>
      </div>
    );
  }
  const one = open.names.of(box.functionId);
  const known = facts.answer.value?.question === box.node ? facts.answer.value.answer : null;
  return (
    <div ref={place} class="flame-tooltip" aria-hidden="true">
      <strong>
        <bdi>{one ? nameOf(one) : '…'}</bdi>
      </strong>
      {one && <Where one={one} />}
      <Costs
        total={known?.total ?? box.to - box.from}
        self={known?.self ?? null}
        samples={known?.samples ?? 0}
        baseline={known?.baseline ?? null}
      />
    </div>
  );
}
