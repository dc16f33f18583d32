import type { VsCodeApi } from '../../../src/webview/vscodeApi.ts';
import { addDefaultStyles, setTheme, type ThemeName } from './styles.ts';
import { fromBytes, toBytes } from './wire.ts';

// What VS Code gives the page of a profile, in the page itself: its messages go to a host in the test process, by a socket that is opened
// before the page's policy holds. The address names the theme and the host: `?theme=Dark+Modern&host=0`.

const STATE_KEY = 'webview-state';
const options = new URLSearchParams(location.search);

const socket = new WebSocket(`ws://${location.host}/?${options.toString()}`);
socket.binaryType = 'arraybuffer';
const isOpen = new Promise((resolve) => socket.addEventListener('open', resolve));
socket.addEventListener('message', ({ data }) => {
  window.dispatchEvent(new MessageEvent('message', { data: fromBytes(data as ArrayBuffer) }));
});

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', (event) =>
  violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
);

const state = (): unknown => JSON.parse(sessionStorage.getItem(STATE_KEY) ?? 'null') as unknown;
const bridge = { violations, setTheme, state };

declare global {
  var profileBridge: typeof bridge;
}
globalThis.profileBridge = bridge;

globalThis.acquireVsCodeApi = (): VsCodeApi => {
  setTheme((options.get('theme') ?? 'Dark Modern') as ThemeName);
  addDefaultStyles();
  return {
    postMessage: (message) => void isOpen.then(() => socket.send(toBytes(message))),
    getState: () => state() ?? undefined,
    setState: (next) => sessionStorage.setItem(STATE_KEY, JSON.stringify(next)),
  };
};
