import './api.css';
import { h, render } from 'preact';
import { App } from './app.tsx';

const root = document.getElementById('laptime');
if (root === null) throw new Error('the page has no element #laptime');
render(h(App, null), root);
