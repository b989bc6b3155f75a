"use strict";

/* Reads the parameter document and writes the result; shared by the actions of this pack. */

const fs = require("node:fs");

const BAD_PARAMETERS = 64;
const STDIN = 0;

/** Ends the process with one line on stderr. */
function fail(message, status = BAD_PARAMETERS) {
  fs.writeSync(process.stderr.fd, `${message}\n`);
  process.exit(status);
}

/**
 * The parameters as an object.
 *
 * The platform has checked them against the action's schema already; what is checked here helps who starts the script
 * by hand.
 */
function read() {
  let parameters;
  try {
    const byFile = process.env.ATTUNE_PARAMETER_DELIVERY === "file";
    parameters = JSON.parse(fs.readFileSync(byFile ? process.env.ATTUNE_PARAMETER_FILE : STDIN, "utf8"));
  } catch (problem) {
    // The message of a SyntaxError quotes the document, and secrets are in it.
    const notJson = problem instanceof SyntaxError;
    fail(notJson ? "the parameter document is not JSON" : `no parameter document: ${problem.code}`);
  }
  if (!isObject(parameters)) {
    fail("the parameter document is not an object");
  }
  return parameters;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A parameter of a type, "object" meaning neither a list nor null. */
function need(parameters, name, type) {
  const value = parameters[name];
  if (type === "object" ? !isObject(value) : typeof value !== type) {
    fail(`parameter '${name}' is missing or not of type ${type}`);
  }
  return value;
}

/** The result: one line of JSON on stdout. Everything else belongs on stderr. */
function write(result) {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

module.exports = { fail, isObject, need, read, write };
