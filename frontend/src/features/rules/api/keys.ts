/** Cache keys of rules: a change of one touches the list, its findings and its versions. */
export const ruleKeys = {
  all: ["rules"] as const,
  list: ["rules", "list"] as const,
  findings: ["rules", "findings"] as const,
  fields: ["rules", "fields"] as const,
  rule: (id: string) => ["rules", "rule", id] as const,
  versions: (id: string) => ["rules", "versions", id] as const,
  preview: (text: string) => ["rules", "preview", text] as const,
  lists: ["keyword-lists"] as const,
  job: (id: string) => ["jobs", id] as const,
};
