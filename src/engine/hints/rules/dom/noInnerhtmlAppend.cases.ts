import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'const list = document.getElementById("users")!; for (const user of users) { list.innerHTML += `<li>${escaped(user.name)}</li>`; }',
    '// log.js\nfunction log(line) { output.innerHTML += "<p>" + line + "</p>"; }',
    'socket.addEventListener("message", (event) => { document.querySelector("#chat")!.innerHTML += render(event.data); });',
    'rows.forEach((row) => { this.body.innerHTML += row.html; });',
    'class Toasts { show(text: string) { this.element.innerHTML = this.element.innerHTML + `<div>${text}</div>`; } }',
    '// page.js\nfetch("/items").then((answer) => answer.json()).then((items) => { for (var i = 0; i < items.length; i++) document.body.innerHTML += "<b>" + items[i] + "</b>"; });',
    'const table = document.createElement("table"); for (const row of rows) table.innerHTML += `<tr><td>${row.name}</td></tr>`; document.body.append(table);',
    'export function addStep(steps: HTMLElement, step: Step): void { steps.innerHTML += step.done ? done(step) : open(step); }',
    'while (queue.length > 0) panel.root.innerHTML += queue.shift();',
    'button.onclick = () => (counter.innerHTML += "|");',
  ],
  silent: [
    'const list = document.getElementById("users")!; list.innerHTML = users.map((user) => `<li>${user.name}</li>`).join("");',
    'let html = ""; for (const user of users) html += `<li>${user.name}</li>`; list.innerHTML = html;',
    'for (const user of users) list.insertAdjacentHTML("beforeend", `<li>${user.name}</li>`);',
    'function card(text: string) { const div = document.createElement("div"); div.innerHTML += `<b>${text}</b>`; return div; }',
    'for (const row of rows) { const item = document.createElement("li"); item.innerHTML += row.html; list.append(item); }',
    'const field = document.createElement("textarea"); for (const line of lines) field.innerHTML += `${line}\\n`;',
    'textArea.innerHTML += "more";',
    'function add(field: HTMLTextAreaElement, line: string) { field.innerHTML += line; }',
    'const template = document.createElement("template"); template.innerHTML += "<li></li>"; for (const part of parts) template.innerHTML += part;',
    'const style = document.createElement("style"); for (const rule of rules) style.innerHTML += rule;',
    'list.innerHTML = before.innerHTML + `<li>${name}</li>`;',
    'list.innerHTML = "";',
    'list.textContent += "more";',
    '// list.test.js\nfor (const row of rows) document.body.innerHTML += row;',
    'count.innerHTML -= 1;',
    'document.querySelector("#kinds").innerHTML += kinds.map((kind) => `<option>${kind}</option>`).join("");',
    'window.addEventListener("load", () => { document.querySelector("footer").innerHTML += `<p>${year}</p>`; });',
    'form.addEventListener("submit", (event) => { errors.innerHTML = ""; if (!name.value) errors.innerHTML += "Name is missing<br>"; if (!mail.value) errors.innerHTML += "Mail is missing<br>"; });',
  ],
  fixed: [
    [
      'for (const user of users) {\n  list.innerHTML += `<li>${user.name}</li>`; // one more\n}',
      "for (const user of users) {\n  list.insertAdjacentHTML('beforeend', `<li>${user.name}</li>`); // one more\n}",
    ],
    [
      'const add = (a, b) => { this.element!.innerHTML = this.element!.innerHTML + (a + b); };',
      "const add = (a, b) => { this.element!.insertAdjacentHTML('beforeend', (a + b)); };",
    ],
    [
      'while (next()) output.innerHTML +=\n  "<p>" + line + "</p>"',
      'while (next()) output.insertAdjacentHTML(\'beforeend\', "<p>" + line + "</p>")',
    ],
    ["while (next()) log.innerHTML = log.innerHTML + '<p>' + 1 + 2;", "while (next()) log.insertAdjacentHTML('beforeend', '<p>' + 1 + 2);"],
    ['while (next()) log.innerHTML = log.innerHTML + a + b;', 'while (next()) log.innerHTML = log.innerHTML + a + b;'],
    ['while (next()) shadowRoot.innerHTML += html;', 'while (next()) shadowRoot.innerHTML += html;'],
    ['while (next()) all = list.innerHTML += html;', 'while (next()) all = list.innerHTML += html;'],
  ],
};
