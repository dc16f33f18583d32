import { useMemo } from 'preact/hooks';
import { formatBytes, formatCount, formatDuration, formatPercent } from '../../base/units.ts';
import type { PanelBlock } from '../../protocol/panel.ts';
import { medianOf } from '../charts/samples.ts';
import { createScale } from '../charts/scale.ts';
import { formatMs, orNothing } from '../format.ts';

/** What each process found, with its median on an axis from the least to the greatest of them. */
export function BlocksTable({ blocks }: { blocks: readonly PanelBlock[] }) {
  const medians = useMemo(() => blocks.map((block) => medianOf(block.samplesNs)), [blocks]);
  const scale = useMemo(() => {
    const known = medians.filter((median) => !Number.isNaN(median));
    return createScale('linear', Math.min(...known), Math.max(...known));
  }, [medians]);
  return (
    <section aria-labelledby="blocks-title">
      <h3 id="blocks-title">Blocks</h3>
      <div class="table-scroller" tabIndex={0} role="region" aria-label="Table of the blocks">
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">Block</th>
              <th scope="col">Median</th>
              <th scope="col">
                <span class="visually-hidden">Place of the median</span>
              </th>
              <th scope="col">Samples</th>
              <th scope="col">Iterations a sample</th>
              <th scope="col">Warm-up</th>
              <th scope="col">Waited</th>
              <th scope="col">Other load</th>
              <th scope="col">GC</th>
              <th scope="col">Heap</th>
            </tr>
          </thead>
          <tbody>
            {blocks.map((block, index) => (
              <tr key={block.index}>
                <th scope="row">{block.index + 1}</th>
                <td>{formatDuration(medians[index]!)}</td>
                <td class="cell-place" aria-hidden="true">
                  <div class="place">
                    <div class="place-dot" style={{ left: `${scale.toShare(medians[index]!) * 100}%` }} />
                  </div>
                </td>
                <td>{formatCount(block.samplesNs.length)}</td>
                <td>{block.timing === 'single' ? 'single calls' : formatCount(block.iterationsPerSample)}</td>
                <td>{`${formatMs(block.warmupMs)}${block.warmupEnd === 'steady' ? '' : ', not steady'}`}</td>
                <td>{orNothing(block.waitedShare, formatPercent)}</td>
                <td>{orNothing(block.otherLoad, formatPercent)}</td>
                <td>{block.gcCount === 0 ? '0' : `${formatMs(block.gcMs)} (${block.gcCount})`}</td>
                <td>{orNothing(block.heapBytesPerIteration, formatBytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
