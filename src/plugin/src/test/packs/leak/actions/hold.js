"use strict";

// The same as hold.py.
const crypto = require("crypto");
const fs = require("fs");

const environment = process.env;
const helpers = require(environment.ATTUNE_LIB + "/attune.js");

function read() {
  if (environment.ATTUNE_PARAMETER_FORMAT !== "yaml") {
    return helpers.parameters();
  }
  const byFile = environment.ATTUNE_PARAMETER_DELIVERY === "file";
  const text = fs.readFileSync(byFile ? environment.ATTUNE_PARAMETER_FILE : 0, "utf8");
  return JSON.parse("{" + text.trimEnd().split("\n").join(",") + "}");
}

const parameters = read();
const own = environment.ATTUNE_ACTION.startsWith("leak.own");
const secrets = ["tricky", "large"].map((name) => [
  name,
  own ? fs.readFileSync(parameters[name]) : Buffer.from(parameters[name], "utf8"),
]);
process.stderr.write("holding\n");
const deadline = Date.now() + 120000;

function end() {
  if (fs.existsSync(parameters.gate)) {
    const hashes = secrets.map(([name, secret]) => [name, crypto.createHash("sha256").update(secret).digest("hex")]);
    process.stdout.write(JSON.stringify(Object.fromEntries(hashes)) + "\n");
  } else if (Date.now() > deadline) {
    throw new Error("nobody made " + parameters.gate);
  } else {
    setTimeout(end, 20);
  }
}

end();
