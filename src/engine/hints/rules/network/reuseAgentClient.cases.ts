import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'import { PrismaClient } from "@prisma/client"; app.get("/users", async (req, res) => { const prisma = new PrismaClient(); res.json(await prisma.user.findMany()); });',
    'import { Pool } from "pg"; export async function GET() { const pool = new Pool({ connectionString: process.env.DATABASE_URL }); const { rows } = await pool.query("SELECT 1"); await pool.end(); return Response.json(rows); }',
    'import https from "node:https"; export async function load(url: string) { return fetch(url, { agent: new https.Agent({ rejectUnauthorized: false }) }); }',
    'import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3"; export const handler = async (event) => { const s3 = new S3Client({ region: "eu-west-1" }); return s3.send(new GetObjectCommand({ Key: event.key })); };',
    '// routes/cart.js\nconst Redis = require("ioredis");\nrouter.post("/cart", async (req, res) => {\n  const redis = new Redis(process.env.REDIS_URL);\n  await redis.set(req.body.id, req.body.cart);\n  redis.quit();\n  res.end();\n});',
    'import http from "http"; for (const url of urls) { const agent = new http.Agent({ keepAlive: true }); await axios.get(url, { httpAgent: agent }); }',
    'import { MongoClient } from "mongodb"; export default async function (req, res) { const client = new MongoClient(URI); await client.connect(); res.json(await client.db("shop").collection("items").find().toArray()); await client.close(); }',
    'import mysql from "mysql2/promise"; http.createServer(async (req, res) => { const pool = mysql.createPool({ host: "db", user: "web" }); const [rows] = await pool.query("SELECT * FROM pages"); res.end(JSON.stringify(rows)); });',
    'import { Agent } from "undici"; async function post(body: string) { await request(ENDPOINT, { method: "POST", body, dispatcher: new Agent({ connections: 10 }) }); }',
    'const { Agent } = require("https"); class Client { send(path) { return axios.post(path, this.body, { httpsAgent: new Agent({ keepAlive: true, maxSockets: 20 }) }); } }',
    'import https from "https"; router.get("/api/recipes", async (req, res) => { if (req.query.all) { const response = await axios.get(RECIPES, { httpsAgent: new https.Agent({ rejectUnauthorized: false }) }); res.json(response.data); } });',
    'import nodemailer from "nodemailer"; app.post("/contact", async (req, res) => { const mail = nodemailer.createTransport({ host: "smtp", port: 25 }); await mail.sendMail({ to: TO, text: req.body.text }); res.sendStatus(204); });',
  ],
  silent: [
    'import { PrismaClient } from "@prisma/client"; const prisma = new PrismaClient(); app.get("/users", async (req, res) => res.json(await prisma.user.findMany()));',
    'import { PrismaClient } from "@prisma/client"; app.get("/users", async (req, res) => { const prisma = new PrismaClient({ datasourceUrl: urlOf(req.headers.tenant) }); res.json(await prisma.user.findMany()); });',
    'import { Pool } from "pg"; const pools = new Map(); app.get("/a", async (req, res) => { let pool = pools.get("a"); if (!pool) { pool = new Pool(); pools.set("a", pool); } res.json(await pool.query("SELECT 1")); });',
    'import { Pool } from "pg"; let pool; app.get("/a", async (req, res) => { pool ??= new Pool(); res.json(await pool.query("SELECT 1")); });',
    'import { Pool } from "pg"; export function connect() { const pool = new Pool(); return pool; }',
    'import { Pool } from "pg"; async function main() { const pool = new Pool(); await pool.query("SELECT 1"); await pool.end(); } main();',
    'import { Pool } from "./pool"; app.get("/a", async (req, res) => { const pool = new Pool(); res.json(pool.size); });',
    'import https from "https"; const api = axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });',
    'import https from "https"; export const make = (ca) => axios.create({ httpsAgent: new https.Agent({ ca }) });',
    'import https from "https"; function load(url, certificate) { return fetch(url, { agent: new https.Agent({ cert: certificate }) }); }',
    'import https from "https"; await fetch(url, { agent: new https.Agent({ rejectUnauthorized: false }) });',
    'import https from "https"; register().then(() => { fetch(url, { agent: new https.Agent({ rejectUnauthorized: false }) }); });',
    'import https from "https"; async function main() { const page = await fetch(url, { agent: new https.Agent({ rejectUnauthorized: false }) }); show(page); } main();',
    'import { S3Client } from "@aws-sdk/client-s3"; for (const region of regions) { const s3 = new S3Client({ region }); await empty(s3); }',
    '// test/users.test.ts\nimport { PrismaClient } from "@prisma/client"; app.get("/users", async (req, res) => { const prisma = new PrismaClient(); res.json(await prisma.user.findMany()); });',
    'import { Client } from "pg"; app.get("/a", async (req, res) => { const client = new Client(); await client.connect(); });',
    'import { PrismaClient } from "@prisma/client"; app.use((req, res, next) => { req.db = new PrismaClient(); next(); });',
    'import { Agent } from "./agents"; app.get("/a", (req, res) => { const agent = new Agent("planner"); res.json(agent.plan()); });',
    'import { Agent } from "http"; const agents = hosts.map((host) => new Agent({ keepAlive: true }));',
  ],
  fixed: [
    [
      'import { PrismaClient } from "@prisma/client";\n\n// All of them.\napp.get("/users", async (req, res) => {\n  const prisma = new PrismaClient(); // fresh\n  res.json(await prisma.user.findMany());\n});\n',
      'import { PrismaClient } from "@prisma/client";\n\nconst prisma = new PrismaClient();\n// All of them.\napp.get("/users", async (req, res) => {\n  // fresh\n  res.json(await prisma.user.findMany());\n});\n',
    ],
    [
      'import { Agent } from "https";\nexport async function load(url: string) {\n  return fetch(url, { agent: new Agent({ keepAlive: true }) });\n}\n',
      'import { Agent } from "https";\nconst agent2 = new Agent({ keepAlive: true });\nexport async function load(url: string) {\n  return fetch(url, { agent: agent2 });\n}\n',
    ],
    [
      'import { Pool } from "pg";\nexport async function GET() { const pool = new Pool(); const { rows } = await pool.query("SELECT 1"); await pool.end(); return Response.json(rows); }\n',
      'import { Pool } from "pg";\nexport async function GET() { const pool = new Pool(); const { rows } = await pool.query("SELECT 1"); await pool.end(); return Response.json(rows); }\n',
    ],
  ],
};
