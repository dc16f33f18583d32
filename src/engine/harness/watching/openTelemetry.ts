import type { Calls } from './calls.ts';
import type { OwnTime } from './ownTime.ts';

/** Where every copy of `@opentelemetry/api` keeps what the program has registered. */
const GLOBAL = Symbol.for('opentelemetry.js.api.1');
/** Of a span: the program asks another one. */
const CLIENT = 2;
const ERROR = 2;
const SYSTEMS = ['db.system.name', 'db.system'];
/** What is asked; at the end of a span, one without is the connecting. */
const QUESTIONS = ['db.query.text', 'db.statement', 'db.query.summary', 'db.operation.name', 'db.operation'];
/** What never ends would be held for ever. */
const MOST_OPEN = 20_000;

/** A span as processors of spans are given it, by the SDKs 1 and 2. */
interface Span {
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: { readonly code: number };
  /** Seconds, and nanoseconds of the last. */
  readonly duration: readonly [number, number];
  readonly parentSpanContext?: { readonly spanId: string };
  /** SDK 1. */
  readonly parentSpanId?: string;
  spanContext(): { readonly spanId: string };
}

interface SpanProcessor {
  onStart(span: Span): void;
  onEnd(span: Span): void;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

interface Provider {
  /** Of the one that stands for what is registered later. */
  getDelegate?(): Provider;
  /** SDK 1. */
  addSpanProcessor?(processor: SpanProcessor): void;
  /** SDK 2, which takes processors when it is made and has no way to add one later. */
  readonly _activeSpanProcessor?: { readonly _spanProcessors?: SpanProcessor[] };
}

interface SpanWatch {
  /** Looks for what the program has registered since. */
  look(): void;
  stop(): void;
}

/** Calls of databases that the program traces with OpenTelemetry; `isLeftOut`: by the kind of the database, and what is asked. */
export function watchSpans(calls: Calls, own: OwnTime, isLeftOut: (system: string, question: string) => boolean): SpanWatch {
  const open = new Set<string>();
  const nested = new WeakSet<Span>();
  let attachedTo: Provider | null = null;
  let detach = () => {};
  let isOver = false;

  const processor: SpanProcessor = {
    onStart: guarded(own, (span) => {
      if (isOver || span.kind !== CLIENT) return;
      // A library above the driver has a span of its own around that of the driver.
      const parent = span.parentSpanContext?.spanId ?? span.parentSpanId;
      if (parent !== undefined && open.has(parent)) nested.add(span);
      const system = textOf(span, SYSTEMS);
      if (system === null) return;
      if (open.size < MOST_OPEN) open.add(span.spanContext().spanId);
      if (!nested.has(span) && !isLeftOut(system, textOf(span, QUESTIONS) ?? '')) calls.begin(span);
    }),
    onEnd: guarded(own, (span) => {
      if (isOver || span.kind !== CLIENT) return;
      open.delete(span.spanContext().spanId);
      const [system, question] = [textOf(span, SYSTEMS), textOf(span, QUESTIONS)];
      // Asked again: of the first call of a library it is known only now that the library publishes it.
      if (system === null || question === null || nested.has(span) || isLeftOut(system, question)) return calls.drop(span);
      calls.begin(span);
      calls.end(span, span.status.code === ERROR, span.duration[0] * 1e3 + span.duration[1] / 1e6);
    }),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  const look = () => {
    try {
      const provider = registeredProvider();
      if (isOver || provider === null || provider === attachedTo) return;
      const added = addProcessor(provider, processor);
      if (added === null) return;
      detach();
      [attachedTo, detach] = [provider, added];
    } catch {
      // Something else than what is known; it is left alone.
    }
  };
  // What is registered while the program loads is there with the first turn of the loop.
  setImmediate(look).unref();
  return {
    look,
    stop() {
      isOver = true;
      detach();
    },
  };
}

/** What a processor throws would be an error of the program. */
function guarded(own: OwnTime, listener: (span: Span) => void): (span: Span) => void {
  return own.sample((span) => {
    try {
      listener(span);
    } catch {
      // A span of another kind.
    }
  });
}

function textOf({ attributes }: Span, names: readonly string[]): string | null {
  const value = names.map((name) => attributes[name]).find((each) => each !== undefined);
  return typeof value === 'string' ? value : null;
}

function registeredProvider(): Provider | null {
  const { trace } = (globalThis as { [GLOBAL]?: { readonly trace?: Provider } })[GLOBAL] ?? {};
  return trace?.getDelegate?.() ?? trace ?? null;
}

/** How to take it away again; null where there is no way to add one. */
function addProcessor(provider: Provider, processor: SpanProcessor): (() => void) | null {
  if (typeof provider.addSpanProcessor === 'function') {
    provider.addSpanProcessor(processor);
    return () => {};
  }
  const { _activeSpanProcessor: active } = provider;
  const { _spanProcessors: processors } = active ?? {};
  if (!Array.isArray(processors)) return null;
  processors.push(processor);
  return () => {
    const at = processors.indexOf(processor);
    if (at !== -1) processors.splice(at, 1);
  };
}
