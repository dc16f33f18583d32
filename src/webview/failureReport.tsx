import type { Side } from '../model/comparison.ts';
import type { Failure } from '../model/measurement.ts';
import { LinkButton } from './controls.tsx';
import { failureTitle } from './format.ts';
import { Icon } from './icons.tsx';
import { usePanel } from './panel.ts';

export interface FailureReportProps {
  readonly failure: Failure;
  /** Of a comparison: where it failed. */
  readonly side?: Side;
  readonly output?: string;
}

/** What failed and where; the stack, and what was printed, on demand. */
export function FailureReport({ failure, side, output = '' }: FailureReportProps) {
  const panel = usePanel();
  const { message, location, stack } = failure;
  return (
    <div class="failure">
      <Icon name="error" />
      <div class="failure-body">
        <p class="failure-message">
          <strong>{`${failureTitle(failure, side)}: `}</strong>
          <bdi>{message}</bdi>
        </p>
        {location && (
          <LinkButton
            title={side === 'baseline' ? 'Open the source as it is now' : 'Open the source'}
            onClick={() => panel.attempt(panel.host.openSource(location.file, location.line, location.column))}
          >
            <bdi>{`${location.file}:${location.line}:${location.column}`}</bdi>
          </LinkButton>
        )}
        <Folded title="Stack" text={stack} />
        <Folded title="Output" text={output} />
      </div>
    </div>
  );
}

function Folded({ title, text }: { title: string; text: string }) {
  if (text === '') return null;
  return (
    <details>
      <summary>{title}</summary>
      <pre class="output" tabIndex={0}>
        {text}
      </pre>
    </details>
  );
}
