import '../style/base.css';
import '../style/controls.css';
import '../style/overview.css';
import '../style/views.css';
import '../style/profile.css';
import '../style/flame.css';
import '../style/forcedColors.css';
import { h, render } from 'preact';
import type { ProfileHostApi, ProfilePageApi } from '../../protocol/profilePage.ts';
import { connect } from '../../protocol/rpc.ts';
import { hostPort } from '../vscodeApi.ts';
import { App } from './app.tsx';
import { createProfilePage, ProfileProvider } from './profilePage.ts';

const api = acquireVsCodeApi();
// Each side's interface needs the other: what the host calls reaches the page that is made right after.
const connection = connect<ProfilePageApi, ProfileHostApi>(hostPort(api, window), {
  show: (state) => page.api.show(state),
  select: (functionId) => page.api.select(functionId),
});
const page = createProfilePage(connection.remote, api);

const root = document.getElementById('laptime');
if (root === null) throw new Error('the page has no element #laptime');
render(h(ProfileProvider, { value: page }, h(App, null)), root);
page.start();
