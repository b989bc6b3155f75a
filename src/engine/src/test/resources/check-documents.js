"use strict";

/*
 * Reads what GeneratedParameters wrote with js-yaml and the helper for Node.js; needs js-yaml, hence is run by hand:
 *
 *     NODE_PATH=... node check-documents.js DIRECTORY LIBRARY
 */

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const yaml = require("js-yaml");

const [directory, library] = process.argv.slice(2);
const counts = { jsYaml: 0, json: 0, dotenv: 0 };

function helper(file, format) {
  Object.assign(process.env, {
    ATTUNE_PARAMETER_FORMAT: format,
    ATTUNE_PARAMETER_DELIVERY: "file",
    ATTUNE_PARAMETER_FILE: file,
  });
  delete require.cache[require.resolve(path.join(library, "attune.js"))];
  return require(path.join(library, "attune.js"));
}

function flat(prefix, value, into) {
  for (const [name, inner] of Object.entries(value)) {
    const isObject = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    if (isObject) {
      flat(`${prefix}${name}.`, inner, into);
    } else {
      into[prefix + name] = inner;
    }
  }
  return into;
}

for (const name of fs.readdirSync(directory).filter((file) => file.endsWith(".any.meant"))) {
  const base = path.join(directory, name.slice(0, -"meant".length));
  const expected = JSON.parse(fs.readFileSync(`${base}meant`, "utf8"));
  assert.deepStrictEqual(yaml.load(fs.readFileSync(`${base}yaml`, "utf8")), expected, base);
  counts.jsYaml++;
  const { getSecret, parameters } = helper(`${base}json`, "json");
  assert.deepStrictEqual({ ...parameters() }, { ...expected }, base);
  Object.keys(expected).forEach((key) => assert.deepStrictEqual(getSecret(key), expected[key], base));
  counts.json++;
}
for (const name of fs.readdirSync(directory).filter((file) => file.endsWith(".named.meant"))) {
  const base = path.join(directory, name.slice(0, -"meant".length));
  const expected = flat("", JSON.parse(fs.readFileSync(`${base}meant`, "utf8")), {});
  const { getSecret, parameters } = helper(`${base}dotenv`, "dotenv");
  assert.deepStrictEqual(Object.keys(parameters()).sort(), Object.keys(expected).sort(), base);
  for (const [key, value] of Object.entries(expected)) {
    const found = getSecret(key);
    if (typeof value === "string") {
      assert.strictEqual(found, value, base);
    } else if (value === null) {
      assert.strictEqual(found, "", base);
    } else {
      assert.deepStrictEqual(JSON.parse(found), value, base);
    }
  }
  counts.dotenv++;
}
console.log(counts);
