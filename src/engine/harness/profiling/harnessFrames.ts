import type { Runtime } from 'node:inspector';

/** What stands for the harness, whichever of its functions it was. */
export const LAPTIME_FRAME: Runtime.CallFrame = { functionName: '(laptime)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 };

/** Names that survive minification, of functions that call the benchmark and nothing else: strings, and names of properties. */
const MEASURED = ['laptimeLoop', 'laptimeCall'];

export interface HarnessFrames {
  isHarness(frame: Runtime.CallFrame): boolean;
  /** Of a frame of the harness: whether what it calls is the benchmark, and not its hooks or what makes its inputs. */
  isMeasured(frame: Runtime.CallFrame): boolean;
}

/** `folder`: address of the folder of the built harness, with a slash at its end. */
export function harnessFrames(folder: string): HarnessFrames {
  return {
    // The loops are compiled from a text of their own, which has no address.
    isHarness: ({ url, functionName }) => url.startsWith(folder) || (url === '' && functionName === MEASURED[0]),
    isMeasured: ({ functionName }) => MEASURED.includes(functionName),
  };
}

/** Code of nobody: Node's own, and what V8 writes in brackets. */
export const isOfNode = ({ url }: Runtime.CallFrame): boolean => url === '' || url.startsWith('node:');

export const frameKey = ({ functionName, scriptId, url, lineNumber, columnNumber }: Runtime.CallFrame): string =>
  `${scriptId}\n${lineNumber}\n${columnNumber}\n${functionName}\n${url}`;
