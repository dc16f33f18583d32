import type { CodeOwner } from '../../../model/profile.ts';

/** In the order of the legend. Dark text has a contrast of 7 and more on each of them. */
const colours: Readonly<Record<CodeOwner, readonly [colour: string, word: string]>> = {
  workspace: ['#f4a65f', 'workspace'],
  package: ['#8fb8ed', 'packages'],
  node: ['#8fd0a0', 'Node'],
  native: ['#c3b1e1', 'native'],
  harness: ['#d8c48f', 'Laptime'],
  gc: ['#f2a0b5', 'garbage collector'],
  program: ['#c8ccd0', 'program'],
  idle: ['#e4e6e8', 'idle'],
};

export const owners = Object.entries(colours).map(([owner, [, word]]) => ({ owner: owner as CodeOwner, word }));

const fills = Object.entries(colours).map(([owner, [colour]]) => `.${owner} rect{fill:${colour}}`);

export const svgStyle = [
  'text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#1f2328}',
  '.title{font-size:15px;font-weight:600}',
  '.page{fill:#fff}',
  ...fills,
  '#boxes svg{cursor:pointer}',
  '#boxes rect{stroke:#fff;stroke-width:.7}',
  '@media(prefers-color-scheme:dark){:root{background:#1f2328}.page{fill:#1f2328}#boxes rect{stroke:#1f2328}.title,svg>text{fill:#e6edf3}#boxes text{fill:#1f2328}}',
  '#boxes svg:hover rect{stroke:#0969da;stroke-width:2}',
].join('');

/** The same in every file: a click on a box makes it as wide as the picture, one on it again or Escape shows all. */
export const svgScript = `
const boxes = [...document.querySelectorAll('#boxes > svg')].map((box) => ({
  box, from: +box.getAttribute('x'), width: +box.getAttribute('width'), y: +box.getAttribute('y'),
}));
const all = { from: 0, width: 1200, y: -1 };
let shown = all;
function show(wanted) {
  shown = wanted;
  const scale = 1200 / wanted.width;
  for (const { box, from, width, y } of boxes) {
    const isAbove = y < wanted.y && from <= wanted.from && from + width >= wanted.from + wanted.width - 0.02;
    const isInside = from + width > wanted.from + 0.01 && from < wanted.from + wanted.width - 0.01;
    box.style.display = isInside ? '' : 'none';
    if (!isInside) continue;
    const wide = isAbove ? 1200 : width * scale;
    box.setAttribute('x', isAbove ? 0 : (from - wanted.from) * scale);
    box.setAttribute('width', wide);
    box.style.opacity = isAbove ? 0.6 : '';
    if (wide >= 24 && !box.querySelector('text')) {
      const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
      text.setAttribute('x', 3);
      text.setAttribute('y', 12);
      text.textContent = box.querySelector('title').textContent.split('\\n')[0];
      box.append(text);
    }
  }
}
for (const one of boxes) one.box.addEventListener('click', () => show(shown === one ? all : one));
addEventListener('keydown', ({ key }) => { if (key === 'Escape') show(all); });
`;
