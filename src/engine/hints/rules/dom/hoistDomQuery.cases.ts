import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export function show(users: User[]) { for (const user of users) { const list = document.querySelector("#users")!; list.append(rowOf(user)); } }',
    'items.forEach((item) => { document.getElementById("list").appendChild(itemElement(item)); });',
    'const requests = []; for (const user of users) { const token = localStorage.getItem("token"); requests.push(fetch(`/users/${user.id}`, { headers: { token } })); }',
    '// gallery.js\nfor (var i = 0; i < document.querySelectorAll(".photo").length; i++) { total += sizes[i]; }',
    'const form = document.querySelector("form")!; for (const [name, value] of entries) { const hint = form.querySelector("#hint"); texts.push(`${hint.textContent}: ${name} ${value}`); }',
    'export const withToken = (paths: string[]) => paths.map((path) => { const token = document.querySelector<HTMLMetaElement>(\'meta[name="csrf-token"]\')!.content; return { path, token }; });',
    'class Board { paint() { for (let y = 0; y < this.height; y++) { const canvas = document.getElementById("board") as HTMLCanvasElement; canvas.getContext("2d")!.fillRect(0, y, canvas.width, 1); } } }',
    'for (const name of names) { const rows = document.getElementsByTagName("tr"); counts.push(rows.length + name.length); }',
    'const KEY = "theme"; for (const panel of panels) { panel.dataset.theme = window.localStorage.getItem(KEY) ?? "light"; }',
    'while (node) { if (node === document.getElementById("root")) return path; path.push(node.nodeName); node = node.parentNode; }',
    'words.filter((word) => { const text = document.querySelector("body").dataset.words; return text.includes(word); });',
  ],
  silent: [
    'const list = document.querySelector("#users")!; for (const user of users) list.append(rowOf(user));',
    'for (const id of ids) { document.getElementById(id).hidden = true; }',
    'for (const name of names) { document.querySelector(`[name="${name}"]`).value = ""; }',
    'for (const row of rows) { row.querySelector(".name").textContent = row.dataset.name; }',
    'while (document.querySelector(".old")) document.querySelector(".old").remove();',
    'async function waitFor(n) { for (let i = 0; i < n; i++) { const el = document.querySelector("#app"); if (el) return el; await sleep(50); } }',
    'for (const slide of slides) { document.querySelector(".slide.active").classList.remove("active"); slide.classList.add("active"); }',
    'for (const user of users) { const rows = document.querySelectorAll(".row"); list.append(rowOf(user, rows.length)); }',
    'for (const step of steps) { showStep(step); titles.push(document.getElementById("title").textContent); }',
    'for (const page of pages) { document.body.innerHTML = page; found.push(document.getElementById("main")); }',
    'buttons.forEach((button) => { button.addEventListener("click", () => { document.querySelector("#menu").hidden = false; }); });',
    'for (let i = 0; i < localStorage.length; i++) values.push(localStorage.getItem(localStorage.key(i)));',
    'for (const item of items) { const old = localStorage.getItem("cart"); localStorage.setItem("cart", old + item.id); }',
    'for (const item of items) { addToCart(item); saveCart(); counts.push(localStorage.getItem("count")); }',
    'for (const side of ["left", "right"]) { document.getElementById("box").style[side] = "0"; }',
    '// menu.test.ts\nfor (const name of names) { expect(document.querySelector("#menu").textContent).toContain(name); }',
    'function read(cache) { for (const key of keys) values.push(cache.getItem("a")); }',
    'const document = parse(text); for (const key of keys) values.push(document.querySelector("a"));',
    'for (const row of rows) { table.querySelector("#last").append(row); }',
  ],
  fixed: [
    [
      'function show(users) {\n  for (const user of users) {\n    const list = document.querySelector("#users"); \n    list.append(rowOf(user));\n  }\n}',
      'function show(users) {\n  const list = document.querySelector("#users");\n  for (const user of users) {\n    list.append(rowOf(user));\n  }\n}',
    ],
    [
      'users.forEach((user) => { const token = localStorage.getItem("token")!; requests.push(load(user, token)); });',
      'const token = localStorage.getItem("token")!;\nusers.forEach((user) => { requests.push(load(user, token)); });',
    ],
    [
      'const list = 1;\nfor (const user of users) {\n  const list = document.querySelector("#users");\n  list.append(rowOf(user));\n}',
      'const list = 1;\nconst element = document.querySelector("#users");\nfor (const user of users) {\n  const list = element;\n  list.append(rowOf(user));\n}',
    ],
    [
      'for (const user of users) {\n  document.querySelector("#users").append(rowOf(user));\n}',
      'const element = document.querySelector("#users");\nfor (const user of users) {\n  element.append(rowOf(user));\n}',
    ],
    [
      'for (let i = 0; i < document.getElementsByClassName("door").length; i++) {\n  document.getElementsByClassName("door")[i].style.background = "none";\n}',
      'const elements = document.getElementsByClassName("door");\nfor (let i = 0; i < elements.length; i++) {\n  elements[i].style.background = "none";\n}',
    ],
    [
      'if (open) for (const user of users) {\n  const list = document.querySelector("#users");\n  list.append(rowOf(user));\n}',
      'const list = document.querySelector("#users");\nif (open) for (const user of users) {\n  list.append(rowOf(user));\n}',
    ],
  ],
};
