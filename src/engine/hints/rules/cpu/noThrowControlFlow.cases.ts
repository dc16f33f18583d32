import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'for (const text of texts) { try { if (!text) throw new Error("empty"); use(text); } catch { skipped += 1; } }',
    'function parse(text: string) { if (text === "") throw new SyntaxError("empty"); return text.length; } function isValid(text: string) { try { parse(text); return true; } catch { return false; } }',
    '// lib/a.js\nfunction read(line) {\n  var at = line.indexOf("=");\n  if (at < 0) throw new TypeError("no sign");\n  return line.slice(at);\n}\nmodule.exports = lines.map(function (line) { try { return read(line); } catch (e) { return null; } });',
    'const number = (text: string): number => { const value = Number(text); if (Number.isNaN(value)) throw new RangeError(text); return value; }; const numberOr = (text: string, or: number) => { try { return number(text); } catch (error) { return or; } };',
    'async function load(id: string) { if (!known.has(id)) throw new NotFoundError(id); return known.get(id); } async function all(ids: string[]) { for (const id of ids) { try { await load(id); } catch { missing.push(id); } } }',
    'function visit(tree, wanted) { try { walk(tree, wanted); } catch { return true; } return false; } function walk(tree, wanted) { for (const part of tree.parts) if (part === wanted) throw new FoundException(); else walk(part, wanted); }',
    'class Reader { next() { try { if (this.at >= this.end) throw new Error("end"); return this.list[this.at++]; } catch { return undefined; } } }',
    'function one(x) { try { try { throw new Error("inner"); } finally { close(x); } } catch { return 1; } }',
  ],
  silent: [
    'try { if (!text) throw new Error("empty"); } catch (error) { console.error(error); }',
    'function parse(text) { if (!text) throw new Error("empty"); return text.length; } const length = parse(text);',
    'import { parse } from "./parse"; function isValid(text) { try { parse(text); return true; } catch { return false; } }',
    'function isJson(text) { try { JSON.parse(text); return true; } catch { return false; } }',
    'try { run(); } catch { throw new UserError("it failed"); } function run() { throw new Error("a"); }',
    'async function load() { throw new Error("a"); } function start() { try { void load(); } catch { stop(); } }',
    'const STOP = Symbol("stop"); try { list.forEach((each) => { if (each.isLast) throw STOP; }); } catch { done(); }',
    'Error.stackTraceLimit = 0; try { throw new Error("a"); } catch { go(); }',
    'try { try { throw new Error("a"); } catch (error) { log(error); } } catch { go(); }',
    'try { later(() => { throw new Error("a"); }); } catch { go(); }',
    'function read(path) { try { return load(path); } catch (error) { throw new Error(`no ${path}`, { cause: error }); } } function has(path) { try { read(path); return true; } catch { return false; } }',
    'try { throw new Error("a"); } finally { close(); }',
    'function* ids() { throw new Error("a"); } try { ids(); } catch { go(); }',
  ],
};
