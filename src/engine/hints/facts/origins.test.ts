import { describe, expect, it } from 'vitest';
import { parseSource, type ts } from '../../syntax/index.ts';
import { namesOf } from './names.ts';
import { originOf } from './origins.ts';

describe('originOf', () => {
  it.each([
    ['import { Agent } from "node:http"; Agent', 'http', 'Agent'],
    ['import { Agent as A } from "undici"; A', 'undici', 'Agent'],
    ['import http from "http"; http', 'http', 'default'],
    ['import http from "http"; http.Agent', 'http', 'Agent'],
    ['import * as pg from "pg"; pg.Pool', 'pg', 'Pool'],
    ['const http = require("http"); http.Agent', 'http', 'Agent'],
    ['const { Pool } = require("pg"); Pool', 'pg', 'Pool'],
    ['const { Pool: P } = require("pg"); P', 'pg', 'Pool'],
    ['const Pool = require("pg").Pool; Pool', 'pg', 'Pool'],
    ['require("pg").Pool', 'pg', 'Pool'],
    ['import pg = require("pg"); pg.Pool', 'pg', 'Pool'],
    ['import pg from "pg"; const { Pool } = pg; Pool', 'pg', 'Pool'],
    ['const { Pool } = await import("pg"); Pool', 'pg', 'Pool'],
    ['import pg from "pg"; pg.defaults.Pool', null, null],
    ['const require = f; require("pg")', null, null],
    ['let pg = require("pg"); pg', null, null],
    ['class Agent {} Agent', null, null],
    ['const a = a.b; a', null, null],
    ['Agent', null, null],
  ])('of %s', (text, module, name) => {
    const source = parseSource('a.ts', text, true);
    const last = source.statements.at(-1) as ts.ExpressionStatement;
    expect(originOf(last.expression, namesOf(source))).toEqual(module === null ? null : { module, name });
  });
});
