import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'const names = cells.map((cell) => cell.innerText);',
    'for (const row of table.rows) if (row.innerText.includes(query)) found.push(row);',
    'const textOf = (element: HTMLElement) => element.innerText.trim();\nexport const texts = [...elements].map(textOf);',
    'let total = 0; for (let i = 0; i < cells.length; i += 1) total += Number(cells[i].innerText);',
    'rows.forEach(function (row) { index.set(row.id, row.cells[0]!.innerText); });',
    'items.sort((a, b) => a.innerText.localeCompare(b.innerText));',
    '// lib/a.js\nexports.find = (nodes, text) => nodes.filter((node) => node.innerText === text);',
    'while (node) { if (node.innerText) texts.push(node.innerText); node = node.nextElementSibling; }',
  ],
  silent: [
    'const title = heading.innerText;',
    'class Locator { allInnerTexts() { return this.evaluateAll((all) => all.map((one) => one.innerText)); } }',
    'const innerTextsOf = (all: HTMLElement[]) => all.map((one) => one.innerText);',
    'const readers = { innerText: function (all) { return all.map((one) => one.innerText); } };',
    'for (const cell of cells) cell.innerText = "";',
    'for (const cell of cells) cell.innerText += "!";',
    'const names = cells.map((cell) => cell.textContent);',
    'for (const locator of locators) texts.push(await locator.innerText());',
    'button.addEventListener("click", () => save(field.innerText));',
    'const { innerText } = cell;',
    'for (const part of ["a", "b"]) out.push(part + box.innerText);',
    '// test/a.ts\nconst names = cells.map((cell) => cell.innerText);',
  ],
  fixed: [
    ['const a = b.map((c) => c.innerText /* shown */.trim());', 'const a = b.map((c) => c.textContent /* shown */.trim());'],
    ['for (const a of b) c(a?.innerText);', 'for (const a of b) c(a?.textContent);'],
  ],
};
