import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface CommitsTableProps {
  /** Its name for screen readers. */
  readonly label: string;
  /** Of the columns beside the commit. */
  readonly headings: readonly string[];
  readonly rows: () => ComponentChildren;
}

/** What a chart of commits shows, for those who do not see it. Made when it is opened: it may have a thousand rows. */
export function CommitsTable({ label, headings, rows }: CommitsTableProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>Commits as a table</summary>
      {isOpen && (
        <div class="table-scroller" tabIndex={0} role="region" aria-label={label}>
          <table class="numbers points">
            <thead>
              <tr>
                {['Commit', ...headings].map((heading) => (
                  <th key={heading} scope="col">
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{rows()}</tbody>
          </table>
        </div>
      )}
    </details>
  );
}
