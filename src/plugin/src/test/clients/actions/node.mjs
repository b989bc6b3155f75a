import { context } from "attune-sdk";
import * as api from "attune-sdk/api_client";

const client = context.client;
const id = Number(context.executionId);

async function tell(name, call) {
  try {
    const { response, data, error } = await call();
    console.log(`${name} | ${response.status} | ${error ? error.error : ""}`);
    return data;
  } catch (raised) {
    console.log(`${name} | raised | ${raised}`);
    return undefined;
  }
}

const key = (ref, value) => ({ ref, name: "n", owner_type: "pack", owner_pack_ref: "clients", value, encrypted: true });

const got = await tell("getKey", () => api.getKey({ client, path: { ref: "clients.key" } }));
console.log(`  value as it was bound: ${got?.data.value === "bound in Jenkins"}`);
await tell("getKey, absent", () => api.getKey({ client, path: { ref: "none" } }));
const all = await tell("listKeys", () => api.listKeys({ client, query: { page: 1, per_page: 10 } }));
console.log(`  keys: ${(all?.items ?? all?.data)?.map((one) => one.ref)}`);
await tell("createKey", () => api.createKey({ client, body: key("clients.made", { a: 1 }) }));
await tell("createKey, twice", () => api.createKey({ client, body: key("clients.made", { a: 1 }) }));
await tell("updateKey", () => api.updateKey({ client, path: { ref: "clients.made" }, body: { value: "second value" } }));
await tell("updateKey, absent", () => api.updateKey({ client, path: { ref: "none" }, body: { value: "v" } }));
const made = await tell("getKey, made", () => api.getKey({ client, path: { ref: "clients.made" } }));
console.log(`  value as it was changed: ${made?.data.value === "second value"}`);
await tell("deleteKey", () => api.deleteKey({ client, path: { ref: "clients.made" } }));
const run = await tell("getExecution", () => api.getExecution({ client, path: { id } }));
console.log(`  id is a whole number to JavaScript: ${Number.isSafeInteger(id)}; the answer has it: ${run?.data.id === id}`);
await tell("getExecution, another", () => api.getExecution({ client, path: { id: id + 1 } }));
await tell("listPacks", () => api.listPacks({ client }));
