'use strict';
// VS Code writes its logs, and extensions' output channels, through this C++ addon, which the registry has only as source.
// The same surface in plain JavaScript: files with a level, renamed to .1, .2, … when they are full.
const fs = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
let levelOfNewLoggers = 2;

class Logger {
  #file;
  #maxBytes;
  #maxFiles;
  #level = levelOfNewLoggers;
  #plain = false;
  #descriptor;
  #bytes;

  constructor(_kind, _name, file, maxBytes = 0, maxFiles = 0) {
    this.#file = file;
    this.#maxBytes = maxBytes;
    this.#maxFiles = maxFiles;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    this.#open();
  }

  #open() {
    this.#descriptor = fs.openSync(this.#file, 'a');
    this.#bytes = fs.fstatSync(this.#descriptor).size;
  }

  #write(level, message) {
    if (level < this.#level || this.#descriptor === undefined) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    const line = this.#plain ? String(message) : `${time} [${levels[level]}] ${message}\n`;
    try {
      if (this.#maxBytes > 0 && this.#bytes + line.length > this.#maxBytes) this.#rotate();
      this.#bytes += fs.writeSync(this.#descriptor, line);
    } catch {
      // A full disk must not end the program that logs.
    }
  }

  #rotate() {
    fs.closeSync(this.#descriptor);
    const { dir, name, ext } = path.parse(this.#file);
    const numbered = (index) => (index === 0 ? this.#file : path.join(dir, `${name}.${index}${ext}`));
    for (let index = this.#maxFiles - 1; index >= 0; index--) {
      if (fs.existsSync(numbered(index))) fs.renameSync(numbered(index), numbered(index + 1));
    }
    this.#open();
  }

  trace = (message) => this.#write(0, message);
  debug = (message) => this.#write(1, message);
  info = (message) => this.#write(2, message);
  warn = (message) => this.#write(3, message);
  error = (message) => this.#write(4, message);
  critical = (message) => this.#write(5, message);
  getLevel = () => this.#level;
  setLevel = (level) => (this.#level = level);
  setPattern = () => (this.#plain = true);
  clearFormatters = () => (this.#plain = true);
  flush = () => {};
  drop = () => {
    if (this.#descriptor === undefined) return;
    fs.closeSync(this.#descriptor);
    this.#descriptor = undefined;
  };
}

const create = async (kind, name, file, maxBytes, maxFiles) => new Logger(kind, name, file, maxBytes, maxFiles);

// VS Code imports this file from an ES module, which finds only names that are assigned one by one.
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = (level) => (levelOfNewLoggers = level);
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = (...args) => create('rotating', ...args);
exports.createAsyncRotatingLogger = (...args) => create('rotating_async', ...args);
