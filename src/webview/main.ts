import './style/base.css';
import './style/controls.css';
import './style/overview.css';
import './style/table.css';
import './style/detail.css';
import './style/comparison.css';
import './style/views.css';
import './style/history.css';
import './style/hints.css';
import './style/monitor.css';
import './style/forcedColors.css';
import { h, render } from 'preact';
import type { PanelHostApi, PanelViewApi } from '../protocol/panel.ts';
import { connect } from '../protocol/rpc.ts';
import { App } from './app.tsx';
import { createPanel, PanelProvider } from './panel.ts';
import { hostPort } from './vscodeApi.ts';

const api = acquireVsCodeApi();
// Each side's interface needs the other: what the host calls reaches the panel that is made right after.
const connection = connect<PanelViewApi, PanelHostApi>(hostPort(api, window), {
  show: (snapshot) => panel.view.show(snapshot),
  progress: (running) => panel.view.progress(running),
  hintsProgress: (hints) => panel.view.hintsProgress(hints),
  monitorChanged: (monitor) => panel.view.monitorChanged(monitor),
  monitorTick: () => panel.view.monitorTick(),
  reveal: (benchmarkId) => panel.view.reveal(benchmarkId),
});
const panel = createPanel(connection.remote, api);

const root = document.getElementById('laptime');
if (root === null) throw new Error('the page has no element #laptime');
render(h(PanelProvider, { value: panel }, h(App, null)), root);
panel.start();
