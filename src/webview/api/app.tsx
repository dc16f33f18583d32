import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { addressOf, ask, bodyToStartWith, readDocument, rowsOf, type Answer, type ApiDocument, type Row } from './document.ts';

interface Opened {
  readonly token: string;
  readonly document: ApiDocument;
}

/** The operations of the local server, each to be tried. The token is kept as long as the page is open, and nowhere else. */
export function App(): JSX.Element {
  const [opened, setOpened] = useState<Opened | null>(null);
  return (
    <>
      <h1>Laptime: local server</h1>
      {opened === null ? <TokenForm onOpen={setOpened} /> : <Operations {...opened} />}
    </>
  );
}

function TokenForm({ onOpen }: { readonly onOpen: (opened: Opened) => void }): JSX.Element {
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState('');
  const id = useId();
  const open = async (event: Event) => {
    event.preventDefault();
    const document = await readDocument(token.trim());
    if (typeof document === 'string') setProblem(document);
    else onOpen({ token: token.trim(), document });
  };
  return (
    <form onSubmit={(event) => void open(event)}>
      <label for={id}>The token that the server printed</label>
      <input
        id={id}
        type="password"
        autocomplete="off"
        spellcheck={false}
        value={token}
        onInput={(event) => setToken(event.currentTarget.value)}
      />
      <button type="submit">Open</button>
      <p role="alert">{problem}</p>
    </form>
  );
}

function Operations({ token, document }: Opened): JSX.Element {
  return (
    <>
      <p>
        Version {document.info.version}. Every request has the token in the header Authorization. The stream is a WebSocket at
        /api/v1/stream, metrics for Prometheus are at /metrics.
      </p>
      {rowsOf(document).map(([tag, rows]) => (
        <section key={tag}>
          <h2>{tag}</h2>
          {rows.map((row) => (
            <Operation key={row.operation.operationId} row={row} token={token} />
          ))}
        </section>
      ))}
    </>
  );
}

function Operation({ row, token }: { readonly row: Row; readonly token: string }): JSX.Element {
  const { method, path, operation } = row;
  const schema = operation.requestBody?.content['application/json'].schema;
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [body, setBody] = useState(() => (schema ? bodyToStartWith(schema) : null));
  const [answer, setAnswer] = useState<Answer | null>(null);
  const id = useId();
  const send = async (event: Event) => {
    event.preventDefault();
    setAnswer(await ask(token, method, addressOf(row, typed), body));
  };
  return (
    <details>
      <summary>
        <code class="method">{method}</code> <code>{path}</code> {operation.summary}
      </summary>
      <form onSubmit={(event) => void send(event)}>
        {operation.parameters?.map(({ name, required, description }) => (
          <p key={name}>
            <label for={`${id}-${name}`}>
              <code>{name}</code>
              {required ? '' : ' (may be empty)'}: {description}
            </label>
            <input
              id={`${id}-${name}`}
              required={required}
              value={typed[name] ?? ''}
              onInput={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
            />
          </p>
        ))}
        {body !== null && (
          <p>
            <label for={`${id}-body`}>Body, JSON</label>
            <textarea id={`${id}-body`} rows={8} spellcheck={false} value={body} onInput={(event) => setBody(event.currentTarget.value)} />
          </p>
        )}
        <button type="submit">Send</button>
      </form>
      <output>
        {answer !== null && (
          <>
            <p class={answer.isOk ? 'ok' : 'failed'}>{answer.status}</p>
            <pre>{answer.text}</pre>
          </>
        )}
      </output>
    </details>
  );
}
