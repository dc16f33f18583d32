import { describe, expect, it } from 'vitest';
import { scriptOf } from './embedded.ts';

describe('scriptOf', () => {
  it('keeps the places of script blocks', () => {
    const text =
      '<template>\n  <p>{{ a }}</p>\n</template>\n<script setup lang="ts">\nconst a = 1;\n</script>\n<script>let b;</script>\n<style>p {}</style>\n';
    const script = scriptOf('x/App.vue', text);
    expect(script.file).toBe('x/App.vue.ts');
    expect(script.text).toHaveLength(text.length);
    expect(script.text.indexOf('const a')).toBe(text.indexOf('const a'));
    expect(script.text.trim().split(/\s+/u)).toEqual(['const', 'a', '=', '1;', 'let', 'b;']);
    expect(script.text.split('\n')).toHaveLength(text.split('\n').length);
  });

  it.each([
    ['<script src="x.js"></script>', ''],
    ['<script type="application/json">{}</script>', ''],
    ['<!-- <script>a;</script> --><script>b;</script>', 'b;'],
    ['<script>const s = "<!--"; c;</script><!-- -->', 'const s = "<!--"; c;'],
    ['<script context="module" generic="T extends Record<string, X>">d;</script>', 'd;'],
    ['<script>e;', ''],
  ])('of %s', (text, code) => {
    expect(scriptOf('a.svelte', text).text.trim()).toBe(code);
  });

  it('leaves other files', () => {
    expect(scriptOf('a.ts', '<script>')).toEqual({ file: 'a.ts', text: '<script>' });
  });
});
