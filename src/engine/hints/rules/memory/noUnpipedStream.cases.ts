import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'app.get("/files/:name", (req, res) => { const stream = fs.createReadStream(pathOf(req.params.name)); stream.on("data", (chunk) => { res.write(chunk); }); stream.on("end", () => res.end()); });',
    'import { createReadStream, createWriteStream } from "node:fs"; const from = createReadStream(a); const to = createWriteStream(b); from.on("data", (chunk) => to.write(chunk));',
    '// lib/proxy.js\nnet.createServer((client) => {\n  const server = net.connect(port, host);\n  client.on("data", (data) => server.write(data));\n  server.on("data", (data) => client.write(data));\n});',
    'http.request(options, (proxyRes) => { proxyRes.on("data", function (chunk) { res.write(chunk); }).on("end", () => { res.end(); }); });',
    'class Tunnel { start() { this.socket.on("data", (data: Buffer) => { this.bytes += data.length; this.upstream.write(data); }); } }',
    'const gzip = createGzip(); download.on("data", (part) => gzip.write(part));',
    'request.on("data", (chunk) => { hash.update(chunk); uploadStream.write(chunk); });',
    'ffmpeg.stdout.on("data", (chunk) => res.write(chunk));',
    'req.addListener("data", (chunk) => { out.write(chunk, "utf8"); });',
  ],
  silent: [
    'source.pipe(res);',
    'await pipeline(source, createGzip(), target);',
    'source.on("data", (chunk) => { if (!target.write(chunk)) { source.pause(); target.once("drain", () => source.resume()); } });',
    'source.on("data", (chunk) => { const isReady = target.write(chunk); if (!isReady) stop(); });',
    'child.stdout.on("data", (chunk) => process.stdout.write(chunk));',
    'child.stderr.on("data", (chunk) => logStream.write(chunk));',
    'socket.on("data", (chunk) => parser.write(chunk));',
    'stream.on("data", (chunk) => decoder.write(chunk));',
    'pty.on("data", (data) => terminal.write(data));',
    'socket.on("data", (line) => socket.write(answerTo(line)));',
    'queue.on("data", (row) => table.write(row));',
    'source.on("data", (chunk) => { target.write(chunk, (error) => next(error)); });',
    'source.on("data", (chunk) => { chunks.push(chunk); });',
    'source.on("end", () => res.write(trailer));',
    'function f(source, target) { target.on("drain", () => source.resume()); source.on("data", (chunk) => { target.write(chunk); }); }',
    'source.on("data", (chunk, index) => res.write(index));',
    'emitter.on("data", (event) => res.write(`data: ${event}`));',
    'input.on("data", (text) => { for (const line of text.split("\\n")) later(() => out.write(text)); });',
    'https.request(options, (response) => { res.writeHead(200, { "Content-Type": "text/event-stream" }); response.on("data", (chunk) => res.write(chunk)); });',
    '// test/proxy.test.js\nclient.on("data", (data) => server.write(data));',
  ],
  fixed: [
    [
      'source.on("data", (chunk) => {\n  res.write(chunk);\n});\nsource.on("end", () => res.end());\n',
      'source.pipe(res, { end: false });\nsource.on("end", () => res.end());\n',
    ],
    ['this.client.on("data", (data) => this.remote.write(data));', 'this.client.pipe(this.remote, { end: false });'],
    [
      'source.on("data", (chunk) => { count += 1; res.write(chunk); });',
      'source.on("data", (chunk) => { count += 1; res.write(chunk); });',
    ],
    ['source.on("data", (chunk) => res.write(chunk)).on("end", done);', 'source.on("data", (chunk) => res.write(chunk)).on("end", done);'],
    [
      'source.on("data", (chunk) => { /* as it is */ res.write(chunk); });',
      'source.on("data", (chunk) => { /* as it is */ res.write(chunk); });',
    ],
  ],
};
