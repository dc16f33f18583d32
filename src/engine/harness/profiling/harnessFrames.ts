import type { Runtime } from 'node:inspector';

/** What stands for the harness, whichever of its functions it was. */
export const LAPTIME_FRAME: Runtime.CallFrame = { functionName: '(laptime)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 };

/** Names that survive minification, of functions that call the benchmark: strings, and names of properties. */
const MEASURED = ['laptimeLoop', 'laptimeCall'];
/** And of what some of them call just before and after it, which reads clocks. */
const AROUND = ['start', 'stop'];

/**
 * Where a stack is: outside of the harness (what an async benchmark goes on with), in it (hooks, inputs, itself), or in the benchmark
 * that it called.
 */
export type StackPart = 'outside' | 'harness' | 'measured';

export interface HarnessFrames {
  isHarness(frame: Runtime.CallFrame): boolean;
  /** Of a stack with one frame more. */
  partOf(frame: Runtime.CallFrame, callers: StackPart): StackPart;
}

/** `folder`: address of the folder of the built harness, with a slash at its end. */
export function harnessFrames(folder: string): HarnessFrames {
  // The loops are compiled from a text of their own, which has no address.
  const isHarness = ({ url, functionName }: Runtime.CallFrame) => url.startsWith(folder) || (url === '' && functionName === MEASURED[0]);
  return {
    isHarness,
    partOf(frame, callers) {
      if (!isHarness(frame)) return callers;
      if (callers === 'measured') return AROUND.includes(frame.functionName) ? 'harness' : callers;
      return MEASURED.includes(frame.functionName) ? 'measured' : 'harness';
    },
  };
}

/** Code of nobody: Node's own, and what V8 writes in brackets. */
export const isOfNode = ({ url }: Runtime.CallFrame): boolean => url === '' || url.startsWith('node:');

export const frameKey = ({ functionName, scriptId, url, lineNumber, columnNumber }: Runtime.CallFrame): string =>
  `${scriptId}\n${lineNumber}\n${columnNumber}\n${functionName}\n${url}`;
