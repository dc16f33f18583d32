import type { DrawnChart } from './monitorModel.ts';
import { readMonitorPalette } from './monitorPalette.ts';

const PADDING = 12;
const TITLE_HEIGHT = 18;
/** Browsers draw nothing on a canvas that is larger. */
const MOST_PX = 16_000;

/** The charts as they stand on the page, below the headings of their sections, as a PNG. Null where there are none. */
export async function pictureOf(charts: readonly DrawnChart[], root: HTMLElement): Promise<Uint8Array | null> {
  const palette = readMonitorPalette(root);
  const base = root.getBoundingClientRect();
  const parts = charts.flatMap(({ element, title, canvas }) => {
    const source = canvas();
    if (source === null || source.width === 0) return [];
    const { left, top } = source.getBoundingClientRect();
    const head = element.getBoundingClientRect();
    return [
      { title, source, x: left - base.left, y: top - base.top, width: source.clientWidth, height: source.clientHeight, head: head.top },
    ];
  });
  if (parts.length === 0) return null;
  const headings = [...root.querySelectorAll('.monitor-section > h2')].map((heading) => {
    const { left, top } = heading.getBoundingClientRect();
    return { text: heading.textContent, x: left - base.left, y: top - base.top };
  });
  const firstY = Math.min(...parts.map(({ head }) => head - base.top), ...headings.map(({ y }) => y));
  const width = Math.max(...parts.map((part) => part.x + part.width)) + PADDING;
  const height = Math.max(...parts.map((part) => part.y + part.height)) - firstY + 2 * PADDING;
  const scale = Math.min(devicePixelRatio, MOST_PX / height, MOST_PX / width);
  const picture = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  const context = picture.getContext('2d')!;
  context.scale(scale, scale);
  context.fillStyle = palette.background;
  context.fillRect(0, 0, width, height);
  context.font = palette.font;
  context.fillStyle = palette.text;
  context.textBaseline = 'top';
  for (const { title, source, x, y, width: partWidth, height: partHeight } of parts) {
    const top = y - firstY + PADDING;
    context.fillText(title, x, top - TITLE_HEIGHT, partWidth);
    context.drawImage(source, x, top, partWidth, partHeight);
  }
  context.font = `bold ${palette.font}`;
  for (const { text, x, y } of headings) context.fillText(text, x, y - firstY + PADDING / 2);
  return new Uint8Array(await (await picture.convertToBlob({ type: 'image/png' })).arrayBuffer());
}
