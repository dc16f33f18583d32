import type { Failure } from '../model/measurement.ts';
import { LinkButton } from './controls.tsx';
import { failureTitles } from './format.ts';
import { Icon } from './icons.tsx';
import { usePanel } from './panel.ts';

/** What failed and where; the stack, and what was printed, on demand. */
export function FailureReport({ failure, output = '' }: { failure: Failure; output?: string }) {
  const panel = usePanel();
  const { kind, message, location, stack } = failure;
  return (
    <div class="failure">
      <Icon name="error" />
      <div class="failure-body">
        <p class="failure-message">
          <strong>{failureTitles[kind]}: </strong>
          <bdi>{message}</bdi>
        </p>
        {location && (
          <LinkButton
            title="Open the source"
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
