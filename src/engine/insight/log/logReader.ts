import type { CodeTier, InsightPhase } from '../../../model/insight.ts';
import { CodeMap } from './codeMap.ts';
import { addressOf, fieldsOf, unescapeField } from './fields.ts';
import { PositionTable } from './positions.ts';
import { placeIn, readScript, type Script, type ScriptPlace } from './scripts.ts';
import type { LoggedCall, LoggedDeopt, LoggedFunction, LoggedSite, V8Log } from './v8Log.ts';

/** Code of a function, or of the engine where there is no tier. */
interface Code {
  start: number;
  readonly size: number;
  readonly tier: CodeTier | null;
  readonly sharedInfo: number;
  readonly label: string;
  ofFunction: LoggedFunction | null;
  positions: PositionTable | null;
}

/** A frame of a sample: the function that was running in it, inlined or not, and where. */
interface Located {
  readonly code: Code;
  readonly inFunction: LoggedFunction;
  readonly place: ScriptPlace | null;
}

const TIERS: Readonly<Record<string, CodeTier>> = { '~': 'interpreter', '^': 'baseline', '+': 'maglev', '*': 'turbofan' };
const isOptimized = (tier: CodeTier | null): boolean => tier === 'maglev' || tier === 'turbofan';

/** States of V8's virtual machine in a sample that are nothing of the benchmark: idle, writing the log, idle outside of V8. */
const NOT_RUNNING: ReadonlySet<string> = new Set(['8', '9', '10']);
/** `LoadIC_Megamorphic`, `KeyedLoadIC_Megamorphic`, `StoreIC_Megamorphic`. */
const LOOKUP = /^(?<kind>\w+IC)_Megamorphic/u;
/** Nobody reads more. */
const MOST_SHAPES = 64;
const MOST_PLACES = 50_000;
const MOST_FRAMES = 400;

const keyOf = ({ url, line, column }: ScriptPlace): string => `${url}|${line}|${column}`;

/** Reads a log of V8 (11 to 13 at the least) line by line, in the order that V8 wrote it. `token` is that of its marks. */
export class LogReader {
  readonly #mark: string;
  readonly #code = new CodeMap<Code>();
  readonly #scripts = new Map<number, Script>();
  readonly #functions = new Map<string, LoggedFunction>();
  readonly #bySharedInfo = new Map<number, LoggedFunction>();
  readonly #deopts = new Map<string, LoggedDeopt>();
  readonly #sites = new Map<string, LoggedSite>();
  readonly #calls = new Map<string, LoggedCall>();
  readonly #lookupSamples = new Map<string, number>();
  readonly #samplePlaces = new Map<string, { readonly place: ScriptPlace; samples: number }>();
  #phase: 'load' | InsightPhase | 'end' = 'load';
  #timeUs = 0;
  #measuredFromUs = Number.POSITIVE_INFINITY;
  #samples = 0;
  #oddLines = 0;

  constructor(token: string) {
    this.#mark = `laptime-mark:${token}:`;
  }

  take(line: string): void {
    const fields = fieldsOf(line);
    const kind = fields[0]!;
    if (kind === 'tick') this.#takeSample(fields);
    else if (kind.endsWith('IC')) this.#takeCache(fields);
    else if (kind === 'code-creation') this.#takeCode(fields);
    else if (kind === 'code-source-info') this.#takePositions(fields);
    else if (kind === 'code-deopt') this.#takeDeopt(fields);
    else if (kind === 'code-move') this.#code.move(addressOf(fields[1]), addressOf(fields[2]));
    else if (kind === 'sfi-move') this.#moveSharedInfo(addressOf(fields[1]), addressOf(fields[2]));
    else if (kind === 'script-source') this.#takeScript(fields);
  }

  result(): V8Log {
    return {
      scripts: this.#scripts,
      functions: [...this.#functions.values()],
      deopts: [...this.#deopts.values()],
      sites: [...this.#sites.values()],
      calls: [...this.#calls.values()],
      samples: this.#samples,
      lookupSamples: this.#lookupSamples,
      samplePlaces: [...this.#samplePlaces.values()],
      hasBegun: this.#phase === 'measured' || this.#phase === 'end',
      hasEnded: this.#phase === 'end',
      oddLines: this.#oddLines,
    };
  }

  get #isOfBenchmark(): boolean {
    return this.#phase === 'warm-up' || this.#phase === 'measured';
  }

  #takeScript([, idText, url, text]: readonly string[]): void {
    const id = Number(idText);
    if (url === undefined || text === undefined || !Number.isInteger(id)) return this.#noteOdd();
    const at = text.indexOf(this.#mark);
    if (at !== -1) return this.#enter(text.slice(at + this.#mark.length));
    this.#scripts.set(id, readScript(id, url === '<unknown>' ? '' : unescapeField(url), text));
  }

  #enter(text: string): void {
    if (text.startsWith('warm-up')) this.#phase = 'warm-up';
    else if (text.startsWith('measured')) {
      this.#phase = 'measured';
      this.#measuredFromUs = this.#timeUs;
    } else if (text.startsWith('end')) this.#phase = 'end';
  }

  #takeCode(fields: readonly string[]): void {
    const [start, size, timeUs] = [addressOf(fields[4]), Number(fields[5]), Number(fields[3])];
    if (!(start > 0 && size >= 0)) return this.#noteOdd();
    if (timeUs > this.#timeUs) this.#timeUs = timeUs;
    const tier = TIERS[fields[8]?.[0] ?? ''] ?? null;
    const sharedInfo = tier === null ? Number.NaN : addressOf(fields[7]);
    this.#code.add({ start, size: Math.max(1, size), tier, sharedInfo, label: fields[6] ?? '', ofFunction: null, positions: null });
  }

  #takePositions([, address, scriptId, start, , positions = '', inlinings = '', functions = '']: readonly string[]): void {
    const code = this.#code.startingAt(addressOf(address));
    if (!code) return;
    code.positions = new PositionTable(positions, inlinings, functions);
    const known = this.#functionOf(Number(scriptId), Number(start), code.label);
    const isNew = code.ofFunction !== known;
    code.ofFunction = known;
    this.#bySharedInfo.set(code.sharedInfo, known);
    if (!isNew) return;
    if (code.tier === 'interpreter') known.bytecodeBytes = code.size;
    if (isOptimized(code.tier) && this.#isOfBenchmark) known.optimizations += 1;
  }

  #functionOf(scriptId: number, start: number, label: string): LoggedFunction {
    const key = `${scriptId}:${start}`;
    const known = this.#functions.get(key);
    if (known) return known;
    const samples = { interpreter: 0, baseline: 0, maglev: 0, turbofan: 0 };
    const name = this.#nameIn(label, scriptId);
    const made = { scriptId, start, name, bytecodeBytes: 0, optimizations: 0, samples };
    this.#functions.set(key, made);
    return made;
  }

  /** V8 writes name, script, line and column as one field. */
  #nameIn(label: string, scriptId: number): string {
    const text = unescapeField(label);
    const at = text.lastIndexOf(` ${this.#scripts.get(scriptId)?.loggedUrl ?? ''}:`);
    return at === -1 ? '' : text.slice(0, at);
  }

  #moveSharedInfo(from: number, to: number): void {
    const moved = this.#bySharedInfo.get(from);
    if (!moved || Number.isNaN(to)) return;
    this.#bySharedInfo.delete(from);
    this.#bySharedInfo.set(to, moved);
  }

  #takeDeopt([, timeText, , address, inlinedText, , kind, placeText, reasonText]: readonly string[]): void {
    const timeUs = Number(timeText);
    if (kind === undefined || placeText === undefined || reasonText === undefined || Number.isNaN(timeUs)) return this.#noteOdd();
    if (timeUs > this.#timeUs) this.#timeUs = timeUs;
    const phase = this.#phase;
    if (phase !== 'warm-up' && phase !== 'measured') return;
    // What was inlined comes first: `<b.js:2:1> inlined at <a.js:9:3>`.
    const found = /^<(?<url>.*?):(?<line>\d+):(?<column>\d+)>/su.exec(unescapeField(placeText))?.groups;
    if (!found) return;
    const code = this.#code.startingAt(addressOf(address));
    const inlined = code?.positions?.inlinedFunction(Number(inlinedText)) ?? null;
    const inFunction = (inlined === null ? null : this.#bySharedInfo.get(inlined)) ?? code?.ofFunction ?? null;
    // Of evaluated code it names none.
    const url = (inFunction && this.#scripts.get(inFunction.scriptId)?.url) ?? found['url']!;
    const place = { url, line: Number(found['line']), column: Number(found['column']) };
    const reason = unescapeField(reasonText);
    const deopt = this.#known(this.#deopts, `${placeText}|${kind}|${reason}`, () => ({
      place,
      inFunction,
      codeOf: code?.ofFunction ?? null,
      kind,
      reason,
      counts: { 'warm-up': 0, measured: 0 },
    }));
    if (deopt) deopt.counts[phase] += 1;
  }

  #takeCache(fields: readonly string[]): void {
    const [kind, address, timeText, line, column, , state, shape, property] = fields;
    const [pc, timeUs] = [addressOf(address), Number(timeText)];
    if (state === undefined || shape === undefined || Number.isNaN(pc)) return this.#noteOdd();
    if (timeUs > this.#timeUs) this.#timeUs = timeUs;
    const code = this.#code.at(pc);
    const located = code && this.#locate(pc, code, isOptimized(code.tier));
    const url = located && this.#scripts.get(located.inFunction.scriptId)?.url;
    if (!located || !url) return;
    const place = isOptimized(located.code.tier) ? located.place : { url, line: Number(line), column: Number(column) };
    if (!place || !(place.line > 0 && place.column > 0)) return;
    const site = this.#known(this.#sites, `${kind}|${keyOf(place)}`, () => ({
      place,
      inFunction: located.inFunction,
      kind: kind!,
      property: unescapeField(property ?? ''),
      state,
      shapes: new Set<string>(),
      isOfBenchmark: false,
    }));
    if (!site) return;
    site.state = state;
    if (site.shapes.size < MOST_SHAPES) site.shapes.add(shape);
    if (this.#isOfBenchmark) site.isOfBenchmark = true;
  }

  #takeSample(fields: readonly string[]): void {
    if (this.#phase !== 'measured') return;
    const timeUs = Number(fields[2]);
    const state = fields[5];
    if (state === undefined || Number.isNaN(timeUs)) return this.#noteOdd();
    if (timeUs < this.#measuredFromUs || NOT_RUNNING.has(state)) return;
    this.#samples += 1;
    const running = this.#code.at(addressOf(fields[1]));
    const lookup = LOOKUP.exec(running?.label ?? '')?.groups?.['kind'];
    const isOfBaseline = running?.tier === null && running.label.endsWith('_Baseline');
    if (lookup !== undefined) this.#lookupSamples.set(lookup, (this.#lookupSamples.get(lookup) ?? 0) + 1);
    let inner = this.#innermost(fields[1], fields[4]);
    let callee = inner?.code;
    if (inner) this.#noteInnermost(inner);
    const end = Math.min(fields.length, MOST_FRAMES);
    // From the innermost frame outwards: where each will return to.
    for (let at = 6; at < end; at += 1) {
      const code = this.#code.at(addressOf(fields[at]));
      const located = code && this.#locate(addressOf(fields[at]), code, isOptimized(code.tier));
      if (located && !inner) {
        inner = located;
        // Of what has no frame the frame that is found first may be that of its caller's caller.
        if (isOfBaseline) this.#noteBaseline(located);
        else if (lookup === undefined) this.#noteInnermost(located);
      }
      // The same frame twice: what was found at the top of the stack was in it.
      else if (located?.place && callee?.ofFunction && !(at === 6 && callee === code))
        this.#noteCall(located, located.place, callee.ofFunction);
      callee = located ? code : undefined;
    }
  }

  /**
   * What runs: a function, or what it called that has no frame of its own, whose return address is at the top of the stack. As a rule
   * that is an inline cache or another part of the engine.
   */
  #innermost(pcText: string | undefined, topOfStack: string | undefined): Located | undefined {
    const pc = addressOf(pcText);
    const code = this.#code.at(pc);
    if (code?.ofFunction) return this.#locate(pc, code, false);
    const top = addressOf(topOfStack);
    const caller = this.#code.at(top);
    return caller?.ofFunction ? this.#locate(top, caller, isOptimized(caller.tier)) : undefined;
  }

  #noteInnermost({ code, inFunction, place }: Located): void {
    if (code.tier !== null) inFunction.samples[code.tier] += 1;
    const sampled = place && this.#known(this.#samplePlaces, keyOf(place), () => ({ place, samples: 0 }));
    if (sampled) sampled.samples += 1;
  }

  /** Baseline code asks the engine for nearly all that it does: who asked is known where its caller calls one function there. */
  #noteBaseline({ place, code, inFunction }: Located): void {
    const callees = place ? this.#calls.get(keyOf(place))?.callees : undefined;
    const [callee] = callees?.size === 1 ? callees.keys() : [];
    if (callee) callee.samples.baseline += 1;
    else if (code.tier === 'baseline') inFunction.samples.baseline += 1;
  }

  #noteCall({ inFunction }: Located, place: ScriptPlace, callee: LoggedFunction): void {
    const call = this.#known(this.#calls, keyOf(place), () => ({ place, inFunction, callees: new Map() }));
    call?.callees.set(callee, (call.callees.get(callee) ?? 0) + 1);
  }

  /** `isReturn`: the address is one after the call, in code whose positions are those of its instructions. */
  #locate(pc: number, code: Code, isReturn: boolean): Located | undefined {
    if (!code.ofFunction) return undefined;
    const position = code.positions?.at(pc - code.start - (isReturn ? 1 : 0));
    if (!position) return { code, inFunction: code.ofFunction, place: null };
    const inlined = position.inlined === -1 ? null : (code.positions?.inlinedFunction(position.inlined) ?? null);
    const inFunction = inlined === null ? code.ofFunction : this.#bySharedInfo.get(inlined);
    if (!inFunction) return { code, inFunction: code.ofFunction, place: null };
    const script = this.#scripts.get(inFunction.scriptId);
    return { code, inFunction, place: script ? placeIn(script, position.offset) : null };
  }

  /** Places are bounded: a log may be made to have any number. */
  #known<T>(all: Map<string, T>, key: string, make: () => T): T | undefined {
    const known = all.get(key);
    if (known || all.size >= MOST_PLACES) return known;
    const made = make();
    all.set(key, made);
    return made;
  }

  #noteOdd(): void {
    this.#oddLines += 1;
  }
}
