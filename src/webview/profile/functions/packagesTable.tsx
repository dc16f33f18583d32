import type { PackageCost } from '../../../protocol/profile.ts';
import { Empty } from '../../controls.tsx';
import { Change } from '../costs.tsx';
import { groupOf, ownerWords } from '../flame/flameColors.ts';
import { useOpen } from '../profilePage.ts';
import { ShareCell } from './shareCell.tsx';

/** What the code of each owner cost: the workspace, its dependencies one by one, Node and the engine. */
export function PackagesTable() {
  const open = useOpen();
  const packages = open.packages.value;
  const { text } = open.query.value;
  if (packages === null) return <p class="loading">Adding up…</p>;
  const wanted = text.toLowerCase();
  const shown = packages.filter((one) => titleOf(one).toLowerCase().includes(wanted));
  const isDifference = open.summary.difference !== null;
  if (shown.length === 0) return <Empty title="No package matches the search" />;
  return (
    <section class="packages" aria-label="Packages" tabIndex={0}>
      <table class="packages-table">
        <thead>
          <tr>
            <th scope="col" class="function-self">
              Self
            </th>
            {isDifference && (
              <th scope="col" class="function-selfChange">
                Self change
              </th>
            )}
            <th scope="col" class="function-total">
              Total
            </th>
            {isDifference && (
              <th scope="col" class="function-totalChange">
                Total change
              </th>
            )}
            <th scope="col">Owner</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <Row key={`${one.owner} ${one.name}`} one={one} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const titleOf = ({ owner, name }: PackageCost): string => (owner === 'package' ? name : ownerWords[owner]);

function Row({ one }: { one: PackageCost }) {
  const open = useOpen();
  const value = (of: 'self' | 'total') => (
    <td class={`function-${of}`}>
      <ShareCell value={one[of]} whole={one.owner === 'idle' ? null : open.whole.value} />
    </td>
  );
  const change = (of: 'self' | 'total') =>
    one.baseline && (
      <td class={`function-${of}Change`}>
        <Change value={one[of]} baseline={one.baseline} of={of} />
      </td>
    );
  return (
    <tr>
      {value('self')}
      {change('self')}
      {value('total')}
      {change('total')}
      <th scope="row">
        <span class="function-cell">
          <span class={`swatch swatch-${groupOf({ owner: one.owner, packageName: one.name, file: '' })}`} aria-hidden="true" />
          <bdi class="function-text">{titleOf(one)}</bdi>
        </span>
      </th>
    </tr>
  );
}
