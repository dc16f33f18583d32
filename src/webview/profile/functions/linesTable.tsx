import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { LineCost } from '../../../model/profile.ts';
import { Empty, LinkButton } from '../../controls.tsx';
import { useOpen } from '../profilePage.ts';
import { ShareCell } from './shareCell.tsx';

const MOST_LINES = 500;

/** The lines that most fell on. */
export function LinesTable() {
  const open = useOpen();
  const lines = useSignal<readonly LineCost[] | null>(null);
  useEffect(() => {
    const read = async () => {
      lines.value = await open.host.hotLines(MOST_LINES);
    };
    open.attempt(read());
  }, [open]);
  if (lines.value === null) return <p class="loading">Adding up…</p>;
  const wanted = open.query.value.text.toLowerCase();
  const shown = lines.value.filter(({ file }) => file.toLowerCase().includes(wanted));
  if (shown.length === 0) return <Empty title={wanted === '' ? 'No line is known' : 'No file matches the search'} />;
  return (
    <section class="packages" aria-label="Lines" tabIndex={0}>
      {open.hasTime && open.kept.value.range && (
        <p class="hint lines-hint">Lines are of all of the time, not only of the part that was chosen.</p>
      )}
      <table class="packages-table">
        <thead>
          <tr>
            <th scope="col" class="function-self">
              Self
            </th>
            <th scope="col">Line</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ file, line, self }) => (
            <tr key={`${file}:${line}`}>
              <td class="function-self">
                <ShareCell value={self} whole={open.wholeOfAll} />
              </td>
              <td>
                <LinkButton title="Open the source" onClick={() => open.attempt(open.host.openLine(file, line))}>
                  <bdi>{`${file}:${line}`}</bdi>
                </LinkButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
