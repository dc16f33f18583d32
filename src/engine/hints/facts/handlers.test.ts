import { describe, expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { eventHandlerAround, requestHandlerAround } from './handlers.ts';
import { nodesIn } from './shapes.ts';

/** The first `HERE` of a text. */
function markOf(text: string): ts.Node {
  for (const node of nodesIn(parseSource('a.ts', text, true))) if (ts.isIdentifier(node) && node.text === 'HERE') return node;
  throw new Error('no mark');
}

describe('requestHandlerAround', () => {
  it.each([
    ['app.get("/", () => HERE)', true],
    ['this.router.post("/a", auth, async (req) => { await xs.map((x) => HERE); })', true],
    ['http.createServer((socket) => { HERE; })', true],
    ['createServer(options, () => HERE)', true],
    ['function show(req, res) { HERE; }', true],
    ['const show = (ctx, next) => HERE', true],
    ['export async function GET() { HERE; }', true],
    ['export const handler = async (event) => { HERE; }', true],
    ['async function GET() { HERE; }', false],
    ['cache.get("a", () => HERE)', false],
    ['app.get(HERE)', false],
    ['app.listen(80, () => HERE)', false],
    ['function start(options) { HERE; }', false],
  ])('of %s is %s', (text, expected) => {
    expect(requestHandlerAround(markOf(text)) !== null).toBe(expected);
  });
});

describe('eventHandlerAround', () => {
  it.each([
    ['io.on("connection", (socket) => { HERE; })', 'connection'],
    ['box.addEventListener("click", () => { later(() => HERE); }, true)', 'click'],
    ['box.addEventListener("click", () => HERE, { passive: true })', 'click'],
    ['box.addEventListener("click", () => HERE, { once: true })', null],
    ['box.addEventListener("click", () => HERE, options)', null],
    ['box.onclick = () => HERE', 'click'],
    ['box.onload = () => HERE', null],
    ['server.once("connection", () => HERE)', null],
    ['server.on("listening", () => HERE)', null],
    ['HERE', null],
  ])('of %s is %s', (text, expected) => {
    expect(eventHandlerAround(markOf(text))?.event ?? null).toBe(expected);
  });
});
