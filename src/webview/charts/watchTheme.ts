import { toDisposable, type Disposable } from '../../base/lifecycle.ts';

/** Tells when colours and fonts may be others: a change of theme changes the classes of the body and the tokens on the root. */
export function watchTheme(onChange: () => void): Disposable {
  const theme = new MutationObserver(onChange);
  theme.observe(document.documentElement, { attributeFilter: ['style', 'class'] });
  theme.observe(document.body, { attributeFilter: ['class'] });
  const colors = matchMedia('(forced-colors: active)');
  colors.addEventListener('change', onChange);
  return toDisposable(() => {
    theme.disconnect();
    colors.removeEventListener('change', onChange);
  });
}
