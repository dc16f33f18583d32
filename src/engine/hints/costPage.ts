/** What costs need of a page's elements: the engine is compiled without the types of browsers. */
interface PageElement {
  className: string;
  id: string;
  innerHTML: string;
  readonly innerText: string;
  readonly textContent: string;
  readonly childElementCount: number;
  readonly offsetWidth: number;
  readonly style: { width: string };
  append(...elements: PageElement[]): void;
  remove(): void;
  insertAdjacentHTML(place: 'beforeend', html: string): void;
}

interface Page {
  readonly body: PageElement;
  createElement(name: 'div'): PageElement;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): ArrayLike<PageElement>;
  getElementsByClassName(name: string): ArrayLike<PageElement>;
}

/** The page that a cost is measured in, where there is one. */
const openPage = (): Page => (globalThis as unknown as { document: Page }).document;

/** What a page keeps for the next visit. */
interface PageStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export const openStorage = (): PageStorage => (globalThis as unknown as { localStorage: PageStorage }).localStorage;

/** A page with so many elements in a box at its end; `box` is to be removed. */
export function pageWith(n: number): { readonly page: Page; readonly box: PageElement; readonly elements: readonly PageElement[] } {
  const page = openPage();
  const box = page.createElement('div');
  const elements = Array.from({ length: n }, (_, index) => {
    const element = page.createElement('div');
    element.className = 'row';
    element.innerHTML = `<b>row</b> ${index}`;
    return element;
  });
  box.append(...elements);
  page.body.append(box);
  return { page, box, elements };
}
