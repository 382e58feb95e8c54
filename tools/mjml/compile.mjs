// Reads MJML on standard input, writes HTML on standard output. Any warning of the validator is an error.
import { readFileSync } from "node:fs";
import mjml2html from "mjml";

const { html } = await mjml2html(readFileSync(0, "utf8"), { validationLevel: "strict", keepComments: true });
process.stdout.write(html);
