// node parseOnce.mjs FILE: reads a profile as JSON in a process of its own, and prints what that took as JSON.
import { readFileSync } from 'node:fs';

const beganAt = performance.now();
const { nodes } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const ms = performance.now() - beganAt;
process.stdout.write(JSON.stringify({ ms, peakBytes: process.resourceUsage().maxRSS * 1024, nodes: nodes.length }));
