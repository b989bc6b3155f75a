"use strict";

/*
 * Parameters and secrets for actions in Node.js, from a document in the format json or dotenv.
 *
 *     const { getSecret, parameters } = require(process.env.ATTUNE_LIB + "/attune.js");
 *     const token = getSecret("token");
 *
 * The document is read once, at the first call, whichever way it is delivered. Needs Node.js only.
 */

const fs = require("fs");

const STDIN = 0;
const NAME = /[A-Za-z_][A-Za-z0-9_.-]*/y;
const QUOTE_INSIDE = "\\''";

let document = null;

const has = (object, name) => Object.prototype.hasOwnProperty.call(object, name);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** All parameters by name: with their types from json; from dotenv as strings, with dotted names. */
function parameters() {
  if (document === null) {
    document = read();
  }
  return { ...document };
}

/** One parameter, or with a dotted name a field inside one; the second argument stands in for one that is not there. */
function getParameter(name, ...fallback) {
  const found = find(parameters(), name);
  if (found.length > 0) {
    return found[0];
  }
  if (fallback.length > 0) {
    return fallback[0];
  }
  throw new Error(`there is no parameter '${name}'`);
}

/** As getParameter, for what nobody else may see: do not print it. */
function getSecret(name, ...fallback) {
  return getParameter(name, ...fallback);
}

/** The value in a list, or an empty list. */
function find(values, name) {
  if (has(values, name)) {
    return [values[name]];
  }
  for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
    const outer = name.slice(0, dot);
    if (has(values, outer) && isObject(values[outer])) {
      const found = find(values[outer], name.slice(dot + 1));
      if (found.length > 0) {
        return found;
      }
    }
  }
  return [];
}

function read() {
  const format = process.env.ATTUNE_PARAMETER_FORMAT;
  if (format !== "json" && format !== "dotenv") {
    throw new Error(`attune.js needs 'parameter_format: json' or 'dotenv' in the action, which has '${format}'`);
  }
  const byFile = process.env.ATTUNE_PARAMETER_DELIVERY === "file";
  const text = fs.readFileSync(byFile ? process.env.ATTUNE_PARAMETER_FILE : STDIN, "utf8");
  let values;
  try {
    values = format === "json" ? JSON.parse(text) : dotenv(text);
  } catch {
    // Its message quotes the document.
    values = null;
  }
  if (!isObject(values)) {
    throw new Error(`the parameter document is no ${format}`);
  }
  return values;
}

/** What lines of name='value' say; a quote inside a value is written '\''. */
function dotenv(text) {
  const entries = [];
  const end = text.replace(/\n+$/, "").length;
  for (let at = 0; at < end; at++) {
    NAME.lastIndex = at;
    const name = NAME.exec(text);
    if (name === null || !text.startsWith("='", NAME.lastIndex)) {
      throw new Error("no name");
    }
    at = NAME.lastIndex + 2;
    let value = "";
    for (;;) {
      const quote = text.indexOf("'", at);
      if (quote < 0) {
        throw new Error("no end");
      }
      value += text.slice(at, quote);
      at = quote + 1;
      if (!text.startsWith(QUOTE_INSIDE, at)) {
        break;
      }
      value += "'";
      at += QUOTE_INSIDE.length;
    }
    if (at < text.length && text[at] !== "\n") {
      throw new Error("more behind the value");
    }
    entries.push([name[0], value]);
  }
  return Object.fromEntries(entries);
}

module.exports = { getParameter, getSecret, parameters, get_parameter: getParameter, get_secret: getSecret };
