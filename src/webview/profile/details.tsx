import { formatCount } from '../../base/units.ts';
import { Button, LinkButton } from '../controls.tsx';
import { Costs } from './costs.tsx';
import { ownerWords } from './flame/flameColors.ts';
import { useOpen } from './profilePage.ts';
import { formatShare, formatValue, nameOf, whereOf } from './values.ts';

/** As many of those that led to a call are named; the others are a number. */
const MOST_CALLERS = 6;
/** Letters of a name that are read out. */
const MOST_SPOKEN = 200;

/** What is selected in a flame graph: told to the eye, and to screen readers whenever it is another one. */
export function Details() {
  const open = useOpen();
  const { selection } = open.kept.value;
  void open.names.version.value;
  const shown = selection && open.shownGraphs.value.some(({ kind }) => kind === selection.graph) ? selection : null;
  const one = shown && open.names.of(shown.box.functionId);
  return (
    <section class="details" aria-label="Selected call">
      <p class="visually-hidden" role="status">
        {one && shown ? spoken(one, shown.box) : ''}
      </p>
      {shown && one ? (
        <Selected key={`${shown.graph} ${shown.box.node}`} />
      ) : (
        <p class="muted details-hint">Select a box to see what it cost and where it is written.</p>
      )}
    </section>
  );

  function spoken(function_: NonNullable<typeof one>, { from, to }: { from: number; to: number }): string {
    const { unit } = open.summary;
    const facts = open.facts.value;
    const total = facts?.total ?? to - from;
    const self = facts ? `, self ${formatValue(facts.self, unit)}` : '';
    return `${nameOf(function_).slice(0, MOST_SPOKEN)}, ${whereOf(function_).slice(-MOST_SPOKEN)}${self}, total ${formatValue(total, unit)}, ${formatShare(total, open.whole.value)}`;
  }
}

function Selected() {
  const open = useOpen();
  const { box, graph } = open.kept.value.selection!;
  void open.names.version.value;
  const one = open.names.of(box.functionId)!;
  const facts = open.facts.value;
  const where = whereOf(one);
  const openSource = () => open.attempt(open.host.openFunction(box.functionId));
  return (
    <>
      <div class="details-head">
        <h2 class="details-name" title={nameOf(one).slice(0, 2000)}>
          <bdi>{nameOf(one)}</bdi>
        </h2>
        {where === '' ? (
          <span class="muted">{ownerWords[one.owner]}</span>
        ) : (
          <LinkButton title="Open the source" onClick={openSource}>
            <bdi class="where-file">{where}</bdi>
          </LinkButton>
        )}
        {one.owner === 'package' && <bdi class="muted">{one.packageName}</bdi>}
      </div>
      <div class="details-row">
        <Costs
          total={facts?.total ?? box.to - box.from}
          self={facts?.self ?? null}
          samples={facts?.samples ?? 0}
          baseline={facts?.baseline ?? null}
        />
        <div class="actions">
          {open.kept.value.view !== 'sandwich' || open.kept.value.focus !== box.functionId ? (
            <Button
              title="Who called this function, and what it called, wherever it was called (S)"
              onClick={() => open.go.focus(box.functionId)}
            >
              Callers and callees
            </Button>
          ) : null}
          <Button title="Make the selected call as wide as the graph (Enter)" onClick={() => open.graphs[graph].zoomTo(box)}>
            Zoom to it
          </Button>
        </div>
      </div>
      {facts && facts.path.length > 2 && <Callers path={facts.path} functionPath={facts.functionPath} />}
    </>
  );
}

/** The calls that led to it, the nearest last. Each goes there. */
function Callers({ path, functionPath }: { path: readonly number[]; functionPath: readonly number[] }) {
  const open = useOpen();
  const { graph } = open.kept.value.selection!;
  void open.names.version.value;
  // Without the root, and the call itself.
  const first = Math.max(1, path.length - 1 - MOST_CALLERS);
  const shown = path.slice(first, -1).map((node, index) => ({ node, functionId: functionPath[first + index]! }));
  const go = async (node: number) => {
    const box = await open.graphs[graph].find({ kind: 'node', node });
    if (!box) return;
    open.go.select(open.graphs[graph], box);
    open.graphs[graph].bringIntoView(box);
  };
  return (
    <ol class="callers" aria-label="Called by, from the outermost">
      {first > 1 && <li class="muted">{`${formatCount(first - 1)} more`}</li>}
      {shown.map(({ node, functionId }) => {
        const one = open.names.of(functionId);
        return (
          <li key={node}>
            <LinkButton title={one ? whereOf(one).slice(0, 2000) : ''} onClick={() => open.attempt(go(node))}>
              <bdi>{one ? nameOf(one) : '…'}</bdi>
            </LinkButton>
          </li>
        );
      })}
    </ol>
  );
}
