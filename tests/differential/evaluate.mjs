// Reads {"queries": [...], "data": [...]} and writes, for each query, its answer on each datum: one process for all.
import { formatQuery, jsonLogicAdditionalOperators } from "@react-querybuilder/core/formatQuery";
import jsonLogic from "json-logic-js";
import { readFileSync } from "node:fs";

for (const [name, operator] of Object.entries(jsonLogicAdditionalOperators)) {
  jsonLogic.add_operation(name, operator);
}
const { queries, data } = JSON.parse(readFileSync(0, "utf8"));
const answers = queries.map((query) => {
  const exported = formatQuery(query, "jsonlogic");
  return data.map((datum) => jsonLogic.truthy(jsonLogic.apply(exported, datum)));
});
process.stdout.write(JSON.stringify(answers));
