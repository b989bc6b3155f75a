"use strict";

/* nodejs_demo.render: replaces {{names}} in a text. */

const { fail, need, read } = require("../lib/document.js");

const NAME = /\{\{\s*([\w.-]+)\s*\}\}/g;
const MISSING = ["fail", "empty", "keep"];
const UNDEFINED_NAMES = 1;

function lookUp(values, name) {
  // Own properties only: a template must not reach what every object inherits.
  return name
    .split(".")
    .reduce((value, key) => (Object.hasOwn(Object(value), key) ? value[key] : undefined), values);
}

const parameters = { values: {}, missing: "fail", ...read() };
const template = need(parameters, "template", "string");
const values = need(parameters, "values", "object");
if (!MISSING.includes(parameters.missing)) {
  fail(`parameter 'missing' must be one of ${MISSING.join(", ")}`);
}

const undefinedNames = new Set();
let replaced = 0;
const text = template.replace(NAME, (placeholder, name) => {
  const value = lookUp(values, name);
  if (value === undefined || value === null) {
    undefinedNames.add(name);
    return parameters.missing === "keep" ? placeholder : "";
  }
  replaced += 1;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
});

if (parameters.missing === "fail" && undefinedNames.size > 0) {
  fail(`no value for: ${[...undefinedNames].join(", ")}`, UNDEFINED_NAMES);
}
console.error(`${replaced} values filled in`);
process.stdout.write(text);
