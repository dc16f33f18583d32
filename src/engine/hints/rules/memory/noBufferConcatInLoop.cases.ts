import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export async function bodyOf(request: IncomingMessage) { let body = Buffer.alloc(0); for await (const chunk of request) { body = Buffer.concat([body, chunk]); } return body.toString(); }',
    'function read(stream, done) { let all = Buffer.from([]); stream.on("data", (chunk) => { all = Buffer.concat([all, chunk]); }); stream.on("end", () => done(all)); }',
    'const whole = parts.reduce((all, part) => Buffer.concat([all, part]), Buffer.alloc(0));',
    'import { Buffer } from "node:buffer"; function pack(rows: Row[]): Buffer { let out = Buffer.alloc(0); for (const row of rows) { const line = encode(row); out = Buffer.concat([out, line, NEWLINE]); } return out; }',
    '// lib/read.js\nmodule.exports = (file) => new Promise((resolve, reject) => {\n  let data = Buffer.alloc(0);\n  fs.createReadStream(file)\n    .on("error", reject)\n    .on("data", (part) => {\n      data = Buffer.concat([data, part]);\n    })\n    .on("end", () => resolve(JSON.parse(data)));\n});',
    'function f(n) { let buffer = Buffer.alloc(0); for (let i = 0; i < n; i++) buffer = Buffer.concat([buffer, read(i)]); return buffer; }',
    'http.createServer((req, res) => { let size = 0, body = Buffer.alloc(0); req.on("data", function (chunk) { body = Buffer.concat([body, chunk]); if (body.length > LIMIT) req.destroy(); }); req.once("end", () => { save(body); res.end(); }); });',
    'async function f(reader) { let bytes = Buffer.alloc(0); while (true) { const { done, value } = await reader.read(); if (done) break; bytes = Buffer.concat([bytes, value]); } return bytes; }',
    'let pdf = Buffer.alloc(0); pages.forEach((page) => { pdf = Buffer.concat([pdf, page.render()]); }); fs.writeFileSync(out, pdf);',
    'let input = Buffer.alloc(0); process.stdin.on("data", (chunk) => (input = Buffer.concat([input, chunk]))); process.stdin.on("end", () => compile(input.toString()));',
    'const child = spawn(command); function run() { let output = Buffer.alloc(0); child.stdout.on("data", (data) => { output = Buffer.concat([output, data]); }); child.on("close", (code) => { show(code, output.toString("utf8")); }); }',
  ],
  silent: [
    'const chunks = []; for await (const chunk of request) chunks.push(chunk); const body = Buffer.concat(chunks);',
    'let rest = Buffer.alloc(0); socket.on("data", (chunk) => { rest = Buffer.concat([rest, chunk]); while (rest.length >= 4) { const size = rest.readUInt32BE(0); emit(rest.subarray(4, 4 + size)); rest = rest.subarray(4 + size); } });',
    'function f(socket) { let rest = Buffer.alloc(0); socket.on("data", (chunk) => { rest = Buffer.concat([rest, chunk]); take(); }); function take() { const end = rest.indexOf(10); if (end >= 0) rest = rest.subarray(end + 1); } }',
    'class Reader { onData(chunk) { this.buffer = Buffer.concat([this.buffer, chunk]); this.parse(); } }',
    'stream.on("data", (chunk) => { this.buffer = Buffer.concat([this.buffer, chunk]); });',
    'for (const { head, body } of messages) { const whole = Buffer.concat([head, body]); send(whole); }',
    'for (const message of messages) { let out = Buffer.alloc(0); out = Buffer.concat([out, message.head]); send(out); }',
    'let out = Buffer.alloc(0); for (const part of [head, body]) out = Buffer.concat([out, part]);',
    'let last = Buffer.alloc(0); for (const part of parts) { last = Buffer.concat([salt, part]); }',
    'let key = Buffer.alloc(0), block = Buffer.alloc(0); while (key.length < 32) { block = md5(Buffer.concat([block, password])); key = Buffer.concat([key, block]); }',
    'function f(socket) { let data = Buffer.alloc(0); socket.on("data", (chunk) => { data = Buffer.concat([data, chunk]); if (isWhole(data)) done(data); }); }',
    'let buffered = Buffer.alloc(0); export const peek = () => buffered; source.on("data", (chunk) => { buffered = Buffer.concat([buffered, chunk]); });',
    'const lists = all.reduce((out, list) => out.concat([list]), []);',
    'header = Buffer.concat([header, length]);',
    'button.on("click", () => { log = Buffer.concat([log, entry]); });',
    'class Buffer { static concat(list) { return list; } } let all = []; for (const x of xs) all = Buffer.concat([all, x]);',
  ],
  fixed: [
    [
      'async function f(request) {\n  let body = Buffer.alloc(0);\n  for await (const chunk of request) {\n    body = Buffer.concat([body, chunk]); // all\n  }\n  return body;\n}\n',
      'async function f(request) {\n  const chunks: Uint8Array[] = [];\n  for await (const chunk of request) {\n    chunks.push(chunk); // all\n  }\n  const body = Buffer.concat(chunks);\n  return body;\n}\n',
    ],
    [
      "// a.js\nlet all = Buffer.from('');\nfor (const part of parts) all = Buffer.concat([all, encode(part)]);\nsend(all);\n",
      '// a.js\nconst chunks = [];\nfor (const part of parts) chunks.push(encode(part));\nconst all = Buffer.concat(chunks);\nsend(all);\n',
    ],
    [
      'let all = Buffer.alloc(0);\nfor (const part of parts) all = Buffer.concat([all, /* next */ encode(part)]);\n',
      'let all = Buffer.alloc(0);\nfor (const part of parts) all = Buffer.concat([all, /* next */ encode(part)]);\n',
    ],
    [
      'let all = Buffer.alloc(0);\nsend(() => all);\nfor (const part of parts) all = Buffer.concat([all, part]);\n',
      'let all = Buffer.alloc(0);\nsend(() => all);\nfor (const part of parts) all = Buffer.concat([all, part]);\n',
    ],
  ],
};
