/** Runs one of the check tools with this Node and keeps its output. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './planted-tree.ts';

export interface ToolResult { code: number | null; stdout: string; stderr: string }

/** `script` is a path below node_modules. */
export function runTool(script: string, args: readonly string[], cwd: string): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules', script), ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') }));
  });
}

export const DEPCRUISE = 'dependency-cruiser/bin/dependency-cruiser.mjs';
export const TSC = 'typescript/bin/tsc';
export const ESLINT = 'eslint/bin/eslint.js';
export const ROOMS = ['app', 'main', 'renderer', 'shared', 'test'] as const;
