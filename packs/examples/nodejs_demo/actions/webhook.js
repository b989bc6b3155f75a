"use strict";

/* nodejs_demo.sign_webhook and nodejs_demo.check_webhook: two actions, one script. */

const { createHmac, timingSafeEqual } = require("node:crypto");
const { fail, need, read, write } = require("../lib/document.js");

const HEADER = "X-Hub-Signature-256";
const NOT_GENUINE = 1;

function signature(parameters) {
  const payload = need(parameters, "payload", "string");
  // A secret that was saved with an editor ends with a line end that nobody meant.
  const secret = need(parameters, "secret", "string").replace(/[\r\n]+$/, "");
  return `sha256=${createHmac("sha256", secret).update(payload, "utf8").digest("hex")}`;
}

function sign(parameters) {
  write({ headers: { [HEADER]: signature(parameters) } });
}

function check(parameters) {
  const given = Buffer.from(need(parameters, "signature", "string"));
  const expected = Buffer.from(signature(parameters));
  // A plain comparison takes longer the more digits fit, which tells an attacker something.
  const genuine = given.length === expected.length && timingSafeEqual(given, expected);
  write({ genuine });
  if (!genuine) {
    console.error("the signature does not fit");
    // Not process.exit: it would not wait until the result has been written.
    process.exitCode = NOT_GENUINE;
  }
}

const actions = new Map([
  ["nodejs_demo.sign_webhook", sign],
  ["nodejs_demo.check_webhook", check],
]);
const action = actions.get(process.env.ATTUNE_ACTION);
if (!action) {
  fail(`ATTUNE_ACTION must be one of ${[...actions.keys()].join(", ")}`);
}
action(read());
